"""What a thousand packages in one process leave behind: processes, open files, memory (Linux only)."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.processes import memory_bytes, open_files, tree
from bench.results import Result, show
from tts.config.config import Config
from tts.packages.batch import package

LIMIT_MB = 5  # the allocators' noise
_WARM_UP = 0.2  # of all packages: what is loaded and cached once is no leak


def measure(arguments: Sequence[str] | None = None) -> Iterator[Result]:
    """Yield what has grown: processes, open files and memory."""
    parser = argparse.ArgumentParser(prog="python -m bench.many", description=__doc__)
    parser.add_argument("-n", type=int, default=1000, dest="packages", help="packages (default: 1000)")
    count = parser.parse_args(arguments).packages
    with tempfile.TemporaryDirectory() as folder:
        article = Path(folder, "article.txt")
        article.write_text("A short article\n\nIt has one sentence. It has another one.\n", encoding="utf-8")
        warm_up = round(_WARM_UP * count)
        _package(article, warm_up)
        before = _held()
        _package(article, count - warm_up)
    processes, files, grown_mb = (now - then for now, then in zip(_held(), before, strict=True))
    left = f"left by {count - warm_up} packages"
    yield Result(name=f"Processes {left}", value=processes, limit=0, unit="")
    yield Result(name=f"Open files {left}", value=files, limit=0, unit="")
    yield Result(name=f"Memory {left}", value=grown_mb, limit=LIMIT_MB, unit="MB")


def _package(article: Path, times: int) -> None:
    for _ in range(times):
        for outcome in package([article], article.parent / "out", Config(engine="silent"), force=True):
            if outcome.error:
                raise outcome.error


def _held() -> tuple[int, int, float]:
    """Processes below this one, its open files, its memory in MB."""
    pid = os.getpid()
    return len(list(tree(pid))) - 1, open_files(pid), memory_bytes(pid)[0] / 1e6


if __name__ == "__main__":
    sys.exit(show(measure()))
