"""HTML -> HTML with a space between struck words and those in their place: `<del>Monday</del><ins>Tuesday</ins>`."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tts.regex import regex

_INLINE = r"(?:<(?:a|b|em|i|ins|mark|span|strong|u)\b[^<>]*>)"
_STRUCK = regex(
    rf"(?P<before>\A|[^\w>])(?P<struck><(?P<tag>del|s|strike)\b[^<>]*>[^<>]*\w</(?P=tag)\s*>)(?={_INLINE}*\w)",
    re.IGNORECASE,
)
_CLASSES = frozenset(("line-through", "linethrough", "strike", "strikethrough", "strike-through", "struck"))


def separate_struck(html: str) -> str:
    """Return `html` with a space behind struck words that new ones follow at once; within a word nothing changes."""
    return _STRUCK.sub(r"\g<before>\g<struck> ", html)


def is_struck(attributes: Mapping[str, str | None]) -> bool:
    """Return whether an element has a line through its text (CSS Text Decoration Module, section 2.1)."""
    style = (attributes.get("style") or "").lower()
    is_by_class = not _CLASSES.isdisjoint((attributes.get("class") or "").lower().split())
    return is_by_class or ("text-decoration" in style and "line-through" in style)
