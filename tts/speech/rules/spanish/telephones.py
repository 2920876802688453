"""Telephone numbers in Spanish: digit by digit, with a short break after each group."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.speech.rules.english.context import near
from tts.speech.rules.rule import Passage, Rule, rule
from tts.speech.rules.spanish.words import cardinal, digits

_BEGINS = r"(?<![\w.,+/$£€-])(?<!\d )"
_ENDS = r"(?![\w/]|[-.,]\d| \d)"


@rule(_BEGINS + r"\+\d{1,3}(?:[ .-]?\(?\d{1,9}\)?)+" + _ENDS, needs="+")
def telephone_abroad(match: re.Match[str], passage: Passage) -> str | None:
    """Say a number with a country code (ITU-T E.164, at most 15 digits): `+34 612 345 678`."""
    groups = re.findall(r"\d+", match[0])
    if not 8 <= len("".join(groups)) <= 15:
        return None
    country = cardinal(int(groups[0])) if len(groups[0]) < 3 else digits(groups[0])
    return ", ".join([f"más {country}", *map(digits, groups[1:])])


@rule(
    _BEGINS
    + r"(?:[6789]\d{2}(?: \d{3}){2}|[6789]\d{2}(?: \d{2}){3}|"
    + r"9[1-9] \d{3} \d{2} \d{2}|[6789]\d{2}-\d{3}-\d{3}|9[1-9]-\d{3}-\d{2}-\d{2}"
    + r"|\d{3}-\d{3}-\d{3,4}|[1-9]\d \d{4} \d{4}|0\d{2,4} \d{3,4}-\d{4}|\(\d{2,5}\) ?\d{3,4}[- ]\d{4}"
    + r"|(?:0?1[- ]?)?800[- ]\d{3}[- ]\d{4}|[6789]\d{8})"
    + _ENDS,
    needs="0",
)
def telephone(match: re.Match[str], passage: Passage) -> str | None:
    """Say a number of Spain or of Latin America: `912 345 678`, `91 234 56 78`, `(55) 1234-5678`."""
    groups = re.findall(r"\d+", match[0])
    is_plain = "".join(groups) == match[0]
    is_number = " " in match[0] and all(len(one) == 3 for one in groups)
    if (
        (is_plain or is_number)
        and not near(match, _CALL)
        and not (is_number and match[0][0] in "69" and not _COUNTED.match(match.string, match.end()))
    ):
        return None
    return ", ".join(map(digits, groups))


_COUNTED = regex(r" (?:[a-zñ]+(?:os|as|es|ones)|de [a-zñ]+s)\b")
_CALL = regex(
    r"\b(?:[Tt]el(?:éfonos?|éf|f)?|[Tt]fno|[Tt]lf|[Ll]lam\w+|[Mm]óvil|[Cc]ontact\w+|[Nn]úmero|[Ww]hats[Aa]pp"
    r"|[Mm]arc\w+)\b[^.;]*$"
)


@rule(_BEGINS + r"(?P<first>\d)-(?P<area>[89]00)-(?P<word>[a-zñ]{3,})(?![\w-])", re.IGNORECASE, needs="-")
def telephone_in_letters(match: re.Match[str], passage: Passage) -> str:
    """Say a number with a word: `0-800-hermano`."""
    return f"{digits(match['first'])} {cardinal(int(match['area']))} {match['word'].lower()}"


_COMPUTER = regex(r"\b[Ii][Pp](?:v[46])?\b")
_MIN_BYTE = 100  # the parts of the number of a section or a version are smaller


@rule(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.]|,\d)", needs=".")
def number_of_a_computer(match: re.Match[str], passage: Passage) -> str | None:
    """Say the address of a computer digit by digit: `123.123.0.40`; groups of three digits only are thousands."""
    groups = match[0].split(".")
    is_thousands = all(len(one) == 3 for one in groups[1:])
    if not near(match, _COMPUTER) and (is_thousands or max(map(int, groups)) < _MIN_BYTE):
        return None
    return " punto ".join(digits(one) for one in groups)


RULES: tuple[Rule, ...] = (telephone_in_letters, number_of_a_computer, telephone_abroad, telephone)
