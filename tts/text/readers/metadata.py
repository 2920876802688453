"""The fields of a head -> what is known about the article."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from tts.text.readers.prose import html_to_text
from tts.text.readers.whitespace import normalize_whitespace

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MARKUP = re.compile(r"(`+|\*\*|__|\*)(?=\S)(.+?)(?<=\S)\1")
_AND = re.compile(r"\s*,?\s+(?:and|&)\s+|\s*[,;]\s+(?!(?:Jr|Sr|Ph\.?D|M\.?D|II|III)\b)", re.IGNORECASE)
_NOTHING = ("", "~", "null", "none")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """What a head says, in the shapes of `Metadata`; empty where it says nothing."""

    title: str = ""
    authors: tuple[str, ...] = ()
    date: str | None = None
    language: str = ""
    description: str = ""
    tags: tuple[str, ...] = ()
    source_url: str = ""
    cover: Path | None = None
    key_points: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def parse_fields(head: Mapping[str, Any], path: Path) -> Fields:
    """The fields that an article's head has, under the names that site generators give them."""
    written = _first(head, "date", "published", "pubdate", "publish_date")
    day = parse_date(_text(written))
    warnings = []
    if _text(written) and day is None:
        warnings.append(f"{path}: The date '{_text(written)}' is not understood. Write it as 2024-03-12.")
    cover, named = _cover(head, path)
    if named and cover is None:
        warnings.append(f"{path}: There is no cover image '{named}' beside the article. Put it there.")
    return Fields(
        title=_shown(_first(head, "title")),
        authors=parse_authors(_first(head, "authors", "author", "by")),
        date=day or _date_of_place(head, path),
        language=_text(_first(head, "lang", "language", "locale")).replace("_", "-"),
        description=_shown(_first(head, "description", "excerpt", "summary", "subtitle")),
        tags=_tags(head),
        source_url=_text(_first(head, "source_url", "source", "canonical_url", "canonical", "tumblr_url")),
        cover=cover,
        key_points=_points(_first(head, "key_points", "key-points", "keypoints", "takeaways")),
        warnings=tuple(warnings),
    )


def parse_date(text: str) -> str | None:
    """`text` as ISO 8601, a date or a date and time, when it is one in a form that cannot be misunderstood."""
    text = text.strip().removesuffix(".")
    for understand in (_iso, _by_month_name, _by_numbers, _rfc_5322):
        if found := understand(text):
            return found
    return None


def _iso(text: str) -> str | None:
    # Jekyll writes a space before the offset, and authors only its hours; ISO 8601 knows neither
    text = re.sub(r"(?<=:\d\d)\s*([+-])(\d{1,2})(?::?(\d\d))?$", _offset, text)
    text = re.sub(r"\s+(?:UTC|GMT|Z)$", "+00:00", text)
    try:
        return date.fromisoformat(text).isoformat() if len(text) <= 10 else datetime.fromisoformat(text).isoformat()
    except ValueError:
        return None


def _offset(found: re.Match[str]) -> str:
    return f"{found[1]}{found[2]:0>2}:{found[3] or '00'}"


def _by_month_name(text: str) -> str | None:
    text = re.sub(r"^[A-Za-z]+day,?\s+", "", text)
    if found := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?\.?\s+(?:of\s+)?([A-Za-z]{3,9})\.?,?\s+(\d{4})", text):
        day, month, year = found.groups()
    elif found := re.fullmatch(r"([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})", text):
        month, day, year = found.groups()
    else:
        return None
    number = _MONTHS.index(month[:3].lower()) + 1 if month[:3].lower() in _MONTHS else 0
    return _day(int(year), number, int(day))


def _by_numbers(text: str) -> str | None:
    if found := re.fullmatch(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})", text):
        return _day(*map(int, found.groups()))
    if found := re.fullmatch(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", text):
        return _day(int(found[3]), int(found[2]), int(found[1]))
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


def _date_of_place(head: Mapping[str, Any], path: Path) -> str | None:
    """The date that Jekyll keeps in the file's name and Zola in the page's path."""
    for place in (_text(head.get("path")), path.name):
        if found := re.search(r"(?:^|/)(\d{4})[-/](\d\d)[-/](\d\d)[-/]", place):
            return _day(*map(int, found.groups()))
    return None


def _first(head: Mapping[str, Any], *names: str) -> Any:
    """The first field of these names that says something."""
    lowered = {key.lower(): value for key, value in head.items()}
    return next((value for name in names if _says_something(value := lowered.get(name))), "")


def _says_something(value: Any) -> bool:
    return bool(value) and not (isinstance(value, str) and value.strip().lower() in _NOTHING)


def _text(value: Any) -> str:
    return normalize_whitespace(value) if isinstance(value, str) else ""


def _shown(value: Any) -> str:
    """A field as its page shows it, without mark-up."""
    text = _text(value)
    if "<" in text or "&" in text:
        text = normalize_whitespace(html_to_text(text))
    return _MARKUP.sub(r"\2", text)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def parse_authors(value: Any) -> tuple[str, ...]:
    """The names in a field or a byline: one, several with "and", a list, or tables with a `name`."""
    names = []
    for one in _list(value):
        if isinstance(one, dict):
            names.append(_shown(_first(one, "name", "title")))
        else:
            names += _AND.split(_shown(one))
    return tuple(dict.fromkeys(name for name in names if name))


def _tags(head: Mapping[str, Any]) -> tuple[str, ...]:
    tags: list[str] = []
    for value in (head.get("tags"), head.get("categories"), head.get("keywords")):
        for one in _list(value):
            tags += re.split(r"\s*[,;]\s*", _text(one))
    return tuple(dict.fromkeys(tag for tag in tags if tag))


def _points(value: Any) -> tuple[str, ...]:
    lines = value if isinstance(value, list) else value.split("\n") if isinstance(value, str) else []
    points = (re.sub(r"^(?:[•\-*–]|\d+[.)])\s+", "", _shown(line)) for line in lines)
    return tuple(point for point in points if point)


def _cover(head: Mapping[str, Any], path: Path) -> tuple[Path | None, str]:
    """The cover image beside the article, and the name of one that a field of ours asks for.

    `image` is often an address within a site, so that a missing one is no mistake.
    """
    named = _text(_first(head, "cover"))
    folder = path.parent.resolve()
    for name in (named, _text(_first(head, "image"))):
        if not name or "://" in name or "\0" in name:
            continue
        found = (folder / name).resolve()
        if found.is_relative_to(folder) and found.is_file():
            return found, named
    return None, named
