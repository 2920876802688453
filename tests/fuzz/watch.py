"""CHECK, INPUTS -> RESULTS: run a check on many inputs in a child process that may neither hang nor grow.

The child is ended by the system when an input takes more processor time than it may, so that a regular expression or
a library that never returns is seen as well, with the place where it was. A busy machine does not count as a hang.
"""

from __future__ import annotations

import contextlib
import faulthandler
import json
import os
import re
import resource
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from tts.errors import ArticastError

MAX_CPU_S = 5.0
MAX_MEMORY_BYTES = 1_500_000_000
"""What an input may take in addition to the program itself."""
_MAX_WALLS = 24  # times the processor time: for one that waits, and computes nothing
_PLACE = re.compile(r'File "(?P<path>[^"]*/(?:tts|tests)/(?P<inside>[^"]*))", line (?P<line>\d+),? in (?P<name>\w+)')
_ENDS = {signal.SIGPROF: "hang", signal.SIGKILL: "hang"}


class LostWordsInSilence(Exception):  # noqa: N818 - a finding, not an error of the program
    """Words that can be seen in an input are neither heard nor listed."""


class WrongAnswer(Exception):  # noqa: N818
    """Something else that must never happen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of an input: `done`, `refused` by an error that a user can act on, or a defect and where it is."""

    number: int
    outcome: str
    place: str = ""
    detail: str = ""
    cpu_s: float = 0.0

    @property
    def is_defect(self) -> bool:
        """Whether this must never happen."""
        return self.outcome not in ("done", "refused")


def watch(check: Callable[[int], None], numbers: Iterable[int], max_cpu_s: float = MAX_CPU_S) -> Iterator[Result]:
    """Yield the result of `check` for each of `numbers`; after a hang or a crash, a new child goes on behind it."""
    waiting = iter(numbers)
    batch: list[int] = []
    while batch or (batch := [number for number, _ in zip(waiting, range(500), strict=False)]):
        for result in _run_child(check, batch, max_cpu_s):
            batch = batch[batch.index(result.number) + 1 :]
            yield result


def _run_child(check: Callable[[int], None], numbers: list[int], max_cpu_s: float) -> Iterator[Result]:
    """Yield the results of a child process; the last one may be about its death."""
    sys.stdout.flush()
    reading, writing = os.pipe()
    trace = os.memfd_create("trace") if hasattr(os, "memfd_create") else os.open(os.devnull, os.O_RDWR)
    child = os.fork()
    if not child:
        try:
            os.close(reading)
            _work(check, numbers, os.fdopen(writing, "wb", buffering=0), trace, max_cpu_s)
        finally:
            os._exit(0)
    os.close(writing)
    remaining = list(numbers)
    try:
        for line in _read_lines(reading, child, _MAX_WALLS * max_cpu_s):
            result = Result(**json.loads(line))
            remaining.remove(result.number)
            yield result
        _, status = os.waitpid(child, 0)
        child = 0
        if remaining:
            code = os.waitstatus_to_exitcode(status)
            os.lseek(trace, 0, os.SEEK_SET)
            text = os.read(trace, 100_000).decode("utf-8", "replace")
            outcome = _ENDS.get(signal.Signals(-code), "crash") if code < 0 else "crash"
            detail = f"the process ended with {code}\n{text}"
            yield Result(number=remaining[0], outcome=outcome, place=_find_place(text, is_trace=True), detail=detail)
    finally:
        if child:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        os.close(reading)
        os.close(trace)


def _read_lines(reading: int, child: int, max_wall_s: float) -> Iterator[bytes]:
    """Yield the lines that a child writes; end it if it writes nothing for long."""
    buffer = b""
    while True:
        if not select.select([reading], [], [], max_wall_s)[0]:
            os.kill(child, signal.SIGABRT)  # the trace is written first
        data = os.read(reading, 65_536)
        if not data:
            return
        *lines, buffer = (buffer + data).split(b"\n")
        yield from lines


def _work(check: Callable[[int], None], numbers: list[int], results: BinaryIO, trace: int, max_cpu_s: float) -> None:
    """Check one input after the other, in the child."""
    if (state := Path("/proc/self/statm")).exists():
        size_bytes = int(state.read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (size_bytes + MAX_MEMORY_BYTES,) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.environ["PATH"] = ""  # no input starts a program
    faulthandler.enable(trace)
    faulthandler.register(signal.SIGPROF, trace, all_threads=False, chain=True)
    for number in numbers:
        begin = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, max_cpu_s)
        result = judge(check, number)
        signal.setitimer(signal.ITIMER_PROF, 0)
        results.write(json.dumps({**result, "cpu_s": time.process_time() - begin}).encode() + b"\n")


def judge(check: Callable[[int], None], number: int) -> dict[str, Any]:
    """Return what becomes of an input, as the fields of a `Result`."""
    outcome, error = "done", None
    try:
        check(number)
    except ArticastError as refused:
        outcome, error = "refused", refused
        text = str(refused)
        with contextlib.suppress(UnicodeEncodeError):
            text.encode()
            if "\n" not in text and max(map(len, error.message.split()), default=0) < 400:
                return {"number": number, "outcome": outcome, "place": "", "detail": text}
        outcome = "message"  # of two lines, or with a word that fills a page
    except LostWordsInSilence as lost:
        return {"number": number, "outcome": "loss", "place": "", "detail": str(lost)}
    except WrongAnswer as wrong:
        return {"number": number, "outcome": "wrong", "place": str(wrong)[:80], "detail": str(wrong)}
    except MemoryError as memory:
        outcome, error = "memory", memory
    except BaseException as other:  # noqa: BLE001 - this is what is looked for
        outcome, error = "traceback", other
    if error is None:
        return {"number": number, "outcome": outcome}
    text = "".join(traceback.format_exception(error))
    place = f"{type(error).__name__} {_find_place(text)}"
    return {
        "number": number,
        "outcome": outcome,
        "place": place,
        "detail": text[-6000:].encode("utf-8", "replace").decode(),
    }


def _find_place(text: str, *, is_trace: bool = False) -> str:
    """Return the innermost place in the program that a traceback names; one of faulthandler begins with it."""
    matches = [match for match in _PLACE.finditer(text.replace('" line', '", line')) if "/tts/" in match["path"]]
    if not matches:
        return ""
    match = matches[0 if is_trace else -1]
    return f"{match['inside']}:{match['name']}" if is_trace else f"{match['inside']}:{match['line']} {match['name']}"
