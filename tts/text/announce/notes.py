"""Footnotes: at the end, skipped, or where their marks are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from tts.model import Block, Section
from tts.text.announce.style import AnnouncementStyle, mark_skipped, to_paragraph

_SECTION_ID = "notes"


def announce_note(block: Block, style: AnnouncementStyle) -> Iterator[Block]:
    """Yield a note that begins with its number."""
    label = style.announce(style.phrases.note.format(label=block.label))
    yield replace(block, text="", marks=(), blocks=(label, *(block.blocks or (to_paragraph(block),))))


def skip_notes(section: Section) -> Section:
    """Return the section, with its blocks skipped if it is the section of notes."""
    if section.id != _SECTION_ID:
        return section
    return replace(section, blocks=tuple(mark_skipped(block, "note, skipped") for block in section.blocks))


def place_notes_inline(sections: tuple[Section, ...]) -> Iterator[Section]:
    """Yield the sections with each note after the block of its first mark; notes without a mark stay at the end."""
    notes = [block for section in sections if section.id == _SECTION_ID for block in section.blocks]
    waiting = {block.label: block for block in reversed(notes) if block.kind == "note"}
    labelled_ids = set(map(id, waiting.values()))
    for section in sections:
        if section.id == _SECTION_ID:
            placed_ids = labelled_ids - set(map(id, waiting.values()))
            remaining = tuple(block for block in section.blocks if id(block) not in placed_ids)
            if any(block.kind == "note" for block in remaining):
                yield replace(section, blocks=remaining)
        elif section.role == "body":
            yield replace(section, blocks=tuple(_with_notes(section.blocks, waiting)))
        else:
            yield section


def _with_notes(blocks: Iterable[Block], waiting: dict[str, Block]) -> Iterator[Block]:
    """Yield the blocks, each followed by the notes whose marks it holds, which are removed from `waiting`."""
    for block in blocks:
        if block.blocks and block.kind not in ("table", "figure"):
            yield replace(block, blocks=tuple(_with_notes(block.blocks, waiting)))
            continue
        labels = (mark.value for leaf in block.leaves() for mark in leaf.marks if mark.kind == "note")
        notes = tuple(waiting.pop(label) for label in labels if label in waiting)
        if not notes or block.kind in ("table", "figure", "paragraph", "heading", "code"):
            yield from (block, *notes)
        else:  # an item, a cell and so on holds its notes
            yield replace(block, text="", marks=(), blocks=(to_paragraph(block), *notes))
