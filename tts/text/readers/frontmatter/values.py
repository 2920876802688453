"""The values of fields: the first of several names, as text, as a page shows it, as a list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tts.regex import regex
from tts.text.readers.emoji import EMOJI_CODES, show_emoji
from tts.text.readers.frontmatter.names import TABLES, normalize_name
from tts.text.readers.frontmatter.syntax import remove_quotes
from tts.text.readers.html.elements import is_known
from tts.text.readers.html.prose import html_to_text
from tts.text.readers.whitespace import normalize_whitespace

_MARKUP = regex(
    r"(`+|\*\*|__|\*)(?=\S)(.{1,500}?)(?<=\S)\1|(?<!\w)_(?=[^\s_])([^_\n]{1,500})(?<=\S)_(?!\w)", needs=("`", "*", "_")
)
_LINK = regex(r"!?\[([^\[\]\n]{1,500})\]\([^()\s]{0,2000}(?: \"[^\"\n]{0,500}\")?\)", needs="](")
_ESCAPED = regex(r"\\([!-/:-@\[-`{-~])")
_NO_ENTITY = regex(r"&(?!#?\w{1,40};)")
_UNKNOWN_TAG = regex(r"<(?=/?(?P<name>[A-Za-z][\w-]{0,60})(?:[\s/][^<>]{0,2000})?>)")
_EMPTY = ("", "~", "null", "none", "undefined", "nil")


def flatten(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return `fields` by their compared names, with those that Hugo and Zola keep in tables of their own."""
    named = {normalize_name(name): value for name, value in fields.items()}
    tables = [table for name in TABLES if isinstance(table := named.get(name), Mapping)]
    flat = {normalize_name(name): value for table in reversed(tables) for name, value in table.items()}
    return flat | {name: value for name, value in named.items() if name not in flat or not is_empty(value)}


def is_empty(value: Any) -> bool:
    """Return whether a value says nothing."""
    return not value or (isinstance(value, str) and value.strip().casefold() in _EMPTY)


def first(fields: Mapping[str, Any], *names: str) -> Any:
    """Return the first field of `names` that is not empty, else ""."""
    return next((value for name in names if not is_empty(value := fields.get(name))), "")


def to_text(value: Any) -> str:
    """Return a field that is a string, with single spaces and without quotation marks around it, else ""."""
    return remove_quotes(normalize_whitespace(value)) if isinstance(value, str) else ""


def show_text(value: Any) -> str:
    """Return a field as its page shows it, without mark-up; `Vec<T>` is text."""
    if isinstance(value, list | dict):
        value = next(iter(value.values() if isinstance(value, dict) else value), "")
    text = to_text(value)
    if "<" in text or "&" in text:
        text = _UNKNOWN_TAG.sub(lambda tag: tag[0] if is_known(tag["name"]) else "&lt;", text)
        text = normalize_whitespace(html_to_text(_NO_ENTITY.sub("&amp;", text)))
    text = _MARKUP.sub(lambda mark: mark[2] or mark[3], _LINK.sub(r"\1", text))
    text = normalize_whitespace(EMOJI_CODES.sub(lambda codes: show_emoji(codes[0]) or codes[0], text))
    return _ESCAPED.sub(r"\1", text)


def to_list(value: Any) -> list[Any]:
    """Return a field that may have several values as a list."""
    return value if isinstance(value, list) else [value]
