"""Which form of a noun stands with a number: CLDR's plural categories of whole numbers (UTS 35, part 3, section 5)."""

from __future__ import annotations

from collections.abc import Callable, Mapping


def category(language: str, count: int) -> str:
    """`one`, `few`, `many` or `other`, as the rules of a primary language say; without rules here, those of English."""
    return _RULES.get(language, _english)(count)


def _english(count: int) -> str:
    return "one" if count == 1 else "other"


def _french(count: int) -> str:
    return "one" if count in (0, 1) else "other"


def _ukrainian(count: int) -> str:
    if count % 10 == 1 and count % 100 != 11:
        return "one"
    return "few" if 2 <= count % 10 <= 4 and not 12 <= count % 100 <= 14 else "many"


_RULES: Mapping[str, Callable[[int], str]] = {"fr": _french, "uk": _ukrainian}
