"""Rules for languages without rules of their own: figures that their engines would read as another number."""

from __future__ import annotations

import re
from unicodedata import normalize

from tts.speech.rules.rule import Passage, Rule, rule
from tts.speech.rules.symbol_words import symbol_words

_NUMBER_LENGTH = 3  # a range with a hyphen between longer numbers may be the number of a model


@rule(
    r"(?:(?<![^\W\d_][A-Za-z])(?<=[A-Za-zπχ])|(?<=\b\d)|(?<=\b\d\d)|(?<=\bkm)|(?<=\b[cdm]m)|(?<=\b10))"
    r"(?:⁻?[⁰¹²³⁴-⁹]{1,3}|ⁿ)(?![\w⁻⁺])|(?<=\b10)\^[-−]?\d{1,3}(?!\w)",
    needs="^⁰¹²³⁴⁵⁶⁷⁸⁹ⁿ",
)
def power(match: re.Match[str], passage: Passage) -> str | None:
    """Say a power, `10⁶` or `x²`, which an engine would read as two numbers or as one."""
    if passage.marked("code", match.start()):
        return None
    exponent = normalize("NFKC", match[0]).lstrip("^").replace("−", "-")
    words = symbol_words(passage.language)
    if exponent.startswith("-"):
        exponent = f"{words.minus} {exponent[1:]}"
    named = {"2": words.squared, "3": words.cubed}
    return named.get(exponent) or words.power.format(exponent=exponent) or None


@rule(
    r"(?<![\w.,/:+$£€−–—-])(?P<low>[1-9]\d{0,3})(?P<dash>[-‐‑–])(?P<high>0|[1-9]\d{0,3})(?![\w/]|[.,:]\d|[-–—]\d)",
    needs="0",
)
def range_or_score(match: re.Match[str], passage: Passage) -> str | None:
    """Say the dash between two numbers: `120-3` would be one number in French, and `420–1` in German."""
    low, high, words = match["low"], match["high"], symbol_words(passage.language)
    if passage.marked("code", match.start()):
        return None
    if int(low) >= int(high):
        return f"{low} {words.score} {high}" if words.score else f"{low}, {high}"
    is_range = match["dash"] == "–" or len(high) < _NUMBER_LENGTH or len(low) == len(high) == len("1999")
    return f"{low} {words.range} {high}" if is_range and words.range else f"{low}, {high}"


@rule(r"−(?=\.?\d)", needs="−")
def minus(match: re.Match[str], passage: Passage) -> str:
    """Say the minus sign, which few engines know: `−5`."""
    return symbol_words(passage.language).minus


@rule(r"±(?= ?[\d.])|(?<!\w)\+ ?/ ?[-−–](?= ?\d)", needs="±/")
def plus_or_minus(match: re.Match[str], passage: Passage) -> str | None:
    """Say the sign of a margin: `±3`, `+/-3`."""
    return symbol_words(passage.language).plus_or_minus or None


@rule(r"(?<![\w+)])\+(?=\.?\d)", needs="+")
def plus(match: re.Match[str], passage: Passage) -> str | None:
    """Say the plus sign before a number: `+5`."""
    return symbol_words(passage.language).plus or None


@rule(r"№(?=\s?\d)", needs="№")
def number_sign(match: re.Match[str], passage: Passage) -> str | None:
    """Say the sign of a number, which few engines know: `№ 5`."""
    return symbol_words(passage.language).number or None


FIRST: tuple[Rule, ...] = (power,)
"""Applied before the rule for the marks of notes."""
RULES: tuple[Rule, ...] = (range_or_score, minus, plus_or_minus, plus, number_sign)
