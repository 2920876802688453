"""What Linux tells of processes: which there are below one, how much memory and how many files they hold."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_GONE = (FileNotFoundError, ProcessLookupError)  # a process may end while it is looked at


def tree(pid: int) -> Iterator[int]:
    """The process `pid` and all below it."""
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(*_GONE):
            for child in task.read_text().split():
                yield from tree(int(child))


def memory_bytes(pid: int) -> tuple[int, int]:
    """Proportional and whole resident set of a process; pages that several share count in part, or in each."""
    sizes = dict.fromkeys(("Pss", "Rss"), 0)
    with suppress(*_GONE):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            name, _, value = line.partition(":")
            if name in sizes:
                sizes[name] = 1024 * int(value.split()[0])
    return sizes["Pss"], sizes["Rss"]


def open_files(pid: int) -> int:
    """How many files, pipes and sockets a process has open."""
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))
