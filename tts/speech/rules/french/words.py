"""Numbers in French words, in the spelling before 1990: "vingt et un", "quatre-vingts"."""

from __future__ import annotations

import re
from itertools import groupby

from tts.regex import regex

_ONES_TEXT = """
zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf
"""
_ONES = _ONES_TEXT.split()
_TENS = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante"}
_SCALES = ("", "mille", "million", "milliard", "billion", "billiard", "trillion", "trilliard")
_PARTS = {2: "demi", 3: "tiers", 4: "quart"}
MAX_DIGITS = 3 * len(_SCALES)
"""A whole number with more digits is read digit by digit."""
_MAX_UNSEPARATED = 9  # digits without a space that a listener understands as a quantity
_MAX_DECIMALS = 3  # decimals that are read as one number
_ONE = regex(r"(?<![^\W_])un\Z")
_SEPARATORS = regex(r"(?<=\d)[ .'’](?=\d{3}(?!\d))")


def cardinal(number: int, *, feminine: bool = False) -> str:
    """Return a whole number in words: 281 is `deux cent quatre-vingt-un`, or `-une` before a feminine noun."""
    if number < 0:
        return f"moins {cardinal(-number, feminine=feminine)}"
    if number == 0:
        return _ONES[0]
    said: list[str] = []
    for index, scale in enumerate(_SCALES):
        number, group = divmod(number, 1000)
        if not group:
            continue
        if index == 1:
            said.insert(0, f"{_below_thousand(group, is_last=False)} mille" if group > 1 else "mille")
        else:
            said.insert(0, f"{_below_thousand(group)} {scale}{'s' if scale and group > 1 else ''}".strip())
    words = " ".join(said)
    return _ONE.sub("une", words) if feminine else words


def _below_thousand(number: int, *, is_last: bool = True) -> str:
    """Return a number from 1 to 999 in words; only the last word of a number, or one before a noun, has a plural."""
    hundreds, rest = divmod(number, 100)
    parts = []
    if hundreds:
        parts.append(("" if hundreds == 1 else f"{_ONES[hundreds]} ") + "cent")
        if hundreds > 1 and not rest and is_last:
            parts[0] += "s"
    if rest:
        parts.append("quatre-vingts" if rest == 80 and is_last else _below_hundred(rest))
    return " ".join(parts)


def _below_hundred(number: int) -> str:
    """Return a number below 100 in words, without the plural of 80."""
    if number < 20:
        return _ONES[number]
    tens, ones = divmod(number, 10)
    if tens >= 8:
        rest = number - 80
        return f"quatre-vingt-{_ONES[rest]}" if rest else "quatre-vingt"
    if tens == 7:
        tens, ones = 6, ones + 10
    if ones in (1, 11):
        return f"{_TENS[tens]} et {_ONES[ones]}"
    return f"{_TENS[tens]}-{_ONES[ones]}" if ones else _TENS[tens]


def ordinal(number: int, *, feminine: bool = False) -> str:
    """Return the ordinal of a number: 21 is `vingt et unième`."""
    if number == 1:
        return "première" if feminine else "premier"
    said = cardinal(number)
    if said.endswith(("vingts", "cents", "millions", "milliards")):
        said = said[:-1]
    if said.endswith("cinq"):
        said += "u"
    elif said.endswith("neuf"):
        said = f"{said[:-1]}v"
    return f"{said.removesuffix('e')}ième"


def part(above: int, below: int) -> str:
    """Return a fraction in words: 3 of 4 are `trois quarts`."""
    name = _PARTS.get(below) or ordinal(below)
    return f"{cardinal(above)} {name}{'s' if above > 1 and not name.endswith('s') else ''}"


def digits(number: str) -> str:
    """Return each digit of `number` in words, and skip other characters: "0199" is `zéro un neuf neuf`."""
    return " ".join(_ONES[int(digit)] for digit in number if digit.isdecimal())


def pairs(number: str) -> str:
    """Return digits two by two, as telephone numbers are said: "0145" is `zéro un quarante-cinq`."""
    return " ".join(with_zeros(number[index : index + 2]) for index in range(0, len(number), 2))


def with_zeros(number: str) -> str:
    """Return digits as one number after its leading zeros: "05" is `zéro cinq`."""
    rest = number.lstrip("0")
    zeros = [_ONES[0]] * (len(number) - len(rest))
    return " ".join([*zeros, cardinal(int(rest))] if rest else zeros)


def plain(written: str) -> str:
    """Return a written number without the spaces or full stops between its thousands, and with a decimal point."""
    return _SEPARATORS.sub("", written).replace(",", ".")


def value(written: str) -> float:
    """Return the value of a written number (`1 234,5`)."""
    return float(plain(written))


def number(written: str, *, feminine: bool = False) -> str:
    """Return a written number (`1 234,50`, `1.234`, `3.5`) in words."""
    whole, _, decimals = plain(written).partition(".")
    is_grouped = _SEPARATORS.search(written) is not None
    said = _whole(whole, feminine=feminine and not decimals, is_grouped=is_grouped) if whole else _ONES[0]
    if not decimals:
        return said
    is_point = "." in _SEPARATORS.sub("", written)
    read = with_zeros(decimals) if len(decimals.lstrip("0")) <= _MAX_DECIMALS else digits(decimals)
    return f"{said} {'point' if is_point else 'virgule'} {read}"


def _whole(written: str, *, feminine: bool, is_grouped: bool) -> str:
    """Return a number without decimals in words; digit by digit if it is too long or begins with 0."""
    is_identifier = not is_grouped and len(written) > _MAX_UNSEPARATED and not written.endswith("000")
    if len(written) > MAX_DIGITS:
        return digits(written)
    if written.startswith("0") and len(written) > 1:
        return with_zeros(written) if len(written) < 4 else digits(written)
    return cardinal(int(written), feminine=feminine) if not is_identifier else digits(written)


def letters(word: str) -> str:
    """Return a word letter by letter, and its digits as a number: G20 is `G vingt`."""
    runs = ("".join(run) for _, run in groupby(word, str.isalpha))
    return " ".join(" ".join(run.upper()) if run.isalpha() else with_zeros(re.sub(r"\D", "", run)) for run in runs)
