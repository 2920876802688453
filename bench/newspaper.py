"""What an edition of many articles costs beside packaging them.

`articast package` for 38 articles in five folders, then `articast edition` with all its formats of the same articles,
which have their packages; the processor times of all processes are compared.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.article import run
from bench.texts import ARTICAST, write_article

ARTICLES, SECTIONS, MINUTES = 38, 5, 2
AUDIO = "mp3,m4b,opus"
FORMATS = f"{AUDIO},epub,daisy,audiobook,usb"
LIMIT = 0.15


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints both times and the ratio; 1 if it is over the limit."""
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
        package_s = _processor_s([*ARTICAST, "package", str(folder / "newspaper"), "--formats", AUDIO, *common])
        edition = ["edition", "--from", str(folder / "newspaper"), "--title", "Bench News", "--formats", FORMATS]
        edition_s = _processor_s([*ARTICAST, *edition, *common])
    print(f"{count} articles: packages {package_s:.1f} s, the edition of them {edition_s:.1f} s of processor time.")
    print(f"The edition: {edition_s / package_s:.3f} times the packages (at most {LIMIT}).")
    return int(edition_s / package_s > LIMIT)


def _processor_s(command: Sequence[str]) -> float:
    """The processor time of a command and of all processes that it starts."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run(command)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    sys.exit(main())
