"""FLOW -> FLOW with headings, where an author made them by hand: short paragraphs in bold or in larger letters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from tts.regex import regex
from tts.text.readers.byline.statements import read_statement
from tts.text.readers.documents.flow import FlowBlock, Paragraph, Run, iterate_paragraphs

_MAX_HEADING = 120  # characters
_LARGER = 1.15  # times the size of the running text
_SENTENCE_END = regex(r"[.,:;!?…][”\"’'»)\]]*\s*$")


def find_faked_headings(blocks: Sequence[FlowBlock], language: str) -> tuple[FlowBlock, ...]:
    """Return `blocks` with those paragraphs as headings that only look like them, if the document has no others.

    Such a paragraph is short, and larger than the running text; or all of it is bold, it ends as no sentence does, and
    a longer paragraph that is not bold follows.
    """
    paragraphs = list(iterate_paragraphs(blocks))
    if any(paragraph.kind == "heading" for paragraph in paragraphs):
        return tuple(blocks)
    body_size = _find_body_size(paragraphs)
    sizes: dict[int, float] = {}
    below: Paragraph | None = None
    for index, block in reversed(list(enumerate(blocks))):
        if isinstance(block, Paragraph) and block.inlines:
            if _is_heading(block, below, body_size, language):
                sizes[index] = _size(block)
            below = block
    levels = _find_levels([sizes[index] for index in sorted(sizes)])
    return tuple(
        replace(block, kind="heading", level=levels[sizes[index]])
        if isinstance(block, Paragraph) and index in sizes
        else block
        for index, block in enumerate(blocks)
    )


def _find_body_size(paragraphs: Sequence[Paragraph]) -> float:
    """Return the size in which most letters are, 0 if none is known."""
    sizes: Counter[float] = Counter()
    for paragraph in paragraphs:
        for run in paragraph.inlines:
            if isinstance(run, Run):
                sizes[run.size] += len(run.text)
    return sizes.most_common(1)[0][0] if sizes else 0


def _is_heading(paragraph: Paragraph, below: Paragraph | None, body_size: float, language: str) -> bool:
    """Return whether a paragraph above the paragraph `below` looks like a heading."""
    text = paragraph.text().strip()
    is_fit = paragraph.kind == "text" and not paragraph.is_continued and 0 < len(text) <= _MAX_HEADING
    if not is_fit or below is None or not any(map(str.isalpha, text)) or "\n" in text:
        return False
    if body_size and _size(paragraph) >= _LARGER * body_size and below.kind != "caption":
        return True
    is_above_text = below.kind in ("text", "item") and not _is_bold(below)
    is_above_text = is_above_text and (below.kind == "item" or len(below.text()) > len(text))
    statement = read_statement(text, language or "en")
    is_byline = statement is not None and (statement.is_sure or statement.day is not None)
    return _is_bold(paragraph) and is_above_text and not is_byline and _SENTENCE_END.search(text) is None


def _is_bold(paragraph: Paragraph) -> bool:
    """Return whether all letters of a paragraph are bold."""
    runs = [run for run in paragraph.inlines if isinstance(run, Run) and run.text.strip()]
    return bool(runs) and all("strong" in run.marks for run in runs)


def _size(paragraph: Paragraph) -> float:
    """Return the smallest size of letters in a paragraph."""
    runs = (run for run in paragraph.inlines if isinstance(run, Run) and run.text.strip())
    return min((run.size for run in runs), default=0)


def _find_levels(sizes: Sequence[float]) -> dict[float, int]:
    """Return the level of headings by their size: 1 for a first one that is larger than all others, else from 2."""
    distinct = sorted(set(sizes), reverse=True)
    is_titled = bool(sizes) and sizes[0] == distinct[0] and sizes.count(distinct[0]) == 1
    return {size: min(rank + (1 if is_titled else 2), 6) for rank, size in enumerate(distinct)}
