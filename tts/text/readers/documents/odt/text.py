"""Content of a paragraph of an ODT -> inlines: spans, notes, frames, comments (OpenDocument 1.3, part 3, section 6)."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error
from collections.abc import Callable

from tts.text.readers.documents.flow import Drawing, Inline, NoteMark, Picture, Run
from tts.text.readers.documents.left_out import COMMENT, HIDDEN, READING_AID, LeftOut
from tts.text.readers.documents.looks import Look
from tts.text.readers.documents.odt.styles import Styles
from tts.text.readers.documents.pictures import Pictures
from tts.text.readers.documents.xml import Element
from tts.text.readers.whitespace import normalize_whitespace

_CHARACTERS = {"text:tab": "\t", "text:line-break": "\n", "text:soft-page-break": ""}
_HIDDEN = frozenset(("text:hidden-paragraph", "text:hidden-text"))
_SILENT = frozenset(("office:event-listeners", "text:note-citation", "text:script", "office:annotation-end"))
_MAX_SPACES = 100


class TextReader:
    """Reads paragraphs in order.

    `boxes` are the contents of text boxes in the last ones, for their reader to take; `notes` the bodies of notes.
    `read_object` returns the text of an embedded object in a folder of the document, and whether it is a formula.
    """

    def __init__(
        self, styles: Styles, pictures: Pictures, left_out: LeftOut, read_object: Callable[[Element], tuple[str, bool]]
    ) -> None:
        self.boxes: list[Element] = []
        self.notes: list[Element] = []
        self._styles = styles
        self._pictures = pictures
        self._left_out = left_out
        self._read_object = read_object
        self._inlines: list[Inline] = []

    def read(self, paragraph: Element, reason: str = "") -> tuple[Inline, ...]:
        """Return the inlines of a paragraph; its text is left out for a `reason` if there is one."""
        self._inlines = []
        self._read_content(paragraph, self._styles.look(paragraph.get("text:style-name")), "", reason)
        self._left_out.end()
        return tuple(self._inlines)

    def _read_content(self, element: Element, look: Look, link: str, reason: str) -> None:
        """Read what is below an element."""
        for child in element.children:
            if isinstance(child, str):
                self._add_text(child, look, link, reason)
            else:
                self._read_element(child, look, link, reason)

    def _read_element(self, element: Element, look: Look, link: str, reason: str) -> None:
        """Read one element of a line."""
        name = element.name
        if name == "text:span":
            changed = self._styles.change(look, element.get("text:style-name"))
            self._read_content(element, changed, link, reason)
        elif name in ("text:a", "draw:a"):
            self._read_content(element, look, element.get("xlink:href") or link, reason)
        elif name == "text:s":
            count = element.get("text:c", "1")
            self._add_text(" " * min(int(count[:3]) if count.isdecimal() else 1, _MAX_SPACES), look, link, reason)
        elif name in _CHARACTERS:
            self._add_text(_CHARACTERS[name], look, link, reason)
        elif name == "text:note":
            self._add_note(element, reason)
        elif name == "office:annotation":
            texts = " ".join(child.text() for child in element.elements("text:p", "text:list"))
            self._left_out.add(texts, COMMENT)
            self._left_out.end()
        elif name == "text:ruby-text":
            self._read_content(element, look, link, READING_AID)
        elif name in _HIDDEN and element.get("text:is-hidden") == "true":
            self._read_content(element, look, link, HIDDEN)
        elif name == "draw:frame":
            self._add_frame(element, reason)
        elif name.startswith("draw:"):
            self._add_shape(element, reason)
        elif name not in _SILENT:
            self._read_content(element, look, link, reason)

    def _add_text(self, text: str, look: Look, link: str, reason: str) -> None:
        """Add text to the line, or to what is left out."""
        reason = reason or (HIDDEN if look.is_hidden else "")
        if reason:
            self._left_out.add(text, reason)
        elif text:
            text = text.replace("\n", " ") if text != "\n" else text
            language = look.language_of(text)
            self._inlines.append(Run(text=text, marks=look.marks(), language=language, link=link, size=look.size))

    def _add_note(self, note: Element, reason: str) -> None:
        """Add the mark of a note, whose body is read later."""
        body = note.find("text:note-body") or Element("")
        if reason:
            self._left_out.add(f" {body.text()} ", reason)
            return
        self.notes.append(body)
        self._inlines.append(NoteMark(number=len(self.notes)))

    def _add_frame(self, frame: Element, reason: str) -> None:
        """Add the picture, the object or the text box in a frame."""
        if reason:
            self._left_out.add(f" {frame.text()} ", reason)
            return
        label = _find_label(frame)
        is_decoration = self._styles.is_decoration(frame.get("draw:style-name"))
        embedded = frame.find("draw:object") or frame.find("draw:object-ole")
        images = list(frame.elements("draw:image"))
        if embedded is not None:
            text, is_formula = self._read_object(embedded)
            self._inlines.append(Drawing(tag="math" if is_formula else "canvas", text=text, label=label))
        elif images:
            addresses = [self._find_picture(image) for image in images]
            address = next(filter(None, addresses), "")
            self._inlines.append(Picture(address=address, alternative="" if is_decoration else label or None))
        for box in frame.elements("draw:text-box"):
            self.boxes.append(box)

    def _add_shape(self, shape: Element, reason: str) -> None:
        """Add what a drawn shape or a group of them says: its label, and the text in it."""
        if reason:
            self._left_out.add(f" {shape.text()} ", reason)
            return
        label = _find_label(shape)
        has_text = shape.find("text:p") is not None or shape.find("text:list") is not None
        if label and not has_text:
            self._inlines.append(Drawing(tag="canvas", label=label))
        if has_text:
            self.boxes.append(shape)
        for below in shape.elements():
            if below.name == "draw:frame":
                self._add_frame(below, reason)
            elif below.name.startswith("draw:") and not has_text:
                self._add_shape(below, reason)

    def _find_picture(self, image: Element) -> str:
        """Return the address of a picture, which may be in the text itself; "" if nothing shows it."""
        data = image.find("office:binary-data")
        if data is not None:
            try:
                return self._pictures.add_unnamed(b64decode(data.text()))
            except (Error, ValueError):
                return ""
        address = image.get("xlink:href")
        if "://" in address:
            return address.rpartition("/")[2] if address.startswith("file:") else address
        return (
            address.rpartition("/")[2] if address.startswith("../") else self._pictures.find(address.removeprefix("./"))
        )


def _find_label(frame: Element) -> str:
    """Return the alternative text of a frame: its description, with its title before it if that says more."""
    found = (frame.find(name) for name in ("svg:title", "svg:desc"))
    title, description = (normalize_whitespace(child.text()) if child is not None else "" for child in found)
    if not title or not description or title.casefold() in description.casefold():
        return description or title
    return f"{title.rstrip('.')}. {description}"
