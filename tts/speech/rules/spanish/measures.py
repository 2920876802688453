"""Measures in Spanish: percent, degrees, units, units per unit, heights, dimensions."""

from __future__ import annotations

import re
from unicodedata import normalize

from tts.regex import regex
from tts.speech.rules.english.context import before
from tts.speech.rules.prefilters import has_unit
from tts.speech.rules.rule import Passage, Rule, rule
from tts.speech.rules.spanish.amounts import APART_MINUS, BEFORE, DASH, MINUS, NUMBER, in_region, is_plural, of_millions
from tts.speech.rules.spanish.words import Gender, cardinal, number, value, with_zeros

UNITS = {
    "km": "kilómetro",
    "Km": "kilómetro",
    "kms": "kilómetro",
    "m": "metro",
    "mts": "metro",
    "msnm": "metro sobre el nivel del mar",
    "dm": "decímetro",
    "cm": "centímetro",
    "mm": "milímetro",
    "µm": "micrómetro",
    "μm": "micrómetro",
    "nm": "nanómetro",
    "km²": "kilómetro cuadrado",
    "m²": "metro cuadrado",
    "cm²": "centímetro cuadrado",
    "mm²": "milímetro cuadrado",
    "km2": "kilómetro cuadrado",
    "m2": "metro cuadrado",
    "cm2": "centímetro cuadrado",
    "m³": "metro cúbico",
    "m3": "metro cúbico",
    "cm³": "centímetro cúbico",
    "cm3": "centímetro cúbico",
    "cc": "centímetro cúbico",
    "km³": "kilómetro cúbico",
    "hm³": "hectómetro cúbico",
    "hm3": "hectómetro cúbico",
    "ha": "hectárea",
    "kg": "kilogramo",
    "Kg": "kilogramo",
    "kgs": "kilogramo",
    "g": "gramo",
    "gr": "gramo",
    "grs": "gramo",
    "mg": "miligramo",
    "µg": "microgramo",
    "μg": "microgramo",
    "t": "tonelada",
    "Mt": "megatonelada",
    "kt": "kilotonelada",
    "l": "litro",
    "L": "litro",
    "lts": "litro",
    "dl": "decilitro",
    "cl": "centilitro",
    "ml": "mililitro",
    "mL": "mililitro",
    "hl": "hectolitro",
    "kWh": "kilovatio hora",
    "MWh": "megavatio hora",
    "GWh": "gigavatio hora",
    "TWh": "teravatio hora",
    "Wh": "vatio hora",
    "W": "vatio",
    "kW": "kilovatio",
    "MW": "megavatio",
    "GW": "gigavatio",
    "TW": "teravatio",
    "V": "voltio",
    "kV": "kilovoltio",
    "mA": "miliamperio",
    "mAh": "miliamperio hora",
    "Hz": "hercio",
    "kHz": "kilohercio",
    "MHz": "megahercio",
    "GHz": "gigahercio",
    "hPa": "hectopascal",
    "kPa": "kilopascal",
    "MPa": "megapascal",
    "Pa": "pascal",
    "mb": "milibar",
    "kJ": "kilojulio",
    "kcal": "kilocaloría",
    "cal": "caloría",
    "dB": "decibelio",
    "MB": "megabyte",
    "GB": "gigabyte",
    "TB": "terabyte",
    "kB": "kilobyte",
    "KB": "kilobyte",
    "PB": "petabyte",
    "Mbps": "megabit por segundo",
    "Gbps": "gigabit por segundo",
    "Mb": "megabit",
    "Gb": "gigabit",
    "Mbit": "megabit",
    "Gbit": "gigabit",
    "CV": "caballo",
    "cv": "caballo",
    "min": "minuto",
    "s": "segundo",
    "seg": "segundo",
    "ms": "milisegundo",
    "pp": "punto porcentual",
    "h": "hora",
    "hrs": "hora",
    "hs": "hora",
    "hab": "habitante",
    "hab.": "habitante",
    "pts": "punto",
    "ptos": "punto",
    "p.b.": "punto básico",
    "m.a.": "millón de años",
    "m. a.": "millón de años",
    "Ma": "millón de años",
    "mi": "milla",
    "lb": "libra",
    "lbs": "libra",
    "oz": "onza",
    "yd": "yarda",
    "ft": "pie",
    "mph": "milla por hora",
    "kph": "kilómetro por hora",
    "kmh": "kilómetro por hora",
    "psi": "P S I",
    "rpm": "revolución por minuto",
    "mol": "mol",
    "eV": "electronvoltio",
    "px": "píxel",
    "Mpx": "megapíxel",
}
"""Symbols of units, and their names in the singular."""
_DIVISORS = {**UNITS, "año": "año", "día": "día", "d": "día", "mes": "mes", "semana": "semana", "persona": "persona"}
_FEMININE = frozenset(
    (
        "hectárea",
        "tonelada",
        "megatonelada",
        "kilotonelada",
        "caloría",
        "kilocaloría",
        "hora",
        "milla",
        "libra",
        "onza",
        "yarda",
        "revolución",
    )
)
_PLURALS = {
    "mol": "moles",
    "millón de años": "millones de años",
    "P S I": "P S I",
    "hectopascal": "hectopascales",
    "kilopascal": "kilopascales",
    "megapascal": "megapascales",
    "pascal": "pascales",
    "milibar": "milibares",
    "píxel": "píxeles",
    "megapíxel": "megapíxeles",
    "revolución por minuto": "revoluciones por minuto",
    "punto porcentual": "puntos porcentuales",
}
_PATTERN = "|".join(map(re.escape, sorted(UNITS, key=len, reverse=True)))
_DIVISOR = "|".join(map(re.escape, sorted(_DIVISORS, key=len, reverse=True)))


def unit_gender(name: str) -> Gender:
    """Return the gender of a unit."""
    return "f" if name.split()[0] in _FEMININE or name.startswith("revolución") else "m"


def plural(name: str) -> str:
    """Return the plural of a unit: "metros cuadrados", "millas por hora", "kilovatios hora"."""
    if name in _PLURALS:
        return _PLURALS[name]
    first, _, rest = name.partition(" ")
    many = f"{first}s"
    if not rest or rest.startswith(("por ", "hora", "sobre ")):
        return f"{many} {rest}".strip()
    return f"{many} {rest}s"


def _unit(symbol: str, written: str) -> str:
    """Return a unit in words after a number."""
    name = UNITS[symbol]
    return plural(name) if is_plural(written) else name


def _minus(match: re.Match[str]) -> str:
    """Return "menos " if there is a minus sign before the number."""
    return "menos " if match["minus"] else ""


@rule(
    rf"{BEFORE}{APART_MINUS}(?:(?P<low>{NUMBER}) ?%?(?P<dash>{DASH}))?(?P<number>{NUMBER})\s?(?P<sign>%|‰)"
    rf"(?!\w)",
    needs="%‰",
)
def percent(match: re.Match[str], passage: Passage) -> str:
    """Say a percentage: `12 %`, `-8,52 %`, `10-15 %`."""
    low = f"{number(match['low'])} a " if match["low"] else ""
    return f"{_minus(match)}{low}{number(match['number'])} por {'ciento' if match['sign'] == '%' else 'mil'}"


@rule(r"(?<![\w.,])(?P<share>\d+) ?ppm\b|(?<=\ben )%", prefilter="%|ppm")
def percent_alone(match: re.Match[str], passage: Passage) -> str:
    """Say a percent sign that has no number, `en %`, and parts per million."""
    return f"{number(match['share'], 'f')} partes por millón" if match["share"] else "porcentaje"


@rule(
    rf"{BEFORE}{APART_MINUS}(?:(?P<low>{NUMBER}) ?[°º]?C?(?:{DASH}|/)(?P<sign>[-−])?)?(?P<number>{NUMBER})"
    r"\s?(?:°|º) ?(?P<scale>[CFKcfk](?!\w)|(?!\w))(?! ?\d)",
    needs="°º",
)
def temperature(match: re.Match[str], passage: Passage) -> str | None:
    """Say degrees: `-5 ºC`, `20-25 °C`, `40 ° K`; an ordinal, `1º`, has none of the signs of degrees."""
    written, scale = match["number"], match["scale"].upper()
    is_degree = (
        scale or match["low"] or match["minus"] or "," in written or " °" in match[0] or before(match, _TO_DEGREES)
    )
    if not is_degree:
        is_counted = "°" in match[0] or re.search(r"\b(?:de|a|los|y|hasta|con|o) $", match.string[: match.start()])
        is_heat = value(written) >= _MIN_HEAT and match.string[: match.start()].endswith(" a ")
        if not is_heat and not (is_counted and _ANGLE.search(match.string)):
            return None
    low = f"{number(match['low'])} a " if match["low"] else ""
    name = {"C": " Celsius", "F": " Fahrenheit", "K": " kelvin", "": ""}[scale]
    sign = "menos " if match["sign"] else ""
    return f"{_minus(match)}{low}{sign}{number(written, 'm')} grado{'s' if is_plural(written) else ''}{name}"


_MIN_HEAT = 15  # "a 200°" is no place in an order, as "de 4° a 5°" may be
_TO_DEGREES = regex(r" (?:a|y|o|e) (?:los )?[-−]?\d+ ?[°º] ?C")
_ANGLE = regex(
    r"\b(?:temperaturas?|grados|máximas?|mínimas?|ángulos?|giro|inclinación|latitud|longitud|calor|frío"
    r"|termómetros?|horno|mercurio|máx|mín)\b",
    re.IGNORECASE,
)


@rule(
    rf"{BEFORE}(?P<metres>\d{{1,3}}) ?(?:,(?P<before>\d\d) ?m|m ?(?P<behind>\d\d))(?![\w²³/]|[.,]\d)",
    needs="0",
    prefilter=r"\d ?(?:m ?\d|,\d\d ?m)",
)
def metres(match: re.Match[str], passage: Passage) -> str:
    """Say a height or a length in metres and centimetres: `1,80 m`, `8,95 m`."""
    whole, rest = match["metres"], match["before"] or match["behind"]
    if whole == "0":
        return f"{cardinal(int(rest), 'm')} centímetros"
    said = f"{number(whole, 'm')} metro{'s' if is_plural(whole) else ''}"
    return said if rest == "00" else f"{said} {with_zeros(rest)}"


@rule(
    rf"{BEFORE}(?!0x)(?P<one>{NUMBER})(?: ?(?P<unit1>{_PATTERN}))? ?[x×] ?(?P<two>{NUMBER})(?: ?(?P<unit2>{_PATTERN}))?"
    rf"(?: ?[x×] ?(?P<three>{NUMBER}))?(?: ?(?P<unit>{_PATTERN}))?(?![\w²³/]|[.,]\d)",
    needs="x×",
    prefilter=r"[x×] ?\d",
)
def dimensions(match: re.Match[str], passage: Passage) -> str:
    """Say dimensions, a relay, and a number of times: `2 x 3 m`, `4x100 m`, `4x4`."""
    numbers = [match[name] for name in ("one", "two", "three") if match[name]]
    unit = match["unit"] or match["unit2"]
    said = " por ".join(number(one, "m" if unit and one is numbers[-1] else "") for one in numbers)
    return f"{said} {_unit(unit, numbers[-1])}" if unit else said


_QUANTITY = (
    rf"{BEFORE}{MINUS}(?:(?P<low>{NUMBER})(?: ?(?P<lowunit>{_PATTERN}))?{DASH})?(?P<number>{NUMBER})(?P<space>\s?)"
    rf"(?P<unit>{_PATTERN})(?: ?/ ?(?P<per>{_DIVISOR})(?P<power>[²2])?)?(?![\w'’@²³]|[/-]\w|\.\w\.)"
    r"(?:(?<=[a-z])\.(?=[,;:)]| [a-zá-úñ]))?"
)


@rule(rf"{_QUANTITY}(?:(?<=[²³])|(?<=[²³]/[a-z])|(?<=[²³]/(?:min|año|día)))", needs="²³")
def raised_unit(match: re.Match[str], passage: Passage) -> str | None:
    """Say a unit with a raised figure, which marks no note: `9 m³`, `9,8 m/s²`."""
    return _say_quantity(match, passage)


@rule(_QUANTITY, needs="0", prefilter=has_unit(UNITS))
def quantity(match: re.Match[str], passage: Passage) -> str | None:
    """Say a number with its unit: `5 km`, `10-12 kg`, `245 mph`, `95 hab./km²`, `1 h`."""
    return _say_quantity(match, passage)


def _say_quantity(match: re.Match[str], passage: Passage) -> str | None:
    """Return a number, or a range, with its unit in words."""
    unit, written = match["unit"], in_region(match["number"], passage)
    if passage.marked("code", match.start()) or (unit == "s" and not match["space"] and "," not in written):
        return None
    if unit == "m" and match.string[: match.start()].endswith("las "):
        return None  # noon in America: "a las 12 m."
    gender = unit_gender(UNITS[unit])
    low = number(match["low"], gender) if match["low"] else ""
    if match["lowunit"]:
        low += f" {_unit(match['lowunit'], match['low'])}"
    said = f"{low}{' a ' if low else ''}{number(written, gender)}{of_millions(written)} {_unit(unit, written)}"
    if match["per"]:
        said += f" por {_DIVISORS[match['per']]}{' al cuadrado' if match['power'] else ''}"
    is_last = unit.endswith(".") and not match["per"] and not match.string[match.end() :].strip("\"'”’»)] ")
    return _minus(match) + said + ("." if is_last else "")


@rule(rf"{BEFORE}(?P<number>{NUMBER}) ?l/100 ?km(?!\w)", needs="/")
def consumption(match: re.Match[str], passage: Passage) -> str:
    """Say how much a car needs: `5,2 l/100 km`."""
    return f"{number(match['number'], 'm')} litro{'s' if is_plural(match['number']) else ''} cada cien kilómetros"


@rule(rf"{BEFORE}{MINUS}(?P<number>{NUMBER}) ?/ ?(?P<per>s|h|min|m²|km²|kg|l)(?![\w²³])", needs="/")
def rate(match: re.Match[str], passage: Passage) -> str:
    """Say a number for each unit: `4,51/s`."""
    return f"{_minus(match)}{number(match['number'])} por {_DIVISORS[match['per']]}"


@rule(
    r"(?<![\w/])(?<!\d )(?P<unit>(?:(?<=\b[Ee]l )|(?<=\b[Dd]el )|(?<=\b[Aa]l )|(?<=, )|(?<=\ben ))km(?= \d)"
    r"|km/h|km²|m²|m³"
    r"|kWh|MWh|°C|ºC)(?![\w²³/])",
    prefilter=r"km|m[²³]|kWh|MWh|[°º]C",
)
def unit_alone(match: re.Match[str], passage: Passage) -> str | None:
    """Say a unit that has no number: `en km/h`, `por m²`, `el precio del kWh`."""
    unit = match["unit"]
    if passage.marked("code", match.start()):
        return None
    if unit in ("°C", "ºC"):
        return "grados Celsius"
    one, _, per = unit.partition("/")
    is_counted = re.search(r"\b(?:en|de|los|millones|miles) $", match.string[: match.start()])
    name = plural(UNITS[one]) if is_counted else UNITS[one]
    return f"{name} por {_DIVISORS[per]}" if per else name


@rule(
    rf"(?<![\w.,])10(?:(?P<raised>⁻?[⁰¹²³⁴-⁹]{{1,3}})|\^(?P<plain>[-−]?\d{{1,3}}))(?: ?(?P<unit>{_PATTERN})"
    rf"(?![\w/]))?(?!\w)",
    needs="^⁰¹²³⁴⁵⁶⁷⁸⁹",
)
def power_of_ten(match: re.Match[str], passage: Passage) -> str:
    """Say a power of ten, with its unit: `4 × 10⁹ km`."""
    exponent = (match["plain"] or normalize("NFKC", match["raised"])).replace("−", "-")
    unit = f" {plural(UNITS[match['unit']])}" if match["unit"] else ""
    return f"diez elevado a {cardinal(int(exponent))}{unit}"


RAISED: tuple[Rule, ...] = (raised_unit, unit_alone, power_of_ten)
"""The rules for units with raised figures, which are applied before the marks of notes are skipped."""
RULES: tuple[Rule, ...] = (percent, percent_alone, temperature, metres, dimensions, consumption, quantity, rate)
