"""Many articles side by side, beside as many pipes of espeak-ng and ffmpeg at a time.

24 articles of different lengths: `articast package` with one job and with two, and the same texts through
`espeak-ng --stdout | ffmpeg -b:a 64k`, two at a time. Turn about; the medians are compared.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median

from bench.article import pipe, run
from bench.texts import ARTICAST, RATE_WPM, write_article

ARTICLES = 24
JOBS = 2
LIMIT = 1.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints a line for each round and the ratios; 1 if two jobs take longer than two pipes."""
    parser = argparse.ArgumentParser(prog="python -m bench.jobs", description=__doc__)
    parser.add_argument("-n", type=int, default=3, dest="rounds", help="rounds (default: 3)")
    rounds = parser.parse_args(arguments).rounds
    times = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        articles = [
            write_article(folder / f"article-{number}.txt", minutes=1 + number % 6) for number in range(ARTICLES)
        ]
        for number in range(1, rounds + 1):
            one_s, two_s = (_time_s(lambda jobs=jobs: _package(folder, jobs)) for jobs in (1, JOBS))
            pipes_s = _time_s(lambda: _pipes(articles, folder))
            times.append((one_s, two_s, pipes_s))
            print(f"Round {number}: one job {one_s:.2f} s, two {two_s:.2f} s, two pipes {pipes_s:.2f} s")
    one_s, two_s, pipes_s = (median(column) for column in zip(*times, strict=True))
    print(f"From one job to two: {one_s / two_s:.2f} times as fast.")
    print(f"Two jobs: {two_s / pipes_s:.2f} times two pipes (at most {LIMIT}).")
    return int(two_s / pipes_s > LIMIT)


def _package(folder: Path, jobs: int) -> None:
    options = ["--force", "--quiet", "--rate", str(RATE_WPM), "--jobs", str(jobs), "-o", str(folder / "out")]
    run([*ARTICAST, "package", "--engine", "espeak", *map(str, sorted(folder.glob("*.txt"))), *options])


def _pipes(articles: Sequence[Path], folder: Path) -> None:
    with ThreadPoolExecutor(JOBS) as pool:
        list(pool.map(lambda article: pipe(article, folder / f"{article.stem}.mp3"), articles))


def _time_s(work: Callable[[], None]) -> float:
    begin_s = time.monotonic()
    work()
    return time.monotonic() - begin_s


if __name__ == "__main__":
    sys.exit(main())
