"""Many articles side by side, beside as many pipes of espeak-ng and ffmpeg at a time.

24 articles of different lengths: `articast package` with one job and with two, and what they say through
`espeak-ng --stdout | ffmpeg` with LAME's quality of ours, two at a time under `xargs -P2`. Turn about; the medians of
the time by the clock are compared.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from statistics import median

from bench.article import write_said
from bench.results import Result, show
from bench.texts import ARTICAST, RATE_WPM, write_article
from bench.timing import run, timed
from bench.yardsticks import DEFAULT_QUALITY, pipe_command
from tts.audio.encode.lame import QUALITY

ARTICLES = 24
JOBS = 2
LIMIT = 1.5
EQUAL_PIPES = "two pipes at equal quality"


def measure(arguments: Sequence[str] | None = None) -> Iterator[Result]:
    """Print a line for each round, and yield the time of two jobs as a multiple of that of two pipes."""
    parser = argparse.ArgumentParser(prog="python -m bench.jobs", description=__doc__)
    parser.add_argument("-n", type=int, default=3, dest="rounds", help="rounds (default: %(default)s)")
    rounds = parser.parse_args(arguments).rounds
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        texts = [write_said(article, article.with_suffix(".said")) for article in write_articles(folder)]
        ways = {
            "one job": partial(package, folder, 1),
            "two jobs": partial(package, folder, JOBS),
            EQUAL_PIPES: partial(_pipes, texts, QUALITY),
            "two pipes at ffmpeg's default": partial(_pipes, texts, DEFAULT_QUALITY),
        }
        times = []
        for number in range(1, rounds + 1):
            times.append({way: timed(work) for way, work in ways.items()})
            parts = (f"{way} {time.elapsed_s:.2f} s ({time.processor_s:.2f} s)" for way, time in times[-1].items())
            print(f"Round {number}, by the clock (processor time): {', '.join(parts)}")
    elapsed_s = {way: median(time[way].elapsed_s for time in times) for way in ways}
    processor_s = {way: median(time[way].processor_s for time in times) for way in ways}
    print(f"From one job to two: {elapsed_s['one job'] / elapsed_s['two jobs']:.2f} times as fast.")
    for way in list(ways)[2:]:
        print(f"Over {way}: {processor_s['two jobs'] / processor_s[way]:.2f} times the processor time.")
        name, ratio = f"{ARTICLES} articles, two jobs, time over {way}", elapsed_s["two jobs"] / elapsed_s[way]
        yield Result(name=name, value=ratio, limit=LIMIT if way == EQUAL_PIPES else None)


def write_articles(folder: Path) -> list[Path]:
    """Write the articles, of one to six minutes each."""
    return [write_article(folder / f"article-{number}.txt", minutes=1 + number % 6) for number in range(ARTICLES)]


def package(folder: Path, jobs: int, engine: str = "espeak") -> None:
    """Package the articles in `folder` by so many jobs."""
    options = ["--force", "--quiet", "--rate", str(RATE_WPM), "--jobs", str(jobs), "-o", str(folder / "out")]
    run([*ARTICAST, "package", "--engine", engine, *map(str, sorted(folder.glob("*.txt"))), *options])


def _pipes(texts: Sequence[Path], quality: int | None) -> None:
    """Speak each text into an MP3 file beside it, two at a time."""
    command = ["xargs", "-0", "-n", "2", "-P", str(JOBS), "sh", "-c", pipe_command(quality), "pipe"]
    names = "\0".join(f"{text}\0{text}.mp3" for text in texts)
    subprocess.run(command, input=names, encoding="utf-8", check=True)


if __name__ == "__main__":
    sys.exit(show(measure()))
