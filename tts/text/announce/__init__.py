"""SECTIONS -> SECTIONS with announcements of visual content: "Image:", "Code, 12 lines, not read."."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from tts.model import Block, Section
from tts.text.announce.figures import announce_figure
from tts.text.announce.notes import announce_note, place_notes_inline, skip_notes
from tts.text.announce.passages import announce_code, announce_list, announce_quote
from tts.text.announce.style import PRESETS, AnnouncementStyle
from tts.text.announce.tables import announce_table
from tts.text.languages import load_phrases

_ANNOUNCERS = {
    "code": announce_code,
    "figure": announce_figure,
    "list": announce_list,
    "note": announce_note,
    "quote": announce_quote,
    "table": announce_table,
}


def announce(
    sections: tuple[Section, ...], language: str, verbosity: str = "normal", notes: str = "auto"
) -> tuple[Section, ...]:
    """Add announcements, mark as skipped what is shown but not heard, and place the notes.

    `language` is the article's BCP 47 tag. `verbosity` names a preset; docs/structure.md lists what each one does.
    `notes` ("inline", "end", "skip") overrides the preset; "auto" does not.
    """
    preset = PRESETS[verbosity]
    style = AnnouncementStyle(
        phrases=load_phrases(language),
        article_language=language,
        preset=preset,
        notes=preset.notes if notes == "auto" else notes,
    )
    placed = place_notes_inline(sections) if style.notes == "inline" else sections
    announced = (replace(section, blocks=tuple(_announce_blocks(section.blocks, style))) for section in placed)
    return tuple(map(skip_notes, announced) if style.notes == "skip" else announced)


def _announce_blocks(blocks: Iterable[Block], style: AnnouncementStyle) -> Iterator[Block]:
    """Yield the blocks with all below them announced, each between its own announcements."""
    for block in blocks:
        inner_style = replace(style, is_in_list=True) if block.kind == "list" else style
        announced = replace(block, blocks=tuple(_announce_blocks(block.blocks, inner_style)))
        announcer = _ANNOUNCERS.get(block.kind)
        yield from announcer(announced, style) if announcer else (announced,)
