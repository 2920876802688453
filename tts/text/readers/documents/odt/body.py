"""Body of an ODT -> blocks of a flow: paragraphs, lists, tables, sections (OpenDocument 1.3, part 3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tts.text.readers.documents.flow import FlowBlock, Paragraph, ParagraphKind, Row, Table
from tts.text.readers.documents.left_out import CONTENTS, DELETED, HIDDEN, INDEX
from tts.text.readers.documents.odt.styles import Style, Styles
from tts.text.readers.documents.odt.text import TextReader
from tts.text.readers.documents.xml import Element

_KINDS: dict[str, ParagraphKind] = {
    "title": "title",
    "subtitle": "subtitle",
    "author": "author",
    "date": "date",
    "quote": "quote",
    "caption": "caption",
    "code": "code",
}
_CONTENTS = frozenset(
    ("text:illustration-index", "text:object-index", "text:table-index", "text:table-of-content", "text:user-index")
)
_REASONS = {
    **dict.fromkeys(_CONTENTS, CONTENTS),
    "text:alphabetical-index": INDEX,
    "text:tracked-changes": DELETED,
}
_SILENT = frozenset(("office:forms", "text:sequence-decls", "text:user-field-decls", "text:variable-decls"))
_ROWS = ("table:table-header-rows", "table:table-row-group", "table:table-rows")
_MAX_REPEATED = 64  # empty cells, which a spreadsheet may repeat to its edge


@dataclass(slots=True, kw_only=True)
class _List:
    """An open list: the name of its style, its level from 0, and the number of its last item."""

    style: str
    level: int
    count: int | None = None


class BodyReader:
    """Reads blocks. `counts` are the last numbers of lists by style and level, with which others go on."""

    def __init__(self, text: TextReader, styles: Styles) -> None:
        self._text = text
        self._styles = styles
        self._counts: dict[tuple[str, int], int] = {}

    def read(self, parent: Element, reason: str = "") -> list[FlowBlock]:
        """Return the blocks below an element; its text is left out for a `reason` if there is one."""
        blocks: list[FlowBlock] = []
        for child in parent.elements():
            self._read_block(blocks, child, reason)
        return blocks

    def _read_block(self, blocks: list[FlowBlock], element: Element, reason: str) -> None:
        """Add what one element holds."""
        name = element.name
        if name in ("text:p", "text:h"):
            blocks += self._read_paragraph(element, reason)
        elif name == "text:list":
            blocks += self._read_list(element, None, reason)
        elif name == "table:table":
            blocks += self._read_table(element, reason)
        elif name in _REASONS:
            self.read(element, _REASONS[name])
        elif name == "text:section":
            is_hidden = element.get("text:display") == "none" or self._styles.is_hidden(
                "section", element.get("text:style-name")
            )
            blocks += self.read(element, reason or (HIDDEN if is_hidden else ""))
        elif name.startswith("draw:"):
            holder = Element("text:p", children=[element])
            blocks += self._read_paragraph(holder, reason)
        elif name not in _SILENT:
            blocks += self.read(element, reason)

    def _read_paragraph(self, element: Element, reason: str) -> Iterator[FlowBlock]:
        """Yield a paragraph or heading, and after it the blocks of its text boxes."""
        style = self._styles.find(element.get("text:style-name"))
        if style.kind == "contents":
            reason = reason or CONTENTS
        inlines = self._text.read(element, reason)
        boxes, self._text.boxes = self._text.boxes, []
        if inlines and not reason:
            yield _make_paragraph(Paragraph(inlines=inlines), element, style)
        for box in boxes:
            yield from self.read(box)

    def _read_list(self, element: Element, outer: _List | None, reason: str) -> list[FlowBlock]:
        """Return the items of a list and of those in it."""
        style = element.get("text:style-name") or (outer.style if outer else "")
        opened = _List(style=style, level=outer.level + 1 if outer else 0)
        goes_on = element.get("text:continue-numbering") == "true" or bool(element.get("text:continue-list"))
        is_numbered, start = self._styles.find_list_level(style, opened.level)
        if is_numbered:
            before = self._counts.get((style, opened.level)) if goes_on else None
            opened.count = start - 1 if before is None else before
        blocks: list[FlowBlock] = []
        for item in element.elements("text:list-item", "text:list-header"):
            blocks += self._read_item(item, opened, reason)
        if opened.count is not None:
            self._counts[style, opened.level] = opened.count
        return blocks

    def _read_item(self, item: Element, opened: _List, reason: str) -> list[FlowBlock]:
        """Return the blocks of an item, the first of which begins it."""
        blocks: list[FlowBlock] = []
        start = item.get("text:start-value")
        if opened.count is not None and start.isdecimal():
            opened.count = int(start[:9]) - 1
        is_begun = item.name == "text:list-header"
        for child in item.elements():
            if child.name == "text:list":
                blocks += self._read_list(child, opened, reason)
                continue
            below: list[FlowBlock] = []
            self._read_block(below, child, reason)
            for block in below:
                if isinstance(block, Table) or block.kind not in ("text", "quote"):
                    blocks.append(block)
                elif is_begun:
                    blocks.append(replace(block, is_continued=item.name == "text:list-item"))
                else:
                    is_begun = True
                    if opened.count is not None:
                        opened.count += 1
                    blocks.append(replace(block, kind="item", level=opened.level, ordinal=opened.count))
        return blocks

    def _read_table(self, element: Element, reason: str) -> list[FlowBlock]:
        """Return a table; one with a single cell is a box around its blocks."""
        rows = [row for row in self._read_rows(element, is_header=False, reason=reason) if any(row.cells)]
        if not rows or reason:
            return []
        if len(rows) == 1 and len(rows[0].cells) == 1:
            return list(rows[0].cells[0])
        return [Table(rows=tuple(rows))]

    def _read_rows(self, element: Element, *, is_header: bool, reason: str) -> Iterator[Row]:
        """Yield the rows below an element."""
        for child in element.elements():
            if child.name in _ROWS:
                yield from self._read_rows(
                    child, is_header=is_header or child.name == "table:table-header-rows", reason=reason
                )
            elif child.name == "table:table-row":
                cells = [cell for below in child.elements() for cell in self._read_cell(below, reason)]
                names = [self._styles.find(paragraph.get("text:style-name")).names for paragraph in child.all("text:p")]
                is_named = bool(names) and all("table heading" in styles for styles in names)
                yield Row(cells=tuple(cells), is_header=is_header or is_named)

    def _read_cell(self, element: Element, reason: str) -> Iterator[tuple[FlowBlock, ...]]:
        """Yield a cell, and again as often as it is repeated, if it is empty."""
        if element.name not in ("table:table-cell", "table:covered-table-cell"):
            return
        blocks = tuple(self.read(element, reason))
        yield blocks
        repeated = element.get("table:number-columns-repeated", "1")
        if not blocks and repeated.isdecimal():
            yield from [()] * (min(int(repeated[:4]), _MAX_REPEATED) - 1)


def _make_paragraph(paragraph: Paragraph, element: Element, style: Style) -> Paragraph:
    """Return a paragraph of the kind that its element and its style say."""
    if element.name == "text:h" and element.get("text:is-list-header") != "true":
        level = element.get("text:outline-level")
        if style.kind in ("title", "subtitle"):
            return replace(paragraph, kind=_KINDS[style.kind])
        return replace(paragraph, kind="heading", level=int(level[:2]) if level.isdecimal() else 1)
    if style.kind == "heading":
        return replace(paragraph, kind="heading", level=style.level)
    return replace(paragraph, kind=_KINDS.get(style.kind, "text"))
