"""Elements of XML, and how they are written: the only place that escapes text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from tts.noun import noun
from tts.regex import regex

INLINE = frozenset({"a", "br", "code", "del", "em", "img", "span", "strong"})
"""Elements in a line of text, where white space would be visible; a line break follows every other element."""
_EMPTY = frozenset({"audio", "br", "img", "item", "itemref", "link", "meta", "ref", "region", "text"})

# XML 1.0, section 2.2, production 2: other characters cannot be in a document, not even escaped.
_FORBIDDEN = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_VALUE = {ord('"'): "&quot;", ord("\t"): "&#9;", ord("\n"): "&#10;"} | _TEXT
# Most texts and values have none of these characters, and to look for them is far faster than to replace them.
_SPECIAL = regex('[\x00-\x1f"&<>\ud800-\udfff\ufffe\uffff]')


@noun
class Element:
    """An element: names as they are written, values and text unescaped."""

    name: str
    attributes: Mapping[str, str]
    children: tuple[Element | str, ...] = ()

    def all(self) -> Iterator[Element]:
        """Yield this element and all below it, in document order."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.all()

    @property
    def id(self) -> str:
        """The `id` attribute, "" without one."""
        return self.attributes.get("id", "")


def element(name: str, attributes: Mapping[str, str | None] | None = None, *children: Element | str) -> Element:
    """Return an element, without those of `attributes` that are None."""
    present = {key: value for key, value in (attributes or {}).items() if value is not None}
    return Element(name=name, attributes=present, children=children)


def document(root: Element, doctype: str = "") -> str:
    """Return a whole XML document in UTF-8; `doctype` is a document type declaration or ""."""
    pieces = ['<?xml version="1.0" encoding="UTF-8"?>\n', f"{doctype}\n" if doctype else ""]
    _write(root, pieces)
    return "".join(pieces)


def serialize(nodes: Iterable[Element | str]) -> str:
    """Return the mark-up of `nodes`, without characters that XML 1.0 cannot hold."""
    pieces: list[str] = []
    for node in nodes:
        _write(node, pieces)
    return "".join(pieces)


def plain(text: str) -> str:
    """Return `text` on one line, without characters that XML 1.0 cannot hold."""
    return " ".join(_FORBIDDEN.sub("", text).split())


def _escape(text: str, table: Mapping[int, str]) -> str:
    """Return `text` with the characters of `table` as references, without those that XML 1.0 cannot hold."""
    return _FORBIDDEN.sub("", text).translate(table) if _SPECIAL.search(text) else text


def _write(node: Element | str, pieces: list[str]) -> None:
    """Append the mark-up of `node` to `pieces`."""
    if isinstance(node, str):
        pieces.append(_escape(node, _TEXT))
        return
    attributes = "".join([f' {name}="{_escape(value, _VALUE)}"' for name, value in node.attributes.items()])
    after = "" if node.name in INLINE else "\n"
    if not node.children:
        pieces.append(f"<{node.name}{attributes}{'/>' if node.name in _EMPTY else f'></{node.name}>'}{after}")
        return
    first = node.children[0]
    line_break = "" if isinstance(first, str) or first.name in INLINE else "\n"
    pieces.append(f"<{node.name}{attributes}>{line_break}")
    for child in node.children:
        _write(child, pieces)
    pieces.append(f"</{node.name}>{after}")
