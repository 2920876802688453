"""PAGE -> HTML of its article, and what it has around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from tts.model import Skipped


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The HTML of an article, and what was left out of its page, with the reason."""

    html: str
    left_out: tuple[Skipped, ...] = ()


def extract_content(page: LexborHTMLParser, fields: Mapping[str, Any]) -> Content:
    """Return the article in `page`; `fields` are what the page says about it, such as its title."""
    del fields
    body = page.body
    return Content(html=(body.html or "") if body is not None else "")
