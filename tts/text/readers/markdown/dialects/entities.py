"""MARKDOWN with the entities of HTML as tools leave them: encoded twice, or without a semicolon."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.text.readers.markdown.dialects.replace import Replacement

ENTITY = regex(
    r"(?P<before>\w?)&amp;(?P<doubled>amp|apos|hellip|[lr][ds]quo|[mn]dash|nbsp|quot|#\d{2,6}|#[xX][\dA-Fa-f]{2,5});"
    r"(?=(?P<after>\w?))"
    r"|(?<![\w/?&=])&(?P<open>copy|deg|frac1[24]|frac34|laquo|middot|pound|raquo|reg|shy|yen)(?![\w;=])"
    r"|(?<![/?&=])&(?P<space>nbsp)(?![\w;=])"
    r"|(?<![/?&=])&(?P<number>#\d{2,6}(?![\d;])|#[xX][\dA-Fa-f]{2,5}(?![\dA-Fa-f;]))",
    needs="&",
)
"""An entity that was encoded twice, with the letters around it, or one without its semicolon."""

_WORD_AND_SPACE = regex(r" \w")


def replace_entity(found: re.Match[str]) -> Replacement:
    """Return the entity that is meant. One that is encoded twice is shown as it is where it stands alone."""
    name = found["doubled"]
    if not name:
        return Replacement(text=f"&{found['open'] or found['space'] or found['number']};")
    is_between_words = name == "amp" and _WORD_AND_SPACE.match(found.string, found.end())
    if not (found["before"] or found["after"] or is_between_words):
        return Replacement(text=found[0])
    return Replacement(text=f"{found['before']}&{name};")
