"""Packages -> `articles.js`: from it, a read-along page knows the articles before and after its own.

In an archive it is a short script that loads `articles-0.js` or another of many files, of which each has some articles
with those before and after them. The name of an article says in which of them it is, so that only two or three of them
change when an article is added.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from tts.library.item import PAGE, LibraryItem
from tts.writers.web.data import encode_data

ARTICLES = "articles.js"
CALL = "articastLibrary("
"""Begins the file, and marks one that Articast made. The function is that of the read-along page."""
BUCKET_CALL = "articastNeighbours("
"""Begins `articles-0.js` and the like in the same way. The function is that of `lookup.js`."""
_MAX_BYTES = 300_000  # some 3,000 articles: every page of the folder loads the file
_IN_BUCKET = 256
_SLUG = re.compile(r"[\w-][\w.-]*", re.ASCII)  # the only names of folders that a read-along page makes links of
_PRIME = 1_000_003

Bucket = tuple[tuple[Any, ...], ...]
"""Rows of slug, title, language, name of the page of the library, and the same of the articles before and after it."""


def render_neighbours(name: str, items: Iterable[LibraryItem]) -> str:
    """Return the file: `name` of the library, and slug, title and language of each of `items` that has a page.

    The last of them are left out if the file would be too large.
    """
    opening, end = f'{CALL}{{"name":{encode_data(name)},"articles":[\n', "\n]})\n"
    rows = []
    size_bytes = len((opening + end).encode())
    for item in _select_linked(items):
        row = encode_data([item.slug, item.title, item.language])
        size_bytes += len(row.encode()) + 2
        if size_bytes > _MAX_BYTES:
            break
        rows.append(row)
    return opening + ",\n".join(rows) + end


def divide_neighbours(items: Iterable[LibraryItem], pages: Mapping[str, str]) -> tuple[Bucket, ...]:
    """Return the buckets of those of `items` that have a page; `pages` has the library's page for each slug."""
    linked = [(item.slug, item.title, item.language) for item in _select_linked(items)]
    count = 1
    while count * _IN_BUCKET < len(linked):  # a power of two, so that it rarely changes
        count *= 2
    buckets: list[list[tuple[Any, ...]]] = [[] for _ in range(count)]
    for index, row in enumerate(linked):
        before, after = linked[index - 1] if index else 0, linked[index + 1] if index + 1 < len(linked) else 0
        buckets[_find_bucket(row[0], count)].append((*row, pages[row[0]], before, after))
    return tuple(tuple(sorted(bucket)) for bucket in buckets)


def name_bucket(number: int) -> str:
    """Return the name of the file of a bucket."""
    return f"articles-{number}.js"


def render_bucket(bucket: Bucket) -> str:
    """Return the file of a bucket."""
    rows = ",\n".join(map(encode_data, bucket))
    return f"{BUCKET_CALL}[\n{rows}\n])\n"


def render_lookup(name: str, buckets: int) -> str:
    """Return `articles.js` of an archive with so many buckets; `name` is that of the library."""
    script = Path(__file__).with_name("lookup.js").read_text(encoding="utf-8")
    return f"{script}window.articastLookup({encode_data({'name': name, 'buckets': buckets})});\n"


def _select_linked(items: Iterable[LibraryItem]) -> Iterator[LibraryItem]:
    """Yield those of `items` that have a page, and a name of which a page makes a link."""
    return (item for item in items if PAGE in item.sizes and _SLUG.fullmatch(item.slug))


def _find_bucket(slug: str, count: int) -> int:
    """Return the number of the bucket of an article, as `lookup.js` does."""
    place = 0
    for character in slug:
        place = (place * 31 + ord(character)) % _PRIME
    return place % count
