"""Packages -> `articles.js`: from it, a read-along page knows the articles before and after its own."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tts.library.item import PAGE, LibraryItem
from tts.writers.web.data import encode_data

ARTICLES = "articles.js"
CALL = "articastLibrary("
"""Begins the file, and marks one that Articast made. The function is that of the read-along page."""
_MAX_BYTES = 300_000  # some 3,000 articles: every page of the folder loads the file
_SLUG = re.compile(r"[\w-][\w.-]*", re.ASCII)  # the only names of folders that a read-along page makes links of


def render_neighbours(name: str, items: Iterable[LibraryItem]) -> str:
    """Return the file: `name` of the library, and slug, title and language of each of `items` that has a page.

    The last of them are left out if the file would be too large.
    """
    opening, end = f'{CALL}{{"name":{encode_data(name)},"articles":[\n', "\n]})\n"
    rows = []
    size_bytes = len((opening + end).encode())
    for item in items:
        if PAGE not in item.sizes or not _SLUG.fullmatch(item.slug):
            continue
        row = encode_data([item.slug, item.title, item.language])
        size_bytes += len(row.encode()) + 2
        if size_bytes > _MAX_BYTES:
            break
        rows.append(row)
    return opening + ",\n".join(rows) + end
