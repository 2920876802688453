"""TEXT with the line breaks of its author -> the stretches between breaks that also end a sentence."""

from __future__ import annotations

from collections.abc import Iterator

_MIN_VERSE_LINES = 3
_MAX_VERSE_LINE = 48  # characters; a sentence that is wrapped by hand has longer lines
_GOES_ON = ",-–—’'"
_OPENING = "“\"‘'«„([¿¡*_ "


def split_lines(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches of lines from `begin` to `end` of `text` that are spoken apart, as offsets.

    Lines that one sentence fills are one stretch: the line before has no end, and the next goes on in small letters.
    The short lines of a verse are spoken apart in any case.
    """
    lines = text[begin:end].split("\n")
    is_verse = sum(map(bool, lines)) >= _MIN_VERSE_LINES and max(map(len, lines)) <= _MAX_VERSE_LINE
    position = begin
    first = begin
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        position += len(line) + 1
        if following is None or is_verse or not _goes_on(line, following):
            yield first, min(position, end)
            first = position


def _goes_on(line: str, following: str) -> bool:
    """Return whether a sentence goes on from one line to the next."""
    last, first = line.rstrip()[-1:], following.lstrip(_OPENING)[:1]
    return first.islower() and (last.isalnum() or last in _GOES_ON)
