"""Dates, times of day and reading times in the lines around a headline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import chain, pairwise, takewhile
from typing import Literal

from tts.noun import noun
from tts.regex import regex
from tts.text.languages import Phrases, phrases_for_reading
from tts.text.readers.frontmatter.dates import parse_date

GAP = regex(r"[\s,;.|/·•()–—-]*+")
"""What may stand between the parts of such a line."""

_WORD = regex(r"\S+")
_TIME = regex(r"\d{1,2}[:.]\d{2}(?![.\d])")
_MAX_DATE_WORDS = 6
_MIN_MONTH = 3  # letters
_MIN_WEEKDAY = 2
_TOO_LITTLE = ({"time"}, {"weekday", "time"}, {"day"}, {"some day"})
"""Parts of a date that are not enough for one."""
_LONG_LABEL = 4  # characters; a shorter one, such as "on" or "el", also begins other lines
_NUMERIC = regex(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4}|\d{2})(?![\w.:]\d|\w)")
_CLOCK = r"\d{1,2}[:.]\d{2}(?::\d{2})?"
_HALF = r"(?:\s?(?:[ap]\.?\s?m\b\.?|(?:hrs?|hs|h|Uhr)\b))"
_ZONE = r"(?:\s?\(?(?-i:[A-Z]{1,5})(?:\s?[+−-]\d{1,2}(?::?\d{2})?)?(?!\w)\)?)"
_END = r"(?![.:/]?\w)"


@noun
class Moment:
    """What a part of a line, up to `end`, says of the article: its date, with the `day` where it has a year, or others.

    `is_sure` is false for a date or an age alone, which may also be a line of the text. `has_more` says that something
    besides the day is there, such as a time.
    """

    kind: Literal["date", "update", "age", "reading time"]
    end: int
    day: str | None = None
    is_sure: bool = True
    has_more: bool = False


@noun
class _Patterns:
    """The patterns of the parts of a moment in a language, and its words for days and months."""

    published: re.Pattern[str]
    updated: re.Pattern[str]
    clock: re.Pattern[str]
    day: re.Pattern[str]
    age: re.Pattern[str]
    reading_time: re.Pattern[str]
    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    is_day_first: bool


def find_moment(text: str, position: int, language: str) -> Moment | None:
    """Return the date or the length of time that begins at `position` of `text`, with the words before it."""
    if not _may_have_moment(text, language):
        return None
    patterns = _patterns(language)
    if match := patterns.reading_time.match(text, position):
        return Moment(kind="reading time", end=match.end())
    labels = ((patterns.updated.match(text, position), "update"), (patterns.published.match(text, position), "date"))
    label, kind = max(labels, key=lambda pair: pair[0].end() if pair[0] else -1)
    return _read_moment(text, label, kind if label else "date", position, language)


@lru_cache(maxsize=4)  # asked for each word of the same text
def _may_have_moment(text: str, language: str) -> bool:
    """Return whether `text` has a digit or a word of a moment that has none, such as "yesterday" and "an hour ago"."""
    folded = text.casefold()
    return any(map(str.isdigit, text)) or any(word in folded for word in _words_without_digits(language))


@cache
def _words_without_digits(language: str) -> frozenset[str]:
    """Return the longest word of each phrase for a moment that has no number, in a language and in English."""
    readings = (phrases.reading for phrases in phrases_for_reading(language))
    phrases = chain(*(chain(one.times, one.ages, one.days, one.reading_times) for one in readings))
    return frozenset(max(phrase.split(), key=len).casefold() for phrase in phrases if "{" not in phrase)


def is_moment_label(text: str, language: str) -> bool:
    """Return whether `text` is nothing but a word such as "Published", which a page sets in a line of its own."""
    patterns = _patterns(language)
    written = f"{text} 0"  # a label has something after it
    labels = (patterns.updated.match(written), patterns.published.match(written))
    return len(text) >= _LONG_LABEL and any(label and label.end() == len(written) - 1 for label in labels)


def _read_moment(text: str, label: re.Match[str] | None, kind: str, position: int, language: str) -> Moment | None:
    """Return the moment after a `label`, or at `position`: a day, a time and an age in any order, each once."""
    patterns = _patterns(language)
    day: str | None = None
    parts: set[str] = set()
    end = begin = label.end() if label else position
    while begin < len(text):
        name, reached, found = _read_part(text, begin, patterns, language)
        if not name or name in parts or ({name, *parts} >= {"day", "date"}):
            break
        parts.add(name)
        day = day or found
        end = reached
        begin = _skip_gap(text, end)
    has_label = label is not None and label.end() - label.start() >= _LONG_LABEL
    if parts <= {"weekday"} or (not has_label and parts in _TOO_LITTLE):
        return None
    if day is None and kind == "date":
        kind = "age"
    return Moment(
        kind="update" if kind == "update" else "age" if kind == "age" else "date",
        end=end,
        day=day,
        is_sure=has_label or "time" in parts,
        has_more=parts != {"date"},
    )


def _read_part(text: str, begin: int, patterns: _Patterns, language: str) -> tuple[str, int, str | None]:
    """Return the name of the part at `begin`, its end, and its date if it is one; "" if there is none."""
    if match := patterns.age.match(text, begin):
        return "age", match.end(), None
    if found := _read_date(text, begin, patterns, language):
        return "date", found[1], found[0]
    if match := patterns.clock.match(text, begin):
        return "time", match.end(), None
    if match := patterns.day.match(text, begin):
        return "some day", match.end(), None
    if end := _read_day_of_month(text, begin, patterns):
        return "day", end, None
    if (end := _skip_weekday(text, begin, patterns)) > begin:
        return "weekday", end, None
    return "", begin, None


def _read_date(text: str, begin: int, patterns: _Patterns, language: str) -> tuple[str, int] | None:
    """Return the date with a year at `begin`, after a weekday, and where it ends."""
    begin = _skip_weekday(text, begin, patterns)
    words = list(_words(text, begin, _MAX_DATE_WORDS))
    words = [*words[:1], *takewhile(lambda word: not _TIME.match(word[0]), words[1:])]
    if not words or not any(map(str.isdigit, text[begin : words[-1][1]])):
        return None
    if not (any(map(str.isdigit, words[0][0])) or _may_begin(words[0][0], patterns)):
        return None
    if patterns.is_day_first and (match := _NUMERIC.match(text, begin)):
        year = match["year"] if len(match["year"]) == 4 else f"20{match['year']}"
        written = f"{match['day']}.{match['month']}.{year}"
        if day := parse_date(written, language):
            return day, match.end()
    for word, end in reversed(words):
        trimmed = end - (len(word) - len(word.rstrip(",;|)")))
        if day := parse_date(text[begin:trimmed], language):
            return day[:10], trimmed
    return None


def _may_begin(word: str, patterns: _Patterns) -> bool:
    """Return whether a date may begin with `word`: a month, or a short word such as "le"."""
    return len(word) <= _MIN_MONTH or _is_month(word, patterns)


def _read_day_of_month(text: str, begin: int, patterns: _Patterns) -> int | None:
    """Return the end of a day without its year at `begin`: `12 March`, `March 12th`."""
    words = list(_words(text, _skip_weekday(text, begin, patterns), 3))
    for (first, _), (second, end) in pairwise(words):
        number, month = (first, second) if first[0].isdigit() else (second, first)
        if number[0].isdigit() and len(number) <= 5 and _is_month(month, patterns) and first is words[0][0]:
            return end - (len(second) - len(second.rstrip(",;|)")))
    return None


def _skip_weekday(text: str, begin: int, patterns: _Patterns) -> int:
    """Return where the words after a weekday at `begin` stand, in full or shortened: `Sat 9 May`, `Mo., 3. Mai`."""
    match = _WORD.match(text, begin)
    word = match[0].rstrip(".,").casefold() if match else ""
    if match and len(word) >= _MIN_WEEKDAY and any(day.startswith(word) for day in patterns.weekdays):
        return _skip_gap(text, match.end())
    for day in patterns.weekdays:
        if " " in day and text[begin : begin + len(day)].casefold() == day:
            return _skip_gap(text, begin + len(day))
    return begin


def _is_month(word: str, patterns: _Patterns) -> bool:
    """Return whether `word` is a month, also one cut short, as in "Sept."."""
    letters = word.rstrip(".,;").casefold()
    return len(letters) >= _MIN_MONTH and any(month.startswith(letters) for month in patterns.months)


def _words(text: str, begin: int, count: int) -> Iterator[tuple[str, int]]:
    """Yield the next `count` words of `text` from `begin` on, each with its end."""
    for _ in range(count):
        match = _WORD.search(text, begin)
        if match is None:
            return
        yield match[0], match.end()
        begin = match.end()


def _skip_gap(text: str, begin: int) -> int:
    """Return the position after the gap at `begin`, `begin` itself if there is none."""
    match = GAP.match(text, begin)
    return match.end() if match else begin


@cache
def _patterns(language: str) -> _Patterns:
    """Return the patterns by which moments are found in articles in `language`: its own words and the English ones."""
    phrases = phrases_for_reading(language)
    bylines = _alternatives(chain(*(one.reading.bylines for one in phrases)))
    times = _alternatives(
        chain(*(one.reading.times for one in phrases)),
        {r"\{hour\}": r"\d{1,2}", r"\{minute\}": r"\d{2}(?::\d{2})?", r"\ ": r"\s?"},
    )
    number = {r"\{number\}": r"\d{1,3}(?:[–-]\d{1,3})?", r"\ ": r"[ -]"}
    ages = _alternatives(chain(*(one.reading.ages for one in phrases)), number)
    lengths = _alternatives(chain(*(one.reading.reading_times for one in phrases)), number)
    zone = rf"(?:\s?(?!(?:{bylines})(?!\w)){_ZONE})?"
    return _Patterns(
        published=_label(chain(*(one.reading.datelines for one in phrases))),
        updated=_label(chain(*(one.reading.updates for one in phrases))),
        clock=_compile(rf"(?:(?:{times}){_HALF}?|{_CLOCK}{_HALF}?|\d{{1,2}}{_HALF}){_END}{zone}"),
        day=_compile(rf"(?:{_alternatives(chain(*(one.reading.days for one in phrases)))}){_END}"),
        age=_compile(rf"(?:{ages})\.?{_END}"),
        reading_time=_compile(rf"(?:{lengths})\.?{_END}"),
        weekdays=_fold(chain(*(one.reading.weekdays for one in phrases))),
        months=_fold(chain(*(one.months for one in phrases))),
        is_day_first=_is_day_first(phrases[0]),
    )


def _is_day_first(phrases: Phrases) -> bool:
    """Return whether `3/5/2026` is in May: in English it may as well be in March."""
    return phrases.language != "en" and phrases.date.startswith("{day}")


def _alternatives(words: Iterable[str], fields: dict[str, str] | None = None) -> str:
    """Return an expression for any of `words`, the longest first, with the expressions of `fields` filled in."""
    expressions = []
    for word in sorted(set(words), key=len, reverse=True):
        expression = re.escape(word)
        for field, filled in (fields or {}).items():
            expression = expression.replace(field, filled)
        expressions.append(expression)
    return "|".join(expressions) or "(?!)"


def _label(words: Iterable[str]) -> re.Pattern[str]:
    """Return the pattern of any of `words` with the colon or space between it and the date."""
    return _compile(rf"(?:{_alternatives(words)})(?:\s?:\s?|\s)(?=\S)")


def _compile(expression: str) -> re.Pattern[str]:
    """Return the pattern of an expression in which capitals make no difference."""
    return regex(expression, re.IGNORECASE)


def _fold(words: Iterable[str]) -> tuple[str, ...]:
    """Return `words` in the form in which capitals make no difference."""
    return tuple(word.casefold() for word in words)
