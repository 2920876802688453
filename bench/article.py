"""One article, the whole process, beside the shortest way from the same text to an MP3.

`articast package` against `espeak-ng --stdout | ffmpeg -b:a 64k`, which is as fast as any tool with this engine can
be while it encodes with ffmpeg. Both say the same text at the same rate, turn about; the medians are compared.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from bench.texts import ARTICAST, RATE_WPM, ROOT, write_article

LIMIT = 1.6


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints a line for each round and the ratio; 1 if that is over the limit."""
    parser = argparse.ArgumentParser(prog="python -m bench.article", description=__doc__)
    parser.add_argument("path", nargs="?", type=Path, help="an article (default: about 30 min of the sample articles)")
    parser.add_argument("-n", type=int, default=5, dest="rounds", help="rounds (default: 5)")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        article = options.path or write_article(Path(folder, "article.txt"), minutes=30)
        return _compare(article.resolve(), Path(folder), options.rounds)


def _compare(article: Path, folder: Path, rounds: int) -> int:
    text = folder / "said.txt"
    text.write_bytes(run([*ARTICAST, "text", str(article)]))
    times = []
    for number in range(1, rounds + 1):
        (ours_s, ours_cpu_s), (theirs_s, theirs_cpu_s) = (
            timed(lambda: _package(article, folder)),
            timed(lambda: pipe(text, folder / "said.mp3")),
        )
        times.append((ours_s, theirs_s, ours_cpu_s, theirs_cpu_s))
        print(
            f"Round {number}: articast {ours_s:.2f} s, espeak-ng and ffmpeg {theirs_s:.2f} s, {ours_s / theirs_s:.2f}"
        )
    ours_s, theirs_s, ours_cpu_s, theirs_cpu_s = (median(column) for column in zip(*times, strict=True))
    ratio = ours_s / theirs_s
    print(f"Processor time: articast {ours_cpu_s:.2f} s, espeak-ng and ffmpeg {theirs_cpu_s:.2f} s.")
    length_s = _length_s(folder)
    print(f"{length_s:.0f} s of audio in {ours_s:.2f} s: {length_s / ours_s:.0f} times real time.")
    print(f"One article: {ratio:.2f} times espeak-ng and ffmpeg (at most {LIMIT}).")
    return int(ratio > LIMIT)


def _package(article: Path, folder: Path) -> None:
    options = ["--engine", "espeak", "--force", "--quiet", "--rate", str(RATE_WPM), "-o", str(folder / "out")]
    run([*ARTICAST, "package", str(article), *options])


def pipe(text: Path, sound: Path) -> None:
    """Speaks the file `text` into the MP3 file `sound`."""
    speak = ["espeak-ng", "-v", "en-us", "-s", str(RATE_WPM), "--stdout", "-f", str(text)]
    encode = ["ffmpeg", "-v", "error", "-y", "-i", "-", "-b:a", "64k", str(sound)]
    with subprocess.Popen(speak, stdout=subprocess.PIPE) as speaking:
        subprocess.run(encode, stdin=speaking.stdout, check=True)


def run(command: Sequence[str]) -> bytes:
    """What a command says on standard output; it has to succeed."""
    return subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock, and of processor time in all processes."""
    begin_s, before = time.monotonic(), os.times()
    work()
    after = os.times()
    cpu_s = after.children_user - before.children_user + after.children_system - before.children_system
    return time.monotonic() - begin_s, cpu_s


def _length_s(folder: Path) -> float:
    manifest = next(folder.glob("out/*/manifest.json"))
    length_ms: int = json.loads(manifest.read_text(encoding="utf-8"))["metadata"]["duration_ms"]
    return length_ms / 1000


if __name__ == "__main__":
    sys.exit(main())
