"""Dates, months and days of the week."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.speech.rules.english import words
from tts.speech.rules.english.amounts import BEFORE, with_stop
from tts.speech.rules.english.years import YEAR, say_year
from tts.speech.rules.rule import Passage, Rule, rule

_NAMES = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_MONTHS = {name[:3].lower(): name for name in _NAMES}
_FULL = f"(?i:{'|'.join(_NAMES)})"
_SHORT = r"(?:(?i:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
_MONTH = rf"(?:\b{_FULL}\b|\b{_SHORT})"
_DIGIT_AND_MONTH = rf"(?i:\d(?:st|nd|rd|th)?(?: of |[ -])(?:{'|'.join(_MONTHS)}))"
_MONTH_AND_DAY = rf"(?i:(?:{'|'.join(_MONTHS)})[a-z]*\.?[ -](?:the )?\d{{1,2}}(?!\d))"
_MONTH_AND_YEAR = rf"(?i:(?:{'|'.join(_MONTHS)})[a-z]*\.?,?[ -](?:of |'|’)?\d\d)"
_SHORT_WEEKDAY = r"\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:s|rs?)?(?![a-su-z])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?!\d)"
_TH = r"(?:(?i:st|nd|rd|th)\b)?"
_AFTER = r"(?![\w%°$£€]|[:/]\d|\.\d|,\d{3}|-[a-z\d])"
_DAYS_YEAR = rf"(?:,?[ -]?(?P<year>{YEAR})|,? ['’](?P<short>\d\d)(?!\w))?"
_WEEKDAYS = {
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
}
_WEEKDAY = r"(?:Mon|Tues?|Weds?|Thu(?:rs?)?|Fri|Sat|Sun)"
_VERBS = {"may", "march", "mar", "dec", "sep", "apr"}  # other words or abbreviations in lower case


def _month(written: str) -> str:
    """Return the full name of a month, in lower case if it is written so: "Jan" is `January`."""
    name = _MONTHS[written[:3].lower()]
    return name if written[0].isupper() else name.lower()


def _is_ambiguous(match: re.Match[str]) -> bool:
    """Return whether the month may be another word: "may 4 people", "APR 5"."""
    month = match["month"]
    sure = match["year"] or re.search(r"\d(?:st|nd|rd|th)", match[0]) or month.endswith(".")
    return not sure and (month in _VERBS or month in ("APR", "MAR", "DEC", "SEP"))


def _with_year(said: str, match: re.Match[str], passage: Passage, link: str) -> str:
    """Return `said` with the year of the match after `link`; `said` alone if the match has no year."""
    if match["year"]:
        return f"{said}{link}{say_year(int(match['year']), passage)}"
    return f"{said}{link}{_short_year(match['short'])}" if match["short"] else said


def _short_year(written: str) -> str:
    """Return a year of two digits in words: "98" is `ninety-eight`, "04" `oh four`."""
    return words.cardinal(int(written)) if written[0] != "0" else f"oh {words.digits(written[1], zero='oh')}"


def _day(number: str) -> str:
    """Return the ordinal of a day, whether or not it is written as one: "4th" and "4" are `fourth`."""
    return words.ordinal(int(re.sub(r"\D", "", number)))


def _said(month: str, day: str, passage: Passage, *, year: str | None = None) -> str:
    """Return a numeric date in words, in the order of the passage's region."""
    name, when = _NAMES[int(month) - 1], words.ordinal(int(day))
    said = f"the {when} of {name}" if passage.british else f"{name} {when}"
    if not year:
        return said
    return f"{said}{'' if passage.british else ','} {_year_of(year, passage)}"


@rule(
    r"(?<![\w.,/-])(?P<year>(?:1[1-9]|20)\d\d)([-/.])(?P<month>0?[1-9]|1[0-2])\2(?P<day>0?[1-9]|[12]\d|3[01])(?:T(?=\d\d:\d\d)|(?![\w/-]|\.\d))",
    needs="0",
    prefilter=r"\d{4}[-/.]\d",
)
def date_of_the_standard(match: re.Match[str], passage: Passage) -> str:
    """Say a date written as year, month and day in numbers (ISO 8601): `2022-05-04`."""
    return _said(match["month"], match["day"], passage, year=match["year"])


@rule(r"(?<![\w.,/-])(?P<year>(?:19|20)\d\d)-(?P<month>0[1-9])(?![\w/-]|[.,:]\d)", needs="0")
def month_of_the_standard(match: re.Match[str], passage: Passage) -> str:
    """Say a month written as year and month in numbers (ISO 8601): `2022-05`."""
    return f"{_NAMES[int(match['month']) - 1]} {say_year(int(match['year']), passage)}"


@rule(
    r"(?<![\w.,/-])(?P<one>\d{1,2})(?P<by>[/.-])(?P<two>\d{1,2})(?P=by)(?P<year>(?:1[1-9]|20)\d\d|\d\d)(?![\w/%-]|[.,]\d)",
    needs="0",
    prefilter=r"\d[-/.]\d{1,2}[-/.]\d",
)
def date_of_numbers(match: re.Match[str], passage: Passage) -> str | None:
    """Say a numeric date, with day and month in the order of the region: `01/07/98`."""
    first, second = int(match["one"]), int(match["two"])
    if len(match["year"]) == 2 and match["by"] != "/":
        return None
    month, day = (second, first) if (passage.british or first > 12) and second <= 12 else (first, second)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    if first > 12 and not passage.british:
        return f"the {words.ordinal(day)} of {_NAMES[month - 1]} {_year_of(match['year'], passage)}"
    return _said(str(month), str(day), passage, year=match["year"])


def _year_of(written: str, passage: Passage) -> str:
    """Return a year of two or four digits in words."""
    return _short_year(written) if len(written) == 2 else say_year(int(written), passage)


@rule(
    rf"(?P<month>{_MONTH})(?:[ -]| the )(?P<day>{_DAY}{_TH})(?:(?P<between>\s?[-–—]\s?|/| and | or | to | through )"
    rf"(?P<last>{_DAY}{_TH})(?! ?[ap]\.?m\b)(?=,? {YEAR}|[.,;:)\]\s]|$)(?! {_MONTH}))?{_DAYS_YEAR}{_AFTER}",
    needs="0",
    prefilter=_MONTH_AND_DAY,
)
def month_and_day(match: re.Match[str], passage: Passage) -> str | None:
    """Say a month followed by a day: `May 4, 2022`, `Sept. 11`, `May 4–6`."""
    if _is_ambiguous(match) or re.search(r"\d $", passage.text[: match.start()][-40:]):
        return None
    link = _link(match)
    if link in ("and", "or") and not re.match(r"[.,;:)]|$", passage.text[match.end() :]) and not match["year"]:
        return None
    days = [_day(day) for day in match.group("day", "last") if day]
    month = _month(match["month"])
    if passage.british:
        the = "" if re.search(r"\bthe $", passage.text[: match.start()][-40:]) else "the "
        return _with_year(f"{the}{f' {link} '.join(days)} of {month}", match, passage, " ")
    return _with_year(f"{month} {f' {link} '.join(days)}", match, passage, ", ")


def _link(match: re.Match[str]) -> str:
    """Return the word between two dates; it is `to` for a dash or slash."""
    link = (match["between"] or "").strip()
    return link if link.isalpha() else "to"


_NOT_A_DAY = regex(
    r"(?i)\b(?:section|chapter|page|part|week|no\.?|number|figure|table|version|phase|article|level|round|step)\s$"
)
_NO_MONTH = regex(r" (?:be|have|not|also|only|well|never|still)\b")


@rule(
    rf"{BEFORE}(?:(?P<first>{_DAY}{_TH})(?P<between>\s?[-–—]\s?|/| and | or | to )(?:the )?)?(?P<day>{_DAY}{_TH})"
    rf"(?: of |[ -])(?P<month>{_MONTH}){_DAYS_YEAR}(?![\w]|[/:]\d|-\w)",
    needs="0",
    prefilter=_DIGIT_AND_MONTH,
)
def day_and_month(match: re.Match[str], passage: Passage) -> str | None:
    """Say a day followed by a month: `4 May 2022` is `the fourth of May twenty twenty-two`."""
    before = passage.text[: match.start()][-40:]
    if _is_ambiguous(match) or _NOT_A_DAY.search(before) or _NO_MONTH.match(passage.text, match.end()):
        return None
    the = "" if re.search(r"\b[Tt]he $", before) else "the "
    days = f" {_link(match)} the ".join(_day(day) for day in match.group("first", "day") if day)
    said = _with_year(f"{the}{days} of {_month(match['month'])}", match, passage, " ")
    return with_stop(said, match, passage)


@rule(
    rf"(?P<month>{_MONTH})(?:(?:,? (?P<of>of )?|-)(?P<year>{YEAR})| ['’](?P<short>\d\d))(?![\w%°/]|-\d|[.,:]\d)",
    needs="0",
    prefilter=_MONTH_AND_YEAR,
)
def month_and_year(match: re.Match[str], passage: Passage) -> str | None:
    """Say a month followed by a year: `July 1876`, `Mar. '19`."""
    if match["month"] in _VERBS and re.match(r" [a-z]", passage.text[match.end() :]):
        return None
    if match["short"]:
        return f"{_month(match['month'])} {_short_year(match['short'])}"
    return f"{_month(match['month'])} {match['of'] or ''}{say_year(int(match['year']), passage)}"


_DATE_ENDS = regex(rf"(?:{_MONTH}|{_MONTH},? {YEAR}|{_MONTH} {_DAY}{_TH}|{_DAY}{_TH} {_MONTH})(?:,? {YEAR})?$")
_DATE_BEGINS = regex(rf"(?:{_MONTH} {YEAR}|{_MONTH} {_DAY}|{_DAY}{_TH} {_MONTH})")


@rule(r"\s?[-–—]\s?(?=\w)", needs="0")
def date_dash(match: re.Match[str], passage: Passage) -> str | None:
    """Say the dash between two dates: `1 Jan–31 Dec`."""
    begins = _DATE_BEGINS.match(passage.text, match.end())
    return "to" if begins and _DATE_ENDS.search(passage.text[: match.start()][-25:]) else None


@rule(
    rf"\b(?=[JFMASOND])(?:(?P<first>{_FULL}|{_SHORT})\s?[-–—/]\s?(?P<last>{_FULL}|{_SHORT}))(?![\w-])",
    needs="-/–—",
    prefilter=r"[JFMASOND][A-Za-z]{2,8}\.?\s?[^\w\s.,;:()'\"]\s?[JFMASOND]",
)
def months(match: re.Match[str], passage: Passage) -> str | None:
    """Say a range of months: `Jan-Mar`, `May–June`."""
    return f"{_month(match['first'])} to {_month(match['last'])}"


_PREPOSITION = regex(r"(?i)\b(?:in|since|by|until|till|last|this|next|early|late|mid|from|before|after|during)[ -]$")


@rule(r"\b(?P<month>Jan|Feb|Aug|Sept|Sep|Oct|Nov|Dec)\.(?!\w)", prefilter=r"[ADFJNOS][a-z]{2,3}\.")
def month(match: re.Match[str], passage: Passage) -> str | None:
    """Say in full an abbreviated month with a full stop, after a word for time: `in Sept.`."""
    return (
        with_stop(_month(match["month"]), match, passage)
        if _PREPOSITION.search(passage.text[: match.start()][-40:])
        else None
    )


@rule(
    rf"\b(?P<first>{_WEEKDAY})\.?\s?(?P<link>[-–—]|to|&|and|/)\s?(?P<last>{_WEEKDAY})\b\.?(?![\w-])",
    needs="MTWFS",
    prefilter=rf"\b{_WEEKDAY}\.?\s?(?:to|and|[^\w\s,.;:])",
)
def weekdays(match: re.Match[str], passage: Passage) -> str:
    """Say a range of weekdays: `Mon-Fri`."""
    link = {"&": "and", "and": "and", "/": "and"}.get(match["link"], "to")
    return with_stop(f"{_weekday(match['first'])} {link} {_weekday(match['last'])}", match, passage)


@rule(
    rf"\b(?P<day>{_WEEKDAY})\b\.?(?=,? (?:{_MONTH} \d|\d{{1,2}}{_TH} {_MONTH}|\d{{1,2}}(?::\d\d)?\s?[ap]\.?m"
    r"|(?:[1-9]|1[0-2])[-–](?:[1-9]|1[0-2])(?![\w-])|closed\b))",
    prefilter=_SHORT_WEEKDAY,
)
def weekday(match: re.Match[str], passage: Passage) -> str:
    """Say in full an abbreviated weekday before a date or a time: `Mon., Feb. 3`."""
    return _weekday(match["day"])


def _weekday(written: str) -> str:
    """Return the full name of a weekday: "Tue" is `Tuesday`."""
    return _WEEKDAYS[written[:3].lower()]


FIRST: tuple[Rule, ...] = (weekdays,)
"""Applied before the rules for the character between two days."""
RULES: tuple[Rule, ...] = (
    date_of_the_standard,
    date_of_numbers,
    month_of_the_standard,
    weekday,
    date_dash,
    months,
    month_and_day,
    day_and_month,
    month_and_year,
    month,
)
