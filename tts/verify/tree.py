"""XML read as a tree, whatever stands in it: entities of its own are refused, and nothing outside is opened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat

from tts.verify.findings import Finding, Reading

MAX_NODES = 2_000_000
NOTE_MARK = "noteref"
"""The class of the mark of a note, which stands in an utterance and is not said."""


@dataclass(slots=True)
class Node:
    """An element: its name without a namespace, its attributes (those of a namespace as `namespace name`)."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    def all(self) -> Iterator[Node]:
        """This element and all below it, in the order of the document."""
        return (one for one in self._walk() if isinstance(one, Node))

    def find(self, *names: str) -> Iterator[Node]:
        """Those of `all` that are called so."""
        return (one for one in self.all() if one.name in names)

    def elements(self) -> list[Node]:
        """Its own children that are elements."""
        return [one for one in self.children if isinstance(one, Node)]

    def text(self, without: str = "") -> str:
        """All text in it, with each run of white space as one space; not that of elements of the class `without`."""
        return " ".join("".join(one for one in self._walk(without) if isinstance(one, str)).split())

    def _walk(self, without: str = "") -> Iterator[Node | str]:
        waiting: list[Node | str] = [self]
        while waiting:
            one = waiting.pop()
            yield one
            if isinstance(one, Node) and not (without and one.attributes.get("class") == without):
                waiting += reversed(one.children)


class _RefusedError(Exception):
    """The document has something that is never needed and can do harm."""


def read_tree(text: str, place: str, check: str) -> Reading[Node | None]:
    """The root of an XML document; None, with a finding at `place`, if it is none."""
    root = Node("")
    stack, parser = [root], expat.ParserCreate(namespace_separator=" ")
    count = 0

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if count > MAX_NODES:
            raise _RefusedError("too many elements")
        node = Node(name.rpartition(" ")[2], attributes)
        stack[-1].children.append(node)
        stack.append(node)

    def refuse(*_: object) -> NoReturn:
        raise _RefusedError("entities of its own")

    parser.StartElementHandler = begin
    parser.EndElementHandler = lambda _: stack.pop()
    parser.CharacterDataHandler = lambda data: stack[-1].children.append(data)
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(text.encode(), True)
    except (expat.ExpatError, _RefusedError, ValueError) as error:
        what = "has " + str(error) if isinstance(error, _RefusedError) else f"is no XML: {error}"
        yield Finding(check=check, place=place, what=f"This {what}.")
        return None
    return root.elements()[0]


def ids(root: Node) -> dict[str, Node]:
    """The elements by their ids: of several with one id the first."""
    found: dict[str, Node] = {}
    for node in root.all():
        if name := node.attributes.get("id"):
            found.setdefault(name, node)
    return found


def check_ids(root: Node, place: str, check: str) -> Iterator[Finding]:
    """No id stands twice."""
    seen: set[str] = set()
    for node in root.all():
        name = node.attributes.get("id")
        if name in seen:
            yield Finding(check=check, place=place, what=f"The id '{name[:40]}' is there more than once.")
        elif name:
            seen.add(name)
