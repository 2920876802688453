"""Spanish fractions, shares and marks: 1/2, 2 1/3, ½, 7/10, 3/5 mph."""

from __future__ import annotations

import re
from unicodedata import normalize

from tts.regex import regex
from tts.speech.rules.english.context import after
from tts.speech.rules.rule import Passage, Rule, rule
from tts.speech.rules.spanish.amounts import noun_gender
from tts.speech.rules.spanish.measures import UNITS, plural, unit_gender
from tts.speech.rules.spanish.words import Gender, cardinal, number, part, value

_VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅑⅒"
_SYMBOLS = "|".join(map(re.escape, sorted(UNITS, key=len, reverse=True)))
_UNIT = rf"(?: ?(?P<unit>{_SYMBOLS})(?![\w²³/])(?:\.(?=[,;:)]| [a-zá-úñ]))?)?"


def _mixed(whole: str, above: int, below: int, unit: str | None, noun: Gender = "") -> str:
    """Return a whole number and a fraction with a unit: 1 and 1 of 2 hours are `una hora y media`."""
    count = int(whole)
    gender = unit_gender(UNITS[unit]) if unit else noun if noun == "f" else ""
    head = cardinal(count, gender)
    if unit:
        head += f" {plural(UNITS[unit]) if count != 1 else UNITS[unit]}"
    rest = ("media" if gender == "f" else "medio") if (above, below) == (1, 2) else part(above, below)
    name, per, divisor = head.partition(" por ")  # "una milla y media por hora"
    return f"{name} y {rest}{per}{divisor}"


def _with_unit(above: int, below: int, unit: str) -> str:
    """Return a part of a unit: 1 of 2 litres is `medio litro`, 3 of 5 miles `tres quintos de milla`."""
    name = UNITS[unit]
    if (above, below) == (1, 2):
        return f"{'media' if unit_gender(name) == 'f' else 'medio'} {name}"
    return f"{part(above, below)} de {name}"


@rule(rf"(?:(?<![\w.,])(?P<whole>\d+) ?)?(?P<sign>[{_VULGAR}]){_UNIT}", needs=_VULGAR)
def fraction_sign(match: re.Match[str], passage: Passage) -> str:
    """Say a fraction that is a single character: `½`, `2 ½`, `½ l`."""
    above, below = map(int, normalize("NFKC", match["sign"]).split("⁄"))
    if match["whole"]:
        return _mixed(match["whole"], above, below, match["unit"], noun_gender(match.string, match.end()))
    return _with_unit(above, below, match["unit"]) if match["unit"] else part(above, below)


_BEGINS = r"(?<![\w.,/⁄$£€#])(?<!\d )(?<!\d-)(?P<minus>(?<![\w)\]])[-−])?"
_ENDS = r"(?![\w/]|[.,]\d|-\d)"
_SHARE = regex(
    r"\b(?:[Nn]otas?|[Pp]untu\w+|[Cc]alific\w+|[Vv]alor\w+|[Rr]eseñ\w+|[Ss]ac\w+|[Oo]btuv\w+|media|estrellas|[Dd]ificultad)"
    r"(?: [\w]+){0,4}:? "
)
_FIRST_YEAR, _LAST_YEAR = 1950, 2050  # of a law or a ruling: 123/2020
_FINAL = r"(?P<final> de final(?:es)?\b)"
_NAMED = {2: "semifinal", 4: "cuartos", 8: "octavos", 16: "dieciseisavos", 32: "treintaidosavos"}


@rule(
    rf"{_BEGINS}(?P<whole>\d{{1,3}})(?:[ -]| y (?=1/[234]|[23]/[34]))(?P<above>\d{{1,2}})[/⁄]"
    rf"(?P<below>\d{{1,4}})(?!\d){_ENDS}{_UNIT}",
    needs="/⁄",
)
def mixed_fraction(match: re.Match[str], passage: Passage) -> str | None:
    """Say a whole number and a fraction: `2 1/3`, `1 1/2 h`."""
    above, below = int(match["above"]), int(match["below"])
    if not 0 < above < below:
        return None
    return ("menos " if match["minus"] else "") + _mixed(
        match["whole"], above, below, match["unit"], noun_gender(match.string, match.end())
    )


@rule(
    rf"{_BEGINS}(?P<above>\d{{1,4}}(?:,\d)?)[/⁄](?P<below>\d{{1,3}}(?:\.\d{{3}})+(?!\d)|\d{{1,7}})(?:{_FINAL}"
    rf"|{_ENDS}{_UNIT})",
    needs="/⁄",
)
def fraction(match: re.Match[str], passage: Passage) -> str | None:
    """Say a fraction, a mark or a share: `2/7`, `-1/3`, `1/100.000`, `3/5 mph`, `7/10`, `1/8 de final`."""
    below = int(value(match["below"]))
    if passage.marked("code", match.start()) or not below:
        return None
    if match["final"]:
        return f"{_NAMED[below]} de final" if below in _NAMED and below > 2 else None
    sign = "menos " if match["minus"] else ""
    if "," in match["above"]:
        return f"{sign}{number(match['above'])} sobre {cardinal(below)}"
    above = int(match["above"])
    if _FIRST_YEAR <= below <= _LAST_YEAR and "." not in match["below"] and above > 1:
        return f"{sign}{cardinal(above)} de {cardinal(below)}"
    is_mark = below == 10 and above > 1 and not match.string[match.end() :].startswith(" de ")
    if above >= below or not above or is_mark or after(match, _SHARE):
        return f"{sign}{cardinal(above)} sobre {cardinal(below)}"
    if (above, below) == (1, 2) and not match["unit"] and (gender := noun_gender(match.string, match.end())):
        return f"{sign}{'media' if gender == 'f' else 'medio'}"
    return sign + (_with_unit(above, below, match["unit"]) if match["unit"] else part(above, below))


RULES: tuple[Rule, ...] = (fraction_sign, mixed_fraction, fraction)
