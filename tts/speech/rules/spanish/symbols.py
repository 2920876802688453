"""Symbols in Spanish: &, =, ×, ~, §, ©."""

from __future__ import annotations

import re

from tts.speech.rules import signs
from tts.speech.rules.rule import Passage, Rule, Sounds, rule
from tts.speech.rules.spanish import words
from tts.speech.rules.spanish.amounts import noun_gender
from tts.text.languages.signs import RATING


@rule(r"(?<=[\w.]) ?& ?(?=\w)", needs="&")
def ampersand(match: re.Match[str], passage: Passage) -> str | None:
    """Say an ampersand as `y`: `Marks & Spencer`."""
    return None if passage.marked("code", match.start()) else " y "


_SIGNS = {
    "=": "es igual a",
    "≈": "aproximadamente",
    "~": "aproximadamente",
    "≥": "mayor o igual que",
    "≤": "menor o igual que",
    "<": "menor que",
    ">": "mayor que",
    "×": "por",
    "÷": "entre",
    "§": "párrafo",
    "©": "copyright",
}


@rule(
    r"(?<=\w )[=≈](?= [-−]?\w)|(?<![\w~])[~≈](?= ?\d)|(?<![-=<>])[≥≤<>](?= ?\d)|(?<=[\w)] )[×÷](?= \w)|(?<=\d)×(?=\d)"
    r"|§(?= ?\d)|©",
    needs="=≈~≥≤<>×÷§©",
)
def named_sign(match: re.Match[str], passage: Passage) -> str | None:
    """Say a sign by its name: `2 + 2 = 4`, `~ 50`, `≥ 18`."""
    return None if passage.marked("code", match.start()) else _SIGNS[match[0]]


@rule(RATING, needs="★⭐●■♥☆")
def rating(match: re.Match[str], passage: Passage) -> str | Sounds | None:
    """Say a row of stars or circles as a rating, with its numbers in words: `★★★☆☆`."""
    said = signs.rating.say(match, passage)
    if not isinstance(said, str):
        return said
    return re.sub(r"\d+(?:,\d+)?", lambda one: words.number(one[0], noun_gender(said, one.end())), said)


FIRST: tuple[Rule, ...] = (rating,)
"""Applied before the rules of every language for signs."""
RULES: tuple[Rule, ...] = (ampersand, named_sign)
