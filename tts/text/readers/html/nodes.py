"""Nodes of a parsed page -> their words, and the text of a listing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tts.text.readers.html.elements import BORDERS, NO_TEXT, SKIPPED, find_asides, is_hidden, is_note_mark
from tts.text.readers.whitespace import clean_text

_OWN_PLACE = BORDERS | frozenset((*SKIPPED, *NO_TEXT, "img", "abbr"))


def iterate_nodes(root: LexborNode) -> Iterator[LexborNode]:
    """Yield `root` and all nodes below it in order, without recursion."""
    stack = [root]
    while stack:
        node = stack.pop()
        yield node
        stack += reversed(list(iterate_children(node)))


def iterate_children(root: LexborNode) -> Iterator[LexborNode]:
    """Yield the nodes right below `root`."""
    child = root.child
    while child is not None:
        yield child
        child = child.next


def _html_words(html: str) -> str:
    """Return the words of all text in `html`, with alternative texts, labels and titles."""
    body = LexborHTMLParser(html).body
    return collect_words(body) if body is not None else ""


def collect_words(root: LexborNode) -> str:
    """Return the text at and below `root`, with alternative texts, labels and titles."""
    pieces = []
    for node in iterate_nodes(root):
        tag, attributes = str(node.tag), node.attributes
        if tag == "-text":
            pieces.append(node.text_content or "")
            continue
        if tag in BORDERS or tag in SKIPPED or tag in {"br", "img"}:
            pieces.append(" ")
        pieces += [f" {piece} " for piece in find_asides(tag, attributes)]
        if tag == "template":
            pieces.append(_html_words(node.inner_html or ""))
    return "".join(pieces)


def listing_text(root: LexborNode) -> str | None:
    """Return the text below `root` with its line ends.

    None if there is more than text and inline elements: a listing without an end holds the whole page.
    """
    pieces = []
    for node in islice(iterate_nodes(root), 1, None):
        tag = str(node.tag)
        if tag == "-text":
            pieces.append(node.text_content or "")
        elif tag == "br":
            pieces.append("\n")
        if not tag.startswith("-") and (
            tag in _OWN_PLACE or is_note_mark(tag, node.attributes) or is_hidden(node.attributes)
        ):
            return None
    return clean_text("".join(pieces)).strip("\n")
