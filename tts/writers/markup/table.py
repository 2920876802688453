"""A table -> a table whose headers are marked as those of columns or rows."""

from __future__ import annotations

from collections.abc import Callable
from itertools import takewhile

from tts.model import Block
from tts.writers.markup.element import Element, element
from tts.writers.markup.language import language_attributes

Content = Callable[[Block, str], tuple[Element | str, ...]]
"""Returns the content of a block in the given language, for an element that holds text or blocks."""


def table(block: Block, language: str, content: Content) -> Element:
    """Return the table with its caption, a head of the first rows that have headers only, and a body.

    XHTML allows a caption only at the start. One that is heard later, or a second one, is a row of its own.
    """
    own = block.language or language
    parts = list(block.blocks)
    columns = max((len(row.blocks) for row in parts if row.kind == "row"), default=1)
    children: list[Element] = []
    if parts and parts[0].kind != "row":
        caption = parts.pop(0)
        language_ = caption.language or own
        children.append(element("caption", language_attributes(language_, own), *content(caption, language_)))
    head = list(takewhile(_is_headers, parts))
    rest = parts[len(head) :]
    if not any(not cell.header for row in rest for cell in row.blocks):
        head, rest = [], parts
    has_data = bool(head) or any(not cell.header for row in rest for cell in row.blocks)
    if head:
        children.append(element("thead", None, *(_row(row, "col", own, content) for row in head)))
    if rest:
        rows = (_row(row, "row" if has_data else "", own, content, columns) for row in rest)
        children.append(element("tbody", None, *rows))
    return element("table", language_attributes(own, language), *children)


def _is_headers(row: Block) -> bool:
    """Return whether `row` is a row with cells, all of them headers."""
    return row.kind == "row" and bool(row.blocks) and all(cell.header for cell in row.blocks)


def _row(row: Block, scope: str, language: str, content: Content, columns: int = 1) -> Element:
    """Return a row; `scope` is that of its headers. A caption is one cell across all `columns`."""
    own = row.language or language
    cells = row.blocks if row.kind == "row" else (row,)
    wide = {"colspan": str(columns)} if row.kind != "row" and columns > 1 else {}
    # A row of headers alone, among rows of data, heads the columns below it.
    scope = "col" if scope == "row" and _is_headers(row) else scope
    nodes = []
    for cell in cells:
        cell_language = cell.language or own
        children = content(cell, cell_language)
        name, attributes = ("th", {"scope": scope}) if cell.header and scope and children else ("td", {})
        nodes.append(element(name, {**wide, **attributes, **language_attributes(cell_language, own)}, *children))
    return element("tr", language_attributes(own, language), *(nodes or (element("td"),)))
