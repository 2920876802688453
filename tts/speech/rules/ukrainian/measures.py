"""Amounts with units, percent and money."""

from __future__ import annotations

import re

from tts.speech.rules.prefilters import has_word
from tts.speech.rules.rule import Passage, Rule, rule
from tts.speech.rules.ukrainian.amounts import (
    AMOUNT,
    MAGNITUDE,
    NUMBERS,
    START,
    case_of_amount,
    count,
    say_amount,
    stop,
)
from tts.speech.rules.ukrainian.grammar import after, before, counted_word, governed
from tts.speech.rules.ukrainian.units import PER, pattern, say_per, units
from tts.speech.rules.ukrainian.words import CASES, NUMBER, say

_UNITS = pattern()
_PER = "|".join(sorted(map(re.escape, PER), key=len, reverse=True))
_END = r"(?![\w²³°])(?!-[а-яґєії])"
_AMERICAN = r"(?:\.?(?P<american> США(?!\w)))?"
_PLACES = frozenset(("км", "м", "год", "хв"))


@rule(
    rf"(?<![\w.,:$€£₴])(?:(?<![^\s(])(?P<sign>[-−–+]))?(?P<unit>[$€£₴]) ?{NUMBERS}(?: ?{MAGNITUDE})?"
    r"(?![\w%]|[.,:/-]\d)",
    needs="$€£₴",
)
def price_before_sign(match: re.Match[str], passage: Passage) -> str | None:
    """Say a price that begins with its sign: `$5 млн`, `€20`."""
    if passage.marked("code", match.start()):
        return None
    return say_amount(match, units()[match["unit"]], case_of_amount(match)) + stop(match)


@rule(
    rf"{START}{AMOUNT} ?(?:{MAGNITUDE} ?)?(?P<unit>{_UNITS}){_END}(?:/(?P<per>{_PER}){_END})?{_AMERICAN}"
    r"(?:(?<=[а-яґєіїА-ЯA-Z])\.(?!\w))?",
    needs="0",
)
def quantity(match: re.Match[str], passage: Passage) -> str | None:
    """Say an amount with its unit in words: `40 км`, `90 км/год`, `-12°C`, `2,4 %`, `5 тис. грн`, `до 500 кв. м`."""
    unit, magnitude = match["unit"], match["magnitude"]
    if passage.marked("code", match.start()):
        return None
    is_place = not magnitude and (unit in _PLACES or (unit == "%" and bool(counted_word(after(match)))))
    case = case_of_amount(match, is_place=is_place)
    said = say_amount(match, units()[unit], case)
    return (
        said
        + (f" {say_per(unit, match['per'])}" if match["per"] else "")
        + (" ес ша а" if match["american"] else "")
        + stop(match)
    )


_ALONE = {
    "кг": "",
    "км": "",
    "см": "",
    "мм": "",
    "мл": "",
    "га": "",
    "грн": "",
    "м²": "",
    "км²": "",
    "м³": "",
    "кВт·год": "",
    "км/год": " на годину",
    "м/с": " на секунду",
}


@rule(rf"(?<![\w/])(?P<unit>{'|'.join(map(re.escape, _ALONE))})(?![\w²³/-])", prefilter=has_word(_ALONE))
def unit_alone(match: re.Match[str], passage: Passage) -> str | None:
    """Say a unit without a number in words: `на м²`, `у км/год`."""
    if passage.marked("code", match.start()):
        return None
    named, per = units()[match["unit"].partition("/")[0]], _ALONE[match["unit"]]
    case = governed(before(match))[:1] or "n"
    if per:
        return named.forms[6 + CASES.index("l" if case == "l" else "g")] + per
    if len(match["unit"]) > 1 and case == "n" and not re.search(r"\b[Оо]дин \Z", before(match)):
        return named.forms[7]
    return named.forms[CASES.index(case)]


@rule(
    rf"{START}(?P<first>{NUMBER})(?P<more>(?: ?[хx×] ?{NUMBER}){{1,2}})(?: ?(?P<unit>{_UNITS}){_END})?(?![\w]|[.,]\d)",
    needs="хx×",
    prefilter=r"[хx×] ?\d",
)
def dimensions(match: re.Match[str], passage: Passage) -> str | None:
    """Say a size: `20 х 30 см` is `двадцять на тридцять сантиметрів`."""
    if passage.marked("code", match.start()):
        return None
    *others, last = re.split(" ?[хx×] ?", match["first"] + match["more"])
    said = count(last, units()[match["unit"]], "n") if match["unit"] else say(last)
    return " на ".join([*map(say, others), said])


FIRST: tuple[Rule, ...] = (dimensions,)
"""Applied before the sign of a product is said alone."""
RULES: tuple[Rule, ...] = (price_before_sign, quantity, unit_alone)
