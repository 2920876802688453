"""Dates as authors and site generators write them -> ISO 8601."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from functools import cache, partial

from tts.text.languages import Phrases, load_phrases, phrases_for_reading

_NUMBERS = (
    re.compile(r"(?P<year>\d{4})[/.](?P<month>\d{1,2})[/.](?P<day>\d{1,2})"),
    re.compile(r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})"),
)
_PARTS = re.compile(r"(\{\w+\}|\s+)")
_MONTH_LETTERS = 3  # of a month's name, at least: "Sept"


def parse_date(text: str, language: str = "en") -> str | None:
    """Return `text` as ISO 8601, a date or a date and time, or None if it is not one that cannot be misunderstood.

    Months may be named in `language` (a BCP 47 tag) or in English.
    """
    text = text.strip().removesuffix(".")
    for parse in (_parse_iso, partial(_parse_day, language=language), parsedate_to_datetime):  # the last: RFC 5322
        try:
            if day := parse(text):
                if isinstance(day, datetime) and day.tzinfo:
                    day.astimezone(UTC)  # fails where that is not within the years 1 to 9999
                return day.isoformat()
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None


def date_lengths(language: str) -> tuple[int, ...]:
    """Return how many words a date with the month's name may have in `language` or in English, the fewest first."""
    patterns = (pattern for phrases in phrases_for_reading(language) for pattern in phrases.date_patterns)
    lengths = {len(pattern.split()) for pattern in patterns}
    return tuple(sorted(lengths | {length + 1 for length in lengths}))  # with a weekday


def strip_time(text: str, language: str) -> str:
    """Return `text` without a time of day at its end, as `language` writes it after a date: `, 14:20 Uhr`."""
    fields = {"{hour}": r"\d{1,2}", "{minute}": r"\d{2}"}
    times = "|".join(_expression(pattern, fields) for pattern in load_phrases(language).reading.times)
    return re.sub(rf",?\s+(?:{times})$", "", text) if times else text


def _parse_iso(text: str) -> date:
    """Return the date, or the date and time, that `text` is in ISO 8601, or nearly."""
    # Jekyll writes a space before the offset, and authors only its hours; ISO 8601 knows neither
    offset = re.search(r"(?<=:\d\d)\s*([+-])(\d{1,2})(?::?(\d\d))?$", text)
    if offset:
        text = f"{text[: offset.start()]}{offset[1]}{offset[2]:0>2}:{offset[3] or '00'}"
    text = re.sub(r"\s+(?:UTC|GMT|Z)$", "+00:00", text)
    return date.fromisoformat(text) if len(text) <= 10 else datetime.fromisoformat(text)


def _parse_day(text: str, language: str) -> date | None:
    """Return the day that `text` names with a month's name, or in numbers whose order is clear."""
    for phrases in phrases_for_reading(language):
        for pattern in _day_patterns(phrases.language):
            if match := pattern.fullmatch(text):
                return date(int(match["year"]), _find_month(match["month"], phrases), int(match["day"]))
    match = next(filter(None, (pattern.fullmatch(text) for pattern in _NUMBERS)), None)
    return date(int(match["year"]), int(match["month"]), int(match["day"])) if match else None


@cache
def _day_patterns(language: str) -> tuple[re.Pattern[str], ...]:
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
        for pattern in phrases.date_patterns
    )


def _expression(pattern: str, fields: Mapping[str, str]) -> str:
    """Return the regular expression for a pattern of a language's file; commas and full stops in it are optional."""
    expression = ""
    for part in _PARTS.split(pattern):
        if part in fields:
            expression += fields[part]
        elif part.isspace():
            expression += r",?\s+"
        else:
            words = part.strip(",.")
            expression += rf"{re.escape(words)}\.?" if words else r"[,.]?" * len(part)
    return expression


def _find_month(name: str, phrases: Phrases) -> int:
    """Return the month that `name` begins like, from 1, or 0: three letters will do where no other month has them."""
    names = [month.casefold() for month in phrases.months]
    for letters in (name[:_MONTH_LETTERS].casefold(), name.casefold()):
        matches = [number for number, month in enumerate(names, start=1) if month.startswith(letters)]
        if len(matches) == 1:
            return matches[0]
    return 0
