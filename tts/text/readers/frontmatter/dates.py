"""Dates as authors and site generators write them -> ISO 8601."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache, partial

from tts.regex import regex
from tts.text.languages import Phrases, languages, load_phrases, phrases_for_reading

_NUMBERS = (
    regex(r"(?P<year>\d{4})[/.](?P<month>\d{1,2})[/.](?P<day>\d{1,2})"),
    regex(r"(?P<year>\d{4})年(?P<month>\d{1,2})月(?P<day>\d{1,2})日"),
    regex(r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})"),
)
_EITHER_ORDER = regex(r"(?P<first>\d{1,2})[/.-](?P<second>\d{1,2})[/.-](?P<year>\d{4})")
_PARTS = regex(r"(\{\w+\}|\s+)")
_MONTH_LETTERS = 3  # of a month's name, at least: "Sept"
_TIME = regex(
    r"(?:[T,]?\s*(?:(?<=[\s,])(?:at|um|à|a las|о|об|am|kl|@|-|–|—|\||·)\.?\s+)?)(?<![\d.:])(?P<hour>\d{1,2})"
    r"(?:(?:[:.]|\s?h\s?)(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)?|(?=\s?(?:[ap]\.?m|h\b|Uhr))|(?<=T\d\d)(?=Z|$))"
    r"\s?(?P<half>[ap]\.?m\b\.?)?(?:\s?(?:Uhr|h|hrs|hours))?\s*(?P<zone>Z|[+-]\d{1,2}(?::?\d{2})?|[A-Z]{2,5}(?:[+-]\d{1,2}(?::?\d{2})?)?)?"
    r"\s*(?:[\[(][\w/+: -]{1,40}[\])]|[A-Z][a-z]+/[A-Z]\w+)?$",
    re.IGNORECASE,
)
_ZONES_H = {
    "Z": 0,
    "UTC": 0,
    "UT": 0,
    "GMT": 0,
    "WET": 0,
    "BST": 1,
    "WEST": 1,
    "CET": 1,
    "CEST": 2,
    "EET": 2,
    "EEST": 3,
}
_ZONES_H |= {"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7}
_DIGITS = regex(r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?")
_EPOCH_DIGITS = {10: 1, 13: 1000}
"""Digits of a time in seconds or milliseconds since 1970, from 2001 to 2286, and the units in a second."""
_LOOSE = regex(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_MAX_LENGTH = 100


def parse_date(text: str, language: str = "en") -> str | None:
    """Return `text` as ISO 8601, a date or a date and time, or None if it is not one that cannot be misunderstood.

    Months may be named in `language` (a BCP 47 tag) or in English.
    """
    text = " ".join(text.split()).strip("\"'“”").removesuffix(".")
    if len(text) > _MAX_LENGTH or not any(map(str.isdigit, text)):
        return None
    parses = (_parse_iso, partial(_parse_day, language=language), partial(_parse_with_time, language=language))
    for parse in (*parses, _parse_rfc_5322):
        try:
            if day := parse(text):
                if isinstance(day, datetime) and day.tzinfo:
                    day.astimezone(UTC)  # fails where that is not within the years 1 to 9999
                return day.isoformat()
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None


def _parse_rfc_5322(text: str) -> datetime:
    """Return a date as in e-mails; the module that reads them takes a while to load, and few texts need it."""
    from email.utils import parsedate_to_datetime

    return parsedate_to_datetime(text)


def parse_field(text: str, language: str = "en") -> str | None:
    """Return what `parse_date` returns for a field, whose months may be named in any language that has a file.

    Digits alone are a moment too.
    """
    text = re.sub(r"\s*\([^()]{1,40}\)$", "", text.strip())  # a weekday, or the name of a zone
    tags = [language] if is_ambiguous(text) else [language, *sorted(languages())]
    days = (parse_date(text, tag) for tag in tags)
    return next(filter(None, days), None) or _parse_number(text)


def is_ambiguous(text: str) -> bool:
    """Return whether day and month of a date in numbers can be exchanged: 12/03/2026."""
    match = _EITHER_ORDER.match(text.strip())
    return match is not None and max(int(match["first"]), int(match["second"])) <= 12


def _parse_number(text: str) -> str | None:
    """Return as ISO 8601 the moment that digits alone name: from year to second, or the time since 1970."""
    with suppress(ValueError):
        if match := _DIGITS.fullmatch(text):
            return datetime(*(int(digits) for digits in match.groups() if digits)).isoformat()  # type: ignore[arg-type]
        units = _EPOCH_DIGITS.get(len(text)) if text.isascii() and text.isdecimal() else None
        return datetime.fromtimestamp(int(text) // units, UTC).isoformat() if units else None
    return None


def _parse_with_time(text: str, language: str) -> date | None:
    """Return the date, and the time of day after it, in the forms of authors: `March 12, 2026 at 9am`."""
    match = _TIME.search(text)
    if not match or not match.start():
        return None
    day_text = text[: match.start()].rstrip(" ,")
    day = _parse_day(day_text, language) or date.fromisoformat(day_text)
    hour = int(match["hour"])
    if match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + 12 * (match["half"][0] in "pP")
    moment = datetime(day.year, day.month, day.day, hour, int(match["minute"] or 0), int(match["second"] or 0))
    zone = _parse_zone(match["zone"] or "")
    return moment if zone is None else moment.replace(tzinfo=zone)


def _parse_zone(text: str) -> timezone | None:
    """Return the offset that `text` names; None for a zone that is not known, whose time stays a local one."""
    name, sign, offset = re.fullmatch(r"([A-Za-z]*)([+-]?)([\d:]*)", text).groups()  # type: ignore[union-attr]
    if name and name.upper() not in _ZONES_H:
        return None
    if not name and not offset:
        return None
    digits = offset.replace(":", "")
    hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits or 0), 0)
    delta = timedelta(hours=hours, minutes=minutes) * (-1 if sign == "-" else 1)
    return timezone(delta + timedelta(hours=_ZONES_H.get(name.upper(), 0)))


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
    text = re.sub(r"(?<=[^\W_])-(?=[^\W\d_])|(?<=[^\W\d_])-(?=\d)", " ", text.removesuffix(","))  # 12-Mar-2026
    own = phrases_for_reading(language)
    for phrases in own:
        for pattern in _day_patterns(phrases.language):
            if match := pattern.fullmatch(text):
                return date(int(match["year"]), _find_month(match["month"], phrases), int(match["day"]))
    match = next(filter(None, (pattern.fullmatch(text) for pattern in (*_NUMBERS, _LOOSE))), None)
    if match:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    match = _EITHER_ORDER.fullmatch(text)
    return _order_numbers(int(match["first"]), int(match["second"]), int(match["year"]), own[0]) if match else None


def _order_numbers(first: int, second: int, year: int, phrases: Phrases) -> date | None:
    """Return the day of two numbers, one of which is no month, or that a language other than English writes first."""
    if first > 12 or first == second or phrases.language != "en":
        return date(year, second, first) if second <= 12 else None
    return date(year, first, second) if second > 12 else None


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
