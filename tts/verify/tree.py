"""XML read as a tree, whatever it holds: entities of its own are refused, and nothing outside is opened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat

from tts.verify.findings import Finding, Findings, Reading

MAX_NODES = 2_000_000
_MAX_DEPTH = 100
_NAMESPACES = {"html": "http://www.w3.org/1999/xhtml", "package": "http://www.idpf.org/2007/opf"}
"""Without its namespace a document is one of another kind to programs."""
NOTE_MARK = "noteref"
"""The class of the mark of a note, which is written in an utterance and not spoken."""


@dataclass(slots=True)
class Node:
    """An element: its name without a namespace, its attributes (with a namespace, the key is `namespace name`)."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    def get(self, name: str) -> str:
        """Return the value of an attribute, or an empty text."""
        return self.attributes.get(name, "")

    def all(self) -> Iterator[Node]:
        """Yield this element and all below it, in the order of the document."""
        return (node for node in self._walk() if isinstance(node, Node))

    def find(self, *names: str) -> Iterator[Node]:
        """Yield the elements among `all` that have one of these names."""
        return (node for node in self.all() if node.name in names)

    def elements(self) -> list[Node]:
        """Return the children that are elements."""
        return [child for child in self.children if isinstance(child, Node)]

    def text(self, without: str = "") -> str:
        """Return all text in it, each run of white space as one space, without elements of the class `without`."""
        return " ".join("".join(node for node in self._walk(without) if isinstance(node, str)).split())

    def _walk(self, without: str = "") -> Iterator[Node | str]:
        """Yield elements and texts in order, without recursion, because a document may nest without end."""
        waiting: list[Node | str] = [self]
        while waiting:
            node = waiting.pop()
            yield node
            if isinstance(node, Node) and not (without and node.get("class") == without):
                waiting += reversed(node.children)


class _RefusedError(Exception):
    """The document has something that is never needed and can do harm."""


def read_tree(text: str, place: str, check: str) -> Reading[Node | None]:
    """Return the root of an XML document, or None with a finding at `place` if it is not XML."""
    root = Node("")
    stack, parser = [root], expat.ParserCreate(namespace_separator=" ")
    count = 0

    def begin(name: str, attributes: dict[str, str]) -> None:
        """Open an element, which is a child of the one that is open; raise an error if there are too many."""
        nonlocal count
        count += 1
        if count > MAX_NODES:
            raise _RefusedError("too many elements")
        if len(stack) > _MAX_DEPTH:
            raise _RefusedError(f"elements nested more than {_MAX_DEPTH} levels deep")
        namespace, _, local_name = name.rpartition(" ")
        if len(stack) == 1 and namespace != _NAMESPACES.get(local_name, namespace):
            raise _RefusedError(f"the namespace {namespace[:60]!r}")
        node = Node(local_name, attributes)
        stack[-1].children.append(node)
        stack.append(node)

    def refuse(*_: object) -> NoReturn:
        """Raise an error: a file of ours needs no entities, and they can make a small file huge."""
        raise _RefusedError("entities of its own")

    parser.StartElementHandler = begin
    parser.EndElementHandler = lambda _: stack.pop()
    parser.CharacterDataHandler = lambda data: stack[-1].children.append(data)
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(text.encode(), True)
    except (expat.ExpatError, _RefusedError, ValueError, LookupError) as error:  # LookupError: of its encoding
        what = f"has {error}" if isinstance(error, _RefusedError) else f"is not XML: {error}"
        yield Finding(check=check, place=place, what=f"This {what}.")
        return None
    return root.elements()[0]


def index_ids(root: Node) -> dict[str, Node]:
    """Return the elements by their ids; of several with one id, the first."""
    elements: dict[str, Node] = {}
    for node in root.all():
        if name := node.get("id"):
            elements.setdefault(name, node)
    return elements


def check_ids(root: Node, place: str, check: str) -> Findings:
    """Find the ids that are there more than once."""
    seen: set[str] = set()
    for node in root.all():
        name = node.get("id")
        if name in seen:
            yield Finding(check=check, place=place, what=f"The id '{name[:40]}' is there more than once.")
        elif name:
            seen.add(name)


def printable_line(text: object) -> str:
    """Return a text as every document can hold it: on one line, without characters that cannot be printed."""
    return " ".join("".join(char for char in str(text) if char.isprintable() or char.isspace()).split())


def printable_letters(text: str) -> str:
    """Return the printable characters of a text without white space, as texts are compared across formats."""
    return "".join(char for char in text if char.isprintable() and not char.isspace())
