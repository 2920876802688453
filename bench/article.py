"""One article, the whole process, beside the engine and the encoder alone, and beside a pipe of two programs.

`articast package` for an article of three minutes and for one of half an hour, against the yardsticks of
`bench.yardsticks`, turn about. The medians of the processor time of all processes are compared.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from statistics import median

from bench.results import Result, show
from bench.texts import ARTICAST, RATE_WPM, ROOT, write_article
from bench.timing import run, timed
from bench.yardsticks import DEFAULT_QUALITY, floor, pipe

SHORT = ROOT / "articles" / "harbour.txt"
FLOOR = "the floor"
LIMITS = {"short": 2.0, "long": 1.5}


def measure(arguments: Sequence[str] | None = None) -> Iterator[Result]:
    """Print a line for each round, and yield the multiples of the floor."""
    parser = argparse.ArgumentParser(prog="python -m bench.article", description=__doc__)
    parser.add_argument("--short", type=Path, default=SHORT, help="the short article (default: %(default)s)")
    parser.add_argument("--minutes", type=float, default=30, help="length of the long one (default: %(default)s)")
    parser.add_argument("-n", type=int, default=5, dest="rounds", help="rounds (default: %(default)s)")
    parser.add_argument("--only", choices=LIMITS, help="one of the two")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        long = write_article(folder / "article.txt", minutes=options.minutes)
        for size, article in (("short", options.short.resolve()), ("long", long)):
            if options.only in (None, size):
                yield from _compare(size, article, folder, options.rounds)


def _compare(size: str, article: Path, folder: Path, rounds: int) -> Iterator[Result]:
    """Package and speak the article in each of the ways, `rounds` times, and compare the first with the others."""
    text = write_said(article, folder / "said.txt")
    ways = {
        "articast": partial(_package, article, folder / size),
        FLOOR: partial(floor, text, folder / "floor.mp3"),
        "the pipe at equal quality": partial(pipe, text, folder / "pipe.mp3"),
        "the pipe at ffmpeg's default": partial(pipe, text, folder / "pipe.mp3", DEFAULT_QUALITY),
    }
    times = []
    ways["articast"]()  # Python compiles the modules
    for number in range(1, rounds + 1):
        times.append({way: timed(work) for way, work in ways.items()})
        parts = (f"{way} {time.processor_s:.2f} s" for way, time in times[-1].items())
        print(f"Round {number}, {size}: processor time of {', '.join(parts)}")
    processor_s = {way: median(time[way].processor_s for time in times) for way in ways}
    elapsed_s = {way: median(time[way].elapsed_s for time in times) for way in ways}
    length_s = audio_length_s(folder / size)
    print(f"{length_s:.0f} s of audio in {elapsed_s['articast']:.2f} s.")
    what = f"One article of {length_s / 60:.0f} min, processor time over"
    for way in list(ways)[1:]:
        ratio = processor_s["articast"] / processor_s[way]
        print(f"Over {way}: {elapsed_s['articast'] / elapsed_s[way]:.2f} times as long.")
        yield Result(name=f"{what} {way}", value=ratio, limit=LIMITS[size] if way == FLOOR else None)


def write_said(article: Path, text: Path) -> Path:
    """Write what is said of an article into the file `text`, a line for each utterance."""
    text.write_bytes(run([*ARTICAST, "text", str(article)]))
    return text


def _package(article: Path, output: Path) -> None:
    options = ["--engine", "espeak", "--force", "--quiet", "--rate", str(RATE_WPM), "-o", str(output)]
    run([*ARTICAST, "package", str(article), *options])


def audio_length_s(output: Path) -> float:
    """Return the length of the one package in `output`."""
    manifest = next(output.glob("*/manifest.json"))
    length_ms: int = json.loads(manifest.read_text(encoding="utf-8"))["metadata"]["duration_ms"]
    return length_ms / 1000


if __name__ == "__main__":
    sys.exit(show(measure()))
