"""Lists, quotations and code: where they begin and end, and how much of them is read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tts.model import Block, Mark
from tts.text.announce.style import AnnouncementStyle, mark_skipped


def announce_list(block: Block, style: AnnouncementStyle) -> Iterator[Block]:
    """Yield a list between its borders, if it has words. Of a list of definitions the terms are counted."""
    kind = "term" if any(part.kind == "term" for part in block.blocks) else "item"
    items = sum(part.kind == kind and any(part.leaves()) for part in block.blocks)
    if not style.preset.borders or not items:
        yield block
        return
    phrases = style.phrases
    begin, end = (phrases.inner_list, phrases.inner_list_end) if style.is_in_list else (phrases.list, phrases.list_end)
    yield style.announce(phrases.format_counts(begin, items=items))
    yield block
    yield style.announce(end)


def announce_quote(block: Block, style: AnnouncementStyle) -> Iterator[Block]:
    """Yield a block quotation between its borders, if it has words."""
    if not style.preset.borders or not any(block.leaves()):
        yield block
        return
    yield style.announce(style.phrases.quote)
    yield block
    yield style.announce(style.phrases.quote_end)


def announce_code(block: Block, style: AnnouncementStyle) -> Iterator[Block]:
    """Yield a block of code, left out, counted, or read; code that is read is marked for the pronunciation rules."""
    lines = len(block.text.strip("\n").split("\n"))
    phrases = style.phrases
    match style.preset.code:
        case "skipped":
            yield mark_skipped(block, "code, skipped when brief")
        case "counted":
            yield style.announce(phrases.format_counts(phrases.code_unread, lines=lines))
            yield mark_skipped(block, "code is announced, not read")
        case "read":
            yield style.announce(phrases.format_counts(phrases.code, lines=lines))
            yield replace(block, marks=(Mark(kind="code", begin=0, end=len(block.text)),))
            yield style.announce(phrases.code_end)
