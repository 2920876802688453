"""Units of measurement: their symbols and their names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from tts.regex import regex

_METRIC = {
    "mm": "millimeter",
    "cm": "centimeter",
    "km": "kilometer",
    "kms": "kilometer",
    "Km": "kilometer",
    "KM": "kilometer",
    "µm": "micrometer",
    "μm": "micrometer",
    "nm": "nanometer",
    "kg": "kilogram",
    "kgs": "kilogram",
    "Kg": "kilogram",
    "KG": "kilogram",
    "mg": "milligram",
    "µg": "microgram",
    "μg": "microgram",
    "mcg": "microgram",
    "g": "gram",
    "ml": "milliliter",
    "mL": "milliliter",
    "cl": "centiliter",
    "dl": "deciliter",
    "dL": "deciliter",
    "l": "liter",
    "L": "liter",
    "ha": "hectare",
}
_CUSTOMARY = {
    "yd": "yard",
    "yds": "yard",
    "mi": "mile",
    "lb": "pound",
    "lbs": "pound",
    "oz": "ounce",
    "fl oz": "fluid ounce",
    "fl. oz.": "fluid ounce",
    "gal": "gallon",
    "qt": "quart",
    "tsp": "teaspoon",
    "tbsp": "tablespoon",
}
_SCIENCE = {
    "W": "watt",
    "kW": "kilowatt",
    "KW": "kilowatt",
    "MW": "megawatt",
    "GW": "gigawatt",
    "TW": "terawatt",
    "Wh": "watt hour",
    "kWh": "kilowatt hour",
    "KWh": "kilowatt hour",
    "kwh": "kilowatt hour",
    "MWh": "megawatt hour",
    "GWh": "gigawatt hour",
    "TWh": "terawatt hour",
    "V": "volt",
    "kV": "kilovolt",
    "mV": "millivolt",
    "mA": "milliamp",
    "mAh": "milliamp hour",
    "kJ": "kilojoule",
    "MJ": "megajoule",
    "kcal": "kilocalorie",
    "kPa": "kilopascal",
    "hPa": "hectopascal",
    "MPa": "megapascal",
    "Ω": "ohm",
    "kΩ": "kilohm",
    "dB": "decibel",
    "dBA": "decibel",
    "mol": "mole",
    "mmol": "millimole",
    "ms": "millisecond",
    "µs": "microsecond",
    "μs": "microsecond",
    "ns": "nanosecond",
    "ppi": "pixel per inch",
    "dpi": "dot per inch",
    "px": "pixel",
    "MP": "megapixel",
    "lm": "lumen",
    "Gt": "gigatonne",
}
_DATA = {
    f"{symbol}{unit}": f"{prefix}{word}"
    for symbol, prefix in {"K": "kilo", "k": "kilo", "M": "mega", "G": "giga", "T": "tera"}.items()
    for unit, word in {"B": "byte", "iB": "byte", "b": "bit", "bit": "bit", "bps": "bit per second"}.items()
}
_BINARY = {"PB": "petabyte", "KiB": "kibibyte", "MiB": "mebibyte", "GiB": "gibibyte", "TiB": "tebibyte"}
_SPEED = {
    "mph": "mile per hour",
    "MPH": "mile per hour",
    "kph": "kilometer per hour",
    "km/h": "kilometer per hour",
    "km/hr": "kilometer per hour",
    "kmh": "kilometer per hour",
    "kmph": "kilometer per hour",
    "mpg": "mile per gallon",
    "rpm": "revolution per minute",
    "RPM": "revolution per minute",
    "bpm": "beat per minute",
    "fps": "frame per second",
    "mbps": "megabit per second",
    "kbps": "kilobit per second",
    "gbps": "gigabit per second",
}
_POWERS = {
    f"{symbol}{power}": f"{word} {unit}"
    for symbol, unit in {"mm": "millimeter", "cm": "centimeter", "km": "kilometer", "m": "meter"}.items()
    for power, word in {"²": "square", "2": "square", "³": "cubic", "3": "cubic"}.items()
}
_SPELT = {
    f"{word}{point} {symbol}": f"{said} {unit}"
    for word, said in {"sq": "square", "cu": "cubic"}.items()
    for point in ("", ".")
    for symbol, unit in {
        "mm": "millimeter",
        "cm": "centimeter",
        "m": "meter",
        "km": "kilometer",
        "ft": "foot",
        "ft.": "foot",
        "in": "inch",
        "yd": "yard",
        "mi": "mile",
        "mi.": "mile",
        "mile": "mile",
        "miles": "mile",
        "feet": "foot",
        "metres": "meter",
        "meters": "meter",
    }.items()
}
_SAME = {
    "ft": ("foot", "feet"),
    "ft²": ("square foot", "square feet"),
    "ft2": ("square foot", "square feet"),
    "ft³": ("cubic foot", "cubic feet"),
    "sqft": ("square foot", "square feet"),
    "Hz": ("hertz", "hertz"),
    "kHz": ("kilohertz", "kilohertz"),
    "KHz": ("kilohertz", "kilohertz"),
    "MHz": ("megahertz", "megahertz"),
    "Mhz": ("megahertz", "megahertz"),
    "GHz": ("gigahertz", "gigahertz"),
    "Ghz": ("gigahertz", "gigahertz"),
    "THz": ("terahertz", "terahertz"),
    "hp": ("horsepower", "horsepower"),
    "bhp": ("brake horsepower", "brake horsepower"),
    "psi": ("pound per square inch", "pounds per square inch"),
    "ppm": ("part per million", "parts per million"),
    "ppb": ("part per billion", "parts per billion"),
    "mmHg": ("millimeter of mercury", "millimeters of mercury"),
    "cc": ("C C", "C C"),
    "lb-ft": ("pound foot", "pound feet"),
    "lb ft": ("pound foot", "pound feet"),
    "ft-lb": ("foot pound", "foot pounds"),
    "ft-lbs": ("foot pound", "foot pounds"),
    "Nm": ("newton meter", "newton meters"),
    "bps": ("basis point", "basis points"),
    "km/s": ("kilometer per second", "kilometers per second"),
    "m/s": ("meter per second", "meters per second"),
    "m/s²": ("meter per second squared", "meters per second squared"),
    "ft/s": ("foot per second", "feet per second"),
    "mm/s": ("millimeter per second", "millimeters per second"),
}


def _plural(name: str) -> str:
    """Return the plural of a unit: "metre per second" is `metres per second`."""
    unit, per, rest = name.partition(" per ")
    if unit.endswith("foot"):
        return name.replace("foot", "feet")
    return f"{unit}{'es' if unit.endswith('inch') else 's'}{per}{rest}"


_REGULAR = _METRIC | _CUSTOMARY | _SCIENCE | _DATA | _BINARY | _SPEED | _POWERS | _SPELT
UNITS = {symbol: (name, _plural(name)) for symbol, name in _REGULAR.items()} | _SAME
"""The symbol of a unit -> its singular and its plural."""


def any_of(symbols: Iterable[str]) -> str:
    """Return a pattern for any of `symbols`, the longest first."""
    return "(?:" + "|".join(re.escape(symbol) for symbol in sorted(symbols, key=len, reverse=True)) + ")"


UNIT = any_of(UNITS)
"""The pattern of the symbol of any unit, the longest first."""
RAISED = any_of(symbol for symbol in UNITS if symbol[-1] in "²³")
"""The pattern of the symbols that end with a superscript."""
PER = {
    "s": "second",
    "sec": "second",
    "min": "minute",
    "h": "hour",
    "hr": "hour",
    "d": "day",
    "wk": "week",
    "mo": "month",
    "mth": "month",
    "y": "year",
    "yr": "year",
    "t": "tonne",
    "bbl": "barrel",
    "m": "meter",
    "sec²": "second squared",
    "100km": "hundred kilometers",
    "100 km": "hundred kilometers",
    "100g": "hundred grams",
    "100ml": "hundred milliliters",
}
"""The text after a slash -> the words after "per"."""


def per(symbol: str) -> str:
    """Return the name of `symbol` after a slash: `mo` is `month`, `kg` `kilogram`, `person` itself."""
    return PER.get(symbol) or UNITS.get(symbol, (symbol,))[0]


PER_UNIT = any_of({*PER, *UNITS})
"""The pattern of the text after a slash."""
_LETTERS = r"[^\W\d_¼½¾⁰¹²³⁴-⁹]+"
_FIRST_LETTERS = frozenset(match[0] for symbol in UNITS if (match := re.match(_LETTERS, symbol)))
_BEHIND_NUMBER = regex(rf"(?:(?<=[\d¼½¾⁰¹²³⁴-⁹])|(?<=illion)|(?<=thousand))[\s-]?({_LETTERS})")


def names_unit(text: str, others: AbstractSet[str] = frozenset()) -> bool:
    """Return whether the letters behind a number or a magnitude begin a unit, or are among `others`."""
    behind = _BEHIND_NUMBER.findall(text)
    return not (_FIRST_LETTERS.isdisjoint(behind) and others.isdisjoint(behind))
