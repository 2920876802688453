"""Elements of XML, and how they are written: the only place that escapes text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

INLINE = frozenset({"a", "br", "code", "del", "em", "img", "span", "strong"})
"""Elements in a line of text, where white space would be visible; a line break follows every other element."""
_EMPTY = frozenset({"audio", "br", "img", "item", "itemref", "link", "meta", "ref", "region", "text"})

# XML 1.0, section 2.2, production 2: other characters cannot be in a document, not even escaped.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_VALUE = {ord('"'): "&quot;", ord("\t"): "&#9;", ord("\n"): "&#10;"} | _TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
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
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return "".join((head, f"{doctype}\n" if doctype else "", *_written(root)))


def serialize(nodes: Iterable[Element | str]) -> str:
    """Return the mark-up of `nodes`, without characters that XML 1.0 cannot hold."""
    return "".join(piece for node in nodes for piece in _written(node))


def plain(text: str) -> str:
    """Return `text` on one line, without characters that XML 1.0 cannot hold."""
    return " ".join(_FORBIDDEN.sub("", text).split())


def _written(node: Element | str) -> Iterator[str]:
    """Yield the mark-up of `node` in pieces."""
    if isinstance(node, str):
        yield _FORBIDDEN.sub("", node).translate(_TEXT)
        return
    values = {name: _FORBIDDEN.sub("", value).translate(_VALUE) for name, value in node.attributes.items()}
    attributes = "".join(f' {name}="{value}"' for name, value in values.items())
    after = "" if node.name in INLINE else "\n"
    if not node.children:
        yield f"<{node.name}{attributes}{'/>' if node.name in _EMPTY else f'></{node.name}>'}{after}"
        return
    first = node.children[0]
    line_break = "" if isinstance(first, str) or first.name in INLINE else "\n"
    yield f"<{node.name}{attributes}>{line_break}"
    for child in node.children:
        yield from _written(child)
    yield f"</{node.name}>{after}"
