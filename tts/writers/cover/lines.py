"""A text -> its lines on a cover: with the letters that the font has, as large as they fit, evenly filled."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from tts.noun import noun
from tts.writers.cover.face import EM, face

SIZES_PX = (280, 256, 232, 212, 196, 180, 164, 150, 136, 124, 112, 102, 92, 84, 76, 68)
LEADING = 1.14
"""The distance from one baseline to the next, as a fraction of the size."""
_ELLIPSIS = "…"
_MAX_CHARACTERS = 600  # characters; far more than fit at the smallest size
_EQUIVALENTS = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2012": "–", "\u2015": "—", "\u02bc": "’", "\u2032": "’"})
_DISPENSABLE = frozenset({"So", "Sk", "Cc", "Cf", "Cs", "Co", "Cn"})  # emoji, symbols, controls: not words


@noun
class Setting:
    """Lines of text and their size in px."""

    size_px: int
    lines: tuple[str, ...]


def settable(text: str) -> str:
    """Return `text` on one line without emoji and controls; "" if the font lacks a letter of it, or there is none."""
    text = " ".join(unicodedata.normalize("NFC", text[: 4 * _MAX_CHARACTERS]).translate(_EQUIVALENTS).split())
    glyphs = face().glyphs
    kept = []
    for character in text:
        # Variation selectors and the frame of a key only change the look of the character before them.
        is_selector = "\ufe00" <= character <= "\ufe0f" or character == "\u20e3"
        if character in glyphs:
            kept.append(character)
        elif not is_selector and unicodedata.category(character) not in _DISPENSABLE:
            compatible = unicodedata.normalize("NFKC", character)
            if not all(part in glyphs for part in compatible):
                return ""
            kept.append(compatible)
    text = " ".join("".join(kept).split())
    return text if any(map(str.isalnum, text)) else ""


def title_lines(text: str, width_px: int, height_px: int) -> Setting:
    """Return the settable `text` at the largest size at which it fits, in lines of about the same width.

    At the smallest size, words that are wider than a line are cut, and an ellipsis replaces what is too much.
    """
    words = text[:_MAX_CHARACTERS].split()
    widest = max(map(face().width, words))
    for size in SIZES_PX:
        width, max_lines = width_px * EM // size, int(height_px / (LEADING * size))
        if widest <= width and len(lines := _fill(words, width)) <= max_lines:
            return Setting(size_px=size, lines=_even(words, width, len(lines)))
    pieces = [piece for word in words for piece in _pieces(word, width)]
    return Setting(size_px=size, lines=_cut(_fill(pieces, width), width, max_lines))


def one_line(text: str, size_px: int, width_px: int) -> str:
    """Return the settable `text` with an ellipsis for what is too wide."""
    (line,) = _cut([text[:_MAX_CHARACTERS]], width_px * EM // size_px, 1)
    return line


def _cut(lines: Sequence[str], width: int, max_lines: int) -> tuple[str, ...]:
    """Return at most `max_lines` of `lines`; the last is cut where it is full, after a word if it has several."""
    last = " ".join(lines[max_lines - 1 :])
    if not last or face().width(last) <= width:
        return tuple(lines)
    last = last[: bisect_right(list(accumulate(face().steps(last))), width)]
    while face().width(last + _ELLIPSIS) > width:
        last = last[:-1]
    return (*lines[: max_lines - 1], (last.rpartition(" ")[0] or last).rstrip(" ,;:.–—-") + _ELLIPSIS)


def _fill(words: Sequence[str], width: int) -> list[str]:
    """Return lines with as many words as fit; none of the words is wider than a line."""
    space = face().advances[" "]
    lines: list[list[str]] = []
    filled = 0
    for word in words:
        wide = face().width(word)
        if lines and filled + space + wide <= width:
            lines[-1].append(word)
            filled += space + wide
        else:
            lines.append([word])
            filled = wide
    return [" ".join(line) for line in lines]


def _even(words: Sequence[str], width: int, count: int) -> tuple[str, ...]:
    """Return `words` in `count` lines, none wider than `width`, that differ as little as possible."""
    best: list[tuple[int, tuple[str, ...]] | None] = [
        (0, ()),
        *[None] * len(words),
    ]  # how uneven the first words are, and their lines
    for _ in range(count):
        best = [min(_ended(words, best, end, width), default=None) for end in range(len(words) + 1)]
    assert best[-1] is not None
    return best[-1][1]


def _ended(
    words: Sequence[str], best: Sequence[tuple[int, tuple[str, ...]] | None], end: int, width: int
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield each way to add a line to one of `best`, so that it ends before the word `end`."""
    wide = -face().advances[" "]
    for begin in range(end - 1, -1, -1):
        wide += face().advances[" "] + face().width(words[begin])
        if wide > width:
            return
        if before := best[begin]:
            yield before[0] + (width - wide) ** 2, (*before[1], " ".join(words[begin:end]))


def _pieces(word: str, width: int) -> Iterator[str]:
    """Yield `word` in pieces that are not wider than a line."""
    piece = ""
    for character in word:
        if piece and face().width(piece + character) > width:
            yield piece
            piece = ""
        piece += character
    yield piece
