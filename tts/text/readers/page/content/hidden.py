"""HIDDEN ELEMENTS -> ELEMENTS: an article that a script hides until it has run."""

from __future__ import annotations

from tts.text.readers.page.content.elements import Element, Page, Text
from tts.text.readers.page.content.furniture import mark_furniture

_MIN_HIDDEN = 300  # size of the text that may be the article
_TIMES = 4  # as much as is visible


def show_hidden_article(page: Page) -> None:
    """Show what holds most of the text of `page` if it is hidden, and mark its furniture again."""
    visible = page.root.prose
    hidden = _find_hidden(page)
    if hidden is None or _measure_text(page, hidden) < max(_MIN_HIDDEN, _TIMES * visible):
        return
    for element in (hidden, *hidden.ancestors()):
        if element.is_hidden:
            element.is_hidden = False
            for name in ("hidden", "aria-hidden", "style"):
                element.attributes.pop(name, None)
    mark_furniture(page)


def _find_hidden(page: Page) -> Element | None:
    """Return the hidden element with the most text that is not furniture."""
    largest, size = None, 0
    index = 1
    while index < len(page.elements):
        element = page.elements[index]
        if element.reason or element.is_hidden:
            if not element.reason and (own := _measure_text(page, element)) > size:
                largest, size = element, own
            index = element.end
        else:
            index += 1
    return largest


def _measure_text(page: Page, element: Element) -> int:
    """Return the size of all text at and below `element`."""
    return sum(child.size for below in page.below(element) for child in below.children if isinstance(child, Text))
