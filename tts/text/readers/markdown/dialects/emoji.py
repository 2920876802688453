"""MARKDOWN with the codes of emoji, such as `:tada:`, and of icons -> MARKDOWN with emoji."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.text.readers.emoji import EMOJI_CODES, show_emoji
from tts.text.readers.markdown.dialects.protected import ProtectedText
from tts.text.readers.markdown.dialects.replace import Replacement

_ICON = regex(
    r"(?<![\w:/]):(?:fa[bdlrs]?|fontawesome|material|mdi|octicons|simple)-[a-z0-9-]{1,60}:(?![\w/])[ \t]?", needs="-"
)
"""A drawing of Material for MkDocs, or of Font Awesome."""

_FIELD = regex(r"(?:^|(?<=\n)):(?:date|email|end|hash|key|label|link|package|phone|top|v):[ \t]+\S")
_PEOPLE = "(?:wo)?m[ae]n|person|people|couple|family|blonde?|deaf|ok|no|gb|flag|black|white|small|large|medium|face|the"
_UNKNOWN = regex(
    rf"(?::(?:(?:{_PEOPLE})(?:[_-][a-z0-9]+)+|[a-z]+(?:_[a-z]+)*_(?:wo)?man|[a-z]+(?:_[a-z]+)*_(?:face|union)"
    r"|clock\d{1,4}):)+"
)
"""Codes of which the first or last word says that they are emoji."""


def replace_emoji_codes(text: ProtectedText) -> None:
    """Replace the codes of emoji by these: common ones, and those that are the emoji's name in Unicode. Skip icons."""
    text.replace(_ICON, lambda _: Replacement(reason="icon"))
    text.replace(EMOJI_CODES, _replace_codes)


def _replace_codes(mark: re.Match[str]) -> Replacement | None:
    """Return the emoji of codes such as `:bee:`, None if there is no such code."""
    if _FIELD.match(mark.string, mark.start()):
        return None  # the name of a field in reStructuredText, which begins its line
    emoji = show_emoji(mark[0])
    if emoji is not None:
        return Replacement(text=emoji)
    begins_line = mark.string[mark.start() - 1 : mark.start()] in ("", "\n")
    return Replacement(reason="emoji") if _UNKNOWN.fullmatch(mark[0]) and not begins_line else None
