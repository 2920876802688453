"""The case of a number, as the preposition before it and the noun after it show it.

Cases and genders are the letters of `tts.speech.rules.ukrainian.words`.
"""

from __future__ import annotations

import re

from tts.regex import regex
from tts.speech.rules.ukrainian.nouns import readings

_NEAR = 60  # characters, about one clause
_PREPOSITIONS = {
    "g": "до від од без для біля близько коло після протягом упродовж впродовж серед крім окрім замість навколо "
    "поблизу проти задля із-за з-за з-під із-під поза розмірі обсязі кількості межах рівні більше менше вище нижче "
    "досяг досягла досягло досягли досягне сягає сягала сягнув сягнула сягнуло досягає досягти",
    "gi": "з із зі",
    "la": "у в",
    "al": "на по",
    "l": "о об при",
    "ai": "за під над",
    "i": "перед між поміж",
    "a": "через про понад крізь",
    "d": "завдяки всупереч назустріч",
}
_CASES = {word: cases for cases, words in _PREPOSITIONS.items() for word in words.split()}
_ADVERBS = (
    "майже|лише|тільки|приблизно|орієнтовно|ще|щонайменше|щонайбільше|принаймні|десь|рівно|аж|усі|всі|всіх|усіх|ці|цих"
    "|перші|перших|останні|останніх|наступні|наступних|цілих|ті|тих"
)
_BEFORE = regex(rf"(?<![\w'’-])(?P<word>[\w'’-]+) (?:(?:{_ADVERBS}) )?\Z", re.IGNORECASE)
_NOUN = regex(r" ?(?P<first>[а-щьюяґєії'’-]+)(?: (?P<second>[а-щьюяґєії'’-]+))?(?!\w)")
_WITH = regex(r"(?:порівняно|порівнянні|разом|поряд|згідно|зв'язку|поруч) (?:з|із|зі) \Z", re.IGNORECASE)
_PLURAL_ENDS = (  # the ends of a word in the plural, and the cases that they show
    (regex(r"(?:[ая]ми|[иі]ми|ьми)\Z"), "i"),
    (regex(r"(?:[ая]х)\Z"), "l"),
    (regex(r"(?<!гр)(?:[ая]м)\Z|(?:[иі]м)\Z"), "d"),
    (regex(r"(?:[иі]х)\Z"), "nagl"),
)
_GENITIVE_END = regex(r"(?:ів|їв|ей|[^авмтхїиоеу]|[^иеаоу]й|[аиоуе]т)\Z(?<!ть)(?<![аеиіоуюяєї])")
_NO_NOUNS = frozenset(
    [
        "і",
        "й",
        "та",
        "чи",
        "або",
        "не",
        "з",
        "із",
        "зі",
        "у",
        "в",
        "за",
        "до",
        "від",
        "на",
        "по",
        "як",
        "але",
        "що",
        "б",
        "ж",
        "раз",
        "ніж",
        "це",
        "ці",
        "всі",
        "є",
        "та",
        "тому",
        "потім",
        "там",
        "сам",
        "при",
        "про",
        "для",
        "без",
        "коли",
        "де",
        "він",
        "вона",
        "вони",
        "воно",
        "ми",
        "ви",
        "який",
        "яка",
        "які",
        "проти",
        "після",
        "через",
        "перед",
        "тоді",
        "вже",
        "також",
        "але",
    ]
)


def before(match: re.Match[str]) -> str:
    """Return the text shortly before the match."""
    return match.string[max(0, match.start() - _NEAR) : match.start()]


def after(match: re.Match[str]) -> str:
    """Return the text shortly after the match."""
    return match.string[match.end() : match.end() + _NEAR]


def governed(text: str) -> str:
    """Return the cases that the preposition at the end of `text` takes, the likeliest first; "" without one."""
    if _WITH.search(text):
        return "i"
    found = _BEFORE.search(text)
    return _CASES.get(found["word"].lower(), "") if found else ""


def counted_word(rest: str) -> str:
    """Return the word that a number before `rest` counts, or the adjective before it; "" without one."""
    found = _NOUN.match(rest)
    if (
        found is None
        or found["first"] in _NO_NOUNS
        or (found.end("first") <= 4 and rest[found.end("first") :][:1] == ".")
    ):
        return ""
    return found["first"]


def is_one(number: int) -> bool:
    """Return whether a noun after a number is in the singular: 1, 21, not 11."""
    return number % 10 == 1 and number % 100 != 11


def is_few(number: int) -> bool:
    """Return whether a noun after a number is in the nominative of the plural: 2, 3, 24, not 12."""
    return number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14)


def case_of(text: str, rest: str, number: int) -> str:
    """Return the case of a cardinal after `text` and before `rest`: "у" and " містах" is the locative.

    Without a word to count, it is the first case of the preposition, or the nominative.
    """
    cases, word = governed(text), counted_word(rest)
    if not word:
        return (cases or "n")[0]
    possible = _cases_of_one(word) if is_one(number) else _cases_of_many(word, few=is_few(number))
    wanted = cases or "n"
    return next((case for case in wanted if case in possible), possible[0])


def _cases_of_many(word: str, *, few: bool) -> str:
    """Return the cases in which a number may be before a word in the plural, the likeliest first."""
    known = {case for _, case, plural in readings(word) if plural}
    shown = next((cases for ends, cases in _PLURAL_ENDS if ends.search(word)), "")
    if not known and shown:
        return shown
    if known and not known & {"n", "g"}:
        return "".join(sorted(known))
    if not few:
        return "nag"
    is_genitive = "g" in known if known else _GENITIVE_END.search(word) is not None
    return "ga" if is_genitive else "na"


def _cases_of_one(word: str) -> str:
    """Return the cases in which 1 may be before a word in the singular, the likeliest first."""
    known = "".join(case for case in "nagdil" if any(case == one for _, one, plural in readings(word) if not plural))
    if known:
        return known
    adjective = agree(word) if word.endswith(("ого", "ому", "им", "ий", "ої", "ою")) else None
    if adjective:
        return f"{adjective[0]}d" if adjective[0] == "l" else adjective[0]
    return next((cases for ends, cases in _SINGULAR_ENDS if word.endswith(ends)), "nag")


_SINGULAR_ENDS = (
    (("ою", "ею", "єю", "ом", "ем", "єм"), "i"),
    (("у", "ю"), "agdl"),
    (("і", "ї"), "lgd"),
    (("и",), "g"),
    (("а", "я"), "ng"),
)


_NEUTERS = ("ння", "ття", "ччя", "ддя", "ззя", "лля")
_FEMININE_END = regex(r"(?:[ії]ни|рги|иги|оги|иці|ії|ості|[^нщчиі]ки|оби|ави|ади|уди|оги|ечі|ежі|[^аоеуиі]ші)\Z")
_MASCULINE_END = regex(r"(?:ади|[оуіае]ки|їни|ики)\Z")


def gender_of(rest: str, number: int) -> str:
    """Return the gender in which 1 or 2 is said before a noun: before " книги" it is "f"."""
    found = _NOUN.match(rest)
    for one in (found["first"], found["second"] or "") if found else ():
        for noun, _, _ in readings(one):
            return noun.gender
    word = counted_word(rest)
    if is_one(number) and word:
        return _gender_of_one(word)
    if word.endswith(("а", "я")):
        return "n"
    return "f" if _FEMININE_END.search(word) and not _MASCULINE_END.search(word) else "m"


def _gender_of_one(word: str) -> str:
    """Return the gender of a word in the singular by its ending."""
    if word.endswith((*_NEUTERS, "о", "е", "є")):
        return "n"
    return "f" if word.endswith(("а", "я", "у", "ю", "ці", "зі", "ість", "ої", "ію", "и", "ї")) else "m"


def named_by(rest: str, cases: str) -> tuple[str, str] | None:
    """Return the case and gender of an ordinal before a noun in the singular; None if it is not a listed one.

    `cases` are those that the preposition takes.
    """
    found = [(noun, case) for noun, case, plural in readings(counted_word(rest)) if not plural]
    if not found:
        return None
    for case in cases:
        for noun, one in found:
            if one == case:
                return case, noun.gender
    noun, case = next(((noun, one) for noun, one in found if one in "ng"), found[0])
    return case, noun.gender


def is_only_singular(word: str) -> bool:
    """Return whether a word is a form of a listed noun that no number but 1 counts: "столітті", "поверсі", "клас"."""
    found = [*readings(word)]
    return bool(found) and not any(plural for _, _, plural in found)


def agree(word: str) -> tuple[str, str] | None:
    """Return the case and gender that an adjective with a capital or a small letter shows: "Світової" is "g", "f"."""
    for ends, case, gender in _ADJECTIVE_ENDS:
        if word.endswith(ends):
            return case, gender
    return None


_ADJECTIVE_ENDS = (
    (("ого", "ього"), "g", "m"),
    (("ому", "ьому"), "l", "m"),
    (("ими", "іми"), "i", "p"),
    (("их", "іх"), "g", "p"),
    (("им", "ім"), "i", "m"),
    (("ий",), "n", "m"),
    (("ої", "ьої"), "g", "f"),
    (("ою", "ьою"), "i", "f"),
    (("ій",), "l", "f"),
    (("у", "ю"), "a", "f"),
    (("а", "я"), "n", "f"),
    (("е", "є"), "n", "n"),
    (("і",), "n", "p"),
)
