"""Separate the parts of a text that have hints from their neighbours, so that each is a word of its own."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from tts.model import Hint
from tts.noun import noun
from tts.regex import regex

_JOINS = "-‑'’_"
"""Characters that join the text before and after them into one word."""

POSSESSIVE = regex(r"['’]s\b")
"""The ending that may follow a hint; it is said with the word of the hint."""


@noun
class SeparatedText:
    """A text with spaces and hyphens added: `text`, and the offsets in the source before which there is one more."""

    text: str
    spaces: tuple[int, ...]

    def place(self, offset: int) -> int:
        """Return the place in `text` of the character at `offset` in the source."""
        return offset + bisect_right(self.spaces, offset)

    def source(self, place: int) -> int:
        """Return the offset in the source of the character at `place` in `text`."""
        places = [offset + number for number, offset in enumerate(self.spaces)]
        return place - bisect_left(places, place)


def separate_hints(text: str, hints: Sequence[Hint], joints: Sequence[int] = ()) -> SeparatedText:
    """Return `text` with a space on both sides of each part with a hint, in place of characters that join.

    At each of `joints`, which are outside of the hints, it has one more hyphen.
    """
    edges = {edge for hint in hints for edge in (hint.begin, hint.end)}
    characters = list(text)
    spaces: list[int] = []
    for edge in sorted(edges):
        is_end = any(edge == hint.end for hint in hints)
        neighbour = edge if is_end else edge - 1
        if is_end and POSSESSIVE.match(text, edge):
            characters[edge : edge + 2] = "  "
            continue
        if 0 <= neighbour < len(text) and text[neighbour] in _JOINS:
            characters[neighbour] = " "
        elif 0 < edge < len(text) and text[edge - 1].isalnum() and text[edge].isalnum():
            spaces.append(edge)
    added = dict.fromkeys(joints, "-") | dict.fromkeys(spaces, " ")
    result = "".join(added.get(offset, "") + character for offset, character in enumerate(characters))
    return SeparatedText(text=result, spaces=tuple(sorted(added)))
