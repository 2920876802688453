"""Symbols in French: &, =, ×, ~, §, ©, and titles with raised letters."""

from __future__ import annotations

import re

from tts.speech.rules import signs
from tts.speech.rules.french import words
from tts.speech.rules.french.amounts import is_feminine
from tts.speech.rules.rule import Passage, Rule, Sounds, rule
from tts.text.languages.signs import RATING


@rule(r"(?<=[\w.]) ?& ?(?=\w)", needs="&")
def ampersand(match: re.Match[str], passage: Passage) -> str | None:
    """Say an ampersand as `et`, but spell it in a name such as `R&D`: `Marks & Spencer`."""
    return None if passage.marked("code", match.start()) else " et "


_SIGNS = {
    "=": "égale",
    "≈": "environ",
    "~": "environ",
    "≥": "supérieur ou égal à",
    "≤": "inférieur ou égal à",
    "<": "inférieur à",
    ">": "supérieur à",
    "×": "fois",
    "÷": "divisé par",
    "§": "paragraphe",
    "©": "copyright",
}


@rule(
    r"(?<=\w )[=≈](?= [-−]?\w)|(?<![\w~])[~≈](?= ?\d)|(?<![-=<>])[≥≤<>](?= ?\d)|(?<=[\w)] )[×÷](?= \w)|(?<=\d)×(?=\d)|§"
    r"(?= ?\d)|©",
    needs="=≈~≥≤<>×÷§©",
)
def named_sign(match: re.Match[str], passage: Passage) -> str | None:
    """Say a sign by its name: `2 + 2 = 4`, `~ 50`, `≥ 18`, `§ 5`."""
    return None if passage.marked("code", match.start()) else _SIGNS[match[0]]


@rule(RATING, needs="★⭐●■♥☆")
def rating(match: re.Match[str], passage: Passage) -> str | Sounds | None:
    """Say a row of stars or circles as a rating, with its numbers in words: `★★★☆☆`."""
    said = signs.rating.say(match, passage)
    if not isinstance(said, str):
        return said
    return re.sub(r"\d+(?:,\d+)?", lambda one: words.number(one[0], feminine=is_feminine(said, one.end())), said)


FIRST: tuple[Rule, ...] = (rating,)
"""Applied before the rules of every language for signs."""
RULES: tuple[Rule, ...] = (ampersand, named_sign)
