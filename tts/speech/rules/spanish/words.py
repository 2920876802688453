"""Numbers in Spanish words, in the gender of the noun after them: "uno", "un", "una", "doscientas"."""

from __future__ import annotations

import re
from itertools import groupby
from typing import Literal

from tts.regex import regex

Gender = Literal["", "m", "f"]
"""The gender of the noun after a number, or "" if there is none."""

_ONES_LIST = """
cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho
diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve
"""
_ONES = _ONES_LIST.split()
_TENS = ["", "", "", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"]
_HUNDREDS_LIST = """
- ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos
"""
_HUNDREDS = _HUNDREDS_LIST.split()
_MILLIONS = ("", "millón", "billón", "trillón", "cuatrillón")
MAX_DIGITS = 6 * len(_MILLIONS)
"""A whole number with more digits is read digit by digit."""
_MAX_UNSEPARATED = 9  # digits without a full stop that a listener understands as a quantity
_ORDINAL_ONES = ["", "primero", "segundo", "tercero", "cuarto", "quinto", "sexto", "séptimo", "octavo", "noveno"]
_ORDINAL_TENS_LIST = """
- décimo vigésimo trigésimo cuadragésimo quincuagésimo sexagésimo septuagésimo octogésimo nonagésimo
"""
_ORDINAL_TENS = _ORDINAL_TENS_LIST.split()
_ORDINAL_HUNDREDS_LIST = """
- centésimo ducentésimo tricentésimo cuadringentésimo quingentésimo sexcentésimo septingentésimo octingentésimo
noningentésimo
"""
_ORDINAL_HUNDREDS = _ORDINAL_HUNDREDS_LIST.split()
_FEW = {11: "undécimo", 12: "duodécimo"}
_PARTS = {2: "medio", 3: "tercio"}
_ONE = regex(r"(?:(?<= )|^)uno\Z|(?<=veinti)uno\Z")


def cardinal(number: int, gender: Gender = "") -> str:
    """Return a whole number in words: 21 is `veintiuno`, `veintiún` before a masculine noun and `veintiuna`."""
    if number < 0:
        return f"menos {cardinal(-number, gender)}"
    if number == 0:
        return _ONES[0]
    said: list[str] = []
    for index, scale in enumerate(_MILLIONS):
        number, group = divmod(number, 1_000_000)
        if not group:
            continue
        if not scale:
            said.insert(0, _below_million(group, gender))
        elif group == 1:
            said.insert(0, f"un {scale}")
        else:
            said.insert(0, f"{_below_million(group, 'm')} {_MILLIONS[index].replace('ón', 'ones')}")
    return " ".join(said)


def _below_million(number: int, gender: Gender) -> str:
    """Return a number from 1 to 999,999 in words."""
    thousands, rest = divmod(number, 1000)
    said = []
    if thousands:
        head = _below_thousand(thousands, gender)
        said.append("mil" if thousands == 1 else f"{_shorten(head, 'm')} mil")
    if rest:
        said.append(_shorten(_below_thousand(rest, gender), gender))
    return " ".join(said)


def _below_thousand(number: int, gender: Gender) -> str:
    """Return a number from 1 to 999 in words, with its hundreds in the gender of the noun."""
    hundreds, rest = divmod(number, 100)
    if number == 100:
        return "cien"
    said = [_HUNDREDS[hundreds].replace("tos", "tas") if gender == "f" else _HUNDREDS[hundreds]] if hundreds else []
    if rest:
        tens, ones = divmod(rest, 10)
        said.append(_ONES[rest] if rest < 30 else _TENS[tens] + (f" y {_ONES[ones]}" if ones else ""))
    return " ".join(said)


def _shorten(said: str, gender: Gender) -> str:
    """Return words with "uno" at their end as it is before a noun: "un", "veintiún" or "una"."""
    if gender == "m":
        return _ONE.sub("ún" if said.endswith("veintiuno") else "un", said)
    return _ONE.sub("una", said) if gender == "f" else said


def ordinal(number: int, gender: Gender = "") -> str:
    """Return the ordinal of a number: 3 is `tercero`, `tercer` before a masculine noun and `tercera`."""
    thousands, rest = divmod(number, 1000)
    said = []
    if thousands:
        said.append("milésimo" if thousands == 1 else f"{cardinal(thousands).replace(' ', '')}milésimo")
    hundreds, rest = divmod(rest, 100)
    if hundreds:
        said.append(_ORDINAL_HUNDREDS[hundreds])
    if rest:
        said.append(_ordinal_below_hundred(rest))
    if gender == "f":
        return " ".join(f"{word[:-1]}a" for word in " ".join(said).split())
    words = " ".join(said)
    return words[:-1] if gender == "m" and words.endswith(("primero", "tercero")) else words


def _ordinal_below_hundred(number: int) -> str:
    """Return the ordinal of a number from 1 to 99; those of 13 to 29 are one word."""
    tens, ones = divmod(number, 10)
    if number in _FEW:
        return _FEW[number]
    if not tens or not ones:
        return _ORDINAL_ONES[ones] if ones else _ORDINAL_TENS[tens]
    if tens < 3:
        return ("decimo" if tens == 1 else "vigesimo").removesuffix("o" if ones == 8 else "") + _ORDINAL_ONES[ones]
    return f"{_ORDINAL_TENS[tens]} {_ORDINAL_ONES[ones]}"


def part(above: int, below: int) -> str:
    """Return a fraction in words: 3 of 4 are `tres cuartos`; one without a name is `uno sobre ciento once`."""
    name = _part_name(below)
    if not name:
        return f"{cardinal(above)} sobre {cardinal(below)}"
    return f"{cardinal(above, 'm')} {name}{'s' if above > 1 else ''}"


def _part_name(below: int) -> str:
    """Return the name of one of `below` equal parts; "" if people do not use one."""
    if below in _PARTS:
        return _PARTS[below]
    if below <= 10 or (below < 1000 and below % 100 == 0):
        return ordinal(below)
    if below < 100:
        joined = re.sub(r" y ", "i", cardinal(below)).replace("ú", "u").replace("ó", "o").replace("é", "e")
        return f"{joined.removesuffix('o') if joined.endswith('uno') else joined.removesuffix('a')}avo"
    for size, name in ((1_000_000, "millonésimo"), (1000, "milésimo")):
        if below % size == 0:
            count = below // size
            if count == 1:
                return name
            return f"{cardinal(count).replace(' ', '')}{name}" if count < 10 or count % 100 == 0 else ""
    return ""


def digits(number: str) -> str:
    """Return each digit of `number` in words, and skip other characters: "0199" is `cero uno nueve nueve`."""
    return " ".join(_ONES[int(digit)] for digit in number if digit.isdecimal())


def with_zeros(number: str, gender: Gender = "") -> str:
    """Return digits as one number after its leading zeros: "05" is `cero cinco`."""
    rest = number.lstrip("0")
    zeros = [_ONES[0]] * (len(number) - len(rest))
    return " ".join([*zeros, cardinal(int(rest), gender)] if rest else zeros)


def plain(written: str) -> str:
    """Return a written number with a decimal point only: `1.234,5`, `1 234`, `1,234,567` and `1,234.5` are known."""
    if "," in written and "." in written:
        first = min(written.index(","), written.index("."))
        return written.replace(written[first], "").replace(",", ".")
    written = re.sub(r"(?<=\d) (?=\d{3})", "", written)
    for sign in ".,":
        if re.fullmatch(rf"\d{{1,3}}(?:\{sign}\d{{3}})+", written) and (sign == "." or written.count(sign) > 1):
            return written.replace(sign, "")
    return written.replace(",", ".")


def value(written: str) -> float:
    """Return the value of a written number (`1.234,5`)."""
    return float(plain(written))


def number(written: str, gender: Gender = "") -> str:
    """Return a written number (`1.234,50`, `1 234`, `3.5`) in words; `gender` is that of the noun after it."""
    whole, _, decimals = plain(written).partition(".")
    is_grouped = whole not in written
    said = _whole(whole, gender if not decimals else "", is_grouped=is_grouped) if whole else _ONES[0]
    if not decimals:
        return said
    is_point = bool(re.search(r"\.\d+$", written)) and "," not in written.rpartition(".")[2]
    return f"{said} {'punto' if is_point else 'coma'} {_decimals(decimals, gender)}"


def _decimals(decimals: str, gender: Gender) -> str:
    """Return decimals in words: up to three as one number, more of them two by two."""
    if len(decimals) <= 3:
        return with_zeros(decimals, gender)
    pairs = [decimals[index : index + 2] for index in range(0, len(decimals), 2)]
    return " ".join(with_zeros(pair, gender if index == len(pairs) - 1 else "") for index, pair in enumerate(pairs))


def _whole(written: str, gender: Gender, *, is_grouped: bool) -> str:
    """Return a number without decimals in words; digit by digit if it is too long or begins with 0."""
    is_identifier = not is_grouped and len(written) > _MAX_UNSEPARATED and not written.endswith("00")
    if len(written) > MAX_DIGITS:
        return digits(written)
    if written.startswith("0") and len(written) > 1:
        return with_zeros(written) if len(written) < 4 else digits(written)
    return cardinal(int(written), gender) if not is_identifier else digits(written)


def letters(word: str) -> str:
    """Return a word letter by letter, and its digits as a number: G20 is `G veinte`."""
    runs = ("".join(run) for _, run in groupby(word, str.isalpha))
    return " ".join(" ".join(run.upper()) if run.isalpha() else with_zeros(re.sub(r"\D", "", run)) for run in runs)
