"""CONTAINERS -> CONTAINERS WITH REASONS: what is in the article's elements and does not belong to it."""

from __future__ import annotations

from collections.abc import Sequence

from tts.text.languages import is_key_points_heading
from tts.text.readers.furniture import find_furniture
from tts.text.readers.page.content.elements import Element, Page, Text, collect_text
from tts.text.readers.page.content.names import find_name_reason, is_article_name, list_names

_GROUPS = list_names("aside dl div fieldset form header menu ol section span table ul")
_MIN_COMMAS = 10  # with which an element is text, whatever else it is
_MAX_LINK_SHARE = 0.2
_MAX_ARTICLE_LINK_SHARE = 0.5  # in an element with a name of articles
_MIN_FORM_TEXT = 500  # of a form that holds the whole page, as some frameworks write it
_MAX_HEADING = 160  # of the text of a heading of furniture
_HEADINGS = list_names("b div h1 h2 h3 h4 h5 h6 header legend p span strong")
_NOTES = list_names("bibliography endnote endnotes fn footnote footnotes notes references")
_NOTE_ROLES = list_names("doc-bibliography doc-endnotes doc-footnote doc-pullquote note")


def clean_containers(page: Page, containers: Sequence[Element]) -> None:
    """Mark what does not belong to the article in its `containers`, the outer elements first."""
    for container in containers:
        index = container.index + 1
        while index < container.end:
            element = page.elements[index]
            if not element.reason and not element.is_hidden:
                element.reason = _find_reason(element)
            index = element.end if element.reason or element.is_hidden else index + 1
    page.measure()


def _find_reason(element: Element) -> str:
    """Return why `element` does not belong to the article that it is in, else ""."""
    if element.tag not in _GROUPS or is_notes(element):
        return ""
    if element.tag == "form":
        return _find_form_reason(element)
    if heading := _find_heading(element):
        furniture = find_furniture(heading)
        if furniture and furniture.is_list:
            return "related links"
    if element.tag == "aside":
        return "" if _is_key_points(element) else "aside"
    if element.tag == "span":
        return ""
    return _find_link_reason(element)


def is_notes(element: Element) -> bool:
    """Return whether `element` holds the notes of an article."""
    role = (element.attributes.get("role") or "").strip().lower()
    return role in _NOTE_ROLES or any(not _NOTES.isdisjoint(name) for name in element.names)


def _is_key_points(element: Element) -> bool:
    """Return whether `element` holds the key points of the article."""
    heading = _find_heading(element)
    return bool(heading) and is_key_points_heading(heading, "en")


def _find_form_reason(element: Element) -> str:
    """Return why a form is left out, and make a plain element of one that holds the article."""
    if element.size - element.link_size >= _MIN_FORM_TEXT and element.paragraphs > element.fields:
        element.tag = "div"
        return ""
    return next(filter(None, map(find_name_reason, element.names)), "form")


def _find_heading(element: Element) -> str:
    """Return the first line of `element` if it is short enough for a heading."""
    for child in element.children:
        if isinstance(child, Text):
            if child.size:
                return ""
        elif child.size:
            if child.tag not in _HEADINGS or child.size > _MAX_HEADING:
                return ""
            return collect_text(child)
    return ""


def _find_link_reason(element: Element) -> str:
    """Return why a group that is mostly links, pictures or controls is left out, else ""."""
    if element.commas >= _MIN_COMMAS:
        return ""
    merit = any(map(is_article_name, element.names))
    fault = any(map(find_name_reason, element.names))
    if fault and not merit and element.size:
        return next(filter(None, map(find_name_reason, element.names)))
    limit = _MAX_ARTICLE_LINK_SHARE if merit else _MAX_LINK_SHARE
    if element.size and element.link_share > limit:
        return "related links"
    if element.fields and element.fields > element.paragraphs / 3 and element.size < _MIN_FORM_TEXT:
        return "form"
    return ""
