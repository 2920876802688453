"""LINE, MARKS -> PARAGRAPH, composed and trimmed; which paragraphs are listings."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from tts.model import Block, Mark
from tts.regex import regex

_CODE_CHARACTER = regex(r"[<>{}()\[\]=;$|&\\/]|^-|\s-")


def make_paragraph(line: str, marks: Sequence[Mark], language: str | None) -> Block | None:
    """Return the paragraph of one `line`, composed and trimmed, with its marks in order; None without text."""
    text = line.rstrip()
    if not text:
        return None
    trimmed = [kept for mark in marks if (kept := _trim(mark, text))]
    composed = unicodedata.normalize("NFC", text)
    if composed != text:  # a letter and its accent came in two pieces
        trimmed = [
            replace(
                mark,
                begin=len(unicodedata.normalize("NFC", text[: mark.begin])),
                end=len(unicodedata.normalize("NFC", text[: mark.end])),
            )
            for mark in trimmed
        ]
    trimmed.sort(key=lambda mark: (mark.begin, -mark.end))
    return Block(kind="paragraph", text=composed, marks=tuple(trimmed), language=language)


def is_listing(block: Block) -> bool:
    """Return whether a paragraph is only a code span, with characters that occur in no sentence."""
    is_title = block.whole_marks("strong")
    return bool(block.whole_marks("code") and not is_title and _CODE_CHARACTER.search(block.text))


def _trim(mark: Mark, text: str) -> Mark | None:
    """Return `mark` within `text`, without white space at its ends; None if nothing is left, except a note's mark."""
    begin, end = min(mark.begin, len(text)), min(mark.end, len(text))
    if mark.kind != "note":
        marked = text[begin:end]
        begin += len(marked) - len(marked.lstrip())
        end = begin + len(marked.strip())
    return replace(mark, begin=begin, end=end) if begin < end or mark.kind == "note" else None
