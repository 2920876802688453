"""ELEMENTS -> ELEMENTS WITH REASONS: what surrounds an article, known by its tag, role or names."""

from __future__ import annotations

from tts.text.readers.page.content.elements import Element, Page
from tts.text.readers.page.content.names import find_name_reason, is_body_name
from tts.text.readers.page.content.score import find_lines

_BY_TAG = {"nav": "menu", "footer": "footer", "dialog": "window over the page"}
_BY_ROLE = {
    "alert": "window over the page",
    "alertdialog": "window over the page",
    "banner": "banner",
    "complementary": "sidebar",
    "contentinfo": "footer",
    "dialog": "window over the page",
    "menu": "menu",
    "menubar": "menu",
    "navigation": "menu",
    "search": "search form",
    "tablist": "menu",
    "toolbar": "menu",
    "tooltip": "window over the page",
}
_PARTS_OF_FIGURES = frozenset({"a", "figcaption", "figure", "img", "picture", "source"})
_NEVER = frozenset({"body", "html", "main", "article", "h1", "p", "blockquote", "pre", "code"})
_FURNISHED = frozenset({"article", "aside", "form", "iframe", "main", "nav"})
"""Elements of pages that have more than an article."""
_MAX_PLAIN_LINKS = 0.2  # of the text of a page without furniture, in lines that are mostly links
_MAX_SHARE = 0.4  # of the text outside of links in the page; what holds more is not furniture, whatever its name is
_MAX_COMMENTS_SHARE = 0.9


def mark_furniture(page: Page) -> None:
    """Mark the elements of `page` that are furniture, except those that hold much of its text, and measure the rest."""
    page.measure()
    text_size = page.root.size - page.root.link_size
    index = 0
    while index < len(page.elements):
        element = page.elements[index]
        index += 1
        if element.is_hidden or element.reason or not element.index:
            continue
        reason = find_reason(element)
        if not reason:
            continue
        limit = _MAX_COMMENTS_SHARE if reason == "comments" else _MAX_SHARE
        if element.size - element.link_size <= limit * text_size:
            element.reason = reason
            index = element.end
    page.measure()


def is_plain(page: Page) -> bool:
    """Return whether `page` is an article and nothing around it: a part of a page, or one without furniture."""
    if any(element.reason or element.tag in _FURNISHED for element in page.elements):
        return False
    lines = [line for line in find_lines(page) if line.size]
    linked = sum(line.size for line in lines if line.link_size > line.size / 2)
    return linked <= _MAX_PLAIN_LINKS * sum(line.size for line in lines)


def find_reason(element: Element) -> str:
    """Return why `element` is no part of an article by its tag, role and names, else ""."""
    if element.tag in _NEVER:
        return ""
    reason = _BY_TAG.get(element.tag) or _BY_ROLE.get((element.attributes.get("role") or "").strip().lower())
    if reason:
        return reason
    if element.tag in _PARTS_OF_FIGURES or any(map(is_body_name, element.names)):
        return ""
    return next((reason for name in element.names if (reason := find_name_reason(name))), "")
