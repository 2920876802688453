"""A table: its size, its rows, or its rows with the header of its column before each cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tts.model import Block
from tts.text.announce.style import AnnouncementStyle, paragraph, skipped


def table(block: Block, style: AnnouncementStyle) -> Iterator[Block]:
    """The table and what is said around it; its caption is heard in any case."""
    said, preset = style.phrases, style.preset
    rows = [row for row in block.blocks if row.kind == "row"]
    columns = max((len(row.blocks) for row in rows), default=0)
    phrase = said.table_unread if preset.tables == "counted" else said.table
    yield style.announce(said.counting(phrase, columns=columns, rows=len(rows)))
    yield replace(block, blocks=tuple(_parts(block, style)))
    if preset.borders:
        yield style.announce(said.table_end)


def _parts(block: Block, style: AnnouncementStyle) -> Iterator[Block]:
    headers: tuple[Block, ...] = ()
    for part in block.blocks:
        if part.kind != "row":
            yield part
        elif style.preset.tables == "counted":
            yield skipped(part, "table is announced, not read")
        elif part.blocks and all(cell.header for cell in part.blocks):
            headers = part.blocks
            yield part
        elif len(headers) != len(part.blocks) or len(headers) < 2:  # nobody knows which header is whose
            yield part
        else:
            yield replace(part, blocks=tuple(_cells(part.blocks, headers, style)))


def _cells(cells: tuple[Block, ...], headers: tuple[Block, ...], style: AnnouncementStyle) -> Iterator[Block]:
    """The cells of a row under their headers. An empty one says so where the ones after it would seem to be it."""
    is_labelled = style.preset.tables == "labelled"
    last = max((at for at, cell in enumerate(cells) if any(cell.leaves())), default=-1)
    for at, (cell, header) in enumerate(zip(cells, headers, strict=True)):
        label = tuple(_label(header, style)) if is_labelled else ()
        if not any(cell.leaves()):
            empty = style.announce(style.phrases.cell_empty)
            yield replace(cell, blocks=(*label, empty)) if is_labelled or at < last else cell
        elif label and _is_said(cell):
            yield replace(cell, text="", marks=(), blocks=(*label, *(cell.blocks or (paragraph(cell),))))
        else:
            yield cell


def _label(header: Block, style: AnnouncementStyle) -> Iterator[Block]:
    """The header once more, in our words but in its own language; nothing where it says nothing."""
    text = " ".join(leaf.text for leaf in header.leaves() if leaf.origin == "article").rstrip(" :")
    if any(map(str.isalnum, text)):
        yield replace(style.announce(style.phrases.header.format(header=text)), language=header.language)


def _is_said(cell: Block) -> bool:
    return any(map(str.isalnum, "".join(leaf.text for leaf in cell.leaves())))
