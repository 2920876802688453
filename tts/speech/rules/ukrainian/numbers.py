"""Numbers, ranges, ordinals with their endings, compounds and fractions."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.speech.rules.rule import INNER_STOP, Passage, Rule, rule
from tts.speech.rules.ukrainian import words
from tts.speech.rules.ukrainian.amounts import (
    AMOUNT,
    MAGNITUDE,
    MAGNITUDES,
    START,
    case_of_amount,
    case_of_number,
    count,
    is_decimal,
    last_of,
    say_number,
    stop,
)
from tts.speech.rules.ukrainian.grammar import (
    after,
    before,
    case_of,
    counted_word,
    gender_of,
    governed,
    is_few,
    is_one,
    is_only_singular,
    named_by,
)
from tts.speech.rules.ukrainian.nouns import Noun, nouns, readings
from tts.speech.rules.ukrainian.units import pattern, units
from tts.speech.rules.ukrainian.words import counted

_MAX_ORDINAL = 3000


@rule(
    rf"{START}(?:(?P<low>\d{{1,4}})[-–])?(?P<number>\d{{1,4}})[-‑](?P<ending>[а-щьюяґєії]{{1,3}})(?![\w'’-])"
    r"(?: (?P<unit>км|м|год|хв|ст|рр?)(?!\w)\.?)?",
    needs="0",
)
def ordinal(match: re.Match[str], passage: Passage) -> str | None:
    """Say a number with the ending of an ordinal, or of a cardinal: `3-й`, `5-го`, `90-х рр.`, `2-х км`, `10-ти`."""
    number, ending = int(match["number"]), match["ending"]
    if match["number"].startswith("0"):
        return None
    named = nouns()[_NAMED[match["unit"]]] if match["unit"] else None
    if (is_few(number) and ending in ("х", "ох", "ьох", "ма", "ьма")) or ending in ("ти", "ма", "ми", "сти"):
        case = next((case for case in "gi" if words.cardinal(number, case).endswith(ending)), "")
        if case:
            case = "l" if case == "g" and "l" in governed(before(match)) else case
            unit = f" {counted(number, named.forms, case)}" if named else ""
            return f"{words.cardinal(number, case)}{unit}{stop(match) if named else ''}"
    rest = f" {_NAMED[match['unit']]}" if match["unit"] else after(match)
    found = _form_of(number, ending, before(match), rest, named)
    if found is None:
        return None
    said = words.ordinal(number, *found)
    said = f"{words.ordinal(int(match['low']), *found)} {said}" if match["low"] else said
    if named is None:
        return said
    form = named.forms[words.CASES.index(found[0]) + (6 if found[1] == "p" else 0)]
    return f"{said} {form}{stop(match)}"


_NAMED = {"км": "кілометр", "м": "метр", "год": "година", "хв": "хвилина", "ст": "століття", "рр": "рік", "р": "рік"}
_MORE = regex(r"(?:,| та| і| й| або) \d{1,4}-[а-яґєії]{1,3}(?= )")


def _form_of(number: int, ending: str, text: str, rest: str, named: Noun | None) -> tuple[str, str] | None:
    """Return the case and gender in which an ordinal has this ending, as the noun after it and `text` show it."""
    forms = [(case, gender) for gender in "mfnp" for case in "nglaid"]
    fitting = [form for form in forms if words.ordinal(number, *form).endswith(ending)]
    cases = governed(text)
    word = counted_word(_MORE.sub("", rest))
    shown = [form for noun, case, plural in readings(word) for form in ((case, noun.gender), (case, "p"))[: 1 + plural]]
    if named:
        shown = [form for form in fitting if form[1] in (named.gender, "p")]
    for form in sorted(shown, key=lambda form: cases.find(form[0]) % 9):
        if form in fitting:
            return form
    by_case = [form for form in fitting if form[0] in cases]
    if "l" in cases and ("l", "f") in fitting and not _MASCULINE.search(word):
        return "l", "f"
    return by_case[0] if by_case else fitting[0] if fitting else None


_MASCULINE = regex(r"[бвгґджзклмнпрстфхцчшщьй]\Z")


@rule(
    rf"{START}(?:(?P<low>\d{{1,3}})[-–])?(?P<number>\d{{1,3}}(?P<half>,5)?)-(?:ти|а|и|ьох|х|рьох)?-?"
    r"(?P<rest>[а-щьюяґєії']{2,}(?:[иіеєао]й|[аяеєіую]|ого|ому|им|их|ої|ою|ими|ім))(?![\w-])",
    needs="0",
)
def joined(match: re.Match[str], passage: Passage) -> str | None:
    """Say a number as the beginning of an adjective: `10-річний` is `десятирічний`, `1,5-річна` `півторарічна`."""
    if match["half"]:
        return f"півтора{match['rest']}" if match["number"] == "1,5" else None
    number = int(match["number"])
    if not number or match["number"].startswith("0") or len(match["rest"]) < 4:
        return None
    low = f"{words.joined(int(match['low']))} " if match["low"] and int(match["low"]) else ""
    return f"{low}{words.joined(number)}{match['rest']}"


@rule(rf"{START}{AMOUNT} ?{MAGNITUDE}", needs="0")
def magnitude(match: re.Match[str], passage: Passage) -> str:
    """Say a power of a thousand: `2 млн євро`, `5 тис. осіб`, `до 1,5 млрд`."""
    named = MAGNITUDES[match["magnitude"]]
    case = case_of_amount(match)
    first = f"{words.say(match['low'], case, named.gender)} " if match["high"] else ""
    sign = say_number(match, case).partition(" ")[0] + " " if match["sign"] else ""
    return sign + first + count(match["high"] or match["low"], named, case)


_UNITS = pattern()


@rule(
    r"(?<![\w.,:/-])(?P<count>[1-9]\d?)[/⁄](?P<parts>[2-9]|1[0-9]|100?)(?![\w/-]|[.,]\d)"
    rf"(?: (?P<unit>{_UNITS})(?!\w)\.?)?",
    needs="0",
)
def fraction(match: re.Match[str], passage: Passage) -> str | None:
    """Say a fraction: `1/2` is `одна друга`, `3/4` `три четвертих`, `1/2 ч. л.` `пів чайної ложки`."""
    number, parts = int(match["count"]), int(match["parts"])
    if passage.marked("code", match.start()) or number >= parts:
        return None
    case = case_of(before(match), "", number)
    said = words.parts_of(number, parts, case)
    if not match["unit"]:
        return said
    unit = f"{units()[match['unit']].forms[1]}{stop(match)}"
    return f"пів {unit}" if number * 2 == parts else f"{said} {unit}"


@rule(
    rf"{START}(?:(?P<idiom>24/7|50/50)|(?P<given>\d{{1,2}}(?:,\d)?)/(?P<all>5|10|100|12))(?![\w/,.-]\w|\w)", needs="/"
)
def odds(match: re.Match[str], passage: Passage) -> str | None:
    """Say a rating: `8,1/10` is `вісім цілих одна десята з десяти`."""
    if passage.marked("code", match.start()):
        return None
    if match["idiom"]:
        return " на ".join(words.say(part) for part in match["idiom"].split("/"))
    return f"{words.say(match['given'])} з {words.cardinal(int(match['all']), 'g')}"


_SIGN_FRACTIONS = {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅛": (1, 8)}


@rule(r"(?<![\w.,])(?P<whole>\d{1,3} ?)?(?P<sign>[½⅓⅔¼¾⅛])", needs="½⅓⅔¼¾⅛")
def fraction_sign(match: re.Match[str], passage: Passage) -> str:
    """Say the sign of a fraction: `½`, `2¾`."""
    number, parts = _SIGN_FRACTIONS[match["sign"]]
    half = "пів" if counted_word(after(match)) else "половина"
    said = half if parts == 2 else words.parts_of(number, parts)
    if not match["whole"]:
        return said
    whole = words.cardinal(int(match["whole"]), "n", "f")
    return f"{whole} з половиною" if parts == 2 else f"{whole} і {said}"


@rule(rf"{START}{AMOUNT}(?![\w°%‰]|[.,:/+]\d|[-–—]\d)(?P<more>\+(?![\w+]))?", needs="0")
def cardinal(match: re.Match[str], passage: Passage) -> str | None:
    """Say a number, or a range, in the case that the words around it show: `у 5 містах` is `у п'яти містах`.

    Before a noun in the singular that no number counts, it is an ordinal: `у 9 класі`.
    """
    if passage.marked("code", match.start()) or any("." in (match[name] or "") for name in ("low", "high")):
        return None
    text, rest, last = before(match), after(match), last_of(match)
    if (named := _as_ordinal(match, text, rest, last)) is not None:
        return named
    if match["high"] and not is_range(match):
        return (
            f"{words.say(match['low'])} {words.say(match['high'])}" if len(match["low"] + match["high"]) < 4 else None
        )
    half = _HALVES.get(counted_word(rest)) if match["low"] == "1,5" and not match["high"] else None
    if half and case_of_number(match) in "na":
        return half
    if _COLLECTIVE.search(text) and last in _PEOPLE and not match["high"] and case_of_number(match) == "g":
        return _PEOPLE[last]
    gender = gender_of(rest, last) if is_one(last) or is_few(last) else "m"
    return say_number(match, case_of_number(match), gender) + (" плюс" if match["more"] else "")


_HALVES = {"року": "півтора", "раза": "півтора", "рази": "півтора", "місяця": "півтора", "тижня": "півтора"}
_HALVES |= {
    "години": "півтори",
    "тисячі": "півтори",
    "хвилини": "півтори",
    "доби": "півтори",
    "склянки": "півтори",
    "ложки": "півтори",
}
_COLLECTIVE = regex(
    r"\b(?:серед них|загинул[ио]|постраждал[ио]|живе|мешкає|було|прийшло|залишилося|залишилось|народилося) (?:ще )?\Z",
    re.IGNORECASE,
)
_PEOPLE = {2: "двоє", 3: "троє", 4: "четверо"}


def is_range(match: re.Match[str]) -> bool:
    """Return whether the second number of an amount is the larger one, or the dash is no hyphen."""
    low, high = (float(match[name].replace(" ", "").replace(",", ".")) for name in ("low", "high"))
    return low < high or "-" not in match["dash"]


_GRADES, _MAX_GRADE = ("клас", "курс"), 12
_NUMBERED = "клас курс тур поверх етап квартал півріччя місце розряд сезон випуск сет тайм період століття"
_CLASSES = frozenset(_NUMBERED.split())


def _as_ordinal(match: re.Match[str], text: str, rest: str, last: int) -> str | None:
    """Return a number as an ordinal if the noun after it is in the singular, and cannot be counted: "9 класі"."""
    word = counted_word(rest)
    if not word or is_decimal(match["high"] or match["low"]) or not 0 < last <= _MAX_ORDINAL or match["sign"]:
        return None
    grades = next((case for noun, case, many in readings(word) if many and noun.forms[0] in _GRADES), "")
    if grades and match["high"] and last <= _MAX_GRADE:
        return f"{words.ordinal(int(match['low']), grades, 'p')} {words.ordinal(last, grades, 'p')}"
    form = named_by(rest, governed(text))
    if form is None:
        return None
    is_name = any(noun.forms[0] in _CLASSES for noun, _, _ in readings(word))
    is_genitive = "g" in governed(text) and form[0] == "g" and last > 1 and not is_one(last)
    is_named = is_only_singular(word) and (not is_one(last) or is_name or (word == "годині"))
    if not is_named and not (is_genitive and _is_singular_after(word, last)):
        return None
    low = f"{words.ordinal(int(match['low']), *form)} " if match["high"] else ""
    return low + words.ordinal(last, *form)


def _is_singular_after(word: str, number: int) -> bool:
    """Return whether a form that may be a plural too is none after this number: "до 14 години", "до 3 години"."""
    return not any(plural and case == "g" for _, case, plural in readings(word)) and number < 100


_ADJECTIVES = {"мм": "міліметров", "см": "сантиметров", "км": "кілометров", "кг": "кілограмов", "л": "літров"}
_ADJECTIVE_ENDS = {
    "m": "ий ого ому ий им ому",
    "f": "а ої ій у ою ій",
    "n": "е ого ому е им ому",
    "p": "і их им і ими их",
}
_WORD_ENDS = (
    *(("ами", "ими"), ("ями", "ими"), ("ам", "им"), ("ах", "их"), ("ів", "их"), ("ей", "их"), ("ц", "их")),
    *(("ою", "ою"), ("ом", "им"), ("и", "і"), ("і", "і"), ("а", "а"), ("у", "у")),
)


@rule(rf"{START}(?P<number>\d{{1,3}})-(?P<unit>мм|см|км|кг|л) (?P<word>[а-щьюяґєії'’]+)", needs="-")
def part_of_a_unit(match: re.Match[str], passage: Passage) -> str | None:
    """Say a size as an adjective of its noun: `155-мм снаряди` is `стоп'ятдесятип'ятиміліметрові снаряди`."""
    stem, word = f"{words.joined(int(match['number']))}{_ADJECTIVES[match['unit']]}", match["word"]
    for noun, case, plural in readings(word):
        ends = _ADJECTIVE_ENDS["p" if plural else noun.gender].split()
        return f"{stem}{ends[words.CASES.index(case)]} {word}"
    return f"{stem}{next((end for last, end in _WORD_ENDS if word.endswith(last)), 'ий')} {word}"


@rule(r"(?<![\w.,/-])\d{1,4}(?:\.\d{1,4}){1,4}(?![\w/-]|[.,:]\d)", needs=INNER_STOP)
def version(match: re.Match[str], passage: Passage) -> str | None:
    """Say figures with full stops between them: `2.5.1` is `два крапка п'ять крапка один`."""
    if passage.marked("code", match.start()):
        return None
    return " крапка ".join(words.pairs(part) for part in match[0].split("."))


FIRST: tuple[Rule, ...] = (part_of_a_unit, ordinal, joined)
"""Applied before the rules for amounts."""
RULES: tuple[Rule, ...] = (magnitude, fraction, odds, fraction_sign, cardinal, version)
