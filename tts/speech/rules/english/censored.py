"""Censored words, which are bleeped unless the settings choose another reading."""

from __future__ import annotations

import re
from functools import cache

from tts.regex import regex
from tts.speech.rules.rule import Passage, Rule, rule

_STEMS = "fuck shit bitch cunt asshole arsehole bullshit horseshit bastard cock dick piss crap damn goddamn wank wanker"
_STEMS += " twat slut whore prick motherfuck faggot nigger nigga arse ass pussy hell"
_ENDINGS = (
    "",
    "s",
    "es",
    "ed",
    "er",
    "ers",
    "ing",
    "in",
    "in'",
    "y",
    "ty",
    "ting",
    "head",
    "hole",
    "face",
    "up",
    "ery",
)
_WORDS = tuple(dict.fromkeys(stem + ending for stem in _STEMS.split() for ending in _ENDINGS))
_GAPS = regex(r"[*@#$!%]+|[-–—_]+")


@cache
def _meant(shown: str) -> tuple[str, ...]:
    """Return the words that `shown` can mean.

    Prefer the words that have one letter for each symbol; if there are none, let a run of symbols be any letters.
    """
    exact = re.compile(re.sub(r"[*@#$!%]|[-–—_]", "[a-z]", shown.lower()))
    loose = re.compile(_GAPS.sub("[a-z]+", shown.lower()))
    exact_words = [word for word in _WORDS if exact.fullmatch(word)]
    return tuple(exact_words or (word for word in _WORDS if loose.fullmatch(word)))


@rule(
    r"(?<![\w*@#$!%./\\-])[A-Za-z$@][A-Za-z]*[*@#$!%][A-Za-z*@#$!%]*[A-Za-z](?![\w*@#$%/\\])"
    r"|(?<![\w@#$.*/\\-])[$@][a-z]{2,}(?![\w@#$*/\\])"
    r"|(?<![\w*])[fscbFSCB][A-Za-z]?\*{2,}(?![\w*])"
    r"|(?<![\w-])[fscbFSCB][a-zA-Z]?(?:—|--+|__+)[A-Za-z]{0,4}(?![\w-])",
    needs="!#$%*-@_—",
    prefilter=r"[!#$%*@][A-Za-z]|\*\*|[BCFSbcfs][A-Za-z]?(?:--|__|—)",
)
def censored(match: re.Match[str], passage: Passage) -> str | None:
    """Bleep a word with symbols for letters: `sh*t` is `bleep`, `f**king` `bleeping`, but not a footnote's `word*`."""
    shown = match[0]
    meant = _meant(shown)
    if len(shown) < 3 or passage.marked("code", match.start()) or not meant:
        return None
    if passage.censored == "plain" and len({*meant}) == 1:
        return meant[0]
    if passage.censored == "expletive":
        return "expletive"
    return "bleeping" if all(word.endswith(("ing", "in", "in'")) for word in meant) else "bleep"


@rule(r"(?<!\S)(?=[@#$%&*!]*[@#%&*$][@#$%&*!]*(?:[\s.,;?]|$))(?:([@#$%&*!])(?!\1)){4,}(?=[\s.,;?]|$)", needs="#$%&*@")
def grawlix(match: re.Match[str], passage: Passage) -> str:
    """Bleep a row of symbols that represents a curse: `@#$%!`."""
    return "expletive" if passage.censored == "expletive" else "bleep"


@rule(r"[\[(](expletive|bleep|censored|redacted)(?: deleted)?[\])]", re.IGNORECASE, needs=")]")
def expletive(match: re.Match[str], passage: Passage) -> str:
    """Say without brackets an editor's word for a curse."""
    return match[1].lower()


RULES: tuple[Rule, ...] = (censored, grawlix, expletive)
