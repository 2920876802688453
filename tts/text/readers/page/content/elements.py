"""PAGE -> ELEMENTS: a light copy of a page, in which each step can mark what does not belong to the article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from selectolax.lexbor import LexborNode

from tts.regex import regex
from tts.text.readers.html.elements import BORDERS, is_hidden
from tts.text.readers.page.content.names import Name, list_names, split_names

_DROPPED = frozenset({"base", "head", "link", "meta", "param", "script", "style", "template", "title"})
"""Elements without text of the page."""
_KEPT = ("dir", "lang")
_HIDING = frozenset({"aria-hidden", "hidden", "style"})
_NAMED_BY = ("class", "id", "itemprop", "data-testid", "data-component")
_NAMED_BY_CLASS = ("class", "itemprop")
_UNNAMED = frozenset({"a", "b", "em", "h1", "h2", "h3", "h4", "h5", "h6", "i", "p", "span", "strong"})
"""Elements whose identifiers are often made of their text."""
_COMMA = regex("[,،⹁、，﹐﹑︐︑､՝፣߸꓾]")
_WIDE = regex("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_WIDTH = 2  # letters of the Latin script for one of a script that writes words in fewer letters
_NOTES = list_names("bibliography endnote endnotes footnote footnotes")
_NOTE_ROLES = list_names("doc-bibliography doc-endnotes doc-footnote doc-pullquote")


class Text:
    """Text between tags; `size` is about the number of its characters if it were English."""

    __slots__ = ("commas", "size", "text")

    def __init__(self, text: str) -> None:
        """Measure `text`."""
        self.text = text
        self.size = 0
        self.commas = 0
        if words := text.split():
            wide = 0 if text.isascii() else len(_WIDE.findall(text))
            self.size = sum(map(len, words)) + len(words) - 1 + wide * (_WIDTH - 1)
            self.commas = len(_COMMA.findall(text))


class Element:
    """An element; those below it have the numbers from `index + 1` to `end - 1` in the order of the page.

    `reason` says why it is left out, "" where it is not. The amounts are those of what is not left out: the `size` of
    the text and of links in it, `commas`, `images`, `captions`, list `items`, `paragraphs` and form `fields`.
    `own_size` and `own_commas` are those of the text right in it. `prose` is the size of text in long lines, and `menu`
    that of lines which are links.
    """

    __slots__ = (
        *("attributes", "captions", "children", "commas", "end", "fields", "has_block", "has_lines", "has_table"),
        *("images", "index", "is_block", "is_hidden", "items", "link_size", "menu", "names", "own_commas", "own_size"),
        *("paragraphs", "parent", "prose", "reason", "size", "tag"),
    )

    def __init__(self, tag: str, attributes: dict[str, str | None], parent: Element | None, index: int) -> None:
        """Make an element without children."""
        self.tag = tag
        self.attributes = attributes
        self.parent = parent
        self.children: list[Element | Text] = []
        self.index = index
        self.end = index + 1
        self.names: tuple[Name, ...] = (
            split_names(map(attributes.get, _NAMED_BY_CLASS if tag in _UNNAMED else _NAMED_BY)) if attributes else ()
        )
        self.is_hidden = not _HIDING.isdisjoint(attributes) and is_hidden(attributes)
        self.is_block = tag in BORDERS  # or one below it does
        self.has_block = self.has_table = self.has_lines = False
        self.own_size = self.own_commas = 0
        self.reason = ""
        self.forget_amounts()

    def forget_amounts(self) -> None:
        """Set all amounts to nothing."""
        self.size = self.commas = self.images = self.captions = self.items = self.paragraphs = self.fields = 0
        self.link_size = self.prose = self.menu = 0.0

    @property
    def count(self) -> int:
        """The number of elements: this one and those below it."""
        return self.end - self.index

    @property
    def link_share(self) -> float:
        """How much of the text is text of links, from 0 to 1."""
        return self.link_size / self.size if self.size else 0.0

    def holds(self, other: Element) -> bool:
        """Return whether `other` is this element or below it."""
        return self.index <= other.index < self.end

    def ancestors(self) -> Iterator[Element]:
        """Yield the elements around this one, the innermost first."""
        parent = self.parent
        while parent is not None:
            yield parent
            parent = parent.parent

    def inner_elements(self) -> list[Element]:
        """Return the elements right below this one."""
        return [child for child in self.children if isinstance(child, Element)]


class Page:
    """The elements of a page in their order, `root` (its body) first, and its `language`, which has phrases."""

    __slots__ = ("elements", "language", "root")

    def __init__(self, body: LexborNode, language: str = "en") -> None:
        """Copy `body` and all below it, without recursion."""
        self.language = language
        attributes = body.attributes  # its others may hide it until a script has run
        self.root = Element("body", {name: attributes[name] for name in _KEPT if name in attributes}, None, 0)
        self.elements = [self.root]
        self._copy(body)
        for element in reversed(self.elements):
            element.is_block |= element.has_block
            if (parent := element.parent) is not None:
                parent.has_block |= element.is_block
                parent.has_lines |= not element.is_block and element.tag != "br"
                parent.has_table |= element.has_table or element.tag == "table"

    def _copy(self, body: LexborNode) -> None:
        """Copy the nodes below `body`, except comments and elements without text."""
        path: list[LexborNode] = []
        parent = self.root
        node = body.child
        while node is not None:
            tag = str(node.tag)
            if tag == "-text":
                text = Text(node.text_content or "")
                parent.children.append(text)
                if text.size:
                    parent.own_size += text.size
                    parent.own_commas += text.commas
                    parent.has_lines = True
            elif not tag.startswith("-") and tag not in _DROPPED:
                element = Element(tag, dict(node.attributes), parent, len(self.elements))
                parent.children.append(element)
                self.elements.append(element)
                if node.child is not None:
                    path.append(node)
                    parent, node = element, node.child
                    continue
            while node.next is None and path:
                node = path.pop()
                parent.end = len(self.elements)
                assert parent.parent is not None
                parent = parent.parent
            node = node.next
        self.root.end = len(self.elements)

    def below(self, element: Element) -> Sequence[Element]:
        """Return `element` and all elements below it, in their order."""
        return self.elements[element.index : element.end]


def iterate_texts(element: Element) -> Iterator[str]:
    """Yield the texts at and below `element` in their order, a space where elements separate them."""
    stack: list[Element | Text] = [element]
    while stack:
        node = stack.pop()
        if isinstance(node, Text):
            yield node.text
            continue
        if node.tag in BORDERS or node.tag in ("br", "img"):
            yield " "
        stack += reversed(node.children)


def collect_text(element: Element) -> str:
    """Return the text at and below `element` with single spaces."""
    return " ".join("".join(iterate_texts(element)).split())


def is_notes(element: Element) -> bool:
    """Return whether `element` holds notes of an article, or one (DPUB-ARIA 1.1), or says so by its name."""
    if not element.names and "role" not in element.attributes:
        return False
    role = (element.attributes.get("role") or "").strip().lower()
    return role in _NOTE_ROLES or any(not _NOTES.isdisjoint(name) for name in element.names)
