"""How much memory a very long article takes, in all processes together (Linux only)."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.processes import memory_bytes, tree
from bench.results import Result, show
from bench.texts import ARTICAST, ROOT, write_article

LIMIT_MB = 300
_EVERY_S = 0.1


def measure(arguments: Sequence[str] | None = None) -> Iterator[Result]:
    """Print the peak of whole resident sets, and yield that of proportional ones."""
    parser = argparse.ArgumentParser(prog="python -m bench.memory", description=__doc__)
    parser.add_argument("--hours", type=float, default=10, help="length of the speech (default: 10)")
    hours = parser.parse_args(arguments).hours
    with tempfile.TemporaryDirectory() as folder:
        article = write_article(Path(folder, "article.txt"), minutes=60 * hours)
        begin_s = time.monotonic()
        pss_mb, rss_mb = _peaks_mb(
            [*ARTICAST, "package", "--engine", "espeak", str(article), "-o", str(Path(folder, "out"))]
        )
    print(
        f"{hours:g} h of speech in {time.monotonic() - begin_s:.0f} s; resident, shared pages in each: {rss_mb:.0f} MB."
    )
    yield Result(name=f"Memory for an article of {hours:g} h, all processes", value=pss_mb, limit=LIMIT_MB, unit="MB")


def _peaks_mb(command: Sequence[str]) -> tuple[float, float]:
    """The highest sums of proportional and of whole resident sets over all processes of `command`."""
    pss_peak, rss_peak = 0, 0
    with subprocess.Popen(command, cwd=ROOT) as process:
        while process.poll() is None:
            sizes = [memory_bytes(pid) for pid in tree(process.pid)]
            pss_peak = max(pss_peak, sum(pss for pss, _ in sizes))
            rss_peak = max(rss_peak, sum(rss for _, rss in sizes))
            time.sleep(_EVERY_S)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return pss_peak / 1e6, rss_peak / 1e6


if __name__ == "__main__":
    sys.exit(show(measure()))
