"""ELEMENTS -> AMOUNTS: how much text, links, pictures and the like each holds."""

from __future__ import annotations

from tts.text.readers.page.content.elements import Element, Page, Text
from tts.text.readers.page.content.lines import split_lines

_INNER_LINK_WEIGHT = 0.3  # of the text of a link within the page, as notes and tables of contents have
_MIN_MENU_SHARE = 0.8  # of links in a line that is one of a menu


def measure_page(page: Page) -> None:
    """Measure every element of `page` again, without what is left out or hidden."""
    for element in page.elements:
        element.forget_amounts()
    for element in reversed(page.elements):
        if element.reason or element.is_hidden:
            element.forget_amounts()
            continue
        _measure_own(element)
        if element.is_block:
            _measure_lines(element)
        if element.parent is not None:
            _add_amounts(element, element.parent)


def _measure_own(element: Element) -> None:
    """Add to `element` the amounts of its own text and of itself; those of the elements below it are there."""
    for child in element.children:
        if isinstance(child, Text):
            element.size += child.size
            element.commas += child.commas
    if element.tag == "a":
        is_inner = (element.attributes.get("href") or "").startswith("#")
        element.link_size = element.size * (_INNER_LINK_WEIGHT if is_inner else 1)
    element.images += element.tag in ("img", "picture") and not element.images
    element.captions += element.tag == "figcaption" and element.size > 0
    element.items += element.tag == "li"
    element.fields += element.tag in ("input", "select", "textarea")
    element.paragraphs += element.tag == "p" and element.size > 0


def _measure_lines(element: Element) -> None:
    """Add to `element` how much of its own lines is prose, and how much is links."""
    for line in split_lines(element):
        if line.link_share >= _MIN_MENU_SHARE:
            element.menu += line.size
        elif line.is_prose:
            element.prose += line.size - line.link_size


def _add_amounts(element: Element, parent: Element) -> None:
    """Add the amounts of `element` to those of `parent`."""
    parent.size += element.size
    parent.commas += element.commas
    parent.link_size += element.link_size
    parent.prose += element.prose
    parent.menu += element.menu
    parent.images += element.images
    parent.captions += element.captions
    parent.items += element.items
    parent.fields += element.fields
    parent.paragraphs += element.paragraphs
