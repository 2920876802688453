"""FRONT MATTER -> METADATA: the fields of an article, under the names that site generators give them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tts.model import Metadata, TitleSource
from tts.text.languages import load_phrases
from tts.text.readers.frontmatter.dates import parse_date
from tts.text.readers.html.prose import html_to_text
from tts.text.readers.whitespace import normalize_whitespace

_MARKUP = re.compile(r"(`+|\*\*|__|\*)(?=\S)(.+?)(?<=\S)\1")
_AND = re.compile(r"\s*,?\s+(?:and|&)\s+|\s*[,;]\s+(?!(?:Jr|Sr|Ph\.?D|M\.?D|II|III)\b)", re.IGNORECASE)
_BULLET = re.compile(r"^(?:[•\-*–]|\d+[.)])\s+")
_EMPTY = ("", "~", "null", "none")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """What the front matter says, in the types of `Metadata`; empty where it says nothing."""

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

    def metadata(self, title: str, title_source: TitleSource, authors: tuple[str, ...], date: str | None) -> Metadata:
        """Return the article's metadata; `authors` and `date` of its text hold where the fields have none."""
        return Metadata(
            title=title,
            title_source=title_source,
            authors=self.authors or authors,
            date=self.date or date,
            language=self.language,
            description=self.description,
            tags=self.tags,
            source_url=self.source_url,
            cover=self.cover,
        )


def parse_fields(front_matter: Mapping[str, Any], path: Path, language: str = "en") -> Fields:
    """Return the fields in the front matter of the article at `path`, with warnings about those that are wrong.

    Dates and names in them are read in `language` (BCP 47), which `find_language` found.
    """
    written_date = _text(_first(front_matter, "date", "published", "pubdate", "publish_date"))
    date = parse_date(written_date, language)
    warnings = []
    if written_date and date is None:
        warnings.append(f"{path}: The date '{written_date}' is not understood. Write it as 2024-03-12.")
    cover, named = _find_cover(front_matter, path)
    if named and cover is None:
        warnings.append(f"{path}: There is no cover image '{named}' in the article's folder. Put it there.")
    points = _first(front_matter, "key_points", "key-points", "keypoints", "takeaways")
    points = points.split("\n") if isinstance(points, str) else _list(points)
    key_points = (_BULLET.sub("", _shown_text(point)) for point in points)
    tag_values = (value for name in ("tags", "categories", "keywords") for value in _list(front_matter.get(name)))
    tags = (tag for value in tag_values for tag in re.split(r"\s*[,;]\s*", _text(value)))
    source_names = ("source_url", "source", "canonical_url", "canonical", "tumblr_url")
    return Fields(
        title=_shown_text(_first(front_matter, "title")),
        authors=parse_authors(_first(front_matter, "authors", "author", "by"), language),
        date=date or _date_in_path(front_matter, path),
        language=language,
        description=_shown_text(_first(front_matter, "description", "excerpt", "summary", "subtitle")),
        tags=tuple(dict.fromkeys(filter(None, tags))),
        source_url=_text(_first(front_matter, *source_names)),
        cover=cover,
        key_points=tuple(filter(None, key_points)),
        warnings=tuple(warnings),
    )


def parse_authors(value: Any, language: str = "en") -> tuple[str, ...]:
    """Return the names in a field or byline: one, several with "and" in `language`, a list, or tables with a `name`."""
    conjunctions = "|".join(map(re.escape, load_phrases(language).reading.conjunctions))
    names: list[str] = []
    for author in _list(value):
        if isinstance(author, dict):
            names.append(_shown_text(_first(author, "name", "title")))
            continue
        for part in _AND.split(_shown_text(author)):
            # With capitals only where all is in capitals, because elsewhere a capital may be an initial
            split = re.split(rf"\s+(?:{conjunctions})\s+", part, flags=re.IGNORECASE if part.isupper() else 0)
            is_one = len(split[-1].split()) == 1 < len(split[0].split())  # José Ortega y Gasset is one person
            names += [part] if is_one else split
    return tuple(dict.fromkeys(filter(None, names)))


def _date_in_path(front_matter: Mapping[str, Any], path: Path) -> str | None:
    """Return the date that Jekyll keeps in the file's name and Zola in the page's path."""
    for place in (_text(front_matter.get("path")), path.name):
        if match := re.search(r"(?:^|/)(\d{4})[-/](\d\d)[-/](\d\d)[-/]", place):
            return parse_date("-".join(match.groups()))
    return None


def _find_cover(front_matter: Mapping[str, Any], path: Path) -> tuple[Path | None, str]:
    """Return the cover image in the article's folder or below, and the name in the field `cover`.

    `image` is often an address within a site, so a missing one is not an error.
    """
    named = _text(_first(front_matter, "cover"))
    folder = path.parent.resolve()
    for name in (named, _text(_first(front_matter, "image"))):
        if name and "://" not in name:
            with suppress(OSError, ValueError, RuntimeError):  # not the name of a file, or a loop of links
                cover = (folder / name).resolve()
                if cover.is_relative_to(folder) and cover.is_file():
                    return cover, named
    return None, named


def _first(front_matter: Mapping[str, Any], *names: str) -> Any:
    """Return the first field of `names`, in any case, that is not empty, else ""."""
    lowered = {key.lower(): value for key, value in front_matter.items()}
    values = (lowered.get(name) for name in names)
    return next((value for value in values if value and str(value).strip().lower() not in _EMPTY), "")


def _text(value: Any) -> str:
    """Return a field that is a string, with single spaces, else ""."""
    return normalize_whitespace(value) if isinstance(value, str) else ""


def _shown_text(value: Any) -> str:
    """Return a field as its page shows it, without mark-up."""
    text = _text(value)
    if "<" in text or "&" in text:
        text = normalize_whitespace(html_to_text(text))
    return _MARKUP.sub(r"\2", text)


def _list(value: Any) -> list[Any]:
    """Return a field that may have several values as a list."""
    return value if isinstance(value, list) else [value]
