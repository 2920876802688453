"""PAGE -> HTML of its article, and the parts around it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from tts.model import Skipped
from tts.noun import noun
from tts.text.languages import languages
from tts.text.languages.tags import primary_subtag
from tts.text.readers.page.content.choose import choose_containers
from tts.text.readers.page.content.clean import clean_containers
from tts.text.readers.page.content.elements import Element, Page
from tts.text.readers.page.content.evidence import find_headline
from tts.text.readers.page.content.furniture import is_plain, mark_furniture
from tts.text.readers.page.content.hidden import show_hidden_article
from tts.text.readers.page.content.images import resolve_images
from tts.text.readers.page.content.layout import unfold_layout
from tts.text.readers.page.content.lead import add_lead
from tts.text.readers.page.content.trim import trim_containers
from tts.text.readers.page.content.write import list_left_out, write_html

_MIN_ARTICLE = 300  # size of the text of an article that needs no second look
_MAX_ELEMENTS = 50_000  # of a page that is looked at again
_MUCH_MORE = 3  # times the text


@noun
class Content:
    """The HTML of an article, and what was left out of its page, with the reason."""

    html: str
    left_out: tuple[Skipped, ...] = ()


def extract_content(page: LexborHTMLParser, fields: Mapping[str, Any]) -> Content:
    """Return the article in `page`; `fields` are what the page says about it, such as its title."""
    body = page.body
    if body is None:
        return Content(html="")
    copy = Page(body, _find_language(fields))
    resolve_images(copy)
    visible = mark_furniture(copy)
    show_hidden_article(copy)
    if is_plain(copy):
        return Content(html=write_html([copy.root]))
    headline = find_headline(copy, fields)
    containers = _find_containers(copy, headline, visible)
    containers = add_lead(copy, containers, headline, fields)
    trim_containers(copy, containers)
    unfold_layout(copy, containers)
    return Content(html=write_html(containers), left_out=list_left_out(copy, containers))


def _find_language(fields: Mapping[str, Any]) -> str:
    """Return the language that `fields` name if it has phrases, else English."""
    language = primary_subtag(str(fields.get("language") or ""))
    return language if language in languages() else "en"


def _find_containers(page: Page, headline: Element | None, visible: float) -> list[Element]:
    """Return the elements that hold the article, cleaned.

    If little is left of the `visible` text of the page, names are ignored, should that give much more.
    """
    containers = choose_containers(page, headline) or [page.root]
    clean_containers(page, containers)
    size = sum(container.size for container in containers)
    if size >= _MIN_ARTICLE or visible < _MUCH_MORE * size or page.root.count > _MAX_ELEMENTS:
        return containers
    mark_furniture(page, by_name=False)
    others = choose_containers(page, headline) or [page.root]
    if sum(other.size for other in others) >= _MUCH_MORE * size:
        clean_containers(page, others)
        if sum(other.size for other in others) >= _MUCH_MORE * size:
            return others
    mark_furniture(page)
    clean_containers(page, containers)
    return containers
