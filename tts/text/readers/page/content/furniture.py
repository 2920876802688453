"""ELEMENTS -> ELEMENTS WITH REASONS: what surrounds an article, known by its tag, role or names."""

from __future__ import annotations

from tts.text.readers.page.content.elements import Element, Page, is_notes
from tts.text.readers.page.content.lines import find_lines
from tts.text.readers.page.content.measure import measure_page
from tts.text.readers.page.content.names import Name, find_name_reason, is_body_name

_BY_TAG = {"nav": "menu", "footer": "footer", "dialog": "pop-up window", "noscript": "replacement for a script"}
_BY_ROLE = {
    "alert": "pop-up window",
    "alertdialog": "pop-up window",
    "banner": "banner",
    "complementary": "sidebar",
    "contentinfo": "footer",
    "dialog": "pop-up window",
    "menu": "menu",
    "menubar": "menu",
    "navigation": "menu",
    "search": "search form",
    "tablist": "menu",
    "toolbar": "menu",
    "tooltip": "pop-up window",
}
_PARTS_OF_FIGURES = frozenset({"a", "figcaption", "figure", "img", "picture", "source"})
_NEVER = frozenset({"body", "html", "main", "article", "h1", "p", "blockquote", "pre", "code"})
_WITHOUT_PROSE = frozenset({"advertisement", "menu", "newsletter form", "share buttons", "tags"})
_MAX_PROSE = 300  # in furniture of these kinds
_FURNISHED = frozenset({"article", "aside", "form", "iframe", "main", "nav"})
"""Elements of pages that have more than an article."""
_MAX_PLAIN_LINKS = 0.2  # of the text of a page without furniture, in lines that are mostly links
_MAX_SHARE = 0.4  # of the text outside of links in the page; what holds more is not furniture, whatever its name is
_MAX_COMMENTS_SHARE = 0.9


def mark_furniture(page: Page, *, by_name: bool = True) -> float:
    """Mark the elements of `page` that are furniture, also `by_name`, and measure the rest.

    What holds much of the text is none: an element, or all elements with one name together. Return the size of all
    visible text outside of links.
    """
    for element in page.elements:
        element.reason = ""
    measure_page(page)
    text_size = page.root.size - page.root.link_size
    rich_names = _find_rich_names(page, text_size) if by_name else frozenset()
    has_marks = False
    index = 1
    while index < len(page.elements):
        element = page.elements[index]
        index += 1
        if element.is_hidden:
            index = element.end
            continue
        reason = _find_reason(element, rich_names, by_name=by_name)
        if reason and element.size - element.link_size <= _find_limit(reason) * text_size:
            element.reason = reason
            index = element.end
            has_marks = True
    if has_marks:
        measure_page(page)
    return text_size


def _find_limit(reason: str) -> float:
    """Return how much of the text of a page can be furniture of this kind."""
    return _MAX_COMMENTS_SHARE if reason == "comments" else _MAX_SHARE


def _find_rich_names(page: Page, text_size: float) -> frozenset[Name]:
    """Return the names of furniture whose elements hold so much of the text of `page` that they mean something else."""
    sizes: dict[Name, float] = {}
    ends: dict[Name, int] = {}
    for element in page.elements:
        for name in element.names:
            if element.index >= ends.get(name, 0) and find_name_reason(name):
                sizes[name] = sizes.get(name, 0.0) + element.size - element.link_size
                ends[name] = element.end
    return frozenset(name for name, size in sizes.items() if size > _find_limit(find_name_reason(name)) * text_size)


def is_plain(page: Page) -> bool:
    """Return whether `page` is an article and nothing around it: a part of a page, or one without furniture."""
    if any(element.reason or element.tag in _FURNISHED for element in page.elements):
        return False
    lines = [line for line in find_lines(page) if line.size]
    linked = sum(line.size for line in lines if line.link_size > line.size / 2)
    return linked <= _MAX_PLAIN_LINKS * sum(line.size for line in lines)


def _find_reason(element: Element, rich_names: frozenset[Name], *, by_name: bool) -> str:
    """Return why `element` is no part of an article by its tag, role and names, else ""."""
    if not element.attributes:
        return _BY_TAG.get(element.tag, "")
    if element.tag in _NEVER or is_notes(element):
        return ""
    reason = _BY_TAG.get(element.tag) or _BY_ROLE.get((element.attributes.get("role") or "").strip().lower())
    if reason:
        return reason
    if not by_name or element.tag in _PARTS_OF_FIGURES or any(map(is_body_name, element.names)):
        return ""
    return find_reason_by_name(element, rich_names)


def find_reason_by_name(element: Element, rich_names: frozenset[Name] = frozenset()) -> str:
    """Return why `element` is no part of an article by its names without `rich_names`, else "".

    An element with prose is no menu, whatever its names are.
    """
    reasons = (find_name_reason(name) for name in element.names if name not in rich_names)
    reason = next(filter(None, reasons), "")
    return "" if reason in _WITHOUT_PROSE and element.prose > _MAX_PROSE else reason
