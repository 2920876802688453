"""Elements of XML and how they are written: the one place where text becomes mark-up, and so the one that escapes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

INLINE = frozenset({"a", "br", "code", "em", "img", "span", "strong"})
"""Elements in a line of text, where white space would be seen; there is a line break after every other one."""

# XML 1.0, section 2.2, production 2: what is not in it cannot be in a document, not even escaped.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_VALUE = {ord('"'): "&quot;", ord("\t"): "&#9;", ord("\n"): "&#10;"} | _TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """An element: its name and its attributes' names as they are written, values and text unescaped."""

    name: str
    attributes: Mapping[str, str]
    children: tuple[Element | str, ...] = ()

    def all(self) -> Iterator[Element]:
        """This element and all below it, in the order of the document."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.all()

    @property
    def id(self) -> str:
        """Its `id` attribute, "" without one."""
        return self.attributes.get("id", "")


def element(name: str, attributes: Mapping[str, str | None] | None = None, *children: Element | str) -> Element:
    """An element without those of `attributes` that are None."""
    given = {key: value for key, value in (attributes or {}).items() if value is not None}
    return Element(name=name, attributes=given, children=children)


def document(root: Element, doctype: str = "") -> str:
    """A whole XML document in UTF-8; `doctype` is a document type declaration or ""."""
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return "".join((head, f"{doctype}\n" if doctype else "", *_written(root)))


def serialize(nodes: Iterable[Element | str]) -> str:
    """The mark-up of `nodes`; characters that XML 1.0 cannot hold are left out."""
    return "".join(piece for node in nodes for piece in _written(node))


def plain(text: str) -> str:
    """`text` on one line, without what XML 1.0 cannot hold."""
    return " ".join(_FORBIDDEN.sub("", text).split())


def _written(node: Element | str) -> Iterator[str]:
    if isinstance(node, str):
        yield _FORBIDDEN.sub("", node).translate(_TEXT)
        return
    attributes = "".join(f' {name}="{_value(value)}"' for name, value in node.attributes.items())
    after = "" if node.name in INLINE else "\n"
    if not node.children:
        yield f"<{node.name}{attributes}{'/>' if node.name in _EMPTY else f'></{node.name}>'}{after}"
        return
    yield f"<{node.name}{attributes}>{_break_within(node)}"
    for child in node.children:
        yield from _written(child)
    yield f"</{node.name}>{after}"


_EMPTY = frozenset({"audio", "br", "img", "item", "itemref", "link", "meta", "ref", "region", "text"})


def _break_within(node: Element) -> str:
    first = node.children[0]
    return "" if isinstance(first, str) or first.name in INLINE else "\n"


def _value(value: str) -> str:
    return _FORBIDDEN.sub("", value).translate(_VALUE)
