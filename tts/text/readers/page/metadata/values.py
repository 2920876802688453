"""VALUES of a page -> clean text, languages, dates and addresses; anything else is ""."""

from __future__ import annotations

import html
from urllib.parse import urljoin, urlsplit

from tts.regex import regex
from tts.text.languages.names import read_tag
from tts.text.readers.frontmatter.dates import parse_field
from tts.text.readers.whitespace import normalize_whitespace

_TAG = regex(r"</?[a-zA-Z][^<>]{0,2000}>")
_TEMPLATE = regex(r"\{\{.{0,200}\}\}|\$\{.{0,200}\}|%%\w{1,50}%%")
_FRACTION = regex(r"(?<=:\d\d)\.\d+")
_NOTHING = frozenset(("", "null", "none", "undefined", "nil", "n/a", "unknown", "[object object]"))
_MAX_TEXT = 2000  # characters
_MAX_ADDRESS = 2000


def clean_value(value: str) -> str:
    """Return a value as people read it: entities decoded, twice where the page encodes them twice, without tags."""
    text = value[:_MAX_TEXT]
    if "&" in text:
        text = html.unescape(html.unescape(text))
    if "<" in text:
        text = _TAG.sub(" ", text)
    text = normalize_whitespace(text)
    return "" if text.casefold() in _NOTHING or _TEMPLATE.search(text) else text


def clean_language(value: str) -> str:
    """Return the tag (BCP 47) that a value is or means: `en_US` and `en-us` are `en-US`."""
    tag, _ = read_tag(value.strip().split(",")[0].strip()) if 0 < len(value) <= 100 else (None, "")
    if tag is None:
        return ""
    primary, *others = tag.split("-")
    shown = (part.upper() if len(part) == 2 else part.title() if len(part) == 4 else part for part in others)
    return "-".join([primary.lower(), *shown])


def clean_date(value: str, language: str) -> str:
    """Return the day, or the moment, that a value is, in ISO 8601."""
    moment = parse_field(normalize_whitespace(value[:_MAX_TEXT]), language or "en") or ""
    return _FRACTION.sub("", moment)


def join_address(base: str, value: str) -> str:
    """Return the address of the web that `value` is, seen from the page `base`; "" for other schemes."""
    value = "".join(value.split()) if len(value) <= _MAX_ADDRESS else ""
    try:
        address = urljoin(base, value) if value else ""
        parts = urlsplit(address)
        is_address = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:  # brackets that hold no IPv6 address
        return ""
    return address if is_address else ""


def fold(text: str) -> str:
    """Return `text` as names and titles are compared: its letters and digits alone, without case."""
    return "".join(filter(str.isalnum, text.casefold()))
