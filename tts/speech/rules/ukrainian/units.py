"""Units of measurement and currencies: how they are written, and the nouns that are said."""

from __future__ import annotations

import re
from functools import cache

from tts.speech.rules.ukrainian.nouns import Noun, nouns

_SQUARE, _CUBIC = "квадратн", "кубічн"
_ADJECTIVE = ["ий", "ого", "ому", "ий", "им", "ому", "і", "их", "им", "і", "ими", "их"]
_NAMES = {
    "км": "кілометр",
    "м": "метр",
    "см": "сантиметр",
    "мм": "міліметр",
    "мкм": "мікрометр",
    "нм": "нанометр",
    "кг": "кілограм",
    "г": "грам",
    "гр": "грам",
    "мг": "міліграм",
    "мкг": "мікрограм",
    "т": "тонна",
    "ц": "центнер",
    "л": "літр",
    "мл": "мілілітр",
    "га": "гектар",
    "год": "година",
    "хв": "хвилина",
    "сек": "секунда",
    "с": "секунда",
    "кВт": "кіловат",
    "МВт": "мегават",
    "ГВт": "гігават",
    "Вт": "ват",
    "Гц": "герц",
    "кГц": "кілогерц",
    "МГц": "мегагерц",
    "ГГц": "гігагерц",
    "КБ": "кілобайт",
    "кБ": "кілобайт",
    "МБ": "мегабайт",
    "Мб": "мегабайт",
    "ГБ": "гігабайт",
    "Гб": "гігабайт",
    "ТБ": "терабайт",
    "Мбіт": "мегабіт",
    "Гбіт": "гігабіт",
    "Мп": "мегапіксель",
    "ккал": "кілокалорія",
    "%": "відсоток",
    "°C": "градус Цельсія",
    "°С": "градус Цельсія",
    "° C": "градус Цельсія",
    "° С": "градус Цельсія",
    "ºC": "градус Цельсія",
    "ºС": "градус Цельсія",
    "°F": "градус Фаренгейта",
    "°": "градус",
    "º": "градус",
    "грн": "гривня",
    "коп": "копійка",
    "дол": "долар",
    "$": "долар",
    "€": "євро",
    "USD": "долар",
    "EUR": "євро",
    "UAH": "гривня",
    "₴": "гривня",
    "євро": "євро",
    "шт": "штука",
    "чол": "чоловік",
    "екз": "примірник",
    "прим": "примірник",
    "ст. л": "столова ложка",
    "ч. л": "чайна ложка",
    "мм рт. ст": "міліметр ртутного стовпчика",
    "к. с": "кінська сила",
    "£": "фунт",
}
PER = {
    "год": "годину",
    "с": "секунду",
    "сек": "секунду",
    "хв": "хвилину",
    "добу": "добу",
    "день": "день",
    "міс": "місяць",
    "місяць": "місяць",
    "рік": "рік",
    "особу": "особу",
    "кг": "кілограм",
    "т": "тонну",
    "л": "літр",
    "мл": "мілілітр",
    "дл": "децилітр",
    "га": "гектар",
    "км": "кілометр",
    "100 км": "сто кілометрів",
    "м²": "квадратний метр",
    "м2": "квадратний метр",
    "кв. м": "квадратний метр",
    "м³": "кубічний метр",
    "км²": "квадратний кілометр",
    "кВт·год": "кіловат-годину",
    "$": "долар",
    "€": "євро",
}
"""What is said for a unit after a slash."""


_MONEY = frozenset(("грн", "коп", "дол", "$", "€", "£", "₴", "євро", "USD", "EUR", "UAH"))
_GOODS = frozenset(("кг", "т", "л", "м²", "м2", "кв. м", "м³", "кВт·год", "$", "€"))


def say_per(unit: str, per: str) -> str:
    """Return what is said for a unit after a slash: `км/год` is "на годину", `грн/кг` "за кілограм"."""
    if (unit, per) in (("ц", "га"), ("т", "га")):
        return "з гектара"
    return f"{'за' if unit in _MONEY and per in _GOODS else 'на'} {PER[per]}"


def _with_adjective(stem: str, noun: Noun) -> Noun:
    """Return a masculine noun with an adjective before it: "квадратний метр"."""
    forms = zip(_ADJECTIVE, noun.forms, strict=True)
    return Noun(gender="m", forms=tuple(f"{stem}{end} {form}" for end, form in forms))


def _feminine(adjective: str, stem: str, many: str) -> Noun:
    """Return a feminine adjective and noun by their stems, and the noun's genitive of the plural: "столова ложка"."""
    ends = ["а", "ої", "ій", "у", "ою", "ій", "і", "их", "им", "і", "ими", "их"]
    forms = [stem + end for end in ("а", "и", "і", "у", "ою", "і", "и")] + [many]
    forms += [stem + end for end in ("ам", "и", "ами", "ах")]
    pairs = zip(ends, forms, strict=True)
    return Noun(gender="f", forms=tuple(f"{adjective}{end} {form}" for end, form in pairs))


@cache
def units() -> dict[str, Noun]:
    """Return the nouns of the units by what is written."""
    listed = nouns()
    found: dict[str, Noun] = {}
    for short, name in _NAMES.items():
        first, _, rest = name.partition(" ")
        if first in listed:
            noun = listed[first]
            found[short] = Noun(gender=noun.gender, forms=tuple(f"{form} {rest}".strip() for form in noun.forms))
    for short, stem in (("²", _SQUARE), ("³", _CUBIC)):
        word = "кв" if stem == _SQUARE else "куб"
        for one in ("км", "м", "см", "мм"):
            noun = _with_adjective(stem, found[one])
            plain = short.translate(_PLAIN)
            for written in (
                f"{one}{short}",
                f"{one}{plain}",
                f"{word}. {one}",
                f"{word}.{one}",
                f"{word} {one}",
                f"{one}. {word}",
                f"{one} {word}",
            ):
                found[written] = noun
    found["ст. л"] = found["ст.л"] = _feminine("столов", "ложк", "ложок")
    found["ч. л"] = found["ч.л"] = _feminine("чайн", "ложк", "ложок")
    found["к. с"] = found["к.с"] = _feminine("кінськ", "сил", "сил")
    people = found["чол"].forms
    found["чол"] = Noun(gender="m", forms=(*people[:7], people[0], *people[8:]))
    hours = found["год"].forms
    for short, start in (("кВт", "кіловат"), ("МВт", "мегават"), ("ГВт", "гігават"), ("Вт", "ват")):
        noun = Noun(gender="f", forms=tuple(f"{start}-{form}" for form in hours))
        for sign in "·⋅*-":
            found[f"{short}{sign}год"] = noun
    return found


_PLAIN = str.maketrans("²³", "23")


def pattern() -> str:
    """Return a pattern of the units as they are written, the longest first."""
    written = sorted(units(), key=len, reverse=True)
    return "|".join(re.escape(one) for one in written)
