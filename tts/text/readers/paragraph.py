"""A line of text with its marks -> a paragraph."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from tts.model import Block, Mark

_CODE_SIGN = re.compile(r"[<>{}()\[\]=;$|&\\/]|^-|\s-")


def make_paragraph(line: str, marks: Sequence[Mark], language: str | None) -> Block | None:
    """The paragraph of one `line`, composed and trimmed, with its marks in order; None when there is no text."""
    text = line.rstrip()
    if not text:
        return None
    kept = [mark for mark in (_trim(mark, text) for mark in marks) if mark]
    composed = unicodedata.normalize("NFC", text)
    if composed != text:  # a letter and its accent came in two pieces
        kept = [
            replace(
                mark,
                begin=len(unicodedata.normalize("NFC", text[: mark.begin])),
                end=len(unicodedata.normalize("NFC", text[: mark.end])),
            )
            for mark in kept
        ]
    kept.sort(key=lambda mark: (mark.begin, -mark.end))
    return Block(kind="paragraph", text=composed, marks=tuple(kept), language=language)


def is_listing(block: Block) -> bool:
    """Whether a paragraph is nothing but a code span, with signs that nobody would say in a sentence."""
    whole = (0, len(block.text))
    is_code = any(mark.kind == "code" and (mark.begin, mark.end) == whole for mark in block.marks)
    return is_code and bool(_CODE_SIGN.search(block.text))


def _trim(mark: Mark, text: str) -> Mark | None:
    begin, end = min(mark.begin, len(text)), min(mark.end, len(text))
    if mark.kind == "note":
        return replace(mark, begin=begin, end=end)
    while begin < end and text[begin] == " ":
        begin += 1
    while begin < end and text[end - 1] == " ":
        end -= 1
    return replace(mark, begin=begin, end=end) if begin < end else None
