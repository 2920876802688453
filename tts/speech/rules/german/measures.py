"""Quantities with their units, percentages, temperatures and dimensions."""

from __future__ import annotations

import re

from tts.speech.rules.german import words
from tts.speech.rules.german.amounts import (
    BEFORE,
    DASH,
    MAGNITUDE,
    MAGNITUDES,
    NUMBER,
    RANGE,
    SIGN,
    amount,
    large,
    signed,
)
from tts.speech.rules.german.context import after, before, stop
from tts.speech.rules.german.grammar import half_of
from tts.speech.rules.german.times import is_time_of_day
from tts.speech.rules.german.units import PER, UNIT, UNITS, any_of, say_per
from tts.speech.rules.prefilters import has_unit
from tts.speech.rules.rule import Passage, Rule, rule

_END = r"(?![\w²³°^⁰¹⁴-⁹⁻]|/[^\W\d])"
_ONE_LETTER = frozenset(("m", "l", "L", "g", "t", "h", "s", "W", "V"))
_FRACTIONS = {
    "½": (1, 2),
    "¼": (1, 4),
    "¾": (3, 4),
    "⅓": (1, 3),
    "⅔": (2, 3),
    "1/2": (1, 2),
    "1/3": (1, 3),
    "2/3": (2, 3),
    "1/8": (1, 8),
    "3/8": (3, 8),
    "1/4": (1, 4),
    "3/4": (3, 4),
}


@rule(rf"{BEFORE}{SIGN}(?P<number>{NUMBER}) ?°(?: ?(?P<scale>[CF])(?!\w))?", needs="°")
def temperature(match: re.Match[str], passage: Passage) -> str:
    """Say a temperature or an angle: `-5 °C`, `20°`."""
    singular, plural = UNITS[f"°{match['scale'] or ''}"]
    return signed(amount(match["number"], singular, plural, before(match)), match["minus"])


def _stop(match: re.Match[str], unit: str) -> str:
    """Return the full stop of a short unit if it ends the text."""
    return stop(match) if unit.endswith(".") else ""


@rule(
    rf"{BEFORE}{SIGN}(?P<low>{NUMBER})(?: ?(?P<first>{UNIT}))?{DASH}(?P<high>{NUMBER})(?P<magnitude> ?{MAGNITUDE})? ?"
    rf"(?P<unit>{UNIT}){PER}{_END}",
    needs="0",
    prefilter=RANGE,
)
def quantity_range(match: re.Match[str], passage: Passage) -> str | None:
    """Say a range of quantities: `5–10 km`, `20 bis 30 %`, `10-15 °C`."""
    unit = match["unit"]
    if (match["first"] and match["first"] != unit) or (unit == "h" and is_time_of_day(before(match))):
        return None
    low, high = words.number(match["low"]), match["high"]
    said = f"{low} {UNITS[unit][1]} bis " if match["first"] else f"{low} bis "
    magnitude = match["magnitude"]
    many = f"{large(high, magnitude.strip())} {UNITS[unit][1]}" if magnitude else amount(high, *UNITS[unit])
    return say_per(signed(said + many, match["minus"]), match) + _stop(match, unit)


@rule(
    rf"{BEFORE}{SIGN}(?P<number>{NUMBER})(?P<magnitude> ?{MAGNITUDE})?(?P<space>[ -]?)(?P<unit>{UNIT}){PER}{_END}",
    needs="0",
    prefilter=has_unit((*UNITS, *MAGNITUDES)),
)
def quantity(match: re.Match[str], passage: Passage) -> str | None:
    """Say a quantity with its unit: `5 km`, `1 h`, `2,5 Mio. t`, `120 km/h`, `8 l/100 km`, `-0,5 %`."""
    unit, magnitude, text = match["unit"], match["magnitude"], before(match)
    if match["space"] == "-" and not re.match("-[A-ZÄÖÜ]", after(match)):
        return None
    if unit == "h" and not magnitude and is_time_of_day(text):
        return None
    if unit == "K" and ("," not in match["number"] or match["space"] != " "):
        return None
    if unit in _ONE_LETTER and re.match(r"\.\w|['’]|-(?:Moll|Dur)\b", after(match)):
        return None
    if unit == "St." and re.match(r" [A-ZÄÖÜ]\w+", after(match)) and not after(match).strip().endswith("."):
        return None
    if magnitude:
        said = f"{large(match['number'], magnitude.strip(), text)} {UNITS[unit][1]}"
    else:
        said = amount(match["number"], *UNITS[unit], text)
    return say_per(signed(said, match["minus"]), match) + _stop(match, unit)


@rule(
    rf"(?<![\w.,/]){SIGN}(?:(?P<whole>\d{{1,3}}) ?)?(?P<fraction>{any_of(frozenset(_FRACTIONS))}) ?"
    rf"(?P<unit>{any_of(frozenset(UNITS) - {'%', '°'})}){_END}",
    needs="½¼¾⅓⅔/",
)
def part_of_a_unit(match: re.Match[str], passage: Passage) -> str:
    """Say a fraction of a unit: `½ l`, `1 1/2 kg`."""
    above, below = _FRACTIONS[match["fraction"]]
    singular, plural = UNITS[match["unit"]]
    if match["whole"]:
        return signed(f"{words.mixed(match['whole'], above, below)} {plural}", match["minus"])
    said = half_of(before(match), singular) if below == 2 else words.part(above, below)
    return signed(f"{said} {singular if below == 2 else plural}", match["minus"])


_ALONE = any_of(
    frozenset(
        (
            "km²",
            "m²",
            "cm²",
            "km³",
            "m³",
            "cm³",
            "km/h",
            "kWh",
            "MWh",
            "GWh",
            "kg",
            "km",
            "Km",
            "kcal",
            "mmHg",
            "qm",
            "°C",
        )
    )
)


@rule(
    rf"(?<![\w/.²³])(?<!/100 )(?P<unit>{_ALONE}){PER}{_END}",
    prefilter="[²³]|[kK]m|kWh|MWh|GWh|kg|kcal|mmHg|qm|°C",
)
def unit_alone(match: re.Match[str], passage: Passage) -> str | None:
    """Say a unit without its number: `pro km²`, `in km/h`."""
    names = UNITS[match["unit"]]
    is_one = re.search(r"\b(?:pro|je|per|jede[rmns]?|/) ?\Z", before(match)) is not None
    return say_per(names[0] if is_one else names[1], match)


_BY = any_of(frozenset(("km²", "m²", "cm²", "m³", "cm³", "kg", "km", "kWh", "h", "l", "min")))


@rule(
    rf"(?:(?<=\d)|(?<=Einw\.)|(?<=[a-zäöüß]{{3}})) ?/ ?(?P<unit>{_BY}){_END}"
    rf"|(?<=€)/(?!100? ?(?:km|g|ml|l)\b)(?=\d+ ?{UNIT}{_END})",
    needs="/",
)
def per_unit(match: re.Match[str], passage: Passage) -> str:
    """Say what a bare number is counted by, and how much has a price: `300/km²`, `5 €/3 kg`."""
    return "für" if match["unit"] is None else f"pro {UNITS[match['unit']][0]}"


@rule(r"(?<![\w.,/])(?P<high>\d{2,3})/(?P<low>\d{2,3})(?![\w/]|[.,]\d)", needs="/")
def blood_pressure(match: re.Match[str], passage: Passage) -> str | None:
    """Say the two values of a blood pressure: `120/80 mmHg`."""
    if not re.search(r"mmHg|[Bb]lutdruck|[Hh]yperton", passage.text) or int(match["high"]) <= int(match["low"]):
        return None
    return f"{words.whole(match['high'])} zu {words.whole(match['low'])}"


@rule(r"(?<![\w.,„“\"])(?P<number>\d+(?:,\d+)?)[\"″”](?=-[A-Za-zÄÖÜ])", needs='"″”')
def inches(match: re.Match[str], passage: Passage) -> str:
    """Say the sign of inches in a compound: `13"-Display`."""
    return f"{words.number(match['number'])} Zoll"


@rule(r"(?<![\w.,])(?P<number>\d+(?:,\d+)?) ?-?%-?(?P<ending>ige?[nrsm]?)\b", needs="%")
def percentage(match: re.Match[str], passage: Passage) -> str:
    """Say a percent sign inside a word: `eine 50%ige Chance`."""
    return f"{words.number(match['number'])}prozent{match['ending']}"


_SIZE = r"\d+(?:,\d+)?"


@rule(
    rf"{BEFORE}(?P<first>{_SIZE}) ?(?P<unit1>cm|m|mm|km)? ?[x×✕] ?(?P<second>{_SIZE})(?P<third> ?(?:cm|m|mm"
    rf"|km)? ?[x×✕] ?{_SIZE})?"
    rf"(?:[ -]?(?P<unit>{UNIT}))?{_END}",
    needs="x×✕",
    prefilter=r"[x×✕] ?\d",
)
def dimensions(match: re.Match[str], passage: Passage) -> str:
    """Say dimensions and products: `3 x 4 m`, `4x100 m`, `10×15 cm`."""
    numbers = re.findall(_SIZE, match[0].removesuffix(match["unit"] or ""))
    said = " mal ".join(words.number(one) for one in numbers)
    return f"{said} {UNITS[match['unit']][1]}" if match["unit"] else said


@rule(rf"{BEFORE}(?P<number>\d{{1,4}}) ?[x×](?![\w])", needs="x×")
def times(match: re.Match[str], passage: Passage) -> str:
    """Say how often or how many: `3x täglich`."""
    return f"{words.whole(match['number'], one='ein')}mal"


FIRST: tuple[Rule, ...] = (
    percentage,
    blood_pressure,
    inches,
    dimensions,
    temperature,
    part_of_a_unit,
    quantity_range,
    quantity,
    per_unit,
    unit_alone,
)
"""Applied before the rule for powers."""
RULES: tuple[Rule, ...] = (times,)
