"""Numbers in German words."""

from __future__ import annotations

_ONES = (
    *("null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"),
    *("dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn"),
)
_TENS = ("", "", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig")
_GROUPS = (
    *(("Million", "Millionen"), ("Milliarde", "Milliarden"), ("Billion", "Billionen")),
    *(("Billiarde", "Billiarden"), ("Trillion", "Trillionen"), ("Trilliarde", "Trilliarden")),
)
_ORDINALS = {1: "erst", 3: "dritt", 7: "siebt", 8: "acht"}
MAX_DIGITS = 3 * (len(_GROUPS) + 2)
"""A whole number with more digits is read digit by digit."""
LETTERS = "A-Za-zÄÖÜäöüß"
"""The letters of German words, for the brackets of a pattern."""


def cardinal(number: int, *, one: str = "eins") -> str:
    """Return a whole number of at most `MAX_DIGITS` digits in words; `one` is the form of its last 1.

    1201 is `eintausendzweihunderteins`, 2000001 `zwei Millionen eins`.
    """
    millions, rest = divmod(number, 1_000_000)
    parts = [_below_million(rest, one)] if rest or not number else []
    for name, names in _GROUPS:
        millions, group = divmod(millions, 1000)
        if group:
            parts.insert(0, f"{_hundreds(group, 'eine')} {name if group == 1 else names}")
    return " ".join(parts)


def _below_million(number: int, one: str) -> str:
    """Return a number below a million in words."""
    thousands, rest = divmod(number, 1000)
    begin = f"{_hundreds(thousands, 'ein')}tausend" if thousands else ""
    return begin + (_hundreds(rest, one) if rest or not number else "")


def _hundreds(number: int, one: str) -> str:
    """Return a number below 2000 in words, counted in hundreds."""
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return _below_hundred(rest, one)
    begin = f"{_below_hundred(hundreds, 'ein')}hundert"
    return begin + (_below_hundred(rest, one) if rest else "")


def _below_hundred(number: int, one: str) -> str:
    """Return a number below 100 in words."""
    if number == 1:
        return one
    if number < len(_ONES):
        return _ONES[number]
    tens, ones = divmod(number, 10)
    return f"{_below_hundred(ones, 'ein')}und{_TENS[tens]}" if ones else _TENS[tens]


def ordinal(number: int, ending: str) -> str:
    """Return an ordinal in words with its ending: 3 and "en" is `dritten`, 101 and "e" `einhunderterste`."""
    last = number % 100
    stem = _ORDINALS.get(last)
    if stem is not None:
        before = cardinal(number - last) if number != last else ""
        return f"{before}{stem}{ending}"
    is_short = 0 < last < len(_ONES) or not number
    return f"{cardinal(number)}{'t' if is_short else 'st'}{ending}"


def year(number: int) -> str:
    """Return a year in words: 1990 is `neunzehnhundertneunzig`, 2024 `zweitausendvierundzwanzig`."""
    return _hundreds(number, "eins") if 1100 <= number < 2000 else cardinal(number)


def digits(number: str) -> str:
    """Return each digit of a text in words; other characters are left out."""
    return " ".join(_ONES[int(digit)] for digit in number if digit.isdecimal())


def whole(written: str, *, one: str = "eins") -> str:
    """Return a written whole number in words: `10.000`, `10 000`, `2'500`; digit by digit if it begins with 0."""
    plain = "".join(filter(str.isdecimal, written))
    if len(plain) > MAX_DIGITS or (plain.startswith("0") and len(plain) > 1):
        return digits(plain)
    return cardinal(int(plain), one=one)


def number(written: str, *, one: str = "eins") -> str:
    """Return a written number with or without a decimal comma in words: `1,25` is `eins Komma zwei fünf`."""
    before, comma, decimals = written.partition(",")
    return f"{whole(before)} Komma {digits(decimals)}" if comma else whole(before, one=one)


def is_one(written: str) -> bool:
    """Return whether a written number is exactly 1, without decimals."""
    return written == "1"


def letters(run: str) -> str:
    """Return the letters of `run` as lone capitals: "GmbH" is `G M B H`."""
    return " ".join("ß" if letter == "ß" else letter.upper() for letter in run if letter.isalpha())


def part(above: int, below: int) -> str:
    """Return a fraction in words: 1 of 2 is `ein halb`, 3 of 4 are `drei Viertel`."""
    if below == 2:
        return f"{cardinal(above, one='ein')} {'halb' if above == 1 else 'Halbe'}"
    if below == 100:
        return f"{cardinal(above, one='ein')} Hundertstel"
    if below == 1000:
        return f"{cardinal(above, one='ein')} Tausendstel"
    name = ordinal(below, "el")
    return f"{cardinal(above, one='ein')} {name[0].upper()}{name[1:]}"


def mixed(written: str, above: int, below: int) -> str:
    """Return a whole number and a fraction in words: 2 and 1 of 2 are `zweieinhalb`."""
    before = whole(written, one="ein")
    return f"{before}einhalb" if (above, below) == (1, 2) else f"{whole(written)} {part(above, below)}"
