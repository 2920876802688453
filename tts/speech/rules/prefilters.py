"""TEXT -> BOOL: whether a text has some words or units, found in less time than by the patterns of rules for them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from tts.regex import regex
from tts.speech.rules.rule import Prefilter

_WORD = regex(r"\w+")
_BEGIN_OF_UNIT = r"[^\W\d_]+|[^\s\d]"
_BEHIND_DIGIT = regex(rf"\d[\s-]?({_BEGIN_OF_UNIT})")


def has_word(words: Iterable[str]) -> Prefilter:
    """Return a function that finds out whether a text has the first part of one of these `words`: "gov" of "gov't".

    Small letters and capitals are the same.
    """
    wanted = frozenset(match[0].lower() for word in words if (match := _WORD.search(word)))
    return lambda text: not wanted.isdisjoint(_words(text))


@lru_cache(maxsize=16)
def _words(text: str) -> frozenset[str]:
    """Return the words of a text in lower case, which several rules need one after the other."""
    return frozenset(_WORD.findall(text.lower()))


def has_unit(units: Iterable[str]) -> Prefilter:
    """Return a function that finds out whether the letters or the sign behind a digit begin one of these `units`.

    Small letters and capitals are the same.
    """
    begins = frozenset(match[0].lower() for unit in units if (match := re.match(_BEGIN_OF_UNIT, unit)))
    return lambda text: not begins.isdisjoint(_BEHIND_DIGIT.findall(text.lower()))
