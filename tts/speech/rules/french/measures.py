"""Measures in French: percent, degrees, units, units per unit, heights, dimensions."""

from __future__ import annotations

import re
from unicodedata import normalize

from tts.regex import regex
from tts.speech.rules.english.context import before
from tts.speech.rules.french.amounts import APART_MINUS, BEFORE, DASH, MINUS, NUMBER, amount, is_plural
from tts.speech.rules.french.words import cardinal, with_zeros
from tts.speech.rules.prefilters import has_unit
from tts.speech.rules.rule import Passage, Rule, rule

_UNITS = {
    "km": "kilomètre",
    "m": "mètre",
    "dm": "décimètre",
    "cm": "centimètre",
    "mm": "millimètre",
    "µm": "micromètre",
    "μm": "micromètre",
    "nm": "nanomètre",
    "km²": "kilomètre carré",
    "m²": "mètre carré",
    "cm²": "centimètre carré",
    "mm²": "millimètre carré",
    "km2": "kilomètre carré",
    "m2": "mètre carré",
    "cm2": "centimètre carré",
    "m³": "mètre cube",
    "m3": "mètre cube",
    "cm³": "centimètre cube",
    "cm3": "centimètre cube",
    "km³": "kilomètre cube",
    "dm³": "décimètre cube",
    "ha": "hectare",
    "kg": "kilogramme",
    "g": "gramme",
    "mg": "milligramme",
    "µg": "microgramme",
    "μg": "microgramme",
    "ng": "nanogramme",
    "t": "tonne",
    "kt": "kilotonne",
    "Mt": "mégatonne",
    "Gt": "gigatonne",
    "l": "litre",
    "L": "litre",
    "dl": "décilitre",
    "dL": "décilitre",
    "cl": "centilitre",
    "cL": "centilitre",
    "ml": "millilitre",
    "mL": "millilitre",
    "hl": "hectolitre",
    "Wh": "wattheure",
    "kWh": "kilowattheure",
    "MWh": "mégawattheure",
    "GWh": "gigawattheure",
    "TWh": "térawattheure",
    "W": "watt",
    "kW": "kilowatt",
    "MW": "mégawatt",
    "GW": "gigawatt",
    "TW": "térawatt",
    "V": "volt",
    "kV": "kilovolt",
    "mA": "milliampère",
    "mAh": "milliampère-heure",
    "Hz": "hertz",
    "kHz": "kilohertz",
    "MHz": "mégahertz",
    "GHz": "gigahertz",
    "hPa": "hectopascal",
    "kPa": "kilopascal",
    "MPa": "mégapascal",
    "Pa": "pascal",
    "kJ": "kilojoule",
    "MJ": "mégajoule",
    "kcal": "kilocalorie",
    "cal": "calorie",
    "dB": "décibel",
    "Mo": "mégaoctet",
    "Go": "gigaoctet",
    "To": "téraoctet",
    "ko": "kilooctet",
    "Ko": "kilooctet",
    "Po": "pétaoctet",
    "Mbit": "mégabit",
    "Gbit": "gigabit",
    "Mb": "mégabit",
    "Gb": "gigabit",
    "ch": "cheval",
    "j": "jour",
    "cv": "cheval",
    "min": "minute",
    "mn": "minute",
    "s": "seconde",
    "sec": "seconde",
    "ms": "milliseconde",
    "hab": "habitant",
    "hab.": "habitant",
    "pt": "point",
    "pts": "point",
    "tr": "tour",
    "Nm": "newton-mètre",
    "mol": "mole",
    "mmol": "millimole",
    "eV": "électronvolt",
    "keV": "kilo-électronvolt",
    "MeV": "méga-électronvolt",
    "GeV": "giga-électronvolt",
    "al": "année-lumière",
    "px": "pixel",
    "Mpx": "mégapixel",
}
_DIVISORS = {
    **_UNITS,
    "h": "heure",
    "an": "an",
    "j": "jour",
    "jour": "jour",
    "mois": "mois",
    "semaine": "semaine",
    "personne": "personne",
}
_FEMININE = frozenset(
    (
        "tonne",
        "kilotonne",
        "mégatonne",
        "gigatonne",
        "minute",
        "seconde",
        "milliseconde",
        "calorie",
        "kilocalorie",
        "mole",
        "millimole",
        "année-lumière",
    )
)
_PLURALS = {
    "cheval": "chevaux",
    "hertz": "hertz",
    "kilohertz": "kilohertz",
    "mégahertz": "mégahertz",
    "gigahertz": "gigahertz",
    "année-lumière": "années-lumière",
    "newton-mètre": "newtons-mètres",
    "milliampère-heure": "milliampères-heures",
}
_PATTERN = "|".join(map(re.escape, sorted(_UNITS, key=len, reverse=True)))
_DIVISOR = "|".join(map(re.escape, sorted(_DIVISORS, key=len, reverse=True)))


def _plural(name: str) -> str:
    """Return the plural of a unit: each word of it has one, as in "mètres carrés"."""
    return _PLURALS.get(name) or " ".join(word if word.endswith("s") else f"{word}s" for word in name.split())


def _unit(symbol: str, written: str) -> str:
    """Return a unit in words after a number."""
    name = _UNITS[symbol]
    return _plural(name) if is_plural(written) else name


def _minus(match: re.Match[str]) -> str:
    """Return "moins " if there is a minus sign before the number."""
    return "moins " if match["minus"] else ""


@rule(
    rf"{BEFORE}{APART_MINUS}(?:(?P<low>{NUMBER}) ?%?(?P<dash>{DASH}))?(?P<number>{NUMBER})\s?(?P<sign>%|‰)(?!\w(?<!v))",
    needs="%‰",
)
def percent(match: re.Match[str], passage: Passage) -> str:
    """Say a percentage: `12 %`, `-3,5%`, `10-15 %`, `2 ‰`."""
    low = f"{amount(match['low'])} à " if match["low"] else ""
    return f"{_minus(match)}{low}{amount(match['number'])} pour {'cent' if match['sign'] == '%' else 'mille'}"


@rule(rf"(?<![\w.,])(?<!\d )(?P<share>{NUMBER}) ?ppm\b|(?<=\ben )%|(?<=\d )points? de %", prefilter="%|ppm")
def percent_alone(match: re.Match[str], passage: Passage) -> str:
    """Say a percent sign that has no number, `en %`, and parts per million."""
    if match["share"]:
        return f"{amount(match['share'])} parties par million"
    return "pour cent" if match[0] == "%" else f"{match[0][:-4]} de pourcentage"


@rule(
    rf"{BEFORE}{APART_MINUS}(?:(?P<low>{NUMBER}) ?°?C?(?:{DASH}|/)(?P<sign>[-−])?)?"
    rf"(?P<number>{NUMBER})\s?[°º] ?(?P<scale>[CF](?![\w])|(?![\w]))"
    r"(?! ?\d)",
    needs="°º",
)
def temperature(match: re.Match[str], passage: Passage) -> str | None:
    """Say degrees: `- 5 °C`, `20-25 °C`, `37,2°`, `90°`."""
    number = match["number"]
    if not match["scale"] and not match["low"] and match["minus"] is None and _is_ordinal(match):
        return None
    scale = {"C": " Celsius", "F": " Fahrenheit", "": ""}[match["scale"]]
    low = f"{amount(match['low'])} à " if match["low"] else ""
    sign = "moins " if match["sign"] else ""
    return f"{_minus(match)}{low}{sign}{amount(number)} degré{'s' if is_plural(number) else ''}{scale}"


def _is_ordinal(match: re.Match[str]) -> bool:
    """Return whether a number with a degree sign alone counts an item, as at the beginning of a line: `1° Le nom`."""
    return match.start() == 0


@rule(
    rf"{BEFORE}(?P<metres>\d{{1,3}}(?: \d{{3}})?) ?(?:,(?P<before>\d\d) ?m|m ?(?P<behind>\d\d))(?![\w²³/]|[.,]\d)",
    needs="0",
    prefilter=r"\d ?(?:m ?\d|,\d\d ?m)",
)
def metres(match: re.Match[str], passage: Passage) -> str:
    """Say a height or a length in metres and centimetres: `1,80 m`, `1m75`, `8,95 m`."""
    whole, rest = match["metres"], match["before"] or match["behind"]
    said = f"{amount(whole)} mètre{'s' if is_plural(whole) else ''}"
    if not is_plural(whole) and whole == "0":
        return f"{cardinal(int(rest))} centimètres"
    return said if rest == "00" else f"{said} {with_zeros(rest)}"


@rule(
    rf"{BEFORE}(?!0x)(?P<one>{NUMBER})(?: ?(?P<unit1>{_PATTERN}))? ?[x×] ?(?P<two>{NUMBER})(?: ?(?P<unit2>{_PATTERN}))?"
    rf"(?: ?[x×] ?(?P<three>{NUMBER}))?(?: ?(?P<unit>{_PATTERN})|(?P<prime>['’′](?!\w)))?(?![\w²³/]|[.,]\d)",
    needs="x×",
    prefilter=r"[x×] ?\d",
)
def dimensions(match: re.Match[str], passage: Passage) -> str | None:
    """Say dimensions, and a number of times: `2 x 3 m`, `4x4`, `3 × 10 min`."""
    numbers = [match[name] for name in ("one", "two", "three") if match[name]]
    unit = match["unit"] or match["unit2"] or ("min" if match["prime"] else None)
    length = bool(unit) and unit in ("m", "cm", "mm", "km", "dm", "px")
    is_relay = numbers[0] in ("4", "8") and len(numbers) == 2 and numbers[1].endswith("00")
    is_screen = all(len(one) > 2 for one in numbers)
    join = " fois " if is_relay else " sur " if length else " fois " if unit or " " in match[0] else " "
    join = " par " if is_screen and not unit else join
    if not unit and before(match, _RESULT):
        join = " fois "
    said = join.join(amount(one) for one in numbers)
    return f"{said} {_unit(unit, numbers[-1])}" if unit else said


_RESULT = regex(r" ?=")
_QUANTITY = (
    rf"{BEFORE}{MINUS}(?:(?P<low>{NUMBER})(?: ?(?P<lowunit>{_PATTERN}))?{DASH})?(?P<number>{NUMBER})(?P<space>[\s-]?)"
    rf"(?P<unit>{_PATTERN})(?: ?/ ?(?P<per>{_DIVISOR})(?P<power>[²2])?"
    rf"(?:/(?P<time>an|mois|jour|j|h))?|[./·](?P<per2>{_DIVISOR})[⁻-][¹1])?"
    r"(?![\w'’@²³]|[/-]\w)"
)


@rule(rf"{_QUANTITY}(?:(?<=[²³¹])|(?<=[²³]/an)|(?<=[²³]/mois)|(?<=[²³]/jour)|(?<=[²³]/[jh]))", needs="²³¹")
def raised_unit(match: re.Match[str], passage: Passage) -> str | None:
    """Say a unit with a raised figure, which marks no note: `30 m²`, `9,8 m/s²`."""
    return _say_quantity(match, passage)


@rule(_QUANTITY, needs="0", prefilter=has_unit(_UNITS))
def quantity(match: re.Match[str], passage: Passage) -> str | None:
    """Say a number with its unit: `5 km`, `10-12 kg`, `130 km/h`, `95 hab./km²`."""
    return _say_quantity(match, passage)


def _say_quantity(match: re.Match[str], passage: Passage) -> str | None:
    """Return a number, or a range, with its unit in words."""
    unit, number = match["unit"], match["number"]
    if passage.marked("code", match.start()) or _is_other(match):
        return None
    name = _UNITS[unit]
    feminine = name in _FEMININE
    low = f"{amount(match['low'], feminine=feminine)}" if match["low"] else ""
    if match["lowunit"]:
        low += f" {_unit(match['lowunit'], match['low'])}"
    said = f"{low}{' à ' if low else ''}{amount(number, feminine=feminine)} {_unit(unit, number)}"
    if per := match["per"] or match["per2"]:
        said += f" par {_DIVISORS[per]}{' au carré' if match['power'] else ''}"
        said += f" et par {_DIVISORS[match['time']]}" if match["time"] else ""
    is_last = unit == "hab." and not per and not match.string[match.end() :].strip("\"'”’»)] ")
    return _minus(match) + said + ("." if is_last else "")


_ONE_LETTER = frozenset("mgtlLWs")


def _is_other(match: re.Match[str]) -> bool:
    """Return whether a letter after a number is not a unit, as in "3-s" or "90 al."."""
    if match["space"] == "-" or (match["unit"] == "ch" and match.string[match.end() : match.end() + 1] == "."):
        return True
    return match["unit"] in _ONE_LETTER and match["space"] == "" and match["unit"] == "s"


@rule(
    r"(?<![\w/])(?<!\d )(?P<unit>(?:(?<=\b[Aa]u )|(?<=\b[Dd]u )|(?<=\b[Ll]e ))km(?= \d)|km/h|km²|m²|m³|kWh|MWh|°C"
    r"|hab\./km²|(?:(?<=ions de )|(?<=ion de )|(?<=ards de )|(?<=ard de )|(?<=iers de ))"
    r"(?:km|kg|t|ha))(?![\w²³/])",
    prefilter=r"km|m[²³]|kWh|MWh|°C|(?:ion|ard|ier)s? de (?:kg|t|ha)",
)
def unit_alone(match: re.Match[str], passage: Passage) -> str | None:
    """Say a unit that has no number: `en km/h`, `par m²`, `des millions de km`."""
    if passage.marked("code", match.start()):
        return None
    unit = match["unit"]
    if unit == "°C":
        return "degrés Celsius"
    one, _, per = unit.partition("/")
    is_counted = bool(
        re.search(
            r"\b(?:en|de|des|les|quelques|plusieurs|millions?(?: de)?|milliards?(?: de)?"
            r"|milliers?) $|\bd[’']$",
            match.string[: match.start()],
        )
    )
    name = _plural(_UNITS[one]) if is_counted else _UNITS[one]
    return f"{name} par {_DIVISORS[per]}" if per else name


@rule(
    rf"(?<![\w.,])10(?:(?P<raised>⁻?[⁰¹²³⁴-⁹]{{1,3}})|\^(?P<plain>[-−]?\d{{1,3}}))(?: ?(?P<unit>{_PATTERN})"
    rf"(?![\w/]))?(?!\w)",
    needs="^⁰¹²³⁴⁵⁶⁷⁸⁹",
)
def power_of_ten(match: re.Match[str], passage: Passage) -> str:
    """Say a power of ten, with its unit: `4 × 10⁹ km`."""
    exponent = (match["plain"] or normalize("NFKC", match["raised"])).replace("−", "-")
    unit = f" {_plural(_UNITS[match['unit']])}" if match["unit"] else ""
    return f"dix puissance {cardinal(int(exponent))}{unit}"


@rule(rf"{BEFORE}(?P<number>{NUMBER}) ?l/100 ?km(?!\w)", needs="/")
def consumption(match: re.Match[str], passage: Passage) -> str:
    """Say how much a car needs: `5,2 l/100 km`."""
    return f"{amount(match['number'])} litre{'s' if is_plural(match['number']) else ''} aux cent kilomètres"


RAISED: tuple[Rule, ...] = (raised_unit, unit_alone, power_of_ten)
"""The rules for units with raised figures, which are applied before the marks of notes are skipped."""
RULES: tuple[Rule, ...] = (percent, percent_alone, temperature, metres, dimensions, consumption, quantity)
