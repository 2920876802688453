"""BYTES -> ELEMENTS of a content document, as a reading system sees them.

Content documents are XHTML (EPUB 3.3, section 6.1), but those of many books are not well-formed. One lenient parser
reads both: it knows `<a id="x"/>` for an empty element, and takes a missing end tag for granted.
"""

from __future__ import annotations

import codecs
import posixpath
import re
from html.parser import HTMLParser
from urllib.parse import unquote

from tts.text.readers.documents.xml import Element
from tts.text.readers.html.elements import VOID

_DECLARED = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.-]{1,40})[\"']")
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_MAX_DEPTH = 500  # a deeper element only has its text
_RAW = frozenset({"script", "style"})


def parse_xhtml(data: bytes) -> Element:
    """Return the body of the content document in `data`, with the language of the document; prefixes of names go."""
    builder = _Builder()
    builder.feed(_decode(data))
    builder.close()
    root = builder.root
    html = next(root.all("html"), root)
    body = next(root.all("body"), html)
    if language := get_language(body) or get_language(html):
        body.attributes["lang"] = language
    return body


def get_language(element: Element) -> str:
    """Return the language that an element says (BCP 47), "" if it says none."""
    return (element.get("xml:lang") or element.get("lang")).strip()


def resolve(base: str, address: str) -> str:
    """Return the path in the container that `address` in the file `base` leads to, without the place in the file."""
    target = unquote(address.partition("#")[0])
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), target)) if target else base


def list_types(element: Element) -> frozenset[str]:
    """Return what an element is: the words of `epub:type` and `role`, those of DPUB-ARIA without `doc-`."""
    words = f"{element.get('epub:type')} {element.get('role')}".lower().split()
    return frozenset(word.removeprefix("doc-") for word in words)


def _decode(data: bytes) -> str:
    """Return the text of a content document: UTF-8 or UTF-16, else what it declares, else Windows-1252."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, "replace")
    declared = _DECLARED.match(data)
    for encoding in (declared[1].decode("ascii") if declared else "utf-8", "utf-8"):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("cp1252", "replace")


class _Builder(HTMLParser):
    """Builds elements; an end tag closes the innermost element of its name, and one without a beginning nothing."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("")
        self._open = [self.root]
        self._depths: dict[str, int] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element, which has no content if it is a void one."""
        element = self._add(tag, attrs)
        if element.name not in VOID and len(self._open) < _MAX_DEPTH:
            self._open.append(element)
            self._depths[element.name] = self._depths.get(element.name, 0) + 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Add an element without content, as XML has it."""
        self._add(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost element of this name, and all in it."""
        name = tag.rpartition(":")[2]
        while self._depths.get(name):
            closed = self._open.pop().name
            self._depths[closed] -= 1
            if closed == name:
                return

    def handle_data(self, data: str) -> None:
        """Add text to the open element."""
        if self._open[-1].name not in _RAW:
            self._add_text(data)

    def unknown_decl(self, data: str) -> None:
        """Add the text of a CDATA section."""
        if data.startswith("CDATA["):
            self.handle_data(data.removeprefix("CDATA["))

    def _add(self, tag: str, attrs: list[tuple[str, str | None]]) -> Element:
        """Add an element to the open one."""
        element = Element(tag.rpartition(":")[2], {name: value or "" for name, value in attrs})
        self._open[-1].children.append(element)
        return element

    def _add_text(self, text: str) -> None:
        """Add text to the open element."""
        children = self._open[-1].children
        if children and isinstance(children[-1], str):
            children[-1] += text
        else:
            children.append(text)
