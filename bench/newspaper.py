"""What an edition of many articles costs beside packaging them.

`articast package` for 38 articles in five folders, then `articast edition` with all its formats of the same articles,
which have their packages; the processor times of all processes are compared.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.results import Result, show
from bench.texts import ARTICAST, write_article
from bench.timing import run, timed

ARTICLES, SECTIONS, MINUTES = 38, 5, 2
AUDIO = "mp3,m4b,opus"
FORMATS = f"{AUDIO},epub,daisy,audiobook,usb"
LIMIT = 0.15


def measure(arguments: Sequence[str] | None = None) -> Iterator[Result]:
    """Print both times, and yield their ratio."""
    parser = argparse.ArgumentParser(prog="python -m bench.newspaper", description=__doc__)
    parser.add_argument("-n", type=int, default=ARTICLES, dest="articles", help=f"articles (default: {ARTICLES})")
    count = parser.parse_args(arguments).articles
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number in range(count):
            section = folder / "newspaper" / f"{number % SECTIONS + 1} Section"
            section.mkdir(parents=True, exist_ok=True)
            write_article(section / f"article-{number}.txt", minutes=MINUTES * (0.5 + number / count))
        common = ["--engine", "espeak", "--date", "2026-05-17", "--quiet", "-o", str(folder / "out")]
        package = ["package", str(folder / "newspaper"), "--formats", AUDIO]
        package_s = timed(lambda: run([*ARTICAST, *package, *common])).processor_s
        edition = ["edition", "--from", str(folder / "newspaper"), "--title", "Bench News", "--formats", FORMATS]
        edition_s = timed(lambda: run([*ARTICAST, *edition, *common])).processor_s
    print(f"{count} articles: packages {package_s:.1f} s, the edition of them {edition_s:.1f} s of processor time.")
    name = f"An edition of {count} articles, processor time over their packages"
    yield Result(name=name, value=edition_s / package_s, limit=LIMIT)


if __name__ == "__main__":
    sys.exit(show(measure()))
