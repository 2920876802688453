"""PAGE -> DEPTH: how deep its elements are nested, before a parser spends minutes on it."""

from __future__ import annotations

import re

from tts.regex import regex

MAX_DEPTH = 10_000  # elements in elements; the time of the parser grows with the square
_NESTING_TAG = regex(
    r"<(/?)(?:a|article|aside|b|blockquote|center|code|div|em|fieldset|figure|font|i|main|nav|object|ol|section|small"
    r"|span|strong|sub|sup|table|u|ul)\b",
    re.IGNORECASE,
)


def is_too_deep(html: str) -> bool:
    """Return whether so many elements of `html` are open at once that it can only be an attack or an accident."""
    depth = 0
    for tag in _NESTING_TAG.finditer(html):
        depth += -1 if tag[1] else 1
        if depth > MAX_DEPTH:
            return True
    return False
