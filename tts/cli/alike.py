"""WARNINGS -> LINES: many that are alike become one line, with their number, the first places and the next step."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tts.cli.console import join_names

_IN_FULL = 3  # of each kind
_PLACE = re.compile(r"(?P<place>.+?): (?P<what>.+)", re.DOTALL)
_VARIES = re.compile(r"'[^']*'|\"[^\"]*\"|`[^`]*`|[0-9]+(?:[.,:-][0-9]+)*")
"""What differs in warnings that are alike: quotations and numbers."""


class WarningGroups:
    """The warnings of a run by their kinds. The first of each kind are printed in full, the others are counted.

    If it `prints_all`, none is only counted.
    """

    def __init__(self, *, prints_all: bool = False) -> None:
        self.prints_all = prints_all
        self._groups: dict[str, _Group] = {}

    def add(self, warning: str) -> bool:
        """Count a warning; return whether it is to be printed: one of the first of its kind, or any."""
        match = _PLACE.fullmatch(warning)
        place, what = match.groups() if match else ("", warning)
        group = self._groups.setdefault(_VARIES.sub("'", what), _Group(what))
        group.count += 1
        if group.count > _IN_FULL:
            return self.prints_all
        group.warnings.append(warning)
        group.places.extend([place] if place and place not in group.places else [])
        return True

    def summarize(self) -> Iterator[str]:
        """Yield one line for each kind of which not all were printed."""
        if not self.prints_all:
            yield from (group.describe() for group in self._groups.values() if group.count > _IN_FULL)

    def list_lines(self) -> Iterator[str]:
        """Yield the lines for warnings of which none was printed: one for each kind, or those of a kind with few."""
        for group in self._groups.values():
            yield from [group.describe()] if group.count > _IN_FULL else group.warnings


class _Group:
    """The warnings of one kind: how many there are, and the first of them with their places."""

    def __init__(self, what: str) -> None:
        self.count = 0
        self.warnings: list[str] = []
        self.places: list[str] = []
        self._what = what

    def describe(self) -> str:
        """Return one line for all of them, with the text of the first."""
        first = f", the first in {join_names(self.places)}" if self.places else ""
        return f"{self.count:,} alike{first}: {self._what}"


def group_warnings(warnings: Iterable[str]) -> Iterator[str]:
    """Return the lines for all `warnings` of a run, of which none was printed."""
    groups = WarningGroups()
    for warning in warnings:
        groups.add(warning)
    return groups.list_lines()
