"""What a thousand packages in one process leave behind: processes, open files, memory (Linux only)."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.processes import memory_bytes, open_files, tree
from tts.config.config import Config
from tts.packages.batch import package

LIMIT_MB = 5  # the allocators' noise
_WARM_UP = 0.2  # of all packages: what is loaded and cached once is no leak


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints what has grown; 1 if a process or an open file is left, or memory over the limit."""
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
    print(f"Left behind by {count - warm_up} packages after {warm_up} to warm up:")
    print(f"Many: {processes:.0f} processes, {files:.0f} open files, {grown_mb:.1f} MB (less than {LIMIT_MB}).")
    return int(processes > 0 or files > 0 or grown_mb >= LIMIT_MB)


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
    sys.exit(main())
