"""Dates as authors and site generators write them -> ISO 8601."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from functools import cache

from tts.text.languages import Phrases, load_phrases, phrases_for_reading

_PARTS = re.compile(r"(\{\w+\}|\s+)")
_MONTH_LETTERS = 3  # of a month's name, at least: "Sept"


def parse_date(text: str, language: str = "en") -> str | None:
    """Return `text` as ISO 8601, a date or a date and time, or None if it is not one that cannot be misunderstood.

    Months may be named in `language` (a BCP 47 tag) or in English.
    """
    text = text.strip().removesuffix(".")
    return _iso(text) or _by_month_name(text, language) or _by_numbers(text) or _rfc_5322(text)


def date_lengths(language: str) -> tuple[int, ...]:
    """Return how many words a date with the month's name may have in `language` or in English, the fewest first."""
    patterns = (pattern for phrases in phrases_for_reading(language) for pattern in _patterns(phrases))
    lengths = {len(pattern.split()) for pattern in patterns}
    return tuple(sorted(lengths | {length + 1 for length in lengths}))  # with a weekday


def strip_time(text: str, language: str) -> str:
    """Return `text` without a time of day at its end, as `language` writes it after a date: `, 14:20 Uhr`."""
    return time.sub("", text) if (time := _time_pattern(load_phrases(language).language)) else text


@cache
def _time_pattern(language: str) -> re.Pattern[str] | None:
    fields = {"{hour}": r"\d{1,2}", "{minute}": r"\d{2}"}
    times = "|".join(_expression(pattern, fields) for pattern in load_phrases(language).reading.times)
    return re.compile(rf",?\s+(?:{times})$") if times else None


def _iso(text: str) -> str | None:
    # Jekyll writes a space before the offset, and authors only its hours; ISO 8601 knows neither
    text = re.sub(r"(?<=:\d\d)\s*([+-])(\d{1,2})(?::?(\d\d))?$", _offset, text)
    text = re.sub(r"\s+(?:UTC|GMT|Z)$", "+00:00", text)
    try:
        return date.fromisoformat(text).isoformat() if len(text) <= 10 else datetime.fromisoformat(text).isoformat()
    except ValueError:
        return None


def _offset(match: re.Match[str]) -> str:
    return f"{match[1]}{match[2]:0>2}:{match[3] or '00'}"


def _by_month_name(text: str, language: str) -> str | None:
    for phrases in phrases_for_reading(language):
        for pattern in _date_patterns(phrases.language):
            if match := pattern.fullmatch(text):
                return _day(int(match["year"]), _month(match["month"], phrases), int(match["day"]))
    return None


@cache
def _date_patterns(language: str) -> tuple[re.Pattern[str], ...]:
    """Return the date patterns of a language's file as regular expressions, each with an optional weekday before it."""
    phrases = load_phrases(language)
    weekdays = "|".join(map(re.escape, phrases.reading.weekdays))
    endings = "|".join(map(re.escape, phrases.reading.day_endings))
    fields = {
        "{day}": rf"(?P<day>\d{{1,2}})(?:{endings})?\.?",
        "{month}": rf"(?P<month>[^\W\d_]{{{_MONTH_LETTERS},}})\.?",
        "{year}": r"(?P<year>\d{4})",
    }
    return tuple(
        re.compile(rf"(?:(?:{weekdays}),?\s+)?{_expression(pattern, fields)}", re.IGNORECASE)
        for pattern in _patterns(phrases)
    )


def _expression(pattern: str, fields: Mapping[str, str]) -> str:
    """Return the regular expression for a pattern of a language's file; commas and full stops in it are optional."""
    return "".join(fields.get(part) or _literal(part) for part in _PARTS.split(pattern))


def _literal(text: str) -> str:
    """Return the expression for what is between the fields of a pattern."""
    if text.isspace():
        return r",?\s+"
    words = text.strip(",.")
    return rf"{re.escape(words)}\.?" if words else r"[,.]?" * len(text)


def _patterns(phrases: Phrases) -> tuple[str, ...]:
    return (phrases.date, *phrases.reading.dates)


def _month(name: str, phrases: Phrases) -> int:
    """Return the month that `name` begins like, from 1, or 0: three letters will do where no other month has them."""
    names = [month.casefold() for month in phrases.months]
    for letters in (name[:_MONTH_LETTERS].casefold(), name.casefold()):
        matches = [number for number, month in enumerate(names, start=1) if month.startswith(letters)]
        if len(matches) == 1:
            return matches[0]
    return 0


def _by_numbers(text: str) -> str | None:
    if match := re.fullmatch(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})", text):
        return _day(*map(int, match.groups()))
    if match := re.fullmatch(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", text):
        return _day(int(match[3]), int(match[2]), int(match[1]))
    return None


def _rfc_5322(text: str) -> str | None:
    try:
        return parsedate_to_datetime(text).isoformat()
    except (ValueError, TypeError, IndexError):
        return None


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
