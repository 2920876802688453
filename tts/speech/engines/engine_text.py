"""The text that an engine receives, and the times of its words from the events of the engine."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field
from functools import lru_cache
from operator import itemgetter
from typing import Any
from unicodedata import category, decimal, decomposition, normalize

from tts.model import Hint, Word
from tts.noun import noun
from tts.regex import regex

MAX_PART_CHARACTERS = 1500

_TOKEN = regex(r"[^\s—…]+")


def sanitize(text: str) -> str:
    """Return `text` for an engine, character for character, so that offsets stay.

    A space replaces what no engine can speak, and what ends a text or commands an engine: controls, lone surrogates,
    marks of byte order and of replacement. Digits of other scripts and letters in typographic dress (circled,
    fullwidth, mathematical), which many engines leave out, become plain ones.
    """
    return text if text.isascii() and text.isprintable() else "".join(map(_sanitize_character, text))


@lru_cache(maxsize=4096)
def _sanitize_character(character: str) -> str:
    """Return the character as an engine can say it: a space for a control, an ASCII digit for any other digit."""
    kind = category(character)
    if kind in ("Cc", "Cs", "Cn") or character in "\ufeff\ufffd":
        return " "
    if kind == "Nd":
        return str(decimal(character))
    if decomposition(character).startswith(("<circle>", "<font>", "<wide>")):
        plain = normalize("NFKC", character)
        return plain if len(plain) == 1 else character
    return character


def split_long_text(text: str, hints: Iterable[Hint] = ()) -> Iterator[tuple[int, str]]:
    """Yield `text` in pieces of at most `MAX_PART_CHARACTERS` with their offsets, cut at spaces if there are any.

    What a hint says stays in one piece.
    """
    begin = 0
    while len(text) - begin > MAX_PART_CHARACTERS:
        cut = text.rfind(" ", begin + 1, begin + MAX_PART_CHARACTERS) + 1
        end = cut or begin + MAX_PART_CHARACTERS
        end = next((hint.begin for hint in hints if begin < hint.begin < end < hint.end), end)
        yield begin, text[begin:end]
        begin = end
    yield begin, text[begin:]


@noun
class Rendering:
    """The `text` that a speaker is given for a spoken text, and where its pieces come from.

    A piece is its begin in `text`, its begin in the spoken text, and whether it is a copy of it. `options` are further
    arguments for the speaker, as JSON has them. `shown` is the text as people see it, if it is another one.
    """

    text: str
    pieces: tuple[tuple[int, int, bool], ...] = ((0, 0, True),)
    options: Mapping[str, Any] = field(default_factory=dict)
    shown: str = ""

    def source_offset(self, offset: int) -> int:
        """Return the offset in the spoken text of the character at `offset` in `text`."""
        index = max(bisect_right(self.pieces, offset, key=itemgetter(0)) - 1, 0)
        text_begin, begin, is_copy = self.pieces[index]
        return begin + offset - text_begin if is_copy else begin


class RenderingBuilder:
    """Builds the rendering of a spoken `text` from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.result = ""
        self.end = 0
        self._pieces: list[tuple[int, int, bool]] = []

    def copy(self, end: int, clean: Callable[[str], str] = str) -> None:
        """Copy the spoken text up to `end`; `clean` replaces characters one by one."""
        if end > self.end:
            self._pieces.append((len(self.result), self.end, True))
            self.result += clean(self.text[self.end : end])
            self.end = end

    def insert(self, said: str) -> None:
        """Add characters that the spoken text does not have."""
        if said:
            self._pieces.append((len(self.result), self.end, False))
            self.result += said

    def put(self, end: int, said: str) -> None:
        """Add `said` in place of the spoken text up to `end`."""
        self._pieces.append((len(self.result), self.end, False))
        self.result += said
        self.end = end

    def finish(self, **options: Any) -> Rendering:
        """Return the rendering, with `options` for the speaker."""
        pieces = tuple(self._pieces) or ((0, 0, True),)
        return Rendering(text=self.result, pieces=pieces, options=options)


def make_words(text: str, events: Iterable[tuple[int, int]], duration_ms: int) -> tuple[Word, ...]:
    """Return the words of `text` in which `events` (offset, ms) fall, one for each written word, without punctuation.

    A word ends where the next begins, the last one at `duration_ms`. Each takes at least a millisecond, inside the
    sound and in order; a sound that is too short for that has no words.
    """
    tokens = [match.span() for match in _TOKEN.finditer(text)]
    begins_ms: dict[int, int] = {}
    token = 0
    for offset, begin_ms in sorted(events):
        while token + 1 < len(tokens) and tokens[token + 1][0] <= offset:
            token += 1
        begins_ms.setdefault(token, begin_ms)
    if not tokens or not 0 < len(begins_ms) <= duration_ms:
        return ()
    starts_ms: list[int] = []
    for index, begin_ms in enumerate(begins_ms.values()):
        earliest_ms = starts_ms[-1] + 1 if starts_ms else 0
        starts_ms.append(min(max(begin_ms, earliest_ms), duration_ms - (len(begins_ms) - index)))
    spans = (_without_punctuation(text, *tokens[token]) for token in begins_ms)
    return tuple(
        Word(begin=begin, end=end, begin_ms=begin_ms, end_ms=end_ms)
        for (begin, end), begin_ms, end_ms in zip(spans, starts_ms, [*starts_ms[1:], duration_ms], strict=True)
    )


def _without_punctuation(text: str, begin: int, end: int) -> tuple[int, int]:
    """Return the span without punctuation at its ends; unchanged if it has nothing else."""
    first, last = begin, end
    while first < last and category(text[first])[0] == "P":
        first += 1
    while first < last and category(text[last - 1])[0] == "P":
        last -= 1
    return (first, last) if first < last else (begin, end)
