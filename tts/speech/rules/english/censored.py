"""Censored words: bleeped, unless the settings choose another reading."""

from __future__ import annotations

import re
from functools import cache

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
_GAPS = re.compile(r"[*@#$!%]+|[-–—_]+")


@cache
def _meant(shown: str) -> tuple[str, ...]:
    """Return the words that `shown` can mean: symbol for letter if there is such a word, else a gap for any letters."""
    exact = re.compile(re.sub(r"[*@#$!%]|[-–—_]", "[a-z]", shown.lower()))
    loose = re.compile(_GAPS.sub("[a-z]+", shown.lower()))
    found = [word for word in _WORDS if exact.fullmatch(word)]
    return tuple(found or (word for word in _WORDS if loose.fullmatch(word)))


@rule(
    r"(?<![\w*@#$!%./\\-])[A-Za-z$@][A-Za-z]*[*@#$!%][A-Za-z*@#$!%]*[A-Za-z](?![\w*@#$%/\\])"
    r"|(?<![\w@#$.*/\\-])[$@][a-z]{2,}(?![\w@#$*/\\])"
    r"|(?<![\w*])[fscbFSCB][A-Za-z]?\*{2,}(?![\w*])"
    r"|(?<![\w-])[fscbFSCB][a-zA-Z]?(?:—|--+|__+)[A-Za-z]{0,4}(?![\w-])",
    needs="!#$%*-@_—",
)
def censored(match: re.Match[str], passage: Passage) -> str | None:
    """A word with signs for letters: `sh*t` is `bleep`, `f**king` `bleeping`; a footnote's `word*` is none."""
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
    """A row of signs for a curse: `@#$%!`."""
    return "expletive" if passage.censored == "expletive" else "bleep"


@rule(r"[\[(](expletive|bleep|censored|redacted)(?: deleted)?[\])]", re.IGNORECASE, needs=")]")
def expletive(match: re.Match[str], passage: Passage) -> str:
    """An editor's word for a curse is said without its brackets."""
    return match[1].lower()


RULES: tuple[Rule, ...] = (censored, grawlix, expletive)
