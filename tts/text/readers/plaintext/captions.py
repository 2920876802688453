"""LINES -> FIGURES: the captions and credits at the end of a plain text that was pasted from a web page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tts.model import Block, Skipped
from tts.text.readers.credits import find_credit
from tts.text.readers.plaintext.lines import Line

_MAX_CREDIT_WORDS = 12
_MIN_CAPTION_WORDS = 3
_MAX_CAPTION = 400  # characters
_LABEL = re.compile(r"(?:photo|image|picture)s?\s*:\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Captions:
    """The lines before the captions, the figures, and the lines that only repeat a caption."""

    lines: Sequence[Line]
    figures: tuple[Block, ...]
    skipped: tuple[Skipped, ...]


def take_captions(lines: Sequence[Line]) -> Captions:
    """Take captions and credits from the end of `lines`.

    An alternative text appears there once alone and once with the credit appended, or the credit is a line of its own,
    or the line is labelled as a credit.
    """
    figures: list[Block] = []
    skipped: list[Skipped] = []
    end = len(lines)
    while end > 1:
        last, previous = lines[end - 1], lines[end - 2]
        credit = _find_credit(last.text)
        if _repeats_with_credit(previous.text, last.text):
            skipped.append(Skipped(text=previous.text, reason="repeats the caption", line=previous.number))
            figures.append(_make_figure(last, len(previous.text)))
            end -= 2
        elif credit == 0 and _find_credit(previous.text) == len(previous.text):
            figures.append(_make_figure(previous, len(previous.text), credit_line=last))
            end -= 2
        elif credit is not None:
            figures.append(_make_figure(last, credit))
            end -= 1
        else:
            break
    return Captions(lines=lines[:end], figures=tuple(reversed(figures)), skipped=tuple(reversed(skipped)))


def _repeats_with_credit(caption: str, line: str) -> bool:
    """Return whether `line` is `caption` once more, alone or with a short credit after punctuation or a space."""
    if not line.startswith(caption) or len(caption.split()) < _MIN_CAPTION_WORDS or len(caption) > _MAX_CAPTION:
        return False
    credit = line[len(caption) :]
    return not credit or (not credit[0].isalnum() and len(credit.split()) <= _MAX_CREDIT_WORDS)


def _find_credit(text: str) -> int | None:
    """Return where the credit begins in a line that is a caption or a credit, None for any other line."""
    offset = find_credit(text)
    if len(text) > _MAX_CAPTION or offset == len(text) or not re.search(r"[/:]|\bby\b|\bof\b", text[offset:]):
        return None
    label = _LABEL.match(text)
    if offset == 0 and label and len(text[label.end() :].split()) > _MAX_CREDIT_WORDS // 2:
        return len(text)  # "Image: " and a sentence describes what is seen
    return offset


def _make_figure(line: Line, offset: int, credit_line: Line | None = None) -> Block:
    """Return a figure: `line` is its caption, with its credit from `offset` on, or in `credit_line`."""
    caption, credit = line.text[:offset].rstrip(" |"), line.text[offset:].lstrip(" |,;.–—-")
    blocks = []
    if caption:
        blocks.append(Block(kind="caption", text=caption, line=line.number))
    if credit:
        blocks.append(Block(kind="credit", text=credit, line=line.number))
    if credit_line:
        blocks += _make_figure(credit_line, 0).blocks
    return Block(kind="figure", blocks=tuple(blocks), line=line.number)
