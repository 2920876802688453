"""Telephone numbers: digit by digit, with a short break after each group, so that a listener can write them down."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.speech.rules.english.context import after, near
from tts.speech.rules.english.words import cardinal, digits
from tts.speech.rules.rule import Passage, Rule, rule

_BEGINS = r"(?<![\w.,+/$£€-])"
_ENDS = r"(?![\w/]|[-.,]\d)"
_FREE = ("800", "888", "877", "866", "855", "844", "833", "900")


@rule(
    _BEGINS + r"(?:\+?1[ .-]?)?(?:\(\d{3}\)[ -]?|\d{3}(?P<sign>[.-]))\d{3}[.-]\d{4}(?:-\d{1,4})?" + _ENDS,
    needs="0",
    prefilter=r"\d{3}\)?[ .-]?\d{3}[.-]\d{4}",
)
def telephone(match: re.Match[str], passage: Passage) -> str:
    """Say a North American number: `(123) 123-5678`, `+1 123-123-5678`, `555.555.5555`."""
    return _said(match[0])


@rule(_BEGINS + r"\+\d{1,3}(?:[ .-]?\(?\d{1,6}\)?)+" + _ENDS, needs="+")
def telephone_abroad(match: re.Match[str], passage: Passage) -> str | None:
    """Say a number with a country code (ITU-T E.164, at most 15 digits): `+44 20 7946 0958`."""
    return _said(match[0]) if 8 <= len(re.findall(r"\d", match[0])) <= 15 else None


@rule(
    _BEGINS + r"(?:\(0\d{2,4}\)|0\d{2,4})(?P<sign>[ -])\d{3,4}(?:(?P=sign)?\d{3,4}){1,2}" + _ENDS,
    needs="0",
    prefilter=r"0\d{2,4}\)?[ -]\d{3}",
)
def telephone_british(match: re.Match[str], passage: Passage) -> str | None:
    """Say a number with a British area code: `020 7946 0958`."""
    return _said(match[0]) if len(re.findall(r"\d", match[0])) in (10, 11) else None


@rule(
    _BEGINS + r"(?:1[38]00 \d{3} \d{3}|\(0[2378]\) \d{4} \d{4}|04\d\d \d{3} \d{3})" + _ENDS,
    needs="0",
    prefilter=r"\d{2,4}\)? \d{3,4} \d{3}",
)
def telephone_australian(match: re.Match[str], passage: Passage) -> str:
    """Say an Australian number: `1300 555 019`, `(02) 9374 4000`, `0412 345 678`."""
    return _said(match[0])


_SHORT_CODE = regex(r"\b(?:[Tt]ext|TEXT|[Tt]xt|SMS)(?:ed|ing|s)? (?:[\w“”\"‘’']{1,15} ){0,3}to ")


@rule(_BEGINS + r"\d{4,6}" + _ENDS, needs="0")
def short_code(match: re.Match[str], passage: Passage) -> str | None:
    """Say a short number for text messages digit by digit: `text JOIN to 70044`."""
    return digits(match[0]) if after(match, _SHORT_CODE) else None


@rule(
    _BEGINS + r"1-8(?:00|88|77|66|55|44|33)-(?=[\dA-Z-]*[A-Z]{2})[\dA-Z]+(?:-[\dA-Z]+)*" + r"(?![\w/-])",
    needs="0",
    prefilter=r"1-8\d\d-",
)
def telephone_in_letters(match: re.Match[str], passage: Passage) -> str:
    """Say a toll-free number written with letters: `1-800-GO-2-HAUL`."""
    country, area, words = match[0].split("-", 2)
    return f"{digits(country)}, {_group(area)}, {' '.join(_run(run) for run in re.findall('[A-Z]+|[0-9]+', words))}"


def _run(run: str) -> str:
    """Return letters as a word, a single letter as it is, and digits one by one."""
    return run.lower() if len(run) > 1 and run.isalpha() else digits(run) or run


_CALL = regex(
    r"\b(?:[Cc]all|[Pp]hone|[Tt]el(?:ephone)?|[Dd]ial|[Rr]ing|[Tt]ext|[Ff]ax|[Hh]otline|[Hh]elpline|[Cc]ontact|number)\b[^.;]*$"
)


@rule(_BEGINS + r"(?P<exchange>\d{3})-(?P<line>\d{4})" + _ENDS, needs="0", prefilter=r"\d{3}-\d{4}")
def telephone_local(match: re.Match[str], passage: Passage) -> str | None:
    """Say a seven-digit number where it cannot be anything else: `555-0199`, `call 867-5309`."""
    is_sure = match["exchange"] == "555" or match["line"].startswith("0") or near(match, _CALL)
    return _said(match[0]) if is_sure else None


@rule(_BEGINS + r"\d{3}-\d{2}-\d{4}" + _ENDS, needs="0", prefilter=r"\d{3}-\d\d-\d{4}")
def social_security(match: re.Match[str], passage: Passage) -> str:
    """Say a United States Social Security number: `111-11-1111`."""
    return _said(match[0])


def _said(number: str) -> str:
    """Return the groups of a telephone number in words, with a comma after each for a short break."""
    groups = re.findall(r"\+?\d+", number)
    return ", ".join(_group(group) for group in groups)


def _group(group: str) -> str:
    """Return a group digit by digit; "800" of toll-free numbers is `eight hundred`, and `+` is `plus`."""
    said = f"{cardinal(int(group[0]))} hundred" if group in _FREE and group.endswith("00") else digits(group)
    return f"plus {said}" if group.startswith("+") else said


RULES: tuple[Rule, ...] = (
    telephone_in_letters,
    telephone,
    telephone_abroad,
    telephone_australian,
    telephone_british,
    short_code,
    social_security,
    telephone_local,
)
