"""PAGE -> HTML of its article, and what it has around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from tts.model import Skipped
from tts.text.readers.page.content.choose import choose_containers
from tts.text.readers.page.content.clean import clean_containers
from tts.text.readers.page.content.elements import Page
from tts.text.readers.page.content.furniture import is_plain, mark_furniture
from tts.text.readers.page.content.lead import add_lead
from tts.text.readers.page.content.write import list_left_out, write_html


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The HTML of an article, and what was left out of its page, with the reason."""

    html: str
    left_out: tuple[Skipped, ...] = ()


def extract_content(page: LexborHTMLParser, fields: Mapping[str, Any]) -> Content:
    """Return the article in `page`; `fields` are what the page says about it, such as its title."""
    body = page.body
    if body is None:
        return Content(html="")
    copy = Page(body)
    mark_furniture(copy)
    if is_plain(copy):
        return Content(html=write_html([copy.root]))
    containers = choose_containers(copy) or [copy.root]
    clean_containers(copy, containers)
    containers = add_lead(copy, containers, fields)
    return Content(html=write_html(containers), left_out=list_left_out(copy, containers))
