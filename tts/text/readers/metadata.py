"""The fields of a head -> what is known about the article."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tts.text.languages import load_phrases
from tts.text.readers.dates import parse_date
from tts.text.readers.prose import html_to_text
from tts.text.readers.whitespace import normalize_whitespace

_MARKUP = re.compile(r"(`+|\*\*|__|\*)(?=\S)(.+?)(?<=\S)\1")
_AND = re.compile(r"\s*,?\s+(?:and|&)\s+|\s*[,;]\s+(?!(?:Jr|Sr|Ph\.?D|M\.?D|II|III)\b)", re.IGNORECASE)
_NOTHING = ("", "~", "null", "none")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """What a head says, in the shapes of `Metadata`; empty where it says nothing."""

    title: str = ""
    authors: tuple[str, ...] = ()
    date: str | None = None
    language: str = "en"
    description: str = ""
    tags: tuple[str, ...] = ()
    source_url: str = ""
    cover: Path | None = None
    key_points: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def parse_fields(head: Mapping[str, Any], path: Path) -> Fields:
    """The fields that an article's head has, under the names that site generators give them."""
    written = _first(head, "date", "published", "pubdate", "publish_date")
    language = _text(_first(head, "lang", "language", "locale")).replace("_", "-") or "en"
    day = parse_date(_text(written), language)
    warnings = []
    if _text(written) and day is None:
        warnings.append(f"{path}: The date '{_text(written)}' is not understood. Write it as 2024-03-12.")
    cover, named = _cover(head, path)
    if named and cover is None:
        warnings.append(f"{path}: There is no cover image '{named}' beside the article. Put it there.")
    return Fields(
        title=_shown(_first(head, "title")),
        authors=parse_authors(_first(head, "authors", "author", "by"), language),
        date=day or _date_of_place(head, path),
        language=language,
        description=_shown(_first(head, "description", "excerpt", "summary", "subtitle")),
        tags=_tags(head),
        source_url=_text(_first(head, "source_url", "source", "canonical_url", "canonical", "tumblr_url")),
        cover=cover,
        key_points=_points(_first(head, "key_points", "key-points", "keypoints", "takeaways")),
        warnings=tuple(warnings),
    )


def _date_of_place(head: Mapping[str, Any], path: Path) -> str | None:
    """The date that Jekyll keeps in the file's name and Zola in the page's path."""
    for place in (_text(head.get("path")), path.name):
        if found := re.search(r"(?:^|/)(\d{4})[-/](\d\d)[-/](\d\d)[-/]", place):
            return parse_date("-".join(found.groups()))
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


def parse_authors(value: Any, language: str = "en") -> tuple[str, ...]:
    """Return the names in a field or byline: one, several with "and" in `language`, a list, or tables with a `name`."""
    names: list[str] = []
    for one in _list(value):
        if isinstance(one, dict):
            names.append(_shown(_first(one, "name", "title")))
        else:
            names += (name for part in _AND.split(_shown(one)) for name in _split_at_conjunction(part, language))
    return tuple(dict.fromkeys(name for name in names if name))


def _split_at_conjunction(text: str, language: str) -> list[str]:
    """Return the names around an "and" of `language`; José Ortega y Gasset is one person."""
    conjunctions = "|".join(map(re.escape, load_phrases(language).reading.conjunctions))
    # With capitals only where all is in capitals, because elsewhere a capital may be an initial.
    names = re.split(rf"\s+(?:{conjunctions})\s+", text, flags=re.IGNORECASE if text.isupper() else 0)
    is_one = len(names[-1].split()) == 1 < len(names[0].split())
    return [text] if is_one else names


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
