"""A text that is being split into sentences, with questions about an offset in it."""

from __future__ import annotations

from collections.abc import Callable

from tts.noun import noun
from tts.regex import regex
from tts.text.segment.words import STARTERS

Boundaries = frozenset[int]
"""The offsets at which sentences begin, except the first one."""

_OPENING = "“\"‘'«„([¿¡—– "
_NEAR = 40  # characters, enough for any abbreviation or first word
_SPACE = regex(r"\s*")
_FIRST_WORD = regex(r"[\w’'-]*")


@noun
class SentenceContext:
    """A text, its `language` (a primary subtag of BCP 47), and `split`, which finds boundaries as sentencex does."""

    text: str
    language: str
    split: Callable[[str], Boundaries]

    def before(self, offset: int) -> str:
        """Return the characters just before `offset`."""
        return self.text[max(0, offset - _NEAR) : offset]

    def word(self, offset: int) -> str:
        """Return the first word from `offset` on, without the punctuation that opens a sentence."""
        match = _FIRST_WORD.match(self.text[offset : offset + _NEAR].lstrip(_OPENING))
        return match[0] if match else ""

    def is_capital(self, offset: int) -> bool:
        """Return whether the first word from `offset` on has a capital."""
        return self.word(offset)[:1].isupper()

    def is_starter(self, offset: int) -> bool:
        """Return whether the word at `offset` is rarely written with a capital within a sentence."""
        return self.word(offset).replace("’", "'") in STARTERS.get(self.language, ())

    def is_start(self, offset: int, boundaries: Boundaries) -> bool:
        """Return whether `offset` begins the text or a sentence, or follows a colon."""
        if offset in boundaries or _SPACE.fullmatch(self.text, 0, offset):
            return True
        return self.before(offset).rstrip().endswith(":")
