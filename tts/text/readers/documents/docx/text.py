"""Content of a paragraph of a DOCX -> inlines: runs, fields, tracked changes, marks of notes, pictures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tts.regex import regex
from tts.text.readers.documents.docx.drawings import Drawings, choose, read_formula
from tts.text.readers.documents.docx.package import Relationship
from tts.text.readers.documents.docx.styles import Styles, read_look, value_of
from tts.text.readers.documents.docx.symbols import show_symbol, show_symbols
from tts.text.readers.documents.flow import Inline, NoteMark, Run
from tts.text.readers.documents.left_out import (
    CONTENTS,
    DELETED,
    HIDDEN,
    INDEX,
    MOVED,
    PLACEHOLDER,
    READING_AID,
    LeftOut,
)
from tts.text.readers.documents.looks import Look
from tts.text.readers.documents.xml import Element

TRANSPARENT = frozenset(
    ("w:bdo", "w:customXml", "w:dir", "w:fldSimple", "w:ins", "w:moveTo", "w:rubyBase", "w:sdtContent", "w:smartTag")
)
"""Elements whose content is read as if it were in their place."""
_REASONS = {"w:del": DELETED, "w:moveFrom": MOVED, "w:rt": READING_AID}
_CHARACTERS = {
    **dict.fromkeys(("w:tab", "w:ptab"), "\t"),
    "w:cr": "\n",
    "w:noBreakHyphen": "\N{NON-BREAKING HYPHEN}",
    "w:softHyphen": "\N{SOFT HYPHEN}",
}
_FIELDS = {"TOC": CONTENTS, "TOA": CONTENTS, "INDEX": INDEX}
_LINK = regex(r'\s*HYPERLINK\s+(?:\\l\s+"(?P<anchor>[^"]*)"|"(?P<address>[^"]*)"|(?P<plain>[^\s"\\]\S*))')
_NOTES = {"w:footnoteReference": "footnotes", "w:endnoteReference": "endnotes"}


@dataclass(slots=True, kw_only=True)
class _Field:
    """A field that is open (ECMA-376, section 17.16): its instruction, and whether its result has begun."""

    instruction: str = ""
    is_result: bool = False

    def reason(self) -> str:
        """Return why its result is left out, "" if it is read."""
        return _FIELDS.get(next(iter(self.instruction.split()), "").upper(), "")

    def link(self) -> str:
        """Return the address to which it leads, "" if it is not a link."""
        match = _LINK.match(self.instruction)
        if match is None:
            return ""
        return f"#{match['anchor']}" if match["anchor"] is not None else match["address"] or match["plain"] or ""


class TextReader:
    """Reads the paragraphs of one part, which must be given in order, because fields may span them.

    `boxes` are the contents of text boxes in the last paragraphs, for their reader to take. `number_note` returns the
    number of a note by kind and id, 0 if there is none.
    """

    def __init__(
        self,
        root: Element,
        styles: Styles,
        relationships: Mapping[str, Relationship],
        drawings: Drawings,
        left_out: LeftOut,
        number_note: Callable[[str, str], int],
    ) -> None:
        self.boxes: list[Element] = []
        self._styles = styles
        self._relationships = relationships
        self._drawings = drawings
        self._left_out = left_out
        self._number_note = number_note
        self._fields: list[_Field] = []
        self._inlines: list[Inline] = []
        self._style_id = ""
        kinds = [element.get("w:fldCharType") for element in root.all("w:fldChar")]
        self._has_fields = kinds.count("begin") == kinds.count("end")  # else one would swallow all text after it

    def read(self, paragraph: Element, style_id: str, reason: str = "") -> tuple[Inline, ...]:
        """Return the inlines of a paragraph in a style; its text is left out for a `reason` if there is one."""
        outer, self._inlines = self._inlines, []
        outer_style, self._style_id = self._style_id, style_id
        self._read_content(paragraph, "", reason)
        self._left_out.end()
        inlines, self._inlines, self._style_id = self._inlines, outer, outer_style
        return tuple(inlines)

    def _read_content(self, element: Element, link: str, reason: str) -> None:
        """Read what is below an element, in a link to an address if there is one, or left out for a reason."""
        for child in element.elements():
            name = child.name
            if name == "w:r":
                self._read_run(child, link, reason)
            elif name == "w:fldSimple":
                field = _Field(instruction=child.get("w:instr"))
                self._read_content(child, field.link() or link, field.reason() or reason)
            elif name in TRANSPARENT:
                self._read_content(child, link, reason)
            elif name in _REASONS:
                self._read_content(child, link, _REASONS[name])
                self._left_out.end()
            elif name == "w:hyperlink":
                self._read_content(child, self._find_address(child) or link, reason)
            elif name == "w:sdt":
                is_placeholder = child.find("w:sdtPr", "w:showingPlcHdr") is not None
                self._read_content(child, link, reason or (PLACEHOLDER if is_placeholder else ""))
            elif name in ("m:oMath", "m:oMathPara"):
                self._add_formula(child, reason)
            elif name == "mc:AlternateContent":
                self._read_content(choose(child), link, reason)

    def _find_address(self, hyperlink: Element) -> str:
        """Return the address of a link, within the document too."""
        target = self._relationships.get(hyperlink.get("r:id"))
        if target is not None:
            return target.target
        anchor = hyperlink.get("w:anchor")
        return f"#{anchor}" if anchor else ""

    def _read_run(self, run: Element, link: str, reason: str) -> None:
        """Read a run of text and what else is in it."""
        properties = run.find("w:rPr")
        style_id = value_of(properties, "w:rStyle") if properties is not None else ""
        look = read_look(self._styles.look(self._style_id, style_id), properties)
        reason = reason or (HIDDEN if look.is_hidden else "")
        for child in run.elements():
            self._read_piece(child, look, link, reason)

    def _read_piece(self, piece: Element, look: Look, link: str, reason: str) -> None:
        """Read one element of a run."""
        name = piece.name
        if name == "w:t":
            self._add_text(show_symbols(look.font, piece.text()), look, link, reason)
        elif name == "w:br":
            is_line = piece.get("w:type", "textWrapping") == "textWrapping"
            self._add_text("\n" if is_line else " ", look, link, reason)
        elif name in _CHARACTERS:
            self._add_text(_CHARACTERS[name], look, link, reason)
        elif name == "w:delText":
            self._left_out.add(piece.text(), DELETED)
        elif name == "w:sym":
            self._add_text(show_symbol(piece.get("w:font"), piece.get("w:char")), look, link, reason)
        elif name == "w:fldChar" and self._has_fields:
            self._follow_field(piece.get("w:fldCharType"))
        elif name == "w:instrText" and self._fields:
            self._fields[-1].instruction += piece.text()
        elif name in _NOTES and not reason:
            if number := self._number_note(_NOTES[name], piece.get("w:id")):
                self._inlines.append(NoteMark(number=number))
        elif name in ("w:drawing", "w:pict", "w:object") and not reason:
            inlines, boxes = self._drawings.read(piece)
            self._inlines += inlines
            self.boxes += boxes
        elif name == "mc:AlternateContent":
            for child in choose(piece).elements():
                self._read_piece(child, look, link, reason)
        elif name == "w:ruby":
            self._read_content(piece, link, reason)

    def _follow_field(self, kind: str) -> None:
        """Begin a field, its result, or end it."""
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].is_result = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _add_text(self, text: str, look: Look, link: str, reason: str) -> None:
        """Add text to the line, or to what is left out; that of an instruction is neither."""
        for field in self._fields:
            if not field.is_result:
                return
            reason = reason or field.reason()
            link = field.link() or link
        if reason:
            self._left_out.add(text, reason)
        elif text:
            language = look.language_of(text)
            self._inlines.append(Run(text=text, marks=look.marks(), language=language, link=link, size=look.size))

    def _add_formula(self, formula: Element, reason: str) -> None:
        """Add a formula, unless it is part of a field's instruction."""
        inline = read_formula(formula)
        if reason or any(field.reason() for field in self._fields):
            self._left_out.add(formula.text(), reason or CONTENTS)
        else:
            self._inlines.append(inline)


def is_mark_deleted(paragraph: Element) -> bool:
    """Return whether a paragraph goes on in the next one: its end was deleted (ECMA-376, section 17.13.5.15)."""
    mark = paragraph.find("w:pPr", "w:rPr") or Element("")
    return mark.find("w:del") is not None or mark.find("w:moveFrom") is not None


def is_drop_cap(paragraph: Element) -> bool:
    """Return whether a paragraph is only the large first letter of the next one (ECMA-376, section 17.3.1.11)."""
    frame = paragraph.find("w:pPr", "w:framePr")
    return frame is not None and frame.get("w:dropCap") in ("drop", "margin")
