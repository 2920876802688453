"""Read values of feeds and exports, which programs of all kinds have written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html import unescape
from typing import Any
from urllib.parse import urljoin

from tts.errors import FetchError
from tts.sources.fetch.address import parse_address

_BLOCK_TAG = re.compile(r"<(?:/?(?:p|div|li)|br)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_QUOTED = re.compile(r""""([^"]*)"|'([^']*)'""")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_SURROGATE = re.compile(r"\\ud[89a-f]", re.IGNORECASE)
_MAX_SECONDS = 10**11  # later ones are milliseconds
_MAX_MOMENT = 100
_MAX_TITLE = 1_000


def parse_moment(value: object) -> datetime | None:
    """Return the moment that a text or number means, with a time zone: ISO 8601, RFC 5322, or seconds since 1970."""
    text = str(value).strip()[:_MAX_MOMENT] if isinstance(value, str | int | float) else ""
    moment: datetime | None = None
    with suppress(ValueError, OverflowError, OSError):
        if text.isascii() and text.isdigit():
            seconds = int(text)
            return (
                datetime.fromtimestamp(seconds / 1000 if seconds >= _MAX_SECONDS else seconds, UTC) if seconds else None
            )
        with suppress(ValueError):
            moment = datetime.fromisoformat(text)
        moment = moment or parsedate_to_datetime(text)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        moment.timestamp()  # years that other steps cannot count
        return moment
    return None


def clean_line(value: object) -> str:
    """Return a text as one line without tags and character references, or nothing for what is not a text."""
    if not isinstance(value, str):
        return ""
    text = _TAG.sub("", _BLOCK_TAG.sub(" ", value)) if "<" in value else value
    return " ".join(unescape(text).split())[:_MAX_TITLE]


def clean_lines(values: object) -> tuple[str, ...]:
    """Return the texts in a list, or one text, each once and in order; objects have theirs in `name` or `label`."""
    listed = values if isinstance(values, list | tuple) else [values]
    named = [value.get("name") or value.get("label") if isinstance(value, dict) else value for value in listed]
    return tuple(dict.fromkeys(line for value in named if (line := clean_line(value))))


def clean_language(value: object) -> str:
    """Return a language tag as `en-GB`, or nothing for what is not one."""
    text = value.strip() if isinstance(value, str) else ""
    return text.replace("_", "-") if _LANGUAGE.fullmatch(text) else ""


def split_tags(text: str) -> tuple[str, ...]:
    """Return the tags in a cell: `a|b`, `a, b`, or a list of JSON or Python."""
    text = text.strip()
    if text.startswith("["):
        return clean_lines([double or single for double, single in _QUOTED.findall(text)])
    return clean_lines(text.split("|" if "|" in text else ","))


def clean_address(value: object, base: str = "") -> str:
    """Return an address of the web in the form in which it is fetched, or nothing for any other value."""
    if not isinstance(value, str) or not value.strip():
        return ""
    with suppress(FetchError, ValueError):
        return str(parse_address(urljoin(base, value.strip())))
    return ""


def find_first(values: Iterable[str]) -> str:
    """Return the first of `values` that is not empty, or nothing."""
    return next(filter(None, values), "")


def parse_json(data: bytes) -> Any:
    """Return the value in JSON.

    Raises:
        ValueError: it is not JSON, or nested too deeply.
    """
    try:
        text = data.decode("utf-8-sig")
        value = json.loads(text)
        if _SURROGATE.search(text):  # halves of characters, which no file can hold
            halves = json.dumps(value, ensure_ascii=False).encode("utf-16-le", "surrogatepass")
            value = json.loads(halves.decode("utf-16-le", "replace"))
    except RecursionError:
        raise ValueError("nested too deeply") from None
    return value
