"""ODT -> ARTICLE: the files of LibreOffice Writer and other programs (OpenDocument 1.3), also as one file of XML."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from tts.errors import ReadError
from tts.model import Article
from tts.text.languages.tags import GivenLanguage
from tts.text.readers.decode import read_bytes
from tts.text.readers.document import build_article
from tts.text.readers.documents.assemble import Flow, make_document
from tts.text.readers.documents.container import MAX_XML_BYTES, Container, open_container
from tts.text.readers.documents.flow import FlowBlock
from tts.text.readers.documents.left_out import HEADER, LeftOut
from tts.text.readers.documents.odt.body import BodyReader
from tts.text.readers.documents.odt.styles import Styles
from tts.text.readers.documents.odt.text import TextReader
from tts.text.readers.documents.pictures import Pictures
from tts.text.readers.documents.xml import Element, parse_xml
from tts.text.readers.whitespace import normalize_whitespace

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_PREFIXES = {
    **{
        f"{_OASIS}:{name}:1.0": name
        for name in ("office", "style", "text", "table", "meta", "manifest", "chart", "presentation")
    },
    f"{_OASIS}:drawing:1.0": "draw",
    f"{_OASIS}:xsl-fo-compatible:1.0": "fo",
    f"{_OASIS}:svg-compatible:1.0": "svg",
    "http://www.w3.org/1999/xlink": "xlink",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://www.w3.org/1998/Math/MathML": "math",
    "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0": "loext",
}
_PROPERTIES = {
    "dc:title": "title",
    "meta:initial-creator": "authors",
    "dc:creator": "authors",
    "meta:creation-date": "created",
    "dc:language": "language",
    "dc:description": "description",
    "meta:keyword": "tags",
}
_BREAKS = frozenset(("text:p", "text:h", "text:tab", "text:line-break", "text:s", "draw:frame", "text:note"))
_NO_TEXT = frozenset(
    (
        *("office:binary-data", "office:change-info", "office:event-listeners", "office:forms", "text:note-citation"),
        *("dc:creator", "dc:date", "meta:date-string", "meta:creator-initials", "loext:sender-initials", "svg:title"),
        *("svg:desc", "text:sequence-decls", "text:script", "draw:object"),
    )
)


def read_odt(path: Path, given: GivenLanguage) -> Article:
    """Read the article in the ODT at `path`, or in its form without an archive (`.fodt`).

    Raises:
        ReadError: the file cannot be read, is not an OpenDocument text, is damaged or protected by a password.
    """
    if path.suffix.lower() == ".fodt":
        data = read_bytes(path, MAX_XML_BYTES)
        root = parse_xml(data, _PREFIXES, path=path, part=path.name)
        reader = _Reader(path, sha256(data).hexdigest(), None, root, root, root)
    else:
        container = open_container(path)
        if "META-INF/manifest.xml" in container and b"encryption-data" in container.read("META-INF/manifest.xml"):
            raise ReadError("The file is protected by a password. Remove the password, and save it again.", path=path)
        content, styles, meta = (_parse_part(container, name) for name in ("content.xml", "styles.xml", "meta.xml"))
        reader = _Reader(path, container.sha256, container, content, styles, meta)
    return build_article(make_document(reader.read()), given)


def _parse_part(container: Container, name: str) -> Element:
    """Return the root of a part, of which only the content must be there."""
    if name != "content.xml" and name not in container:
        return Element("")
    return parse_xml(container.read(name, MAX_XML_BYTES), _PREFIXES, path=container.path, part=name)


class _Reader:
    """Reads the text of a document, and what is beside it."""

    def __init__(
        self, path: Path, file_hash: str, container: Container | None, content: Element, styles: Element, meta: Element
    ) -> None:
        self._path = path
        self._hash = file_hash
        self._container = container
        self._content = content
        self._masters = styles.find("office:master-styles") or Element("")
        self._meta = meta.find("office:meta") or Element("")
        self._styles = Styles(*((styles,) if styles is content else (styles, content)))
        self._pictures = Pictures(container, path)
        self._left_out = LeftOut()
        self._warnings: list[str] = []

    def read(self) -> Flow:
        """Return the blocks of the text with its notes, and all else that the file has."""
        body = self._content.find("office:body", "office:text")
        if body is None:
            problem = "This is not an OpenDocument text, but a table, a presentation or another kind of document."
            raise ReadError(f"{problem} Copy the article into a text document.", path=self._path)
        text = TextReader(self._styles, self._pictures, self._left_out, self._read_object)
        reader = BodyReader(text, self._styles)
        blocks = reader.read(body)
        notes: list[tuple[FlowBlock, ...]] = []
        while len(notes) < len(text.notes):
            notes.append(tuple(reader.read(text.notes[len(notes)])))
        for element in self._masters.all():
            if element.name.startswith(("style:header", "style:footer")):
                self._left_out.add(normalize_whitespace(" ".join(_list_texts(element))), HEADER)
                self._left_out.end()
        return Flow(
            path=self._path,
            sha256=self._hash,
            blocks=tuple(blocks),
            notes=tuple(notes),
            properties=self._read_properties(),
            pictures=self._pictures.data,
            left_out=self._left_out.result(),
            texts=tuple(_list_texts(body)),
            warnings=tuple(dict.fromkeys((*self._warnings, *self._pictures.warnings()))),
        )

    def _read_properties(self) -> dict[str, str]:
        """Return the metadata under names of front matter; several keywords are joined."""
        properties: dict[str, str] = {}
        for element in self._meta.elements(*_PROPERTIES):
            name, text = _PROPERTIES[element.name], element.text().strip()
            if name == "tags" and name in properties:
                properties[name] += f", {text}"
            elif text and (name not in properties or element.name == "meta:initial-creator"):
                properties[name] = text
        return properties

    def _read_object(self, embedded: Element) -> tuple[str, bool]:
        """Return the text of an embedded object, and whether it is a formula; warn that it is not heard."""
        root = next(embedded.elements(), None)
        name = f"{embedded.get('xlink:href').removeprefix('./')}/content.xml"
        if root is None and self._container is not None and name in self._container:
            try:
                root = _parse_part(self._container, name)
            except ReadError:  # the article itself is not damaged
                root = None
        formula = next(root.all("math:math"), None) if root is not None else None
        what = "an equation" if formula is not None else "an embedded object"
        self._warnings.append(f"{self._path}: {what} is not heard. Describe it in the text.")
        if formula is not None:
            annotation = next(formula.all("math:annotation"), formula)
            return normalize_whitespace(annotation.text()), True
        return normalize_whitespace(" ".join(_list_texts(root))) if root is not None else "", False


def _list_texts(root: Element) -> list[str]:
    """Return all text at and below an element that a reader may see, divided where words may end.

    This is what nothing may be lost of, and knows nothing of styles, sections and changes.
    """
    return "".join(_iterate_texts(root)).split("\n")


def _iterate_texts(root: Element) -> Iterator[str]:
    """Yield the texts at and below an element, and line ends between them."""
    stack: list[Element | str] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            yield node.replace("\n", " ")
        elif node.name not in _NO_TEXT:
            if node.name in _BREAKS:
                yield "\n"
                stack.append(" ")
            stack += reversed(node.children)
