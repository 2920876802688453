"""MARKDOWN -> MARKDOWN without lists of attributes, as Pandoc, kramdown and markdown-it write them."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.text.readers.markdown.dialects.replace import Replacement

_VALUE = r"[A-Za-z][\w:-]*=(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s\"'{}]+)"
_NAME = r"[.#][A-Za-z_][\w:.-]*"
LIST = rf"\{{:?[ \t]*(?:{_NAME}|{_VALUE})(?:[ \t]*(?:[ \t]{_VALUE}|{_NAME}))*[ \t]*\}}"
"""The pattern of a list of attributes."""

_NAMED = rf"\{{[ \t]*(?:{_VALUE}[ \t]+)*{_NAME}(?:[ \t]*(?:[ \t]{_VALUE}|{_NAME}))*[ \t]*\}}"
ATTRIBUTES = regex(
    rf"(?<![\\!\]])\[(?P<words>(?:[^\[\]\n\\]|\[[^\[\]\n]*\])+)\](?P<span>{LIST})"
    rf"|(?<![\\{{]){_NAMED}"  # with a class or an identifier it is nothing else
    rf"|(?<=[)\]`*_>}}]){LIST}|^[ \t]*{LIST}(?=[ \t]*$)"
    rf"|(?<=[ \t])\{{(?:[ \t]*{_VALUE}(?=[ \t}}]))+[ \t]*\}}(?=[ \t]*$)"  # at the end of a paragraph
    r"|(?<=[ \t])\{-\}[ \t]*$",  # a heading without a number
    re.MULTILINE,
    needs="{",
)
"""A list of attributes, with the words in brackets to which it belongs."""

ITEM_LIST = "{data-speaker="
"""The beginning of a list that gives an item to its speaker."""

_CAPTION = regex(r"\{:?[^{}\n]*\.[\w-]*caption\b[^{}\n]*\}", re.IGNORECASE)
_MAX_LINE = 200  # characters of white space before a list
_LANGUAGE = regex(r"\blang=[\"']?([A-Za-z][\w-]*)")


def replace_attributes(found: re.Match[str]) -> Replacement:
    """Return the words to which a list of attributes belongs; of the list, only a language can be heard.

    A caption is known by its class, which Python-Markdown reads. It also reads the speaker of an item, in the list that
    `replace_speakers` writes.
    """
    language = _LANGUAGE.search(found["span"] or found[0])
    if found["words"] is None:
        if found[0].lstrip().startswith(ITEM_LIST):
            return Replacement(text=found[0])
        is_caption = is_caption_list(found.string, *found.span())
        return Replacement(text=found[0] if language or is_caption else "", reason="" if language else "attribute list")
    words = f'<span lang="{language[1]}">{found["words"]}</span>' if language else found["words"]
    return Replacement(text=words, reason="attribute list", skipped=found["span"])


def is_caption_list(text: str, begin: int, end: int) -> bool:
    """Return whether from `begin` to `end`, `text` has the class of a caption for the lines before it."""
    before = text[max(0, begin - _MAX_LINE) : begin]
    is_below_text = not re.search(r"\n[ \t]*\n[ \t]*\Z", before)
    return bool(_CAPTION.fullmatch(text[begin:end].strip())) and is_below_text
