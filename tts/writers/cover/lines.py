"""A text -> the lines in which it is set on a cover: what the font has, as large as it fits, evenly filled."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from tts.writers.cover.face import EM, face

SIZES_PX = (280, 256, 232, 212, 196, 180, 164, 150, 136, 124, 112, 102, 92, 84, 76, 68)
LEADING = 1.14
"""From one baseline to the next, of the size."""
_ELLIPSIS = "…"
_LONGEST = 600  # characters; far more than fit at the smallest size
_SAME = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2012": "–", "\u2015": "—", "\u02bc": "’", "\u2032": "’"})
_DISPENSABLE = frozenset({"So", "Sk", "Cc", "Cf", "Cs", "Co", "Cn"})  # emoji, signs, controls: no words


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Lines of text and their size in px."""

    size_px: int
    lines: tuple[str, ...]


def settable(text: str) -> str:
    """`text` on one line without emoji and controls; "" if the font lacks a letter of it, or there is none."""
    text = " ".join(unicodedata.normalize("NFC", text[: 4 * _LONGEST]).translate(_SAME).split())
    kept = []
    for character in text:
        if (found := _in_font(character)) is None:
            return ""
        kept.append(found)
    text = " ".join("".join(kept).split())
    return text if any(map(str.isalnum, text)) else ""


def _in_font(character: str) -> str | None:
    """What the font has for `character`: itself, something compatible, nothing where it can be spared, else None."""
    glyphs = face().glyphs
    if character in glyphs:
        return character
    if unicodedata.category(character) in _DISPENSABLE or _selects(character):
        return ""
    alike = unicodedata.normalize("NFKC", character)
    return alike if all(one in glyphs for one in alike) else None


def _selects(character: str) -> bool:
    """Whether it says how the character before it looks: variation selectors, the frame of a key."""
    return "\ufe00" <= character <= "\ufe0f" or character == "\u20e3"


def title_lines(text: str, width_px: int, height_px: int) -> Setting:
    """The settable `text` at the largest size at which it fits, in lines of about the same width.

    At the smallest size words are cut that are wider than a line, and what is too much gives way to an ellipsis.
    """
    words = text[:_LONGEST].split()
    widest = max(map(face().width, words))
    for size in SIZES_PX:
        width, most = width_px * EM // size, int(height_px / (LEADING * size))
        if widest <= width and len(lines := _filled(words, width)) <= most:
            return Setting(size_px=size, lines=_even(words, width, len(lines)))
    pieces = [piece for word in words for piece in _pieces(word, width)]
    return Setting(size_px=size, lines=_cut(_filled(pieces, width), width, most))


def one_line(text: str, size_px: int, width_px: int) -> str:
    """The settable `text`, with an ellipsis for what is too much."""
    (line,) = _cut([text[:_LONGEST]], width_px * EM // size_px, 1)
    return line


def _cut(lines: Sequence[str], width: int, most: int) -> tuple[str, ...]:
    """The first `most` of `lines`; what the last of them cannot take is cut off, after a word if it has several."""
    last = " ".join(lines[most - 1 :])
    if not last or face().width(last) <= width:
        return tuple(lines)
    last = last[: bisect_right(list(accumulate(face().steps(last))), width)]
    while face().width(last + _ELLIPSIS) > width:
        last = last[:-1]
    return (*lines[: most - 1], (last.rpartition(" ")[0] or last).rstrip(" ,;:.–—-") + _ELLIPSIS)


def _filled(words: Sequence[str], width: int) -> list[str]:
    """As many words on each line as go there; none is wider than a line."""
    space = face().advances[" "]
    lines: list[list[str]] = []
    at = 0
    for word in words:
        wide = face().width(word)
        if lines and at + space + wide <= width:
            lines[-1].append(word)
            at += space + wide
        else:
            lines.append([word])
            at = wide
    return [" ".join(line) for line in lines]


def _even(words: Sequence[str], width: int, count: int) -> tuple[str, ...]:
    """`words` in `count` lines, none wider than `width`, that differ as little as can be."""
    best: list[tuple[int, tuple[str, ...]] | None] = [(0, ()), *[None] * len(words)]  # of the first words, how uneven
    for _ in range(count):
        best = [min(_ended(words, best, end, width), default=None) for end in range(len(words) + 1)]
    assert best[-1] is not None
    return best[-1][1]


def _ended(
    words: Sequence[str], best: Sequence[tuple[int, tuple[str, ...]] | None], end: int, width: int
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """What one line more can make of `best`, so that it ends before the word `end`."""
    wide = -face().advances[" "]
    for begin in range(end - 1, -1, -1):
        wide += face().advances[" "] + face().width(words[begin])
        if wide > width:
            return
        if before := best[begin]:
            yield before[0] + (width - wide) ** 2, (*before[1], " ".join(words[begin:end]))


def _pieces(word: str, width: int) -> Iterator[str]:
    """`word` in pieces that are no wider than a line."""
    piece = ""
    for character in word:
        if piece and face().width(piece + character) > width:
            yield piece
            piece = ""
        piece += character
    yield piece
