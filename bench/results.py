"""The figures of a measurement, each with its limit, and how they are shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What was measured, its value in `unit`, and its limit, if any: the highest value, or the lowest if `is_floor`."""

    name: str
    value: float
    limit: float | None = None
    unit: str = "times"
    is_floor: bool = False

    @property
    def is_over(self) -> bool:
        """Whether the limit is passed."""
        if self.limit is None:
            return False
        return self.value < self.limit if self.is_floor else self.value > self.limit

    def __str__(self) -> str:
        """Return the result as a line of text."""
        measured = f"{self.name}: {format_figure(self.value)} {self.unit}".rstrip()
        if self.limit is None:
            return f"{measured}."
        return f"{measured} ({'at least' if self.is_floor else 'at most'} {format_figure(self.limit)})."


def format_figure(value: float) -> str:
    """Return a number with three digits that mean something."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def show(results: Iterable[Result]) -> int:
    """Print each result, and return 1 if one of them is over its limit."""
    status = 0
    for result in results:
        print(result, flush=True)
        status = max(status, int(result.is_over))
    return status
