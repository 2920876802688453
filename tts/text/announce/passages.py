"""Lists and quotes: where they begin and end, for those who want to know all that is seen."""

from __future__ import annotations

from collections.abc import Iterator

from tts.model import Block
from tts.text.announce.manner import Manner


def a_list(block: Block, manner: Manner) -> Iterator[Block]:
    """A list between its borders; one without words has none. Of definitions the terms are counted."""
    kind = "term" if any(one.kind == "term" for one in block.blocks) else "item"
    items = sum(one.kind == kind and any(one.leaves()) for one in block.blocks)
    if not manner.preset.borders or not items:
        yield block
        return
    said = manner.said
    begin, end = (said.inner_list, said.inner_list_end) if manner.is_in_list else (said.list, said.list_end)
    yield manner.say(said.counting(begin, items=items))
    yield block
    yield manner.say(end)


def quote(block: Block, manner: Manner) -> Iterator[Block]:
    """A quotation that is a block of its own, between its borders; quotation marks in a sentence say it themselves."""
    if not manner.preset.borders or not any(block.leaves()):
        yield block
        return
    yield manner.say(manner.said.quote)
    yield block
    yield manner.say(manner.said.quote_end)
