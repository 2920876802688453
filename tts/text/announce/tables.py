"""Tables: their size, their rows, or their rows with the column's header before each cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tts.model import Block
from tts.text.announce.style import AnnouncementStyle, mark_skipped, to_paragraph
from tts.text.languages.signs import is_heard_alone


def announce_table(block: Block, style: AnnouncementStyle) -> Iterator[Block]:
    """Yield the table after its size, and with its end if borders are announced; its caption is heard in any case."""
    phrases, preset = style.phrases, style.preset
    rows = [row for row in block.blocks if row.kind == "row"]
    columns = max((len(row.blocks) for row in rows), default=0)
    phrase = phrases.table_unread if preset.tables == "counted" else phrases.table
    yield style.announce(phrases.format_counts(phrase, columns=columns, rows=len(rows)))
    parts = []
    headers: tuple[Block, ...] = ()
    is_after_headers = False
    for part in block.blocks:
        cells = part.blocks
        if part.kind == "row" and preset.tables == "counted":
            parts.append(mark_skipped(part, "table is announced, not read"))
            continue
        if part.kind == "row" and cells and all(cell.header for cell in cells):
            headers = cells
            is_after_headers = True
            parts.append(part)
            continue
        if part.kind == "row" and len(cells) == len(headers) >= 2:  # else it is not known which header is whose
            cells = tuple(_announce_cells(cells, headers, style))
        if part.kind == "row" and is_after_headers and preset.tables == "read":
            cells = _announce_rows(cells, style)
            is_after_headers = False
        parts.append(replace(part, blocks=cells))
    yield replace(block, blocks=tuple(parts))
    if preset.borders:
        yield style.announce(phrases.table_end)


def _announce_rows(cells: tuple[Block, ...], style: AnnouncementStyle) -> tuple[Block, ...]:
    """Return the cells of the first row below the headers, with an announcement that these have ended."""
    for index, cell in enumerate(cells):
        if any(_is_heard(leaf.text) for leaf in cell.leaves()):
            begin = style.announce(style.phrases.table_rows)
            first = replace(cell, text="", marks=(), blocks=(begin, *(cell.blocks or (to_paragraph(cell),))))
            return (*cells[:index], first, *cells[index + 1 :])
    return cells


def _announce_cells(cells: tuple[Block, ...], headers: tuple[Block, ...], style: AnnouncementStyle) -> Iterator[Block]:
    """Yield the cells of a row with their headers. An empty one is announced where a later cell would seem to be it."""
    is_labelled = style.preset.tables == "labelled"
    last = max((index for index, cell in enumerate(cells) if any(cell.leaves())), default=-1)
    for index, (cell, header) in enumerate(zip(cells, headers, strict=True)):
        words = (word for leaf in header.leaves() if leaf.origin == "article" for word in leaf.text.split())
        text = " ".join(words).rstrip(" :")
        label: tuple[Block, ...] = ()
        if is_labelled and any(map(str.isalnum, text)):  # the header's words once more, so in its own language
            label = (replace(style.announce(style.phrases.header.format(header=text)), language=header.language),)
        if not any(cell.leaves()):
            empty = style.announce(style.phrases.cell_empty)
            yield replace(cell, blocks=(*label, empty)) if is_labelled or index < last else cell
        elif label and any(_is_heard(leaf.text) for leaf in cell.leaves()):
            yield replace(cell, text="", marks=(), blocks=(*label, *(cell.blocks or (to_paragraph(cell),))))
        else:
            yield cell


def _is_heard(text: str) -> bool:
    """Return whether the text of a cell has a letter, a digit, or a sign with a meaning."""
    return any(map(str.isalnum, text)) or is_heard_alone(text, is_cell=True)
