"""The captions that a page leaves at the end of its pasted text -> figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tts.model import Block, Skipped
from tts.text.readers.credits import find_credit
from tts.text.readers.lines import Line

_MAX_CREDIT_WORDS = 12
_MIN_CAPTION_WORDS = 3
_MAX_CAPTION = 400  # characters
_LABEL = re.compile(r"(?:photo|image|picture)s?\s*:\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Captions:
    """The lines before the captions, the figures, and the lines that only say a caption once more."""

    lines: Sequence[Line]
    figures: tuple[Block, ...]
    skipped: tuple[Skipped, ...]


def take_captions(lines: Sequence[Line]) -> Captions:
    """Take captions and credits from the end of `lines`.

    An image's alternative text stands there once alone, and once again with the credit glued to it; or the credit is
    in a line of its own, or marked as one.
    """
    figures: list[Block] = []
    skipped: list[Skipped] = []
    end = len(lines)
    while end > 1:
        last, previous = lines[end - 1], lines[end - 2]
        if _says_again(previous.text, last.text):
            skipped.append(Skipped(text=previous.text, reason="repeats the caption", line=previous.number))
            figures.append(_figure(last, len(previous.text)))
            end -= 2
        elif _credit_of(last.text) == 0 and _credit_of(previous.text) == len(previous.text):
            figures.append(_figure_of_two(previous, last))
            end -= 2
        elif (at := _credit_of(last.text)) is not None:
            figures.append(_figure(last, at))
            end -= 1
        else:
            break
    return Captions(lines=lines[:end], figures=tuple(reversed(figures)), skipped=tuple(reversed(skipped)))


def _says_again(alone: str, with_credit: str) -> bool:
    if not with_credit.startswith(alone) or not len(alone.split()) >= _MIN_CAPTION_WORDS or len(alone) > _MAX_CAPTION:
        return False
    rest = with_credit[len(alone) :]
    return not rest or (not rest[0].isalnum() and len(rest.split()) <= _MAX_CREDIT_WORDS)


def _credit_of(text: str) -> int | None:
    """Where the credit begins in a line that is a caption or a credit, None when it is neither."""
    at = find_credit(text)
    if len(text) > _MAX_CAPTION or at == len(text) or not re.search(r"[/:]|\bby\b|\bof\b", text[at:]):
        return None
    label = _LABEL.match(text)
    if at == 0 and label and len(text[label.end() :].split()) > _MAX_CREDIT_WORDS // 2:
        return len(text)  # "Image: " and a sentence describes what is seen
    return at


def _figure(line: Line, at: int) -> Block:
    """A figure of one line: its caption, and its credit from the character `at`."""
    caption, credit = line.text[:at].rstrip(" |"), line.text[at:].lstrip(" |,;.–—-")
    blocks = []
    if caption:
        blocks.append(Block(kind="caption", text=caption, line=line.number))
    if credit:
        blocks.append(Block(kind="credit", text=credit, line=line.number))
    return Block(kind="figure", blocks=tuple(blocks), line=line.number)


def _figure_of_two(caption: Line, credit: Line) -> Block:
    blocks = (*_figure(caption, len(caption.text)).blocks, *_figure(credit, 0).blocks)
    return Block(kind="figure", blocks=blocks, line=caption.number)
