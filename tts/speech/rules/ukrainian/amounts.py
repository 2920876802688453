"""An amount in words: a number or a range, a power of a thousand, and the noun that is counted."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.speech.rules.ukrainian import words
from tts.speech.rules.ukrainian.grammar import after, before, case_of, governed
from tts.speech.rules.ukrainian.nouns import Noun
from tts.speech.rules.ukrainian.words import NUMBER, counted

NUMBERS = rf"(?P<low>{NUMBER})(?:(?P<dash> ?[-‐‑–—] ?|\.\.\.?|…)(?P<second>(?<=[.…])[-−–+])?(?P<high>{NUMBER}))?"
"""The pattern of a number or of a range."""
AMOUNT = rf"(?:(?<![^\s(])(?P<sign>[-−–+±]))?{NUMBERS}"
"""The pattern of a number with its sign, or of a range."""
START = r"(?<![\w.,:/$€£¥+−–-])(?<!\d )"
"""The pattern before a number that is no part of another one or of a code."""
MAGNITUDE = r"(?P<magnitude>тис|млн|млрд|трлн)(?![\w-])\.?"
MAGNITUDES = {
    "тис": Noun(gender="f", forms=words.group_forms(1000)),
    "млн": Noun(gender="m", forms=words.group_forms(10**6)),
    "млрд": Noun(gender="m", forms=words.group_forms(10**9)),
    "трлн": Noun(gender="m", forms=words.group_forms(10**12)),
}
SIGNS = {"-": "мінус ", "−": "мінус ", "–": "мінус ", "+": "плюс ", "±": "плюс-мінус "}
_CLOSING = regex(r"[\"'”’“»)\]]*(?:\s*\Z|\s+(?![IVXІХ]+ ст\b|[А-ЯҐЄІЇ]\. ?[А-ЯҐЄІЇ])[\"“„«(]*[А-ЯҐЄІЇA-Z])")


def stop(match: re.Match[str]) -> str:
    """Return the full stop of a match that ends a sentence too; otherwise, return an empty text."""
    return "." if match[0].endswith(".") and _CLOSING.match(match.string, match.end()) else ""


_OPENING = regex(r"(?:\A|[.!?…] )[\"“„«(]*(?:[А-ЯҐЄІЇ][\w'’]*(?: [\w'’]+)?(?: [IVXІХ]+[-–—])? )?\Z")
_STARTS = regex(
    r" (?:Він|Вона|Вони|Воно|Це|Ця|Цей|Потім|Тоді|Але|А|І|Та|У|В|На|З|Про|Після|Також|Однак|Проте|Тому|Його|Її|Їх|Ми)\b"
)


def stop_of_time(match: re.Match[str]) -> str:
    """Return the full stop as `stop` does, but not where a sentence only begins: "У 1991 р. Україна"."""
    begin = match.string[: match.start()]
    is_opening = _OPENING.search(begin) and not _STARTS.match(match.string, match.end())
    return "" if is_opening and match.string[match.end() :].strip() else stop(match)


def count(text: str, counted_noun: Noun, case: str) -> str:
    """Return a number that matches `NUMBER` and the noun in words: `25` and "метр" is "двадцять п'ять метрів"."""
    if is_decimal(text):
        return f"{words.say(text, case)} {counted_noun.forms[1]}"
    number = int(text.replace(" ", ""))
    return f"{words.cardinal(number, case, counted_noun.gender)} {counted(number, counted_noun.forms, case)}"


def last_of(match: re.Match[str]) -> int:
    """Return the whole number of the last part of an amount."""
    return int(re.split("[,.]", match["high"] or match["low"])[0].replace(" ", ""))


def is_decimal(text: str) -> bool:
    """Return whether a number has decimal places."""
    return "," in text or "." in text


def say_number(match: re.Match[str], case: str, gender: str = "m") -> str:
    """Return the sign and the numbers of a match of `AMOUNT`."""
    numbers = (("sign", "low"), ("second", "high"))
    return " ".join(
        SIGNS.get(match[sign] or "", "") + words.say(match[number], case, gender)
        for sign, number in numbers
        if match[number]
    )


def say_amount(match: re.Match[str], unit: Noun, case: str) -> str:
    """Return a match of `AMOUNT`, its power of a thousand if it has one, and its unit: "п'ять мільйонів гривень"."""
    magnitude = match.groupdict().get("magnitude")
    named = MAGNITUDES[magnitude] if magnitude else unit
    first = (
        f"{words.say(match['low'], case, named.gender)} {SIGNS.get(match['second'] or '', '')}" if match["high"] else ""
    )
    said = SIGNS.get(match["sign"] or "", "") + first + count(match["high"] or match["low"], named, case)
    return f"{said} {unit.forms[7]}" if magnitude else said


def case_of_amount(match: re.Match[str], *, is_place: bool = False) -> str:
    """Return the case of an amount after its preposition; "у" takes the accusative, except in a place or a share."""
    text = before(match)
    case = case_of(text, "", last_of(match))
    if case == "n" and not governed(text) and _VERB.search(text):
        return "a"
    return "a" if case == "l" and not is_place and governed(text) == "la" else case


_VERB = regex(
    r"(?<!\bб)(?<!загин)(?<!мин)(?<![Зз])(?:[аяи]в|[аяиу]ла|[аяиу]ли|\bма(?:є|ють|ємо)|[йпс]те|міть)"
    r"(?: (?:лише|майже|тільки|ще|приблизно))? \Z"
)


def case_of_number(match: re.Match[str]) -> str:
    """Return the case of an amount that the preposition before it and the noun after it show."""
    text = before(match)
    if is_decimal(match["high"] or match["low"]):
        case = case_of(text, "", last_of(match))
        return "a" if case == "l" and re.search(r"\b[УуВвНн]а? \Z", text) else case
    return case_of(text, after(match), last_of(match))
