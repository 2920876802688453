"""KINDS -> COUNTS: try many inputs of each kind, keep those with a defect, and make them small."""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import count, takewhile
from pathlib import Path

from fuzz.kinds import KINDS, MEMORY, Kind, open_scratch, remove_scratch
from fuzz.seeds import SHARED
from fuzz.watch import Result, watch

CORPUS = Path(__file__).with_name("corpus")
"""Inputs that once had a defect, in a folder for each kind."""
_MAX_TRIALS = 400
_MAX_ALIKE = 3


@dataclass(slots=True)
class Tally:
    """What became of the inputs of a kind."""

    outcomes: Counter[str] = field(default_factory=Counter)
    slowest: Result | None = None
    defects: list[tuple[Result, bytes]] = field(default_factory=list)
    cpu_s: float = 0.0


def main(arguments: list[str]) -> int:
    """Run the command; return 1 if there is a defect."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=f"of {', '.join(KINDS)} (default: all)")
    parser.add_argument("--seconds", type=float, default=0, help="time for all kinds together")
    parser.add_argument("--inputs", type=int, default=0, help="number of inputs of each kind")
    parser.add_argument("--first", type=int, default=0, help="number of the first input; each number is an input")
    parser.add_argument("--keep", type=Path, help="folder for inputs with a defect")
    parser.add_argument("--corpus", action="store_true", help="first try all inputs that once had a defect")
    parser.add_argument("--file", type=Path, help="try this file only, as the one KIND")
    options = parser.parse_args(arguments)
    names = options.kinds or list(KINDS)
    if unknown := set(names) - set(KINDS):
        parser.error(f"unknown kind: {', '.join(unknown)}")
    os.environ |= {"ARTICAST_CACHE": "", "ARTICAST_VOICES": os.devnull, "ARTICAST_CONFIG": ""}
    if not SHARED.is_dir():
        print("There are no real articles beside the checkout (../shared): only our own samples are changed.")
    keep = options.keep or Path(tempfile.gettempdir(), "articast-fuzz")
    tallies: dict[str, Tally] = {}
    open_scratch()
    try:
        for name in names:
            tally = tallies[name] = Tally()
            if options.file:
                _try(name, [options.file.read_bytes()], tally)
            else:
                if options.corpus:
                    _try(name, [path.read_bytes() for path in _list_cases(name)], tally)
                if options.inputs or options.seconds:
                    _explore(name, options.seconds / len(names), options.inputs, options.first, tally)
            _report(name, tally, keep)
    finally:
        remove_scratch()
    return int(any(tally.defects for tally in tallies.values()))


def _list_cases(name: str) -> list[Path]:
    """Return the inputs of a kind that once had a defect: ours, and those of others if they are beside the checkout."""
    others = {"markdown": "cases/hostile/*/*.md", "settings": "cases/hostile/*/articast.toml*"}
    return [*sorted((CORPUS / name).glob("*")), *sorted(SHARED.glob(others.get(name, "no/such/file")))]


def _judge(kind: Kind, folder: Path, data: bytes) -> None:
    """Judge an input in an empty folder."""
    place = folder / str(os.getpid())
    place.mkdir(exist_ok=True)
    kind.judge(data, place)


def _try(name: str, inputs: list[bytes], tally: Tally) -> None:
    """Try these inputs."""
    with _folder() as folder:
        for result in watch(
            lambda number: _judge(KINDS[name], folder, inputs[number]), range(len(inputs)), KINDS[name].max_cpu_s
        ):
            _add(tally, result, inputs[result.number])


def _explore(name: str, seconds: float, inputs: int, first: int, tally: Tally) -> None:
    """Try random inputs, for a time or a number of them."""
    kind, end_s = KINDS[name], time.monotonic() + seconds
    _warm_up(name)
    numbers: Iterable[int] = range(first, first + inputs) if inputs else count(first)
    numbers = takewhile(lambda _: not seconds or time.monotonic() < end_s, numbers)
    with _folder() as folder:
        for result in watch(lambda number: _judge(kind, folder, kind.make(name, number)), numbers, kind.max_cpu_s):
            _add(tally, result, kind.make(name, result.number) if result.is_defect else b"")
            if seconds and time.monotonic() > end_s:
                break


def _warm_up(name: str) -> None:
    """Load the modules that a kind needs, and its first inputs, before the children that share them."""
    first = KINDS[name].seeds()[0]
    if name != "serve":  # its threads would not be there in a child
        with _folder() as folder, suppress(Exception):
            _judge(KINDS[name], folder, first)


class _folder(tempfile.TemporaryDirectory):  # noqa: N801
    """A folder for the inputs, in memory if possible."""

    def __init__(self) -> None:
        super().__init__(prefix="articast-fuzz-", dir=MEMORY, ignore_cleanup_errors=True)

    def __enter__(self) -> Path:
        return Path(super().__enter__())


def _add(tally: Tally, result: Result, data: bytes) -> None:
    """Count a result."""
    tally.outcomes[result.outcome] += 1
    tally.cpu_s += result.cpu_s
    if tally.slowest is None or result.cpu_s > tally.slowest.cpu_s:
        tally.slowest = result
    if result.is_defect:
        tally.defects.append((result, data))


def _report(name: str, tally: Tally, keep: Path) -> None:
    """Print the counts of a kind, and of each defect the smallest input."""
    total = sum(tally.outcomes.values())
    defects = {outcome: number for outcome, number in tally.outcomes.items() if outcome not in ("done", "refused")}
    slowest = f"{tally.slowest.cpu_s:.1f} s (number {tally.slowest.number})" if tally.slowest else "-"
    counts = f"{total} inputs, {tally.outcomes['refused']} refused, defects: {defects or 0}"
    print(f"{name}: {counts}, slowest {slowest}, {tally.cpu_s:.0f} s", flush=True)
    places: Counter[tuple[str, str]] = Counter()
    for result, data in tally.defects:
        key = result.outcome, result.place
        places[key] += 1
        if places[key] > (_MAX_ALIKE if result.outcome in ("loss", "hang", "wrong") else 1):
            continue
        small = minimise(name, data, result)
        keep.mkdir(parents=True, exist_ok=True)
        file = keep / f"{name}-{result.outcome}-{sha256(small).hexdigest()[:8]}"
        file.write_bytes(small)
        file.with_suffix(".txt").write_text(
            f"{result.number} {result.outcome} {result.place}\n{result.detail}", encoding="utf-8"
        )
        about = f"number {result.number}, {len(data)} -> {len(small)} bytes"
        print(f"  {result.outcome} {result.place or result.detail[:200]} ({about}): {file}", flush=True)
    for (outcome, place), number in places.items():
        print(f"  {number} x {outcome} {place}", flush=True)


def minimise(name: str, data: bytes, result: Result) -> bytes:
    """Return a small part of `data` with the same defect: parts are left out, halves first, then less."""
    trials = 0
    end_s = time.monotonic() + (60 if result.outcome == "hang" else 30)
    kind = KINDS[name]

    def is_same(other: bytes) -> bool:
        nonlocal trials
        trials += 1
        with _folder() as folder:
            (found,) = watch(lambda _: _judge(kind, folder, other), [0], kind.max_cpu_s)
        return (found.outcome, found.place) == (result.outcome, result.place)

    if name in ("docx", "odt", "epub"):
        return data  # an archive cannot be cut
    head, data = (data[: data.find(b"\n") + 1], data[data.find(b"\n") + 1 :]) if name == "verify" else (b"", data)
    for pieces in (data.splitlines(keepends=True), None):
        parts = pieces if pieces is not None else [data[place : place + 1] for place in range(len(data))]
        size = max(1, len(parts) // 2)
        while size and trials < _MAX_TRIALS and time.monotonic() < end_s:
            place = 0
            while place < len(parts) and trials < _MAX_TRIALS and time.monotonic() < end_s:
                shorter = parts[:place] + parts[place + size :]
                if is_same(head + b"".join(shorter)):
                    parts = shorter
                else:
                    place += size
            size //= 2
        data = b"".join(parts)
    return head + data
