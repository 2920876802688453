"""Footnotes: at the end, skipped, or where their marks are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from tts.model import Block, Section
from tts.text.announce.style import AnnouncementStyle, paragraph, skipped

_SECTION = "notes"


def note(block: Block, style: AnnouncementStyle) -> Iterator[Block]:
    """A note with its number before it, inside of it."""
    label = style.announce(style.phrases.note.format(label=block.label))
    yield replace(block, text="", marks=(), blocks=(label, *(block.blocks or (paragraph(block),))))


def unheard(section: Section) -> Section:
    """The section with its blocks skipped if it is that of the notes."""
    if section.id != _SECTION:
        return section
    return replace(section, blocks=tuple(skipped(block, "note, skipped") for block in section.blocks))


def inline(sections: tuple[Section, ...]) -> Iterator[Section]:
    """The sections with each note after what holds its first mark; those without a mark in the body stay at the end."""
    notes = [block for section in sections if section.id == _SECTION for block in section.blocks]
    waiting = {block.label: block for block in reversed(notes) if block.kind == "note"}
    of_marks = set(map(id, waiting.values()))
    for section in sections:
        if section.id == _SECTION:
            placed = of_marks - set(map(id, waiting.values()))
            kept = tuple(block for block in section.blocks if id(block) not in placed)
            if any(block.kind == "note" for block in kept):
                yield replace(section, blocks=kept)
        elif section.role == "body":
            yield replace(section, blocks=tuple(_with_notes(section.blocks, waiting)))
        else:
            yield section


def _with_notes(blocks: Iterable[Block], waiting: dict[str, Block]) -> Iterator[Block]:
    """The blocks, each followed by the notes whose marks it holds; they go out of `waiting`."""
    for block in blocks:
        if block.kind in ("table", "figure"):
            yield block
            yield from _marked(block, waiting)
        elif block.blocks:
            yield replace(block, blocks=tuple(_with_notes(block.blocks, waiting)))
        elif not (notes := tuple(_marked(block, waiting))):
            yield block
        elif block.kind in ("paragraph", "heading", "code"):
            yield from (block, *notes)
        else:  # the item of a list, and so on, holds its notes
            yield replace(block, text="", marks=(), blocks=(paragraph(block), *notes))


def _marked(block: Block, waiting: dict[str, Block]) -> Iterator[Block]:
    """The notes whose marks stand in the block, in their order."""
    for leaf in block.leaves():
        for mark in leaf.marks:
            if mark.kind == "note" and mark.value in waiting:
                yield waiting.pop(mark.value)
