"""A block of code: left out, counted, or read line by line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tts.model import Block, Mark
from tts.text.announce.manner import Manner, skipped


def code(block: Block, manner: Manner) -> Iterator[Block]:
    """The code and what is said around it; what is read is marked as code for the rules of pronunciation."""
    lines = len(block.text.strip("\n").split("\n"))
    said = manner.said
    match manner.preset.code:
        case "skipped":
            yield skipped(block, "code, skipped when brief")
        case "counted":
            yield manner.say(said.counting(said.code_unread, lines=lines))
            yield skipped(block, "code is announced, not read")
        case "read":
            yield manner.say(said.counting(said.code, lines=lines))
            yield replace(block, marks=(Mark(kind="code", begin=0, end=len(block.text)),))
            yield manner.say(said.code_end)
