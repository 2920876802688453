"""PAGE -> FIELDS: what a page says about its article, under the names of front matter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from selectolax.lexbor import LexborHTMLParser


def find_fields(page: LexborHTMLParser, address: str = "") -> Mapping[str, Any]:
    """Return what `page`, at `address` on the web if this is known, says about its article.

    The fields are `title`, `authors`, `date`, `language`, `site`, `canonical_url`, `description` and `image`.
    """
    del address
    title = page.css_first("title")
    return {"title": title.text()} if title is not None else {}
