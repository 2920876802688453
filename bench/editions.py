"""What an EPUB, a DAISY book and a W3C audiobook cost beside the MP3 that they share.

`articast package` for one article, with `--formats mp3` and with all three besides, turn about; the medians are
compared.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from bench.results import Result, show
from bench.texts import ARTICAST, write_article
from bench.timing import run

FORMATS = ("mp3", "mp3,epub,daisy,audiobook")
LIMIT = 1.5


def measure(arguments: Sequence[str] | None = None) -> Iterator[Result]:
    """Print a line for each round, and yield the ratio."""
    parser = argparse.ArgumentParser(prog="python -m bench.editions", description=__doc__)
    parser.add_argument("path", nargs="?", type=Path, help="an article (default: about 30 min of the sample articles)")
    parser.add_argument("-n", type=int, default=5, dest="rounds", help="rounds (default: 5)")
    options = parser.parse_args(arguments)
    times = []
    with tempfile.TemporaryDirectory() as folder:
        article = (options.path or write_article(Path(folder, "article.txt"), minutes=30)).resolve()
        for number in range(1, options.rounds + 1):
            alone_s, all_s = (_package_s(article, Path(folder), formats) for formats in FORMATS)
            print(f"Round {number}: MP3 {alone_s:.2f} s, with the three editions {all_s:.2f} s")
            times.append((alone_s, all_s))
    alone_s, all_s = (median(column) for column in zip(*times, strict=True))
    yield Result(name="EPUB, DAISY and audiobook too, time over the MP3 alone", value=all_s / alone_s, limit=LIMIT)


def _package_s(article: Path, folder: Path, formats: str) -> float:
    command = [*ARTICAST, "package", "--engine", "espeak", str(article), "--force", "--quiet", "--date", "2026-05-17"]
    begin_s = time.monotonic()
    run([*command, "--formats", formats, "-o", str(folder / "out")])
    return time.monotonic() - begin_s


if __name__ == "__main__":
    sys.exit(show(measure()))
