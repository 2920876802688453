"""How much is announced: the presets, and the helpers that all announcers share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from tts.model import Block
from tts.noun import noun
from tts.text.languages import Phrases


@noun
class Preset:
    """How much of each kind of structure is heard.

    `code` and `tables` are skipped, announced with their size, or read; "labelled" reads each cell after its header.
    `pictures`: captions alone, or everything with a label. `borders`: the ends of lists, quotes and so on are heard.
    """

    code: Literal["skipped", "counted", "read"]
    tables: Literal["counted", "read", "labelled"]
    notes: Literal["skip", "end", "inline"]
    pictures: Literal["captions", "all"]
    borders: bool


PRESETS: Mapping[str, Preset] = {
    "brief": Preset(code="skipped", tables="counted", notes="skip", pictures="captions", borders=False),
    "normal": Preset(code="counted", tables="read", notes="end", pictures="all", borders=False),
    "full": Preset(code="read", tables="labelled", notes="inline", pictures="all", borders=True),
}


@noun
class AnnouncementStyle:
    """A preset with its phrases, for an article in `article_language` (a BCP 47 tag)."""

    phrases: Phrases
    article_language: str
    preset: Preset
    notes: str
    is_in_list: bool = False

    def announce(self, text: str) -> Block:
        """Return an announcement: a block with words that are not the article's."""
        language = self.phrases.language_in(self.article_language)
        return Block(kind="announcement", text=text, origin="announcement", language=language)


def mark_skipped(block: Block, reason: str) -> Block:
    """Return the block, with all below it, as shown but not heard."""
    below = tuple(mark_skipped(inner, reason) for inner in block.blocks)
    return replace(block, blocks=below, skipped=block.skipped or (reason if block.text else ""))


def to_paragraph(leaf: Block) -> Block:
    """Return the text of a leaf as a paragraph, so that the leaf can become a container of it."""
    return Block(kind="paragraph", text=leaf.text, marks=leaf.marks, language=leaf.language, line=leaf.line)
