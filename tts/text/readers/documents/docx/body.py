"""Body, notes and text boxes of a DOCX -> blocks of a flow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tts.text.readers.documents.docx.drawings import choose
from tts.text.readers.documents.docx.numbering import Numbering
from tts.text.readers.documents.docx.styles import Style, Styles, is_on, value_of
from tts.text.readers.documents.docx.text import TRANSPARENT, TextReader, is_drop_cap, is_mark_deleted
from tts.text.readers.documents.flow import FlowBlock, Inline, Paragraph, ParagraphKind, Row, Table
from tts.text.readers.documents.left_out import CONTENTS, DELETED, LeftOut
from tts.text.readers.documents.xml import Element

_KINDS: dict[str, ParagraphKind] = {
    "title": "title",
    "subtitle": "subtitle",
    "author": "author",
    "date": "date",
    "quote": "quote",
    "caption": "caption",
    "code": "code",
    "heading": "heading",
}
_MAX_SPAN = 64  # columns
_FIRST_ROW = 0x0020  # ECMA-376, part 4, section 14.4.11: bit of the older form of w:tblLook


@dataclass(slots=True, kw_only=True)
class BodyReader:
    """Reads the blocks of one part. `carried` are inlines of a paragraph that goes on in the next one."""

    text: TextReader
    styles: Styles
    numbering: Numbering
    left_out: LeftOut
    warnings: list[str]
    carried: tuple[Inline, ...] = ()

    def read(self, parent: Element, reason: str = "") -> list[FlowBlock]:
        """Return the blocks below an element; its text is left out for a `reason` if there is one."""
        blocks: list[FlowBlock] = []
        self._read_into(blocks, parent, reason)
        if self.carried:
            blocks.append(Paragraph(inlines=self.carried))
            self.carried = ()
        return blocks

    def _read_into(self, blocks: list[FlowBlock], parent: Element, reason: str) -> None:
        """Add the blocks below an element."""
        for child in parent.elements():
            if child.name == "w:p":
                self._read_paragraph(blocks, child, reason)
            elif child.name == "w:tbl":
                blocks += self._read_table(child, reason)
            elif child.name == "w:sdt":
                gallery = value_of(child, "w:sdtPr", "w:docPartObj", "w:docPartGallery")
                self._read_into(blocks, child, CONTENTS if gallery == "Table of Contents" else reason)
            elif child.name in TRANSPARENT:
                self._read_into(blocks, child, reason)
            elif child.name == "mc:AlternateContent":
                self._read_into(blocks, choose(child), reason)
            elif child.name == "w:altChunk":
                self.warnings.append("a file that is embedded in the document is not read. Save the document in Word.")

    def _read_paragraph(self, blocks: list[FlowBlock], element: Element, reason: str) -> None:
        """Add a paragraph, and after it the blocks of its text boxes."""
        properties = element.find("w:pPr") or Element("")
        style_id = value_of(properties, "w:pStyle")
        style = self.styles.find(style_id)
        if style.kind == "contents":
            reason = CONTENTS
        inlines = self.carried + self.text.read(element, style_id, reason)
        self.carried = ()
        if is_mark_deleted(element) or is_drop_cap(element):
            self.carried = inlines
        elif not reason and inlines:
            paragraph = self._make_paragraph(inlines, properties, style, style_id)
            if style.kind == "continued" and paragraph.kind == "text" and _is_item(blocks):
                paragraph = replace(paragraph, is_continued=True)
            blocks.append(paragraph)
        boxes, self.text.boxes = self.text.boxes, []
        carried, self.carried = self.carried, ()
        for box in boxes:
            blocks += self.read(box)
        self.carried = carried

    def _make_paragraph(
        self, inlines: tuple[Inline, ...], properties: Element, style: Style, style_id: str
    ) -> Paragraph:
        """Return a paragraph of the kind that its style and its own properties say."""
        kind: ParagraphKind = _KINDS.get(style.kind, "text")
        level = style.level
        outline = value_of(properties, "w:outlineLvl")
        if outline.isdecimal() and kind in ("text", "heading"):
            level = int(outline[:2]) + 1 if int(outline[:2]) < 9 else 0
            kind = "heading" if level else "text"
        plain = Paragraph(inlines=inlines, kind=kind, level=level)
        if kind not in ("text", "quote") or not plain.text().strip():
            return plain
        own = properties.find("w:numPr") or Element("")
        list_id = value_of(own, "w:numId") or style.list_id
        written = value_of(own, "w:ilvl")
        depth = int(written[:2]) if written.isdecimal() else style.list_level
        if depth < 0:
            depth = self.numbering.find_level(list_id, style_id)
        if not self.numbering.is_list(list_id, depth):
            return plain
        ordinal = self.numbering.count(list_id, depth)
        return Paragraph(inlines=inlines, kind="item", level=max(depth, style.nesting), ordinal=ordinal)

    def _read_table(self, element: Element, reason: str) -> list[FlowBlock]:
        """Return a table; one with a single cell is a box around its blocks."""
        rows = [row for row in (self._read_row(row, reason) for row in _find(element, "w:tr")) if row is not None]
        rows = [row for row in rows if any(row.cells)]
        if not rows or reason:
            return []
        if len(rows) == 1 and len(rows[0].cells) == 1:
            return list(rows[0].cells[0])
        if not any(row.is_header for row in rows) and _has_header(element, rows):
            rows[0] = replace(rows[0], is_header=True)
        return [Table(rows=tuple(rows))]

    def _read_row(self, element: Element, reason: str) -> Row | None:
        """Return a row, with empty cells for the columns that wide ones take; None if it was deleted."""
        properties = element.find("w:trPr") or Element("")
        is_deleted = properties.find("w:del") is not None
        cells: list[tuple[FlowBlock, ...]] = []
        for cell in _find(element, "w:tc"):
            cells.append(tuple(self.read(cell, DELETED if is_deleted else reason)))
            span = value_of(cell, "w:tcPr", "w:gridSpan")
            if span.isdecimal():
                cells += [()] * (min(int(span[:4]), _MAX_SPAN) - 1)
        return None if is_deleted else Row(cells=tuple(cells), is_header=is_on(properties, "w:tblHeader"))


def _find(element: Element, name: str) -> list[Element]:
    """Return the rows of a table or the cells of a row, also in content controls and the like."""
    found = []
    for child in element.elements():
        if child.name == name:
            found.append(child)
        elif child.name in TRANSPARENT or child.name == "w:sdt":
            found += _find(child, name)
    return found


def _has_header(table: Element, rows: Sequence[Row]) -> bool:
    """Return whether the first row looks different by the table's style, and has text in every column but the first."""
    look = table.find("w:tblPr", "w:tblLook")
    if look is None or len(rows) < 2 or len(rows[0].cells) < 2 or not all(rows[0].cells[1:]):
        return False
    if "w:firstRow" in look.attributes:
        return look.get("w:firstRow") in ("1", "true", "on")
    try:
        return bool(int(look.get("w:val", "0"), 16) & _FIRST_ROW)
    except ValueError:
        return False


def _is_item(blocks: Sequence[FlowBlock]) -> bool:
    """Return whether the last block is an item of a list, or belongs to one."""
    last = blocks[-1] if blocks else None
    return isinstance(last, Paragraph) and (last.kind == "item" or last.is_continued)
