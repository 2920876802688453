"""What `articast verify` costs: the processor time of checking the package of one hour of audio, all of it."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from bench.article import audio_length_s
from bench.results import Result, show
from bench.texts import ARTICAST, write_article
from bench.timing import run, timed

LIMIT_S = 6.0


def measure(arguments: Sequence[str] | None = None) -> Iterator[Result]:
    """Yield the seconds of processor time per hour of audio."""
    parser = argparse.ArgumentParser(prog="python -m bench.verify", description=__doc__)
    parser.add_argument("--minutes", type=float, default=60, help="length of the audio (default: %(default)s)")
    parser.add_argument("--formats", default="mp3", help="formats of the package (default: %(default)s)")
    parser.add_argument("-n", type=int, default=3, dest="rounds", help="rounds (default: %(default)s)")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        output = Path(name, "out")
        article = write_article(Path(name, "article.txt"), options.minutes)
        package = [*ARTICAST, "package", "--engine", "espeak", str(article), "--quiet", "-o", str(output)]
        run([*package, "--formats", options.formats, "--date", "2026-05-17"])
        processor_s = median(
            timed(lambda: run([*ARTICAST, "verify", str(output)])).processor_s for _ in range(options.rounds)
        )
        hours = audio_length_s(output) / 3600
    print(f"{60 * hours:.0f} min of audio verified in {processor_s:.2f} s of processor time.")
    yield Result(name="verify, processor time per hour of audio", value=processor_s / hours, limit=LIMIT_S, unit="s")


if __name__ == "__main__":
    sys.exit(show(measure()))
