"""PACKAGES -> PARTS: a long list by year and month, so that its older parts stay as they are when packages are added.

A part is a year (`2026`); where that is too much, a month (`2026-11`); where that is too much, the oldest packages of
the month, and then the next ones (`2026-11-2`). Packages without a date are in `undated`, `undated-2` and so on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import groupby
from typing import Any, Generic, Protocol, TypeVar

from tts.noun import noun

UNDATED = "undated"


class Dated(Protocol):
    """What is published on a date, or without one."""

    @property
    def published(self) -> datetime | None:
        """The date in UTC."""


T = TypeVar("T", bound=Dated)


@noun
class Part(Generic[T]):
    """A part of a list, with its `items` in the order of the list, the newest first.

    `year` is None for items without a date, `month` is None where the part is not that of a month. `number` counts the
    parts of a month from its oldest, and those without a date from the first.
    """

    year: int | None
    month: int | None
    number: int
    items: tuple[T, ...]

    @property
    def name(self) -> str:
        """The name of the part in the names of files."""
        names = [UNDATED if self.year is None else f"{self.year:04d}"]
        names += [f"{self.month:02d}"] if self.month else []
        names += [str(self.number)] if self.number > 1 else []
        return "-".join(names)


def divide(items: Iterable[T], limit: int, weigh: Callable[[T], int]) -> Iterator[Part[T]]:
    """Yield the parts of `items`, which have the newest first and those without a date last.

    The weight of a part is at most `limit`, unless a single item has more.
    """
    for year, group in groupby(items, key=lambda item: item.published.year if item.published else None):
        own = tuple(group)
        if year is None:
            yield from _divide_undated(own, limit, weigh)
        elif sum(map(weigh, own)) <= limit:
            yield Part(year=year, month=None, number=1, items=own)
        else:
            for month, members in groupby(own, key=_month):
                pieces = [tuple(reversed(piece)) for piece in _cut(reversed(tuple(members)), limit, weigh)]
                for number in range(len(pieces), 0, -1):
                    yield Part(year=year, month=month, number=number, items=pieces[number - 1])


def _divide_undated(items: Iterable[T], limit: int, weigh: Callable[[T], int]) -> Iterator[Part[T]]:
    """Yield the parts of `items` without a date, the first one first."""
    for number, piece in enumerate(_cut(items, limit, weigh), start=1):
        yield Part(year=None, month=None, number=number, items=tuple(piece))


def _month(item: Dated) -> int:
    """Return the month of an item that has a date."""
    assert item.published
    return item.published.month


def _cut(items: Iterable[T], limit: int, weigh: Callable[[T], int]) -> Iterator[list[T]]:
    """Yield `items` in pieces that are as long as `limit` allows, in their order."""
    piece: list[Any] = []
    weight = 0
    for item in items:
        if piece and weight + weigh(item) > limit:
            yield piece
            piece, weight = [], 0
        piece.append(item)
        weight += weigh(item)
    if piece:
        yield piece
