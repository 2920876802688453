"""How soon the command answers: `articast --help` against `python -c "import argparse"`."""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from statistics import median

from bench.results import Result, show
from bench.texts import ARTICAST, ROOT

LIMIT = 3.0


def measure(arguments: Sequence[str] | None = None) -> Iterator[Result]:
    """Print both medians, and yield their ratio."""
    parser = argparse.ArgumentParser(prog="python -m bench.help", description=__doc__)
    parser.add_argument("-n", type=int, default=20, dest="rounds", help="rounds (default: 20)")
    rounds = parser.parse_args(arguments).rounds
    times = [
        (_time_s([*ARTICAST, "--help"]), _time_s([sys.executable, "-c", "import argparse"])) for _ in range(rounds)
    ]
    ours_s, theirs_s = (median(column) for column in zip(*times, strict=True))
    print(f"articast --help {1000 * ours_s:.0f} ms, import argparse {1000 * theirs_s:.0f} ms")
    yield Result(name="articast --help, time over that of `import argparse`", value=ours_s / theirs_s, limit=LIMIT)


def _time_s(command: Sequence[str]) -> float:
    begin_s = time.monotonic()
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - begin_s


if __name__ == "__main__":
    sys.exit(show(measure()))
