"""The findings about a package, in a form that people and programs can act on."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import Literal, TypeVar

from tts.noun import noun

Kind = Literal["finding", "note"]
Result = TypeVar("Result")
Findings = Iterator["Finding"]
Reading = Generator["Finding", None, Result]
"""A check that yields its findings and returns what it has read."""

AGAIN = "Package the article again with --force."
ELSEWHERE = "Move this folder elsewhere, and package the article or make the edition again."
"""The next step where a folder is not known as a package, which therefore is not replaced."""
EDITION_AGAIN = "Make the edition again with --force."
_MAX_SHOWN = 60


@noun
class Finding:
    """A defect (`finding`), or a remark that a reader of the report needs (`note`).

    `check` names the check that found it. `place` is a file of the package, with the place in it after a comma.
    `what` is one sentence, `next_step` another.
    """

    check: str
    place: str
    what: str
    next_step: str = AGAIN
    kind: Kind = "finding"


def report(check: str, file: str, where: str, what: str) -> Finding:
    """Return a finding of `check` at `where` in `file`, or in the file as a whole if `where` is empty."""
    return Finding(check=check, place=f"{file}, {where}" if where else file, what=what)


def shown(value: object) -> str:
    """Return a value of a package as a message can hold it: in quotes, on one line, at most 60 characters."""
    line = " ".join(str(value).split())
    return f"'{line}'" if len(line) <= _MAX_SHOWN else f"'{line[: _MAX_SHOWN - 1]}…'"
