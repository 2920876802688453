"""What is wrong with a package, said in a form that people and programs can act on."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import Literal, TypeVar

Kind = Literal["finding", "note"]
Result = TypeVar("Result")
Findings = Iterator["Finding"]
Reading = Generator["Finding", None, Result]
"""A check that yields what it finds and returns what it has read."""

AGAIN = "Package the article again with --force."
_SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong (`finding`), or that a reader of the report must know (`note`).

    `check` names the check that found it, `place` is a file of the package with, after a comma, where in it.
    `what` is one sentence, `next_step` another.
    """

    check: str
    place: str
    what: str
    next_step: str = AGAIN
    kind: Kind = "finding"


def shown(value: object) -> str:
    """A value out of a package as a message can hold it: in quotes, on one line, not too long."""
    line = " ".join(str(value).split())
    return f"'{line}'" if len(line) <= _SHOWN else f"'{line[: _SHOWN - 1]}…'"


def clock(ms: int | float) -> str:
    """A time as a player shows it, with tenths: `0:02:13.4`."""
    tenths = round(ms / 100)
    minutes, rest = divmod(tenths, 600)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest // 10:02d}.{rest % 10}"
