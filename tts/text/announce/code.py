"""A block of code: left out, counted, or read line by line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tts.model import Block, Mark
from tts.text.announce.style import AnnouncementStyle, skipped


def code(block: Block, style: AnnouncementStyle) -> Iterator[Block]:
    """The code and what is said around it; what is read is marked as code for the rules of pronunciation."""
    lines = len(block.text.strip("\n").split("\n"))
    said = style.phrases
    match style.preset.code:
        case "skipped":
            yield skipped(block, "code, skipped when brief")
        case "counted":
            yield style.announce(said.counting(said.code_unread, lines=lines))
            yield skipped(block, "code is announced, not read")
        case "read":
            yield style.announce(said.counting(said.code, lines=lines))
            yield replace(block, marks=(Mark(kind="code", begin=0, end=len(block.text)),))
            yield style.announce(said.code_end)
