"""The context of a match, where a look-around in the pattern would need a fixed length."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from tts.regex import regex
from tts.speech.rules.rule import Prefilter

_NEAR = 60  # characters, about one clause
_WORD = regex(r"\w+")


def after(match: re.Match[str], cue: re.Pattern[str]) -> bool:
    """Return whether `cue` ends where the match begins."""
    return _ending(cue).search(match.string[max(0, match.start() - _NEAR) : match.start()]) is not None


def before(match: re.Match[str], cue: re.Pattern[str]) -> bool:
    """Return whether `cue` begins where the match ends."""
    return cue.match(match.string, match.end()) is not None


def near(match: re.Match[str], cue: re.Pattern[str]) -> bool:
    """Return whether `cue` is found shortly before the match."""
    return cue.search(match.string[max(0, match.start() - _NEAR) : match.start()]) is not None


def has_word(words: Iterable[str]) -> Prefilter:
    """Return a function that finds out whether a text has one of these `words`, small or in capitals."""
    wanted = frozenset(word.lower() for word in words)
    return lambda text: not wanted.isdisjoint(_words(text))


@lru_cache(maxsize=16)
def _words(text: str) -> frozenset[str]:
    """Return the words of a text in lower case, which several rules need one after the other."""
    return frozenset(_WORD.findall(text.lower()))


@cache
def _ending(cue: re.Pattern[str]) -> re.Pattern[str]:
    """Return `cue` as a pattern that matches only at the end of a text."""
    return re.compile(rf"(?:{cue.pattern})\Z", cue.flags)
