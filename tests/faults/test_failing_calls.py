"""Whichever call to the system fails, nothing is lost: a sample of what `python -m tests.faults` tries."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest

from tests.faults.kernel import CODES, FILES, PROCESSES, Fault, is_supported
from tests.faults.scenes import Stage, open_stage

pytestmark = [
    pytest.mark.once,
    pytest.mark.skipif(not is_supported(), reason="this system does not hand over system calls"),
]
ALL = FILES | PROCESSES


@pytest.fixture(scope="module", params=["small", "library"])
def stage(request: pytest.FixtureRequest) -> Iterator[Stage]:
    with open_stage(request.param) as stage:
        assert stage.finished
        yield stage


def _list_calls(stage: Stage) -> list[str]:
    counted = Fault(kinds=ALL, is_listing=True)
    stage.reset()
    assert stage.run(stage.copy, stage.scene.arguments, counted).status == 0
    return counted.names


def _break(stage: Stage, fault: Fault) -> list[str]:
    stage.reset()
    ended = stage.run(stage.copy, stage.scene.arguments, fault)
    return [f"{fault.first} {fault.place}: {promise}" for promise in stage.judge(ended, fault)]


def test_a_sample_of_failing_calls(stage: Stage) -> None:
    """A call that fails, Ctrl+C and a kill cost one line and no package, and the next run completes the work."""
    count = len(_list_calls(stage))
    numbers = range(count // 12, count, count // 4)
    faults = [Fault(kinds=ALL, first=number, code=code) for number, code in zip(numbers, CODES, strict=False)]
    faults += [Fault(kinds=ALL, first=count // 3, signal=signal.SIGINT)]
    faults += [Fault(kinds=ALL, first=count * 2 // 3, signal=signal.SIGKILL)]
    assert [broken for fault in faults for broken in _break(stage, fault)] == []
    assert all(fault.place for fault in faults), "some calls were not met"


@pytest.mark.parametrize("stage", ["small"], indirect=True)
def test_what_a_power_cut_would_meet(stage: Stage) -> None:
    """Each file is on the disk before it comes into its place, alone or with its folder."""
    unsynced: set[str] = set()
    moves = 0
    for call in _list_calls(stage):
        name, _, path = call.partition(" ")
        if name in ("write", "pwrite64", "writev", "ftruncate") and "/output/" in path and not path.endswith("/run"):
            unsynced.add(path)
        elif name == "fsync":
            unsynced.discard(path)
        elif name in ("rename", "renameat2") and "/.spool-" not in path:
            moves += 1
            assert [file for file in unsynced if f"/{path}/" in f"{file}/" and "/.spool-" not in file] == []
    assert moves >= 2
