"""Roman numerals: centuries, rulers, chapters; also typed with the letters of Ukrainian."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.speech.rules.rule import ANY_DIGIT, Passage, Rule, rule
from tts.speech.rules.ukrainian import words
from tts.speech.rules.ukrainian.amounts import stop_of_time
from tts.speech.rules.ukrainian.grammar import after, agree, before, governed, named_by
from tts.speech.rules.ukrainian.nouns import readings

_LETTERS = "IVXLCІХ"
_LATIN = str.maketrans("ІХ", "IX")
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_FORM = regex(r"(?:X{0,3}|XL|LX{1,3}|XC|C(?=[IVX]))(?:IX|IV|V?I{0,3})")
_NUMERAL = rf"(?P<numeral>[{_LETTERS}]{{1,8}})"
_CENTURY = {"n": "століття", "a": "століття", "g": "століття", "l": "столітті", "d": "століттю", "i": "століттям"}
_CENTURIES = {"n": "століття", "a": "століття", "g": "століть", "l": "століттях", "d": "століттям", "i": "століттями"}


def value(numeral: str) -> int:
    """Return the value of a Roman numeral, also with letters of Ukrainian; 0 if it is none."""
    if numeral.isdecimal():
        return int(numeral)
    plain = numeral.translate(_LATIN)
    if not plain or not _FORM.fullmatch(plain):
        return 0
    numbers = [_VALUES[letter] for letter in plain]
    following = [*numbers[1:], 0]
    return sum(-one if one < then else one for one, then in zip(numbers, following, strict=True))


_CENTURY_NUMBER = rf"[{_LETTERS}]{{1,8}}|(?<!\d)(?<!\d )[12]?\d(?=(?:[-–][12]\d)? ст\.(?! ?л))"


@rule(
    rf"(?<![\w-])(?P<numeral>{_CENTURY_NUMBER})(?P<join> ?[-–—] ?| (?:та|і|й|до|або) )?"
    rf"(?(join)(?P<last>[{_LETTERS}]{{1,8}}|[12]\d)) "
    r"(?P<word>століття|столітті|століттю|століттям|століть|століттях|століттями|ст\.(?: ?ст\.)?|стст?\.)(?!\w)",
    needs=_LETTERS + ANY_DIGIT,
)
def century(match: re.Match[str], passage: Passage) -> str | None:
    """Say the number of a century: `у XX столітті`, `на початку XXI ст.`, `ХІХ–ХХ ст.`"""
    low, last = value(match["numeral"]), value(match["last"] or "")
    if not low or (match["last"] and not last):
        return None
    case = _century_case(match)
    word = match["word"]
    if word.startswith("ст."):
        word = (_CENTURIES if last else _CENTURY)[case]
    elif word.startswith("сст") or word == "стст.":
        word = _CENTURIES[case]
    if not last:
        return f"{words.ordinal(low, case, 'n')} {word}{stop_of_time(match)}"
    join = match["join"].strip()
    joint = f" {join} " if join.isalpha() else " "
    return f"{words.ordinal(low, case, 'n')}{joint}{words.ordinal(last, case, 'n')} {word}{stop_of_time(match)}"


_GENITIVE_BEFORE = regex(
    r"\b(?:рр?\.|поч\.|кін\.|початк\w+|кінц\w+|кінець|середин\w+|половин\w+|чверт\w+|третин\w+|рок\w+|десятиліт\w+|пам'ятк\w+|архітектур\w+"
    r"|наприкінці|письменник\w*|поет\w*|мистецтв\w+|істор\w+|літератур\w+|війн\w*|автор\w*|художник\w*|революц\w+)"
    r" \Z",
    re.IGNORECASE,
)


def _century_case(match: re.Match[str]) -> str:
    """Return the case of a century, as its word, the preposition or the noun before it shows."""
    text, word = before(match), match["word"]
    shown = {"столітті": "l", "століттю": "d", "століть": "g", "століттях": "l", "століттями": "i"}.get(word)
    if word == "століттям":
        return "i" if "i" in governed(text) else "d" if match["last"] else "i"
    if shown:
        return shown
    cases = governed(text).replace("l", "") if word == "століття" else governed(text)
    return cases[0] if cases else "g" if _GENITIVE_BEFORE.search(text) else "n"


_MEN = (
    "Генрі Генрих Людовик Карл Олександр Микола Петро Павло Іван Фрідріх Вільгельм Філіп Філіпп Едуард Георг Яків Лев "
    "Бенедикт Франциск Пій Климент Григорій Інокентій Урбан Юлій Ярослав Володимир Данило Роман Василь Костянтин "
    "Юстиніан Август Станіслав Сигізмунд Казимир Болеслав Мешко Стефан Ян Владислав Наполеон Рамзес Тутмос Аменхотеп "
    "Мехмед Сулейман Селім Мурад Густав Оттон Оскар Гокон Гаральд Олаф Крістіан Леопольд Альберт Франц Йосиф "
    "Максиміліан Філарет Феліпе Хуан Карлос Антіох Птолемей Дарій Ричард Річард Боніфацій Лука "
    "Генріх Педро Рудольф Євген Целестин"
)
_WOMEN = "Єлизавета Катерина Марія Маргрете Вікторія Анна Маргарита Клеопатра Ізабелла Беатрикс Шарлотта"
_NAME_STEMS = dict.fromkeys(_MEN.split(), "m") | dict.fromkeys(_WOMEN.split(), "f")
_Ends = tuple[tuple[str, str], ...]
_MALE_ENDS: _Ends = (
    *(("ого", "g"), ("ому", "d"), ("ові", "d"), ("еві", "d"), ("єві", "d"), ("ом", "i"), ("ем", "i"), ("єм", "i")),
    *(("а", "g"), ("я", "g"), ("у", "d"), ("ю", "d"), ("і", "l")),
)
_FEMALE_ENDS: _Ends = (("ою", "i"), ("єю", "i"), ("ю", "a"), ("у", "a"), ("и", "g"), ("ії", "g"), ("і", "d"))
_MYKOLA: _Ends = (("и", "g"), ("і", "d"), ("ою", "i"), ("у", "a"))
_OBLIQUE_STEMS = {"Петр": "Петро", "Павл": "Павло", "Льв": "Лев", "Данил": "Данило", "Мешк": "Мешко", "Микол": "Микола"}


@rule(
    rf"(?<=[а-яґєії] ){_NUMERAL}(?![\w'’-]|\.\w)",
    needs=_LETTERS,
)
def ruler(match: re.Match[str], passage: Passage) -> str | None:
    """Say the number of a ruler or a pope in the case of the name: `Генрих VIII`, `Людовика XIV`, `Єлизавети II`."""
    number = value(match["numeral"])
    name = re.search(r"(?P<name>[А-ЯҐЄІЇ][а-яґєії']+) \Z", before(match))
    if not number or name is None:
        return None
    form = _form_of_name(name["name"])
    return words.ordinal(number, *form) if form else None


def _form_of_name(name: str) -> tuple[str, str] | None:
    """Return the case and gender of the name of a ruler; None if it is not a listed one."""
    if name in _NAME_STEMS:
        return "n", _NAME_STEMS[name]
    for length in range(len(name) - 1, 2, -1):
        stem, end = name[:length], name[length:]
        known = _OBLIQUE_STEMS.get(stem) or next(
            (one for one in (stem, f"{stem}й", f"{stem}ь", f"{stem}о", f"{stem}а", f"{stem}я") if one in _NAME_STEMS),
            "",
        )
        if known:
            gender = _NAME_STEMS[known]
            ends = _MYKOLA if known == "Микола" else _FEMALE_ENDS if gender == "f" else _MALE_ENDS
            case = next((case for one, case in ends if end.endswith(one) or name.endswith(one)), "")
            return (case, gender) if case else None
    return None


_AND = "І"  # also the word for "and", with a capital at the beginning of a sentence
_CONJUNCTIONS = frozenset(("і", "й", "та", "чи", "або", "у", "на"))
_WITHIN = regex(r"[а-яґєії] \Z")


@rule(
    rf"(?<![\w-]){_NUMERAL}(?= (?P<word>[А-ЯҐЄІЇ]?[а-яґєії'’]+)(?: (?P<second>[а-яґєії'’]+))?)",
    needs=_LETTERS,
)
def numeral_before(match: re.Match[str], passage: Passage) -> str | None:
    """Say a Roman numeral before what it numbers: `II Світова війна`, `IV кварталу`, `на XXI сесії`."""
    number, word = value(match["numeral"]), match["word"]
    if not number or (match["numeral"] == _AND and not _WITHIN.search(before(match))):
        return None
    named = named_by(f" {word.lower()}", governed(before(match)))
    if named:
        return words.ordinal(number, *named)
    if word in _CONJUNCTIONS:
        return None
    second = named_by(f" {match['second']}", governed(before(match))) if match["second"] else None
    is_known = second is not None or re.match(r"[Сс]вітов|[Вв]сеукраїнськ|[Мм]іжнародн|[Вв]атикан|[Оо]лімпійськ", word)
    form = agree(word) if is_known else None
    if form is None:
        return None
    return words.ordinal(number, *(second if second and second[1] == form[1] else form))


@rule(
    rf"(?<=[а-яґєії] ){_NUMERAL}(?![\w'’-]|\.\w)",
    needs=_LETTERS,
)
def numbered(match: re.Match[str], passage: Passage) -> str | None:
    """Say a Roman numeral behind what it numbers: `розділ II`, `у томі IV`."""
    number = value(match["numeral"])
    word = re.search(r"(?P<word>[А-ЯҐЄІЇа-яґєії']+) \Z", before(match))
    is_initial = len(match["numeral"]) == 1 and re.match(r"\. ?[А-ЯҐЄІЇ]", after(match))
    if not number or is_initial or word is None or not [*readings(word["word"])]:
        return None
    start = before(match)[: word.start()]
    form = named_by(f" {word['word'].lower()}", governed(start))
    return words.ordinal(number, *form) if form else None


_CENTURY_LATER = regex(r" ?[—–-] ?[а-яґєії ]{0,30}[IVXІХ]+ ст")


@rule(r"(?:(?<![\w-])|(?<=\d-))(?P<numeral>[IVXІХ]{2,8})(?![\w'’-]|\.\w)", needs=_LETTERS)
def small_numeral(match: re.Match[str], passage: Passage) -> str | None:
    """Say any other Roman numeral as a number: `Громади Дія III`; `XX` alone too."""
    number = value(match["numeral"])
    is_among_capitals = re.search(r"\b[А-ЯҐЄІЇA-Z]{2,} \Z", before(match)) or re.match(
        r" [А-ЯҐЄІЇA-Z]{2,}\b", after(match)
    )
    if number and _CENTURY_LATER.match(after(match)):
        return words.ordinal(number, (governed(before(match)) or "n")[0], "n")
    return words.cardinal(number) if number and not is_among_capitals else None


@rule(
    rf"(?<![\w-])(?P<numeral>[{_LETTERS}]{{1,8}})-(?P<ending>[а-яґєії]{{1,3}})(?!\w)(?: (?P<century>ст)(?!\w)\.?)?",
    needs=_LETTERS,
)
def numeral_with_ending(match: re.Match[str], passage: Passage) -> str | None:
    """Say a Roman numeral that has the ending of an ordinal: `у XX-му столітті`, `XIX-го ст.`"""
    number = value(match["numeral"])
    forms = [(case, gender) for gender in "nmfp" for case in "nglaid"]
    fitting = [form for form in forms if number and words.ordinal(number, *form).endswith(match["ending"])]
    if not fitting:
        return None
    cases = governed(before(match))
    form = next((form for form in fitting if form[0] in cases), fitting[0])
    named = f" {_CENTURY[form[0]]}{stop_of_time(match)}" if match["century"] else ""
    return words.ordinal(number, *form) + named


RULES: tuple[Rule, ...] = (century, numeral_with_ending, ruler, numeral_before, numbered, small_numeral)
