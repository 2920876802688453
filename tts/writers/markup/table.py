"""A table -> a table with headers that say what they head."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import takewhile

from tts.model import Block
from tts.writers.markup.element import Element, element
from tts.writers.markup.language import language_attributes

Content = Callable[[Block, str], tuple[Element | str, ...]]
"""Makes what is in a block, which is in the given language, for an element that holds text or blocks."""


def table(block: Block, language: str, content: Content) -> Element:
    """The table with its caption, a head of the rows that are all headers, and a body.

    A caption can only come first in XHTML. One that is heard later, or a second one, is a row of its own.
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
    return row.kind == "row" and bool(row.blocks) and all(cell.header for cell in row.blocks)


def _row(row: Block, scope: str, language: str, content: Content, columns: int = 1) -> Element:
    own = row.language or language
    cells = row.blocks if row.kind == "row" else (row,)
    if not cells:
        return element("tr", language_attributes(own, language), element("td"))
    wide = {"colspan": str(columns)} if row.kind != "row" and columns > 1 else {}
    # a row of headers alone, among rows of data, heads the columns below it
    scope = "col" if scope == "row" and _is_headers(row) else scope
    made = _cells(cells, scope, own, content, wide)
    return element("tr", language_attributes(own, language), *made)


def _cells(
    cells: tuple[Block, ...], scope: str, language: str, content: Content, wide: dict[str, str]
) -> Iterator[Element]:
    for cell in cells:
        own = cell.language or language
        inside = content(cell, own)
        heads = cell.header and scope and inside
        name, given = ("th", {"scope": scope}) if heads else ("td", {})
        yield element(name, {**wide, **given, **language_attributes(own, language)}, *inside)
