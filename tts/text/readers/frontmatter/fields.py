"""FRONT MATTER -> METADATA: the fields of an article, under the names that site generators give them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from tts.model import Metadata, TitleSource
from tts.noun import noun
from tts.regex import regex
from tts.text.readers.frontmatter import names
from tts.text.readers.frontmatter.authors import parse_authors
from tts.text.readers.frontmatter.dates import is_ambiguous, parse_date, parse_field
from tts.text.readers.frontmatter.publication import FALSE, TRUE, find_reason
from tts.text.readers.frontmatter.values import first, flatten, show_text, to_list, to_text

_BULLET = regex(r"^(?:[•\-*–]|\d+[.)])\s+")
_MAX_SHOWN = 60  # characters of a value in a message


@noun
class Fields:
    """What the front matter says, in the types of `Metadata`; empty where it says nothing.

    `order` is its place in a section of an edition, as it is written. `unpublished` is why the article is a draft, or
    "".
    """

    title: str = ""
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    date: str | None = None
    language: str = "en"
    description: str = ""
    tags: tuple[str, ...] = ()
    source_url: str = ""
    site: str = ""
    series: str = ""
    cover: str = ""
    pictures: tuple[str, ...] = ()
    key_points: tuple[str, ...] = ()
    order: str = ""
    unpublished: str = ""
    warnings: tuple[str, ...] = ()

    def metadata(self, title: str, title_source: TitleSource, authors: tuple[str, ...], date: str | None) -> Metadata:
        """Return the article's metadata; `authors` and `date` of its text hold where the fields have none."""
        return Metadata(
            title=title,
            title_source=title_source,
            subtitle=self.subtitle,
            authors=self.authors or authors,
            date=self.date or date,
            language=self.language,
            description=self.description,
            tags=self.tags,
            source_url=self.source_url,
            site=self.site,
            series=self.series,
            cover=self.cover,
            pictures=self.pictures,
        )


def parse_fields(
    front_matter: Mapping[str, Any], path: Path, language: str = "en", show: Callable[[Any], str] = show_text
) -> Fields:
    """Return the fields in the front matter of the article at `path`, with warnings about those that are wrong.

    Dates and names in them are read in `language` (BCP 47), which `find_language` found. `show` returns the text of a
    field: `to_text` where fields have no mark-up.
    """
    fields = flatten(front_matter)
    warnings: list[str] = []
    published = _find_date(fields, names.PUBLISHED, language) or _date_in_path(fields, path)
    warnings += _warn_of_dates(fields, language, path)
    site, authors = show(first(fields, *names.SITE)), first(fields, *names.AUTHORS)
    title, subtitle = (show(first(fields, *known)) for known in (names.TITLE, names.SUBTITLE))
    points = first(fields, *names.KEY_POINTS)
    points = points.split("\n") if isinstance(points, str) else to_list(points)
    key_points = (_BULLET.sub("", show(point)) for point in points)
    tag_values = (value for name in names.TAGS for value in to_list(fields.get(name)))
    tags = (tag for value in tag_values for tag in re.split(r"\s*[,;]\s*", to_text(value)))
    return Fields(
        title=title,
        subtitle="" if subtitle.casefold() == title.casefold() else subtitle,
        authors=(site,) if authors == [site] else parse_authors(authors, language),
        date=published or _find_date(fields, (*names.CREATED, *names.CHANGED), language),
        language=language,
        description=show(first(fields, *names.DESCRIPTION)),
        tags=tuple(dict.fromkeys(filter(None, tags))),
        source_url=to_text(first(fields, *names.SOURCE_URL)),
        site=site,
        series=show(first(fields, *names.SERIES)),
        cover=to_text(first(fields, "cover")),
        pictures=tuple(filter(None, _list_pictures(fields))),
        key_points=tuple(filter(None, key_points)),
        order=to_text(first(fields, *names.ORDER)),
        unpublished=find_reason(fields, _find_date(fields, names.RELEASED, language) or published, path),
        warnings=tuple(warnings),
    )


def _find_date(fields: Mapping[str, Any], known: tuple[str, ...], language: str) -> str | None:
    """Return the first date in the fields of these names, as ISO 8601."""
    for _, value in _written_dates(fields, known):
        if day := parse_field(value, language):
            return day
    return None


def _written_dates(fields: Mapping[str, Any], known: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield name and value of the fields of these names, without truth values; `last_update` is a table."""
    for name in known:
        value = first(fields, name)
        if isinstance(value, Mapping):
            yield from _written_dates(flatten(value), (*names.PUBLISHED, *names.CREATED, *names.CHANGED))
        elif (text := to_text(value)) and text.casefold() not in TRUE | FALSE | {"draft"}:
            yield name, text


def _warn_of_dates(fields: Mapping[str, Any], language: str, path: Path) -> Iterator[str]:
    """Yield a warning about the first date of publication that is not understood."""
    for name, value in _written_dates(fields, names.PUBLISHED):
        if name == "publish" or parse_field(value, language):
            continue
        if is_ambiguous(value):
            yield f"{path}: Day and month of the date '{value}' could be exchanged. Write it as 2024-03-12."
        else:
            yield f"{path}: The date '{_shorten(value)}' is not understood. Write it as 2024-03-12."
        return


def _shorten(text: str) -> str:
    """Return a value as a message quotes it."""
    return text if len(text) <= _MAX_SHOWN else f"{text[: _MAX_SHOWN - 1]}…"


def _date_in_path(fields: Mapping[str, Any], path: Path) -> str | None:
    """Return the date that Jekyll keeps in the file's name and Zola in the page's path."""
    for place in (to_text(fields.get("path")), path.name):
        if match := re.search(r"(?:^|/)(\d{4})[-/](\d\d)[-/](\d\d)[-/]", place):
            return parse_date("-".join(match.groups()))
    return None


def _list_pictures(fields: Mapping[str, Any]) -> Iterator[str]:
    """Yield the addresses of images that may be the cover, besides the field `cover`."""
    yield to_text(first(fields, "image"))
    for name in ("cover", "image"):
        if isinstance(value := fields.get(name), dict):
            yield to_text(first(flatten(value), "image", "src", "url", "path", "file"))
