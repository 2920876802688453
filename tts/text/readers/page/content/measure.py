"""ELEMENTS -> AMOUNTS: how much text, links, pictures and the like each holds."""

from __future__ import annotations

from tts.text.readers.page.content.elements import Element, Page
from tts.text.readers.page.content.lines import split_lines

_IMAGES = frozenset({"img", "picture"})
_FIELDS = frozenset({"input", "select", "textarea"})
_INNER_LINK_WEIGHT = 0.3  # of the text of a link within the page, as notes and tables of contents have
_MIN_MENU_SHARE = 0.8  # of links in a line that is one of a menu


def measure_page(page: Page, within: Element | None = None) -> None:
    """Measure every element of `page` again, or those `within` one, without what is left out or hidden."""
    elements = page.elements if within is None else page.below(within)
    for element in elements:
        element.forget_amounts()
    for element in reversed(elements):
        if element.reason or element.is_hidden:
            element.forget_amounts()
            continue
        _measure_own(element)
        if element.has_lines and element.is_block:
            _measure_lines(element)
        if element.parent is not None and element is not within:
            _add_amounts(element, element.parent)


def _measure_own(element: Element) -> None:
    """Add to `element` the amounts of its own text and of itself; those of the elements below it are there."""
    element.size += element.own_size
    element.commas += element.own_commas
    tag = element.tag
    if tag == "a":
        is_inner = (element.attributes.get("href") or "").startswith("#")
        element.link_size = element.size * (_INNER_LINK_WEIGHT if is_inner else 1)
    elif tag == "p":
        element.paragraphs += element.size > 0
    elif tag == "li":
        element.items += 1
    elif tag in _IMAGES:
        element.images = max(element.images, 1)
    elif tag in _FIELDS:
        element.fields += 1
    elif tag == "figcaption":
        element.captions += element.size > 0


def _measure_lines(element: Element) -> None:
    """Add to `element` how much of its own lines is prose, and how much is links."""
    for line in split_lines(element):
        if line.link_share >= _MIN_MENU_SHARE:
            element.menu += line.size
        elif line.is_prose:
            element.prose += line.size - line.link_size


def _add_amounts(element: Element, parent: Element) -> None:
    """Add the amounts of `element` to those of `parent`."""
    if element.size:
        parent.size += element.size
        parent.commas += element.commas
        parent.link_size += element.link_size
        parent.prose += element.prose
        parent.menu += element.menu
        parent.captions += element.captions
        parent.paragraphs += element.paragraphs
    parent.images += element.images
    parent.items += element.items
    parent.fields += element.fields
