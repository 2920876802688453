"""Texts for the tags of all formats."""

from __future__ import annotations

from tts.model import Metadata
from tts.regex import regex

GENRE = "Speech"
_CONTROL = regex(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def artist(metadata: Metadata) -> str:
    """Return all authors in one text."""
    return "; ".join(metadata.authors)


def album_title(metadata: Metadata) -> str:
    """Return the series of an article, or its title if it is of none."""
    return metadata.series or metadata.title


def line(text: str) -> str:
    """Return `text` in one line: not every format has line breaks, and a NUL would end a text in some of them."""
    return " ".join(_CONTROL.sub(" ", text).split())


def utf8(text: str, max_bytes: int | None = None) -> bytes:
    """Return `line(text)` in UTF-8, cut between characters to at most `max_bytes`. A lone surrogate becomes `?`."""
    encoded = line(text).encode("utf-8", "replace")[:max_bytes]
    return encoded.decode("utf-8", "ignore").encode("utf-8")
