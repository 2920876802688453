"""Commands and the time that they take: by the clock, and of the processor in all of their processes.

A process that is killed with its parent is nobody's child any more, and its time would be lost. On Linux this process
adopts such orphans (prctl(2), PR_SET_CHILD_SUBREAPER) and waits for them, so that their time counts.
"""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from bench.texts import ROOT

_PR_SET_CHILD_SUBREAPER = 36  # linux/prctl.h


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """Seconds by the clock, and of processor time in all processes."""

    elapsed_s: float
    processor_s: float


def run(command: Sequence[str]) -> bytes:
    """Return what a command writes to standard output; it has to succeed."""
    return subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout


def timed(work: Callable[[], object]) -> Times:
    """Return the times of `work`, which starts processes, and of all that they start."""
    _adopt_orphans()
    begin_s, before = time.monotonic(), os.times()
    work()
    elapsed_s = time.monotonic() - begin_s
    with suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)
    after = os.times()
    processor_s = after.children_user - before.children_user + after.children_system - before.children_system
    return Times(elapsed_s=elapsed_s, processor_s=processor_s)


def _adopt_orphans() -> None:
    """Become the parent of all processes below this one that lose theirs."""
    if sys.platform == "linux" and ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0):
        raise OSError("the processes that are killed could not be counted")
