"""Numbers in words, in the cases of Ukrainian.

A case is one letter: "n" nominative, "g" genitive, "d" dative, "a" accusative, "i" instrumental, "l" locative. A gender
is "m", "f", "n", or "p" for the plural.
"""

from __future__ import annotations

import re
from functools import cache

CASES = "ngdail"

_ONE = {
    "m": "один одного одному один одним одному",
    "f": "одна однієї одній одну однією одній",
    "n": "одне одного одному одне одним одному",
    "p": "одні одних одним одні одними одних",
}
_TWO = {"f": "дві двох двом дві двома двох", "": "два двох двом два двома двох"}
_IRREGULAR = {
    0: "нуль нуля нулю нуль нулем нулі",
    3: "три трьох трьом три трьома трьох",
    4: "чотири чотирьох чотирьом чотири чотирма чотирьох",
    8: "вісім восьми восьми вісім вісьма восьми",
    40: "сорок сорока сорока сорок сорока сорока",
    90: "дев'яносто дев'яноста дев'яноста дев'яносто дев'яноста дев'яноста",
    100: "сто ста ста сто ста ста",
    200: "двісті двохсот двомстам двісті двомастами двохстах",
    300: "триста трьохсот трьомстам триста трьомастами трьохстах",
    400: "чотириста чотирьохсот чотирьомстам чотириста чотирмастами чотирьохстах",
}
_SOFT = {
    5: ("п'ять", "п'яти", "п'ятьма"),
    6: ("шість", "шести", "шістьма"),
    7: ("сім", "семи", "сьома"),
    8: ("вісім", "восьми", "вісьма"),
    9: ("дев'ять", "дев'яти", "дев'ятьма"),
    10: ("десять", "десяти", "десятьма"),
}
_TEENS = ["оди", "два", "три", "чотир", "п'ят", "шіст", "сім", "вісім", "дев'ят"]


def _build_forms() -> dict[int, list[str]]:
    """Return the six cases of the numbers from 0 to 900 that have words of their own, except 1 and 2."""
    forms = {number: words.split() for number, words in _IRREGULAR.items()}
    regular = {number: f"{stem}надцят" for number, stem in enumerate(_TEENS, start=11)} | {20: "двадцят", 30: "тридцят"}
    for number, stem in regular.items():
        forms[number] = [stem + end for end in ("ь", "и", "и", "ь", "ьма", "и")]
    for number, (plain, genitive, instrumental) in _SOFT.items():
        stem = plain.rstrip("ь")
        forms[number] = [plain, genitive, genitive, plain, instrumental, genitive]
        if number in (5, 6, 7, 8):
            forms[number * 10] = [f"{stem}десят{end}" for end in ("", "и", "и", "", "ьма", "и")]
        if number < 10:
            starts = (f"{stem}сот", f"{genitive}сот", f"{genitive}стам")
            forms[number * 100] = [*starts, f"{stem}сот", f"{instrumental}стами", f"{genitive}стах"]
    return forms


_LOW_FORMS = _build_forms()
_GROUPS = ((10**12, "трильйон", "m"), (10**9, "мільярд", "m"), (10**6, "мільйон", "m"), (1000, "тисяч", "f"))
_GROUP_ENDS = {  # the six cases of the singular, and of the plural
    "m": ["", "а", "у", "", "ом", "і", "и", "ів", "ам", "и", "ами", "ах"],
    "f": ["а", "і", "і", "у", "ею", "і", "і", "", "ам", "і", "ами", "ах"],
}
MAX_NUMBER = 10**15 - 1
"""The largest number that is said in words; the digits of others are left to the voice."""


def group_forms(power: int) -> tuple[str, ...]:
    """Return the twelve forms, six of the singular and six of the plural, of the name of a power of a thousand."""
    stem, kind = next((stem, kind) for value, stem, kind in _GROUPS if value == power)
    return tuple(stem + end for end in _GROUP_ENDS[kind])


def counted(number: int, forms: tuple[str, ...], case: str) -> str:
    """Return the form of a noun after a whole number in `case`, out of its twelve `forms`: `5` is "кілометрів"."""
    index, last = CASES.index(case), number % 10
    if last == 1 and number % 100 != 11:
        return forms[index]
    if case not in "na":
        return forms[6 + index]
    is_few = last in (2, 3, 4) and number % 100 not in (12, 13, 14)
    return forms[6] if is_few else forms[7]


@cache
def cardinal(number: int, case: str = "n", gender: str = "m") -> str:
    """Return a whole number from 0 to `MAX_NUMBER` in words: 22 in the genitive is "двадцяти двох"."""
    index = CASES.index(case)
    parts: list[str] = []
    for power, _, kind in _GROUPS:
        count, number_left = divmod(number, power)
        if count:
            said = cardinal(count, case, kind)
            parts += ([] if count == 1 else [said]) + [counted(count, group_forms(power), case)]
        number = number_left
    hundreds, tens = number // 100 * 100, number % 100 // 10 * 10
    low = number % 100
    if hundreds:
        parts.append(_LOW_FORMS[hundreds][index])
    if low >= 20:
        parts.append(_LOW_FORMS[tens][index])
        low %= 10
    if low == 1:
        parts.append(_ONE[gender].split()[index])
    elif low == 2:
        parts.append(_TWO["f" if gender == "f" else ""].split()[index])
    elif low or not parts:
        parts.append(_LOW_FORMS[low][index])
    return " ".join(parts)


_HARD = {
    "m": "ий ого ому ий им ому",
    "f": "а ої ій у ою ій",
    "n": "е ого ому е им ому",
    "p": "і их им і ими их",
}
_THIRD = {
    "m": "ій ього ьому ій ім ьому",
    "f": "я ьої ій ю ьою ій",
    "n": "є ього ьому є ім ьому",
    "p": "і іх ім і іми іх",
}
_STEMS = {0: "нульов", 1: "перш", 2: "друг", 3: "трет", 4: "четверт", 5: "п'ят", 6: "шост", 7: "сьом", 8: "восьм"}
_STEMS |= {9: "дев'ят", 10: "десят", 40: "сороков", 90: "дев'яност", 100: "сот"}
_STEMS |= {value: _LOW_FORMS[value][0].rstrip("ь") for value in (*range(11, 20), 20, 30, 50, 60, 70, 80)}
_STEMS |= {value: _LOW_FORMS[value][1] for value in range(200, 1000, 100)}
_STEMS |= {value: f"{stem.removesuffix('сот')}сот" for value, stem in _STEMS.items() if value >= 200}
_JOINED = {1: "одно", 2: "дво", 3: "три", 4: "чотири", 40: "сорока", 90: "дев'яносто", 100: "сто"}
_JOINED_GROUPS = ((10**9, "мільярдн"), (10**6, "мільйонн"), (1000, "тисячн"))


def joined(number: int) -> str:
    """Return a number below a thousand as the beginning of an adjective: 35 is "тридцятип'яти", 10 "десяти"."""
    parts = [number // 100 * 100, number % 100 // 10 * 10, number % 10] if number % 100 >= 20 else []
    parts = parts or [number // 100 * 100, number % 100]
    return "".join(_JOINED.get(part) or _LOW_FORMS[part][1] for part in parts if part)


@cache
def ordinal(number: int, case: str = "n", gender: str = "m") -> str:
    """Return an ordinal in words: 1991 in the locative is "тисяча дев'ятсот дев'яносто першому"."""
    index = CASES.index(case)
    for power, stem in _JOINED_GROUPS:
        if number and number % power == 0:
            count = number // power % 1000
            rest = number - count * power
            start = "" if count == 1 else joined(count)
            return (f"{cardinal(rest)} " if rest else "") + start + stem + _HARD[gender].split()[index]
    size = next(size for size in (100, 10, 1) if number % size == 0 or size == 1)
    last = number % 1000 if size == 100 else number % 100 if size == 10 or 10 < number % 100 < 20 else number % 10
    rest = number - last
    ends = _THIRD if last == 3 else _HARD
    return (f"{cardinal(rest)} " if rest else "") + _STEMS[last] + ends[gender].split()[index]


_MAX_PLACES = 3
_WHOLE = {
    "one": ["ціла", "цілої", "цілій", "цілу", "цілою", "цілій"],
    "": ["цілих", "цілих", "цілим", "цілих", "цілими", "цілих"],
}


def _is_one(number: int) -> bool:
    """Return whether the noun after a number is in the singular."""
    return number % 10 == 1 and number % 100 != 11


def parts_of(number: int, parts: int, case: str = "n") -> str:
    """Return a count of equal parts: "три десятих", "однієї сотої", "одну третю"."""
    name = ordinal(parts, case, "f") if _is_one(number) else ordinal(parts, "g" if case in "na" else case, "p")
    return f"{cardinal(number, case, 'f')} {name}"


def decimal(whole: str, places: str, case: str = "n") -> str:
    """Return a number with decimal places in words: "дві цілих чотири десятих"; more than three are said as digits."""
    number = int(whole)
    if len(places) > _MAX_PLACES or int(places) == 0:
        return f"{cardinal(number)} кома {digits(places)}"
    said = cardinal(number, case, "f")
    unit = _WHOLE["one" if _is_one(number) else ""][CASES.index(case)]
    return f"{said} {unit} {parts_of(int(places), 10 ** len(places), case)}"


def digits(text: str) -> str:
    """Return each digit of `text` as a word."""
    return " ".join(cardinal(int(digit)) for digit in text if digit.isdecimal())


_MAX_GROUP = 3


def pairs(text: str) -> str:
    """Return a group of figures of a telephone number or a code: `044` is "нуль сорок чотири"."""
    if len(text) > _MAX_GROUP and text.startswith("0"):
        return digits(text)
    zeros = len(text) - len(text.lstrip("0"))
    parts = ["нуль"] * zeros
    return " ".join(parts + ([cardinal(int(text))] if text.strip("0") else []))


NUMBER = r"(?:\d{1,3}(?: \d{3}){1,4}(?!\d)|\d{1,15}(?!\d))(?:,\d{1,6}(?!\d)|\.\d{1,2}(?![\d.]))?"
"""The pattern of a number: `7`, `2 500`, `3,5`."""


def is_spelled_out(text: str) -> bool:
    """Return whether a number has leading zeros, so that it is a code and no amount."""
    return re.match(r"0\d", text) is not None


def say(text: str, case: str = "n", gender: str = "m") -> str:
    """Return a number that matches `NUMBER` in words."""
    whole, _, places = text.replace(" ", "").replace(".", ",").partition(",")
    if places:
        return decimal(whole, places, case)
    return pairs(whole) if is_spelled_out(whole) else cardinal(int(whole), case, gender)
