"""Dates, months, days of the week, years and decades."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.speech.rules.german import words
from tts.speech.rules.german.context import after, before, last_stop, stop
from tts.speech.rules.german.grammar import ordinal_ending
from tts.speech.rules.rule import Passage, Rule, rule

_NAMES = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni"),
    *("Juli", "August", "September", "Oktober", "November", "Dezember"),
)
_SHORT = {
    "jan": "Januar",
    "jän": "Jänner",
    "feb": "Februar",
    "febr": "Februar",
    "mär": "März",
    "mrz": "März",
    "apr": "April",
    "jun": "Juni",
    "jul": "Juli",
    "aug": "August",
    "sep": "September",
    "sept": "September",
    "okt": "Oktober",
    "nov": "November",
    "dez": "Dezember",
}
MONTH = rf"(?i:{'|'.join((*_NAMES, 'Jänner', 'Feber'))}|(?:{'|'.join(_SHORT)})\b\.?)"
"""The pattern of the name of a month, in full or short."""
_DAYS = r"Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonnabend|Sonntag"
_WEEKDAY = regex(
    rf"\b(?:[Aa]m|[Zz]um|[Vv]om|[Bb]is|[Aa]b|[Ss]eit|[Vv]on) "
    rf"(?:\w+en |spätestens |einschließlich )?(?:(?:{_DAYS})(?:\w+)?|(?:M[oi]|D[io]"
    rf"|Fr|S[ao])\.?), \Z|\b(?:[Ss]eit|[Nn]ach|[Vv]or) \Z"
)
_WEAK = regex(
    r"[*†] ?\Z|\b[vdz]\. ?\Z|\b(?:[Bb]is|[Aa]b|[Ss]eit|[Aa]m) (?:einschl\.|inkl\.|einschließlich|spätestens|frühestens"
    r"|voraussichtlich|mindestens|ca\.|etwa|zum) \Z"
)
_BEFORE_DATE = regex(
    rf"(?:\b(?:[Aa]m|[Vv]om|[Zz]um|[Bb]is|[Aa]b|[Ss]eit|[Dd]e[rnm]|[Vv]on|[Uu]nd|einschl|einschließlich|inkl|spätestens|frühestens"
    rf"|{_DAYS}|M[oi]|D[io]|Fr"
    rf"|S[ao])[.,]{{0,2}} |[–-] ?|\d\./|\b[vdz]\. ?)\Z"
)
LINK = r"(?:,? (?:und|u\.|bis|oder|sowie|auf den|zum|bis zum) |, | ?[-–/+&] ?)"
"""The pattern between two ordinals that share a noun."""
_CHAIN = regex(rf"(?:\d{{1,3}}\.(?:\d{{1,2}}\.)?{LINK})+\Z")
_VALID = 31, 12
_YEAR = r"(?:1[1-9]|20)\d\d"


def ending_of_date(match: re.Match[str]) -> tuple[str, str]:
    """Return the article that a date needs and the ending of its ordinal: "am Montag, 3. Mai" is `dem` and `en`."""
    text = _CHAIN.sub("", before(match))
    if _WEEKDAY.search(text):
        return "dem ", "en"
    if _WEAK.search(text):
        return "", "en"
    return "", ordinal_ending(text, "Mai", is_date=True)


def _said(match: re.Match[str], day: str, month: str) -> str | None:
    """Return day and month in words with the ending that the sentence needs, or None if there is no such day."""
    if not (1 <= int(day) <= _VALID[0] and 1 <= int(month) <= _VALID[1]):
        return None
    article, ending = ending_of_date(match)
    return f"{article}{words.ordinal(int(day), ending)} {_NAMES[int(month) - 1]}"


@rule(
    r"(?<![\w.,/-])(?P<year>(?:1[1-9]|20)\d\d)-(?P<month>0?[1-9]|1[0-2])-(?P<day>0?[1-9]|[12]\d"
    r"|3[01])(?:T(?=\d\d:\d\d)|(?![\w/-]|\.\d))",
    needs="0",
)
def date_of_the_standard(match: re.Match[str], passage: Passage) -> str:
    """Say a date written as year, month and day in numbers (ISO 8601): `2022-05-04`."""
    return f"{_said(match, match['day'], match['month'])} {words.year(int(match['year']))}"


@rule(
    r"(?<![\w.,/:-])(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})\. ?(?P<year>(?:1[1-9]|20)\d\d|\d\d)(?![\w%°€]"
    r"|[.,:]\d| ?(?:%|€|Euro\b|Uhr))",
    needs="0",
)
def date_of_numbers(match: re.Match[str], passage: Passage) -> str | None:
    """Say a date in numbers, with the ending that the sentence needs: `am 2.3.2003`, `02.03.98`."""
    written = match["year"]
    is_sure = len(written) > 2 or match[0].startswith("0") or ".0" in match[0] or _BEFORE_DATE.search(before(match))
    said = _said(match, match["day"], match["month"])
    is_even = len(written) > 2 or len(re.findall(r"\. ", match[0])) != 1
    if not is_sure or not is_even or said is None:
        return None
    return f"{said} {words.year(int(written)) if len(written) > 2 else words.whole(written)}"


@rule(r"(?<![\w.,:])(?<![^.]/)(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})\.(?!\w|[.,:]\d)", needs="0")
def day_of_numbers(match: re.Match[str], passage: Passage) -> str | None:
    """Say day and month in numbers where the words before them show a date: `am 2.3.`, `vom 1.4. bis 30.4.`"""
    is_sure = (
        _BEFORE_DATE.search(before(match))
        or re.match(rf"{LINK}\d{{1,2}}\. ?\d{{1,2}}\.", after(match))
        or (before(match).endswith("(") and re.match(r"[),;]", after(match)))
        or re.search(r"\.0\d\.", match[0])
    )
    said = _said(match, match["day"], match["month"]) if is_sure else None
    return said and said + stop(match)


_BEFORE_MONTH = regex(
    r"(?:\b(?:[Ii]m|[Aa]b|[Ss]eit|[Bb]is|[Aa]nfang|[Ee]nde|[Mm]itte|[Vv]on|[Uu]nd|u\.|[Zz]um|[Ll]etzten|[Nn]ächsten) "
    r"|[a-zäöü.] ?[/–-] ?)\Z"
)


_CAPITALIZED = "|".join(name.capitalize() for name in _SHORT)


@rule(
    rf"(?:(?<=\d\. )|(?<=\d\.))(?P<short>(?i:{'|'.join(_SHORT)}))\b\.?"
    rf"|(?<![\w.])(?P<before>{_CAPITALIZED})\b\.?(?= (?:1[89]|20)\d\d\b)"
    rf"|(?<![\w.])(?P<alone>{_CAPITALIZED})\.(?!\w)",
    prefilter=rf"\d\. ?[^\W\d]|(?:{_CAPITALIZED})\b(?:\.| )",
)
def month(match: re.Match[str], passage: Passage) -> str | None:
    """Say the short name of a month in full: `3. Sept.`, `Jan. 2024`, `im Dez.`"""
    if match["alone"] and not _BEFORE_MONTH.search(before(match)):
        return None
    return _SHORT[(match["short"] or match["before"] or match["alone"]).lower()] + stop(match)


_WEEKDAYS = {
    "Mo": "Montag",
    "Di": "Dienstag",
    "Mi": "Mittwoch",
    "Do": "Donnerstag",
    "Fr": "Freitag",
    "Sa": "Samstag",
    "So": "Sonntag",
}
_DAY = rf"(?:{'|'.join(_WEEKDAYS)})"


@rule(
    rf"(?<![\w.-])(?P<low>{_DAY})\b\.?(?P<by> ?[-–/+&,] ?| bis | und | u\. )(?P<high>{_DAY})\b(?!\.?\w)\.?",
    prefilter=rf"{_DAY}(?!\w)",
)
def weekdays(match: re.Match[str], passage: Passage) -> str | None:
    """Say two short days of the week: `Mo–Fr`, `Sa./So.`"""
    by = match["by"].strip()
    link = {"-": "bis", "–": "bis", "bis": "bis", ",": ""}.get(by, "und")
    said = f"{_WEEKDAYS[match['low']]} {link} {_WEEKDAYS[match['high']]}" if link else ""
    return said + stop(match) if said and (by != "und" or "." in match[0]) else None


_OPEN = r"(?:2[0-4]|[01]?\d)(?:[.:][0-5]\d)?"
_FRANCS = regex(r" \d+\.(?:\d\d|-|–)(?!\d| ?(?:Uhr|h)\b|\.\d)")
_BEFORE_DAY = regex(r"\b(?:[Aa]m|[Jj]eden|[Bb]is|[Aa]b|[Ss]eit|[Vv]om|[Zz]um|[Nn]ächsten|[Kk]ommenden) \Z")


@rule(
    rf"(?<![\w.-])(?P<day>{_DAY})(?P<stop>\.)?(?:(?<=\.)(?=,? (?:d\. ?)?(?:\d{{1,2}}\.(?!-)|\d{{1,2}} Uhr"
    rf"|\d{{1,2}}[.:–-]\d\d))|(?=,? \d{{1,2}}\. ?{MONTH})|(?=,? \d{{1,2}}\.\d{{1,2}}\.)"
    rf"|(?=,?:? (?:ab |bis |um |von )?{_OPEN}(?: ?[-–] ?{_OPEN})? ?(?:Uhr|h)\b)"
    r"|(?=:? (?:u\.|und) (?:feiertags|an Feiertagen)|:? (?:geschlossen|Ruhetag|zu)\b)|(?P<alone>(?!\w)))",
    prefilter=rf"{_DAY}(?!\w)",
)
def weekday(match: re.Match[str], passage: Passage) -> str | None:
    """Say a short day of the week before a date or a time, or after a word that shows it: `Mo., 3. Mai`, `am Mi.`"""
    if match["day"] == "Fr" and match["stop"] and _FRANCS.match(after(match)) and "CH" in passage.language.upper():
        return None
    if match["day"] == "Fr" and match["stop"] and re.match(r" \d+[.](?:[6-9]\d|\d\d\d|-|–)", after(match)):
        return None
    if match["alone"] is not None and not _BEFORE_DAY.search(before(match)):
        return None
    return _WEEKDAYS[match["day"]] + last_stop(match)


@rule(rf"(?P<sign>[*†]) ?(?=(?P<day>\d{{1,2}}\. ?(?:{MONTH}|\d{{1,2}}\.))|(?:um )?{_YEAR}\b)", needs="*†")
def life(match: re.Match[str], passage: Passage) -> str:
    """Say the signs of birth and death before a date: `(* 3. Mai 1950, † 2001)`."""
    said = "geboren" if match["sign"] == "*" else "gestorben"
    return f"{said} am" if match["day"] else said


_NO_YEAR = regex(
    r" ?(?:km|m|kg|g|t|ha|l|PS|W|kW|MW|%|€|\$|Euro|Dollar|Meter|Kilometer|Tonnen|Liter|Gramm|Kilo|Watt|Hektar|Grad"
    r"|Quadrat\w+|Kubik\w+|Mal|Mio|Mrd)\b| ?[°%€]"
)


@rule(
    rf"(?<![\w.,:/§$€£-])(?P<low>{_YEAR})(?P<by> ?[-–—] ?|/)(?P<high>{_YEAR}|\d\d)(?![\w%°€$]|[.,:/]\d|[-–]\d)",
    needs="0",
)
def year_range(match: re.Match[str], passage: Passage) -> str | None:
    """Say a range of years, or a season: `1990–1995`, `2023/24`."""
    low, written = int(match["low"]), match["high"]
    high = int(written) if len(written) > 2 else low - low % 100 + int(written)
    if _NO_YEAR.match(match.string, match.end()):
        return None
    if match["by"] == "/":
        is_next = 0 < high - low < 10 or high - low == -99
        return (
            f"{words.year(low)} {words.cardinal(int(written)) if len(written) == 2 else words.year(high)}"
            if is_next
            else None
        )
    if high <= low:
        return None
    said = words.year(high) if len(written) > 2 else words.cardinal(int(written))
    return f"{words.year(low)} bis {said}"


@rule(r"(?<![\w.,:/§$€£])(?<!\b\d[-–])(?<!\b\d\d\d[-–])1[1-9]\d\d(?![\w%°€$]|[.,:]\d|/\d)", needs="0")
def year(match: re.Match[str], passage: Passage) -> str | None:
    """Say a number from 1100 to 1999 in hundreds, as a year: `1990` is "neunzehnhundertneunzig"."""
    if match[0] == passage.text.strip() or _NO_YEAR.match(match.string, match.end()):
        return None
    return words.year(int(match[0]))


@rule(r"(?<![\w.,:/])['’‘](?P<year>\d\d)(?![\w%]|[.,]\d)", needs="0")
def short_year(match: re.Match[str], passage: Passage) -> str | None:
    """Say a year without its century: `Wende ’89`."""
    return words.digits(match["year"]) if match["year"].startswith("0") else words.cardinal(int(match["year"]))


@rule(r"(?<![\w.,:/])(?P<number>\d{1,4})(?P<ending>ern?)(?![^\W_])", needs="0")
def decade(match: re.Match[str], passage: Passage) -> str:
    """Say a decade, or a number with the ending "er": `90er-Jahre`, `die 1920er`, `ein 5er-Pack`."""
    number = int(match["number"])
    return f"{words.year(number)}{match['ending']}"


FIRST: tuple[Rule, ...] = (date_of_the_standard, date_of_numbers, day_of_numbers, weekdays, weekday, month)
MARKS: tuple[Rule, ...] = (life,)
"""Applied before the rules for the marks of notes."""
RULES: tuple[Rule, ...] = (year_range, decade, short_year, year)
