"""METADATA -> front matter, in YAML that people can read and change."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tts.model import Article

_PLAIN = re.compile(
    r"(?!(?:true|false|yes|no|on|off|null|y|n)\Z)[^\W\d_](?:[^\W_]|[ ,.;()/'’‘“”–—?!&+-])*", re.IGNORECASE
)
_ADDRESS = re.compile(r"https?://[\w./?=&%~+,;@:-]+(?<!:)")
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?")


def write_front_matter(article: Article, *, has_title: bool, more: Mapping[str, str | bool]) -> str:
    """Return the front matter of `article`, without its title unless it `has_title`; `more` are further fields."""
    metadata = article.metadata
    fields: dict[str, Any] = {
        "title": metadata.title if has_title else "",
        "subtitle": metadata.subtitle,
        "authors": metadata.authors,
        "date": metadata.date,
        "language": metadata.language,
        "site": metadata.site,
        "series": metadata.series,
        "source": metadata.source_url,
        "description": metadata.description if metadata.description != metadata.subtitle else "",
        "tags": metadata.tags,
        "cover": metadata.cover,
        "image": next(iter(metadata.pictures), ""),
        "key_points": article.key_points,
        "articast": dict(article.options),
        **more,
    }
    return "\n".join(["---", *_write_fields(fields), "---", ""])


def _write_fields(fields: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of the fields that say something."""
    for name, value in fields.items():
        if isinstance(value, dict):
            if value:
                yield f"{name}: {json.dumps(value, ensure_ascii=False)}"
        elif value is True:
            yield f"{name}: true"
        elif isinstance(value, str):
            if value:
                yield f"{name}: {_write_value(value)}"
        elif value:
            yield from _write_list(name, value)


def _write_list(name: str, values: Sequence[str]) -> Iterator[str]:
    """Yield the lines of a list."""
    yield f"{name}:"
    yield from (f"  - {_write_value(value)}" for value in values)


def _write_value(value: str) -> str:
    """Return a value as it is where YAML reads it as a text, else in quotation marks."""
    is_plain = value == value.strip() and (
        _PLAIN.fullmatch(value) or _ADDRESS.fullmatch(value) or _DATE.fullmatch(value)
    )
    return value if is_plain else json.dumps(value, ensure_ascii=False)
