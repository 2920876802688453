"""A text whose sentences are being looked for, and what can be asked of a place in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from tts.text.segment.words import STARTERS

Boundaries = frozenset[int]
"""The offsets at which sentences begin, but for the first."""

OPENING = "“\"‘'«„([¿¡—– "
_NEAR = 40
_SPACE = re.compile(r"\s*")
_FIRST_WORD = re.compile(r"[\w’'-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceContext:
    """`language` is a primary subtag of BCP 47; `split` boundaries a piece of the text as sentencex does."""

    text: str
    language: str
    split: Callable[[str], Boundaries]

    def before(self, at: int) -> str:
        """A few characters up to `at`, as many as any abbreviation has."""
        return self.text[max(0, at - _NEAR) : at]

    def word(self, at: int) -> str:
        """The first word from `at` on, without the signs that open a sentence."""
        found = _FIRST_WORD.match(self.text[at : at + _NEAR].lstrip(OPENING))
        return found[0] if found else ""

    def is_capital(self, at: int) -> bool:
        """Whether the first word from `at` on is written with a capital."""
        return self.word(at)[:1].isupper()

    def is_starter(self, at: int) -> bool:
        """Whether the word at `at` seldom has a capital but where a sentence begins."""
        return self.word(at).replace("’", "'") in STARTERS.get(self.language, ())

    def is_start(self, at: int, boundaries: Boundaries) -> bool:
        """Whether `at` begins the text, a sentence, or what a colon announces."""
        return (
            at in boundaries or _SPACE.fullmatch(self.text, 0, at) is not None or self.before(at).rstrip().endswith(":")
        )
