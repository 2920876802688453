"""LINES -> LINES: the key points at the top of a plain text, with bullets where the page drew them by other means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from tts.text.readers.plaintext.lines import Line

_BULLET = "•"
_MAX_PARAGRAPHS = 12  # above the heading of the key points
_MAX_POINT = 250  # characters
_MAX_LOOSE_POINT = 120  # of a point that is a paragraph of its own
_MIN_WRAPPED = 55  # characters of a line that a wrap at a fixed width has ended
_STOPS = tuple(".:;!?…")


def mark_key_points(lines: Sequence[Line]) -> list[Line]:
    """Return `lines` with bullets before the key points that have none, and no heading of key points below the top.

    A browser copies a list without its bullets if a style sheet draws them.
    """
    marked = list(lines)
    paragraphs = 0
    begin: int | None = None
    for index, line in enumerate(lines):
        paragraphs += line.after_blank
        if line.is_key_points:
            if begin is None and paragraphs <= _MAX_PARAGRAPHS:
                begin = index + 1
            else:
                marked[index] = replace(line, is_key_points=False)
    if begin is not None:
        for index in range(begin, begin + _count_points(lines[begin:])):
            marked[index] = replace(lines[index], text=f"{_BULLET} {lines[index].text}", bullet=_BULLET, indent=0)
    return marked


def _count_points(lines: Sequence[Line]) -> int:
    """Return how many of the lines below the heading are key points without bullets."""
    if not lines or lines[0].bullet or lines[0].is_quoted:
        return 0
    block = [lines[0], *takewhile(lambda line: not line.after_blank, lines[1:])]
    if len(block) > 1 or not lines[0].after_blank:
        return len(block) if _are_points(block) else 0
    loose = list(takewhile(_is_loose_point, lines))
    alone = [line for line, below in pairwise([*lines[: len(loose) + 1]]) if below.after_blank][: len(loose)]
    is_followed = len(lines) > len(loose)
    return len(loose) if is_followed and len(loose) == len(alone) > 1 else 0


def _is_loose_point(line: Line) -> bool:
    """Return whether a line may be a key point in a paragraph of its own: short, and without a full stop."""
    return (
        line.after_blank and _may_be_point(line) and len(line.text) <= _MAX_LOOSE_POINT and line.text[-1] not in _STOPS
    )


def _may_be_point(line: Line) -> bool:
    """Return whether a line without a bullet may be a key point: not long, and not begun with a small letter."""
    return not (line.bullet or line.is_quoted or line.is_key_points or line.text[0].islower()) and (
        len(line.text) <= _MAX_POINT
    )


def _are_points(block: Sequence[Line]) -> bool:
    """Return whether each line of `block` is a point, and not a paragraph wrapped at a fixed width."""
    if not all(map(_may_be_point, block)):
        return False
    full = max(len(line.text) for line in block)
    is_wrapped = full >= _MIN_WRAPPED and all(
        len(line.text) + 1 + len(below.text.split(" ", 1)[0]) > full and line.text[-1] not in _STOPS
        for line, below in pairwise(block)
    )
    return len(block) == 1 or not is_wrapped
