"""Numbers in English words. `with_and` selects the British form: "one hundred and four"."""

from __future__ import annotations

from itertools import groupby

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_GROUPS = ("", "thousand", "million", "billion", "trillion", "quadrillion", "quintillion")
_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
MAX_DIGITS = 3 * len(_GROUPS)
"""A whole number with more digits is read digit by digit."""
_MAX_UNSEPARATED = 9  # digits without a comma that a listener understands as a quantity


def cardinal(number: int, *, with_and: bool = True) -> str:
    """Return a whole number of at most `MAX_DIGITS` digits in words: 1204 is `one thousand two hundred and four`."""
    if number < 0:
        return f"minus {cardinal(-number, with_and=with_and)}"
    if number == 0:
        return _ONES[0]
    said: list[str] = []
    for name in _GROUPS:
        number, group = divmod(number, 1000)
        if group:
            said.insert(0, f"{_hundreds(group, with_and)} {name}".strip())
            if not name and group < 100 and number and with_and:
                said[0] = f"and {said[0]}"
    return " ".join(said)


def _hundreds(number: int, with_and: bool) -> str:
    """Return a number below 1000 in words; "" for 0."""
    hundreds, rest = divmod(number, 100)
    parts = [f"{_ONES[hundreds]} hundred"] if hundreds else []
    if hundreds and rest and with_and:
        parts.append("and")
    if rest:
        parts.append(_below_hundred(rest))
    return " ".join(parts)


def _below_hundred(number: int) -> str:
    """Return a number below 100 in words; "" for 0."""
    if number < 20:
        return _ONES[number]
    tens, ones = divmod(number, 10)
    return f"{_TENS[tens]}-{_ONES[ones]}" if ones else _TENS[tens]


def ordinal(number: int, *, with_and: bool = True) -> str:
    """Return the ordinal of a number: 21 is `twenty-first`."""
    said = cardinal(number, with_and=with_and)
    before, sign, last = said.rpartition("-" if said.rfind("-") > said.rfind(" ") else " ")
    return f"{before}{sign}{_ORDINALS.get(last) or last.removesuffix('y') + ('ieth' if last.endswith('y') else 'th')}"


def says_and(language: str) -> bool:
    """Return whether the English of a BCP 47 tag has "one hundred and four": all except that of the United States."""
    return not language.upper().endswith("-US")


def digits(number: str, zero: str = "zero") -> str:
    """Return each digit of `number` in words, and skip other characters: "0199" is `zero one nine nine`."""
    return " ".join(_ONES[int(digit)] if int(digit) else zero for digit in number if digit.isdecimal())


def number(written: str, *, with_and: bool = True) -> str:
    """Return a written number (`1,234.50`, `.5`, `-3`, `−3`) in words, digit by digit after the point."""
    sign = "minus " if written[:1] and written[0] in "-−–" else ""
    whole, point, decimals = written.lstrip("-−–+").partition(".")
    said = _whole(whole, with_and) if whole else ""
    return sign + " ".join(filter(None, (said, point and "point", digits(decimals)))).strip()


def _whole(written: str, with_and: bool) -> str:
    """Return a number without decimals in words; digit by digit if it is too long or begins with 0."""
    plain = written.replace(",", "")
    is_identifier = len(written) > _MAX_UNSEPARATED and plain == written and not written.endswith("000")
    if is_identifier or len(plain) > MAX_DIGITS or (plain.startswith("0") and len(plain) > 1):
        return digits(plain)
    return cardinal(int(plain), with_and=with_and)


def by_pairs(number: str) -> str:
    """Return the number of a model or room: "737" is `seven thirty-seven`, "101" `one oh one`, "1040" `ten forty`.

    A number with more than four digits, or with a leading zero, is read digit by digit.
    """
    if number.startswith("0") or len(number) > 4:
        return digits(number)
    head, tail = number[:-2], number[-2:]
    if not head or number[-3:-1] == "00":
        return cardinal(int(number))
    if tail == "00":
        return f"{cardinal(int(head))} hundred"
    return f"{cardinal(int(head))} {'oh ' if tail[0] == '0' else ''}{cardinal(int(tail))}"


def year(number: int, *, with_and: bool = True) -> str:
    """Return a year in words: 1066 is `ten sixty-six`, 1900 `nineteen hundred`, 2005 `two thousand and five`."""
    century, rest = divmod(number, 100)
    if number < 1000 or number > 9999 or number % 1000 < 10:
        return cardinal(number, with_and=with_and)
    if not rest:
        return f"{cardinal(century)} hundred"
    return f"{cardinal(century)} {'oh ' if rest < 10 else ''}{cardinal(rest)}"


def decade(number: int) -> str:
    """Return the decade that begins with a year, or its last two digits: 1990 is `nineteen nineties`, 80 `eighties`."""
    return plural(year(number) if number >= 100 else cardinal(number))


def plural(words: str) -> str:
    """Return words with the last one in the plural: `ninety` is `nineties`, `six` `sixes`, `pound` `pounds`."""
    if words.endswith("y") and words[-2:-1] not in "aeiou":
        return f"{words[:-1]}ies"
    return words + ("es" if words.endswith(("s", "x", "ch", "sh")) else "s")


def letters(word: str) -> str:
    """Return a word letter by letter: APV is `A P V`, 3D `three D`."""
    runs = ("".join(run) for _, run in groupby(word, str.isalpha))
    return " ".join(" ".join(run.upper()) if run.isalpha() else digits(run) for run in runs)
