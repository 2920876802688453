"""Telephone numbers in French: pairs of digits, with a short break after each."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.speech.rules.english.context import after, before
from tts.speech.rules.french.words import digits, pairs, with_zeros
from tts.speech.rules.rule import Passage, Rule, rule

_BEGINS = r"(?<![\w.,+/$£€-])(?<!\d )"
_ENDS = r"(?![\w/]|[-.,]\d| \d\d\b)"


@rule(
    _BEGINS
    + r"(?:(?P<country>\+33|0033)[ .]?(?:\(0\)[ .]?)?(?P<first>[1-9])|0[1-9])(?:[ .-]?\d\d){4}"
    + _ENDS
    + "|"
    + _BEGINS
    + r"0[ .]?8\d\d[ .](?:\d{3}[ .]\d{3}|\d\d(?:[ .]\d\d){2})"
    + _ENDS,
    needs="0",
)
def telephone(match: re.Match[str], passage: Passage) -> str:
    """Say a French number by pairs: `01 23 45 67 89`, `+33 6 12 34 56 78`, `0 800 123 456`."""
    if match["country"]:
        rest = re.sub(r"\D", "", match[0].replace("(0)", "").removeprefix(match["country"]))
        return ", ".join(["plus trente-trois", with_zeros(rest[0]), *_pairs(rest[1:])])
    groups = re.findall(r"\d+", match[0])
    if any(len(group) == 3 for group in (groups[-1], *groups[-4:-3])):
        begin = next(index for index, group in enumerate(groups) if len(group) > 2 or group[-1] != "0")
        area = groups[begin][-3:]
        return ", ".join(["zéro " + with_zeros(area), *(with_zeros(group) for group in groups[begin + 1 :])])
    return ", ".join(_pairs("".join(groups)))


def _pairs(number: str) -> list[str]:
    """Return each pair of digits in words."""
    return [with_zeros(number[index : index + 2]) for index in range(0, len(number), 2)]


@rule(_BEGINS + r"\+\d{1,3}(?:[ .-]?\(?\d{1,6}\)?)+(?![\w/]|[-.,]\d)", needs="+")
def telephone_abroad(match: re.Match[str], passage: Passage) -> str | None:
    """Say a number with a country code (ITU-T E.164, at most 15 digits): `+44 20 7946 0958`."""
    groups = re.findall(r"\d+", match[0])
    if not 8 <= len("".join(groups)) <= 15:
        return None
    return ", ".join(
        ["plus " + with_zeros(groups[0]), *(with_zeros(one) if len(one) < 3 else _long(one) for one in groups[1:])]
    )


def _long(group: str) -> str:
    """Return a long group: by pairs if its length is even, otherwise digit by digit."""
    return pairs(group) if len(group) % 2 == 0 else digits(group)


_CALL = regex(
    r"\b(?:[Aa]ppel\w+ (?:le|au)|[Nn]uméro(?: vert| d[’'][\w]+| national| gratuit| unique)?(?: est)?(?: le|,| :)?"
    r"|[Cc]ompos\w+ le|joignables? au|[Tt]él(?:éphone|\.)?(?: :| au)?) "
)


_AMERICAN = r"(?:(?:\+?1[ .-])?(?:\(\d{3}\) ?|\d{3}[ .-]))\d{3}-\d{4}"
_SWISS = r"0\d\d \d{3} \d\d \d\d"
_BELGIAN = r"0\d{1,3}/\d\d(?:[. ]?\d\d){2}|0\d{1,2}/\d{3}(?:[. ]\d\d){2}"


@rule(rf"(?<![\w.,/$£€-])(?<!\d )(?:{_AMERICAN}|{_SWISS}|{_BELGIAN})(?![\w/]|[-.,]\d| \d\d\b)", needs="-0")
def telephone_local(match: re.Match[str], passage: Passage) -> str:
    """Say a number of Canada digit by digit, `514 872-0311`, and one of Switzerland or Belgium by its groups.

    Examples of the others are `021 316 40 40`, `04/340.90.00` and `0475/12.34.56`.
    """
    groups = re.findall(r"\d+", match[0])
    if "/" not in match[0] and "-" in match[0]:
        return ", ".join(digits(group) for group in groups)
    return ", ".join(with_zeros(one) if len(one) < 4 else pairs(one) for one in groups)


_KNOWN = ("3018", "3020", "3114", "3237", "3631", "3919", "3939", "3949", "3975")
_ARTICLE = regex(r"\b[Ll]e ")
_ALONE = regex(r" ?(?:[.,;:)»!]|$)| (?:et|ou|pour|est|gratuit\w*|permet)\b")


@rule(_BEGINS + r"(?P<number>[31]\d{3})(?![\w/]|[-.,]\d| \d)", needs="13")
def telephone_short(match: re.Match[str], passage: Passage) -> str | None:
    """Say a short number by pairs: `appelez le 3919`."""
    is_call = (after(match, _CALL) or (after(match, _ARTICLE) and before(match, _ALONE))) and match[
        "number"
    ].startswith(("30", "31", "32", "36", "39"))
    is_call = is_call or (after(match, _ARTICLE) and match["number"] in _KNOWN)
    return pairs(match["number"]) if is_call else None


RULES: tuple[Rule, ...] = (telephone, telephone_local, telephone_abroad, telephone_short)
