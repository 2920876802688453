"""Raised and lowered figures: powers, units, isotopes, ions and the formulas of chemistry."""

from __future__ import annotations

import re
from unicodedata import normalize

from tts.regex import regex
from tts.speech.rules.english import words
from tts.speech.rules.english.context import after, before
from tts.speech.rules.english.numbers import mixed, part
from tts.speech.rules.english.units import UNITS
from tts.speech.rules.rule import Passage, Rule, rule

_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻ⁿ₀₁₂₃₄₅₆₇₈₉", "0123456789-n0123456789")
_FIGURE = "[⁰¹²³⁴-⁹]"


def spell_formula(formula: str) -> str:
    """Return a chemical formula without raised or lowered figures, sign by sign: `CO2` is `C O two`."""
    return " ".join(
        words.cardinal(int(part)) if part.isdecimal() else part.upper() for part in re.findall(r"\d+|\D", formula)
    )


def _power(exponent: str) -> str:
    """Return how a power is said, given its exponent in plain characters."""
    if exponent in ("2", "3"):
        return "squared" if exponent == "2" else "cubed"
    return f"to the power of {exponent if exponent.isalpha() else words.number(exponent)}"


_NUMBER_BEFORE = regex(r"(?<![\w.,@#$£€])(?<!\d[-–])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_BASE = regex(
    r"(?<![A-Za-zα-ωΑ-Ω])[A-Za-zα-ωΑ-Ω][₀-₉ᵢⱼₖₙ]{0,2}(?<!\dm)(?<!\d m)|[=+−] [a-z]{2}"
    r"|(?<![A-Za-z])(?:sin|cos|tan|log|exp|ln)|\([^()]{0,50}[+−×/-][^()]{0,50}\)"
)
_SUM = regex(r"[=+×·÷√<>≤≥≈^*/] ?")
_IN_SUM = regex(r" ?[=+−×·÷<>≤≥≈^*/]")
_YEAR = regex(r"1[5-9]\d\d|20\d\d")


def _is_base(match: re.Match[str], exponent: str) -> bool:
    """Return whether there is a power of the number before the match; else the raised figures mark a note.

    Sure are a power of ten or two, a negative exponent, a number in a sum, a square and a cube of a small or a round
    number.
    """
    text = match.string
    found = re.search(rf"(?:{_NUMBER_BEFORE.pattern})\Z", text[max(0, match.start() - 30) : match.start()])
    if not found:
        return False
    number, begin = found[0].replace(",", ""), match.start() - len(found[0])
    sum_before = re.search(rf"(?:{_SUM.pattern})\Z", text[max(0, begin - 2) : begin])
    if number in ("10", "2") or not exponent.isdecimal() or match[0][0] == "^" or sum_before or before(match, _IN_SUM):
        return True
    is_small = len(number) < 3 or (number.startswith("1") and not number.strip("10"))
    return is_small and exponent in ("2", "3") and not _YEAR.fullmatch(number)


@rule(
    rf"(?:(?P<raised>⁻?{_FIGURE}{{1,3}}|[ⁿˣʸᵏ])|\^(?P<exponent>[-−]?\d{{1,3}}|[a-z](?![^\W\d_])))(?![²³⁺⁻])",
    needs="^²³¹⁰⁴⁵⁶⁷⁸⁹ⁿˣʸᵏ",
)
def power(match: re.Match[str], passage: Passage) -> str | None:
    """Say a superscript number or one after `^`: `x²`, `10⁶`, `10^6`. After a word or a year, it may mark a note."""
    if passage.marked("code", match.start()):
        return None
    exponent = match["exponent"] or normalize("NFKC", match["raised"]).replace("−", "-")
    if after(match, _PRICE) or not (after(match, _BASE) or _is_base(match, exponent)):
        return None
    return _power(exponent)


_PRICE = regex(r"[$£€]\s?\d+")
_SINGLE = regex(r"(?:\b(?:per|an?|each|every|one|1)|/) ?")
_AREAS = ["km", "cm", "mm", "dm", "mi", "yd", "ft", "m"]


@rule(rf"(?<![\w²³])(?:{'|'.join(_AREAS)})[²³](?!\w)", needs="²³")
def unit_alone(match: re.Match[str], passage: Passage) -> str | None:
    """Say a unit of an area or a volume without a number: `bees per km²`."""
    if match[0] not in UNITS or before(match, _IN_SUM) or after(match, _SUM):
        return None
    return UNITS[match[0]][not after(match, _SINGLE)]


@rule("[₀-₉]+|[ₐₑₒₓᵢⱼₖₗₘₙₚᵣₛₜᵤᵥ]", needs="₀₁₂₃₄₅₆₇₈₉ₐₑₒₓᵢⱼₖₗₘₙₚᵣₛₜᵤᵥ")
def subscript(match: re.Match[str], passage: Passage) -> str:
    """Say a subscript number or letter after anything else: `x₁`, `xₙ`."""
    plain = normalize("NFKC", match[0])
    return words.number(plain) if plain.isdecimal() else words.letters(plain)


@rule(
    rf"(?<![\w])(?:[A-Z][a-z]?[₀-₉]*)*[A-Z][a-z]?(?:[₀-₉]+(?:[A-Z][a-z]?[₀-₉]*)*)?(?P<charge>{_FIGURE}?[⁺⁻])(?!\w)"
    rf"|(?:[A-Z][a-z]?[₀-₉]*)*[A-Z][a-z]?[₀-₉]+(?:[A-Z][a-z]?[₀-₉]*)*",
    needs="₀₁₂₃₄₅₆₇₈₉⁺⁻",
)
def formula(match: re.Match[str], passage: Passage) -> str:
    """Say a chemical formula with subscript numbers or a charge: `CO₂`, `Ca²⁺`."""
    charge = match["charge"] or ""
    said = spell_formula(match[0].removesuffix(charge).translate(_PLAIN))
    sign = {"⁺": " plus", "⁻": " minus"}.get(charge[-1:], "")
    return said + (f" {words.number(charge[:-1].translate(_PLAIN))}" if len(charge) > 1 else "") + sign


@rule(rf"(?<!\w)(?P<mass>{_FIGURE}{{2,3}}|[²³](?=H\b)|[³⁴](?=He\b))(?P<element>[A-Z][a-z]?)(?!\w)", needs="⁰¹²³⁴⁵⁶⁷⁸⁹")
def isotope(match: re.Match[str], passage: Passage) -> str:
    """Say the number of an isotope behind its element: `¹⁴C` is `C fourteen`."""
    return f"{spell_formula(match['element'])} {words.by_pairs(match['mass'].translate(_PLAIN))}"


@rule(
    rf"(?:(?<![\w.,])(?P<whole>\d{{1,3}}) ?)?(?P<above>{_FIGURE}{{1,2}})[/⁄](?P<below>[₀-₉]{{1,2}}|\d{{1,2}}(?!\d))",
    needs="/⁄",
)
def raised_fraction(match: re.Match[str], passage: Passage) -> str | None:
    """Say a fraction in raised and lowered figures: `2³⁄₄`, `¹/₃`."""
    above, below = (int(match[name].translate(_PLAIN)) for name in ("above", "below"))
    if not above or below < 2:
        return None
    return mixed(match["whole"], above, below) if match["whole"] else part(above, below)


@rule(rf"(?<={_FIGURE})[-–−](?=\d+\^|\d+[⁻⁰¹²³⁴-⁹])", needs="⁰¹²³⁴⁵⁶⁷⁸⁹")
def range_of_powers(match: re.Match[str], passage: Passage) -> str:
    """Say the dash between two powers: `10⁶–10⁹`."""
    return "to"


FIRST: tuple[Rule, ...] = (
    raised_fraction,
    range_of_powers,
    formula,
    isotope,
    unit_alone,
    power,
)
"""Applied before the rule that reads a superscript number as the mark of a note."""
RULES: tuple[Rule, ...] = (subscript,)
