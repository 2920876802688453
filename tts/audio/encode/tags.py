"""What the tags of all formats have in common."""

from __future__ import annotations

import re

from tts.model import Metadata

GENRE = "Speech"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def artist(metadata: Metadata) -> str:
    """All authors in one text."""
    return "; ".join(metadata.authors)


def line(text: str) -> str:
    """`text` in one line: not every format has line breaks, and a NUL would end a text in some of them."""
    return " ".join(_CONTROL.sub(" ", text).split())


def utf8(text: str, most_bytes: int | None = None) -> bytes:
    """`line(text)` in UTF-8, cut between characters to at most `most_bytes`. A lone surrogate becomes `?`."""
    encoded = line(text).encode("utf-8", "replace")[:most_bytes]
    return encoded.decode("utf-8", "ignore").encode("utf-8")
