"""DOCX -> ARTICLE: the files of Microsoft Word and of all other word processors (ECMA-376, ISO/IEC 29500)."""

from __future__ import annotations

from pathlib import Path

from tts.model import Article
from tts.text.languages.tags import GivenLanguage
from tts.text.readers.document import build_article
from tts.text.readers.documents.assemble import Flow, make_document
from tts.text.readers.documents.container import Container, open_container
from tts.text.readers.documents.docx.body import BodyReader
from tts.text.readers.documents.docx.drawings import Drawings
from tts.text.readers.documents.docx.numbering import Numbering
from tts.text.readers.documents.docx.package import Package
from tts.text.readers.documents.docx.styles import Styles
from tts.text.readers.documents.docx.text import TextReader
from tts.text.readers.documents.flow import FlowBlock
from tts.text.readers.documents.left_out import COMMENT, HEADER, UNMARKED, LeftOut
from tts.text.readers.documents.pictures import Pictures
from tts.text.readers.documents.xml import Element

_NOTES = {"footnotes": "w:footnote", "endnotes": "w:endnote"}
_BREAKS = frozenset(("w:p", "w:tab", "w:br", "w:cr", "w:tc", "m:oMath"))


def read_docx(path: Path, given: GivenLanguage) -> Article:
    """Read the article in the DOCX at `path`; a run may have `given` its language.

    Raises:
        ReadError: the file cannot be read, is not a DOCX, is damaged or protected by a password.
    """
    return build_article(make_document(_Reader(open_container(path)).read()), given)


class _Reader:
    """Reads all parts of a document that have text."""

    def __init__(self, container: Container) -> None:
        self._container = container
        self._package = Package(container)
        self._styles = Styles(self._package.parse_related("styles")[1])
        self._numbering = Numbering(self._package.parse_related("numbering")[1])
        self._pictures = Pictures(container, container.path)
        self._left_out = LeftOut()
        self._warnings: list[str] = []
        self._notes: dict[tuple[str, str], Element] = {}
        self._numbers: dict[tuple[str, str], int] = {}
        self._order: list[tuple[str, str]] = []
        self._texts: list[str] = []

    def read(self) -> Flow:
        """Return the blocks of the document with the notes in the order of their marks, and all else that it has."""
        root = self._package.parse(self._package.main)
        readers = {}
        for kind, name in _NOTES.items():
            part, notes = self._package.parse_related(kind)
            readers[kind] = self._make_reader(part, notes)
            self._notes |= {
                (kind, note.get("w:id")): note
                for note in notes.elements(name)
                if note.get("w:type", "normal") == "normal"
            }
        self._texts += _list_texts(root)
        blocks = self._make_reader(self._package.main, root).read(root.find("w:body") or Element(""))
        notes_read: list[tuple[FlowBlock, ...]] = []
        for key in self._order:  # grows while notes are read that refer to others
            notes_read.append(tuple(readers[key[0]].read(self._notes[key])))
            self._texts += _list_texts(self._notes[key])
        self._leave_out()
        return Flow(
            path=self._container.path,
            sha256=self._container.sha256,
            blocks=tuple(blocks),
            notes=tuple(notes_read),
            properties=self._package.read_properties(),
            pictures=self._pictures.data,
            left_out=self._left_out.result(),
            texts=tuple(self._texts),
            warnings=tuple(dict.fromkeys((*self._warnings, *self._pictures.warnings()))),
        )

    def _make_reader(self, name: str, root: Element) -> BodyReader:
        """Return a reader of the part `name`."""
        relationships = self._package.relationships(name)
        drawings = Drawings(
            package=self._package, relationships=relationships, pictures=self._pictures, warnings=self._warnings
        )
        text = TextReader(root, self._styles, relationships, drawings, self._left_out, self._number_note)
        return BodyReader(
            text=text,
            styles=self._styles,
            numbering=self._numbering,
            left_out=self._left_out,
            warnings=self._warnings,
        )

    def _number_note(self, kind: str, note_id: str) -> int:
        """Return the number of a note, in the order of the marks; 0 if it is not there."""
        key = (kind, note_id)
        if key not in self._notes:
            return 0
        if key not in self._numbers:
            self._order.append(key)
            self._numbers[key] = len(self._order)
        return self._numbers[key]

    def _leave_out(self) -> None:
        """Leave out comments, headers, footers, and notes to which nothing refers."""
        for key, note in self._notes.items():
            if key not in self._numbers:
                self._add_left_out(note, UNMARKED)
        for kind, reason in (("comments", COMMENT), ("header", HEADER), ("footer", HEADER)):
            for name in self._package.related(kind):
                root = self._package.parse(name)
                for element in root.elements("w:comment") if kind == "comments" else (root,):
                    self._add_left_out(element, reason)

    def _add_left_out(self, element: Element, reason: str) -> None:
        """Leave out the text of an element."""
        self._left_out.add(" ".join(_list_texts(element)), reason)
        self._left_out.end()


def _list_texts(root: Element) -> list[str]:
    """Return all text at and below an element, divided where words may end; of alternatives only the first with text.

    This is what nothing may be lost of, and knows nothing of styles, fields and changes.
    """
    pieces: list[str] = []
    stack: list[Element | str] = [root]
    while stack:
        element = stack.pop()
        if isinstance(element, str):
            pieces.append(element)
        elif element.name == "mc:AlternateContent":
            forms = list(element.elements())
            stack.append(next((form for form in forms if next(form.all("w:t"), None)), Element("")))
        elif element.name in ("w:t", "w:delText", "m:t"):
            pieces.append(element.text())
        else:
            stack += ["\n"] if element.name in _BREAKS else []
            stack += reversed(list(element.elements()))
            stack += ["\n"] if element.name in _BREAKS else []
    return "".join(pieces).split("\n")
