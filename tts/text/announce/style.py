"""How much is announced: the presets, and what all who announce something share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from tts.model import Block
from tts.text.languages import Phrases


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """What a listener is told of each kind of structure.

    `code`, `tables`: not at all, that it is there, or all of it, a table's cells with their headers where `labelled`.
    `pictures`: everything under its name, or captions alone. `borders`: where lists, quotes and so on begin and end.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncementStyle:
    """A preset with the words for it, in an article in `article_language` (a BCP 47 tag)."""

    phrases: Phrases
    article_language: str
    preset: Preset
    notes: str
    is_in_list: bool = False

    def announce(self, text: str) -> Block:
        """Words of ours as a block of their own."""
        language = self.phrases.language_in(self.article_language)
        return Block(kind="announcement", text=text, origin="announcement", language=language)


def skipped(block: Block, reason: str) -> Block:
    """The block with all below it as something that is shown but not heard."""
    below = tuple(skipped(one, reason) for one in block.blocks)
    return replace(block, blocks=below, skipped=block.skipped or (reason if block.text else ""))


def paragraph(leaf: Block) -> Block:
    """The text of a leaf as a paragraph that can stand inside of it."""
    return Block(kind="paragraph", text=leaf.text, marks=leaf.marks, language=leaf.language, line=leaf.line)
