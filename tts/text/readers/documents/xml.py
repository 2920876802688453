"""XML -> ELEMENTS, for the parts of documents: no declared entities, no other files, no recursion, bounded depth.

A document type is passed over unread, because the files of older e-books have one; entities that it declares are
refused, so that no text can grow.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html.entities import html5
from pathlib import Path
from typing import NoReturn
from xml.parsers import expat

from tts.errors import ReadError

_MAX_DEPTH = 256  # readers of parts recurse as deep
_MAX_ELEMENTS = 2_000_000
XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace"


class Element:
    """An element with its attributes, and its texts and elements in order.

    Its name and those of its attributes are `prefix:local` with the prefixes of `parse_xml`, whatever the file has.
    """

    __slots__ = ("attributes", "children", "name")

    def __init__(
        self, name: str, attributes: dict[str, str] | None = None, children: list[Element | str] | None = None
    ) -> None:
        self.name = name
        self.attributes = {} if attributes is None else attributes
        self.children: list[Element | str] = [] if children is None else children

    def get(self, name: str, default: str = "") -> str:
        """Return the value of an attribute."""
        return self.attributes.get(name, default)

    def elements(self, *names: str) -> Iterator[Element]:
        """Yield the elements right below this one, of all names or of certain ones."""
        return (child for child in self.children if isinstance(child, Element) and (not names or child.name in names))

    def find(self, *path: str) -> Element | None:
        """Return the first element that a path of names below this one leads to."""
        element: Element | None = self
        for name in path:
            element = next(element.elements(name), None) if element is not None else None
        return element

    def all(self, *names: str) -> Iterator[Element]:
        """Yield this element and all below it in order, of all names or of certain ones."""
        stack = [self]
        while stack:
            element = stack.pop()
            if not names or element.name in names:
                yield element
            stack += reversed([child for child in element.children if isinstance(child, Element)])

    def text(self) -> str:
        """Return all text at and below this element."""
        pieces = []
        stack: list[Element | str] = [self]
        while stack:
            node = stack.pop()
            if isinstance(node, str):
                pieces.append(node)
            else:
                stack += reversed(node.children)
        return "".join(pieces)


def parse_xml(data: bytes, prefixes: Mapping[str, str], *, path: Path, part: str) -> Element:
    """Return the root of the XML in `data`, which is the `part` of the document at `path`.

    `prefixes` are the prefixes that names get, by namespace. Names in other namespaces get `?:`; those without a
    namespace have no prefix, and those of XML itself (`xml:lang`) the usual one.

    Raises:
        ReadError: it is not well-formed, declares entities, or is nested too deep.
    """
    builder = _Builder(prefixes)
    try:
        builder.parse(data)
    except _RefusedError as error:
        raise ReadError(f"'{part}' in it {error}.", path=path) from None
    except (expat.ExpatError, ValueError, LookupError) as error:
        cause = expat.ErrorString(error.code) if isinstance(error, expat.ExpatError) else str(error)
        raise ReadError(
            f"The file is damaged: '{part}' in it is not XML ({cause}). Save the document again.", path=path
        ) from None
    return builder.root


class _RefusedError(Exception):
    """What an error says of a part, without its name."""


class _Builder:
    """Builds elements from expat's events."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self.root = Element("")
        self._open = [self.root]
        self._texts: list[str] = []
        self._count = 0
        self._prefixes = {XML_NAMESPACE: "xml", **prefixes}
        self._names: dict[str, str] = {}

    def parse(self, data: bytes) -> None:
        """Parse the whole part."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.EntityDeclHandler = _refuse_entity
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._texts.append
        parser.SkippedEntityHandler = lambda name, _: self._texts.append(html5.get(f"{name};", ""))
        parser.Parse(data, True)
        self.root = next(self.root.elements())

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        """Open an element."""
        self._add_text()
        self._count += 1
        if len(self._open) > _MAX_DEPTH or self._count > _MAX_ELEMENTS:
            raise _RefusedError("has more elements, or deeper ones, than any article needs. Divide the document")
        renamed = {self._rename(key): value for key, value in attributes.items()}
        element = Element(self._rename(name), renamed)
        self._open[-1].children.append(element)
        self._open.append(element)

    def _rename(self, name: str) -> str:
        """Return expat's `namespace local` as `prefix:local`."""
        if (known := self._names.get(name)) is not None:
            return known
        namespace, _, local = name.rpartition(" ")
        renamed = f"{self._prefixes.get(namespace, '?')}:{local}" if namespace else local
        self._names[name] = renamed
        return renamed

    def _end(self, _: str) -> None:
        """Close the open element."""
        self._add_text()
        self._open.pop()

    def _add_text(self) -> None:
        """Add the text since the last tag to the open element."""
        if text := "".join(self._texts):
            self._open[-1].children.append(text)
        self._texts.clear()


def _refuse_entity(*_: object) -> NoReturn:
    """Refuse the declaration of an entity, with which a small file grows or reads another one."""
    raise _RefusedError("declares entities, which a document does not need. Save the document again")
