"""Lists and quotes: where they begin and end, for those who want to know all that is seen."""

from __future__ import annotations

from collections.abc import Iterator

from tts.model import Block
from tts.text.announce.style import AnnouncementStyle


def a_list(block: Block, style: AnnouncementStyle) -> Iterator[Block]:
    """A list between its borders; one without words has none. Of definitions the terms are counted."""
    kind = "term" if any(one.kind == "term" for one in block.blocks) else "item"
    items = sum(one.kind == kind and any(one.leaves()) for one in block.blocks)
    if not style.preset.borders or not items:
        yield block
        return
    said = style.phrases
    begin, end = (said.inner_list, said.inner_list_end) if style.is_in_list else (said.list, said.list_end)
    yield style.announce(said.counting(begin, items=items))
    yield block
    yield style.announce(end)


def quote(block: Block, style: AnnouncementStyle) -> Iterator[Block]:
    """A quotation that is a block of its own, between its borders; quotation marks in a sentence say it themselves."""
    if not style.preset.borders or not any(block.leaves()):
        yield block
        return
    yield style.announce(style.phrases.quote)
    yield block
    yield style.announce(style.phrases.quote_end)
