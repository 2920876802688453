"""CONTAINERS -> HTML of the article, and the parts that are left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from tts.model import Skipped
from tts.text.readers.html.elements import VOID
from tts.text.readers.page.content.elements import Element, Page, Text, collect_text
from tts.text.readers.whitespace import normalize_whitespace

_OUTSIDE = "outside of the article"
_INHERITED = ("lang", "dir")


def write_html(containers: Sequence[Element]) -> str:
    """Return the HTML of `containers` one after the other, without what is left out in them."""
    inherited: dict[int, dict[str, str | None]] = {}  # by the number of the element around
    pieces: list[str] = []
    for container in containers:
        around = container.parent.index if container.parent is not None else -1
        if around not in inherited:
            inherited[around] = _inherit(container)
        pieces += _write_element(container, inherited[around])
        pieces.append("\n")
    return "".join(pieces)


def _write_element(root: Element, inherited: Mapping[str, str | None]) -> Iterator[str]:
    """Yield the pieces of the HTML of `root`, which takes over the `inherited` attributes that it lacks."""
    stack: list[Element | Text | str] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            yield node
        elif isinstance(node, Text):
            yield escape(node.text, quote=False)
        elif not node.reason:
            yield _write_start_tag(node, {**inherited, **root.attributes} if node is root else node.attributes)
            if node.tag not in VOID:
                stack.append(f"</{node.tag}>")
                stack += reversed(node.children)


def _write_start_tag(element: Element, attributes: Mapping[str, str | None]) -> str:
    """Return the start tag of `element`; a line feed that begins a listing is doubled, because a parser drops one."""
    pieces = [f' {name}="{escape(value or "")}"' for name, value in attributes.items() if _is_name(name)]
    first = element.children[0] if element.children else None
    is_doubled = element.tag in ("pre", "textarea") and isinstance(first, Text) and first.text.startswith("\n")
    return f"<{element.tag}{''.join(pieces)}>" + "\n" * is_doubled


def _is_name(name: str) -> bool:
    """Return whether `name` can be written as the name of an attribute."""
    return not any(sign in name for sign in " \"'<>/=\t\n\f\r")


def _inherit(element: Element) -> dict[str, str | None]:
    """Return the language and direction of what is around `element`."""
    attributes: dict[str, str | None] = {}
    for around in element.ancestors():
        for name in _INHERITED:
            if value := around.attributes.get(name):
                attributes.setdefault(name, value)
    return attributes


def list_left_out(page: Page, containers: Sequence[Element]) -> tuple[Skipped, ...]:
    """Return the text of `page` that is not in its article, with reasons, in the order of the page."""
    kept = {container.index for container in containers}
    holders: set[int] = set()
    for container in containers:
        for around in container.ancestors():
            if around.index in holders:
                break
            holders.add(around.index)
    listed: list[Skipped] = []
    stack: list[Element | Text] = [page.root]
    while stack:
        node = stack.pop()
        if isinstance(node, Text):
            _add(listed, normalize_whitespace(node.text), _OUTSIDE)
        elif node.index in kept:
            _list_inside(page, node, listed)
        elif node.index in holders:
            stack += reversed(node.children)
        else:
            _list_outside(node, listed)
    return tuple(listed)


def _list_outside(outside: Element, listed: list[Skipped]) -> None:
    """Add to `listed` the text of `outside`, which holds nothing of the article, with the reasons of what is in it."""
    loose: list[str] = []
    stack: list[Element | Text] = [outside]
    while stack:
        node = stack.pop()
        if isinstance(node, Text):
            loose.append(node.text)
        elif node.reason or node.is_hidden:
            _add(listed, normalize_whitespace("".join(loose)), _OUTSIDE)
            loose = []
            _add(listed, collect_text(node), node.reason or "hidden")
        else:
            loose.append(" " * (node.is_block or node.tag == "br"))
            stack += reversed(node.children)
    _add(listed, normalize_whitespace("".join(loose)), _OUTSIDE)


def _list_inside(page: Page, container: Element, listed: list[Skipped]) -> None:
    """Add to `listed` what is left out within `container`."""
    index = container.index
    while index < container.end:
        element = page.elements[index]
        if element.reason:
            _add(listed, collect_text(element), element.reason)
            index = element.end
        else:
            index += 1


def _add(listed: list[Skipped], text: str, reason: str) -> None:
    """Add `text` to `listed`, unless it is empty."""
    if text:
        listed.append(Skipped(text=text, reason=reason))
