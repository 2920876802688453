"""Sections -> Sections with what a listener must be told because only the eye sees it: "Image:", "Code, 12 lines"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tts.model import Block, Section
from tts.text.announce.code import code
from tts.text.announce.figures import figure
from tts.text.announce.notes import inline, note, unheard
from tts.text.announce.passages import a_list, quote
from tts.text.announce.style import PRESETS, AnnouncementStyle
from tts.text.announce.tables import table
from tts.text.languages import phrases

_ANNOUNCERS = {"code": code, "figure": figure, "list": a_list, "note": note, "quote": quote, "table": table}


def announce(
    sections: tuple[Section, ...], language: str, verbosity: str = "normal", notes: str = "auto"
) -> tuple[Section, ...]:
    """Puts in announcements, marks as skipped what is shown but not heard, and places the notes.

    `language` is the article's BCP 47 tag. `verbosity` names a preset; docs/structure.md says what each one does.
    `notes` ("inline", "end", "skip") goes before what the preset says of notes; "auto" leaves that to it.
    """
    preset = PRESETS[verbosity]
    style = AnnouncementStyle(
        phrases=phrases(language),
        article_language=language,
        preset=preset,
        notes=preset.notes if notes == "auto" else notes,
    )
    placed = inline(sections) if style.notes == "inline" else sections
    told = (replace(section, blocks=_announce_all(section.blocks, style)) for section in placed)
    return tuple(map(unheard, told) if style.notes == "skip" else told)


def _announce_all(blocks: tuple[Block, ...], style: AnnouncementStyle) -> tuple[Block, ...]:
    return tuple(announced for block in blocks for announced in _announce(block, style))


def _announce(block: Block, style: AnnouncementStyle) -> Iterator[Block]:
    """The block with all below it announced, and what is said before and after it."""
    within = replace(style, is_in_list=True) if block.kind == "list" else style
    block = replace(block, blocks=_announce_all(block.blocks, within))
    tell = _ANNOUNCERS.get(block.kind)
    yield from tell(block, style) if tell else (block,)
