"""CONTAINERS -> CONTAINERS WITH REASONS: the parts in the article's elements and does not belong to it."""

from __future__ import annotations

from collections.abc import Sequence

from tts.text.languages import is_key_points_heading
from tts.text.readers.credits import find_caption_credit
from tts.text.readers.furniture import find_furniture
from tts.text.readers.page.content.elements import Element, Page, Text, collect_text, is_notes
from tts.text.readers.page.content.furniture import find_reason_by_name
from tts.text.readers.page.content.layout import is_data_table
from tts.text.readers.page.content.measure import measure_page
from tts.text.readers.page.content.names import find_name_reason, is_article_name, list_names

_GROUPS = list_names("aside dl div fieldset form header menu ol section span table ul")
_MIN_COMMAS = 10  # with which an element is text, whatever else it is
_MAX_DROPPED = 0.4  # of the text of a container outside of links; what holds more belongs to it
_MAX_LINK_SHARE = 0.2  # of the lines that are links
_MAX_ARTICLE_LINK_SHARE = 0.5  # in an element with a name of articles
_MIN_FORM_TEXT = 500  # of a form that holds the whole page, as some frameworks write it
_MAX_HEADING = 160  # of the text of a heading of furniture
_MAX_ELEMENTS = 30  # of a heading
_MAX_CREDIT = 200  # size
_CREDITS = list_names("caption captions credit credits copyright photographer")
_HEADINGS = list_names("b div h1 h2 h3 h4 h5 h6 header legend p span strong")


def clean_containers(page: Page, containers: Sequence[Element]) -> None:
    """Mark what does not belong to the article in its `containers`, the outer elements first."""
    for container in containers:
        most = _MAX_DROPPED * (container.size - container.link_size)
        index = container.index + 1
        while index < container.end:
            element = page.elements[index]
            if not element.reason and not element.is_hidden and element.size - element.link_size <= most:
                element.reason = _find_reason(element, page.language)
            index = element.end if element.reason or element.is_hidden else index + 1
        measure_page(page, container)


def _find_reason(element: Element, language: str) -> str:
    """Return why `element` does not belong to the article in `language` that it is in, else ""."""
    if element.tag not in _GROUPS or is_notes(element):
        return ""
    if element.tag == "form":
        return _find_form_reason(element)
    if heading := find_heading(element):
        furniture = find_furniture(heading)
        if furniture and furniture.is_list:
            return "related links"
    if element.tag == "aside":
        return "" if _is_key_points(element, language) else "aside"
    if element.tag == "span":
        return ""
    return _find_link_reason(element)


def _is_key_points(element: Element, language: str) -> bool:
    """Return whether `element` holds the key points of the article, under a heading in `language`."""
    heading = find_heading(element)
    return bool(heading) and is_key_points_heading(heading, language)


def _is_credit(element: Element) -> bool:
    """Return whether a short element names who made a picture: by its name, or by its words."""
    if not 0 < element.size <= _MAX_CREDIT or element.count > _MAX_ELEMENTS:
        return False
    if any(not _CREDITS.isdisjoint(name) for name in element.names):
        return True
    return find_caption_credit(collect_text(element)) is not None


def _find_form_reason(element: Element) -> str:
    """Return why a form is left out, and make a plain element of one that holds the article."""
    if element.size - element.link_size >= _MIN_FORM_TEXT and element.paragraphs > element.fields:
        element.tag = "div"
        return ""
    return next(filter(None, map(find_name_reason, element.names)), "form")


def find_heading(element: Element) -> str:
    """Return the first line of `element` if it is short enough for a heading."""
    for child in element.children:
        if isinstance(child, Text):
            if child.size:
                return ""
        elif child.size:
            if child.tag not in _HEADINGS or child.size > _MAX_HEADING or child.count > _MAX_ELEMENTS:
                return ""
            return collect_text(child)
    return ""


def _find_link_reason(element: Element) -> str:
    """Return why a group that is mostly links, pictures or controls is left out, else ""."""
    if element.commas >= _MIN_COMMAS or element.captions or (element.tag == "table" and is_data_table(element)):
        return ""
    if _is_credit(element):
        return ""
    merit = any(map(is_article_name, element.names))
    if not merit and element.size and (fault := find_reason_by_name(element)):
        return fault
    is_list = element.tag in ("ul", "ol", "dl")
    limit = _MAX_ARTICLE_LINK_SHARE if merit or is_list else _MAX_LINK_SHARE
    if element.size and (element.menu > limit * element.size or element.link_share > _MAX_ARTICLE_LINK_SHARE):
        return "related links"
    if element.fields and element.fields > element.paragraphs / 3 and element.size < _MIN_FORM_TEXT:
        return "form"
    return ""
