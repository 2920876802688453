"""Acronyms: by the names of their letters, or as words."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.speech.rules.rule import Passage, Rule, rule

_NAMES = {
    "А": "а",
    "Б": "бе",
    "В": "ве",
    "Г": "ге",
    "Ґ": "ґе",
    "Д": "де",
    "Е": "е",
    "Є": "є",
    "Ж": "же",
    "З": "зе",
    "И": "и",
    "І": "і",
    "Ї": "ї",
    "Й": "йот",
    "К": "ка",
    "Л": "ел",
    "М": "ем",
    "Н": "ен",
    "О": "о",
    "П": "пе",
    "Р": "ер",
    "С": "ес",
    "Т": "те",
    "У": "у",
    "Ф": "еф",
    "Х": "ха",
    "Ц": "це",
    "Ч": "че",
    "Ш": "ша",
    "Щ": "ща",
    "Ю": "ю",
    "Я": "я",
}
"""The names of the letters of Ukrainian."""
_WITH_VOWELS = """
США ЗСУ ООН СБУ ЄС ЦРУ ЄЦБ ЄСПЛ АЕС ГЕС ТЕС ЗАЕС ЧАЕС ХАЕС РАЕС ЄБРР ОБСЄ ДСНС НБУ КМУ ВРУ ГРУ АРК ВНЗ УНР ЗУНР УРСР
РФ ПАР ОАЕ КНДР МВФ ДТП ППО САУ ССО ВПО АТО ООС ІПН РНБО ЦВК ЗНО ДПА ІТ АЗС АТ ЗП ЄР УПЦ ПЦУ УГКЦ НКРЕКП ДПСУ НПУ
КНУ ЛНУ ХНУ ОНУ НТУ КНЕУ НАУ НАНУ УЗД ЄДР ОСББ ШІ ЄДРПОУ ЕКГ ГПУ
"""
_SPELLED = frozenset(_WITH_VOWELS.split())
"""Acronyms with vowels that are spelled, although an engine could read them as words."""
_MIXED = {"БпЛА": "бе пе ел а", "КУпАП": "ку пап", "ІТ": "ай ті"}
_ONE_VOWEL = regex("[^АЕЄИІЇОУЮЯ]{2,4}[АУІОЄ]|[АЕЄІОУ][^АЕЄИІЇОУЮЯ]{2,4}")
"""The pattern of an acronym that nobody can say as a word: КМВА, АТБ."""
_VOWELS = regex("[АЕЄИІЇОУЮЯ]")


def letters(text: str) -> str:
    """Return the names of letters: "ЗСУ" is "зе ес у"."""
    return " ".join(_NAMES[letter] for letter in text)


@rule(r"(?<![\w’'-])(?P<name>[А-ЩЬЮЯҐЄІЇ]{2,6}|БпЛА|КУпАП)(?![\w’'])", prefilter="[А-ЩЬЮЯҐЄІЇ]{2}|БпЛА|КУпАП")
def acronym(match: re.Match[str], passage: Passage) -> str | None:
    """Say an acronym by the names of its letters: `ЗСУ` is `зе ес у`, `ДТП` `де те пе`; `НАТО` is a word.

    In a text of capitals nothing is an acronym that has a vowel.
    """
    name = match["name"]
    if passage.marked("code", match.start()) or "Ь" in name:
        return None
    if name in _MIXED:
        return _MIXED[name]
    has_vowel = _VOWELS.search(name) is not None
    is_spelled = name in _SPELLED or _ONE_VOWEL.fullmatch(name)
    if has_vowel and (not is_spelled or _is_shouted(match)):
        return None
    return letters(name)


def _is_shouted(match: re.Match[str]) -> bool:
    """Return whether the text has no small letters."""
    return match.string.isupper() and " " in match.string


RULES: tuple[Rule, ...] = (acronym,)
