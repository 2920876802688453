"""An edition -> its show notes: its description, and the titles of its articles by section, as simple HTML."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from tts.library.episodes import MAX_DESCRIPTION_BYTES, shorten
from tts.library.item import LibraryItem
from tts.writers.markup import Element, element, serialize

_MAX_SUMMARY_BYTES = 700  # written as references, its characters can take five times as much


def render_notes(item: LibraryItem) -> str:
    """Return the notes of an edition in at most `MAX_DESCRIPTION_BYTES`; articles at the end are left out for that."""
    count = len(tuple(item.edition.articles())) if item.edition else 0
    shown = bisect_right(range(count + 1), MAX_DESCRIPTION_BYTES, key=lambda shown: _size_bytes(item, shown)) - 1
    return serialize(_notes(item, shown))


def _size_bytes(item: LibraryItem, shown: int) -> int:
    """Return the size of the notes with the first `shown` articles."""
    return len(serialize(_notes(item, shown)).encode())


def _notes(item: LibraryItem, shown: int) -> Iterator[Element]:
    """Yield a paragraph about the edition, then the title of each section and its articles, up to `shown` in all."""
    if item.description:
        yield element("p", None, shorten(item.description, _MAX_SUMMARY_BYTES))
    for section in item.edition.sections if item.edition else ():
        titles = [element("li", None, article.title) for article in section.articles[:shown]]
        if titles:
            yield element("p", None, section.title)
            yield element("ul", None, *titles)
        if len(titles) < len(section.articles):
            yield element("p", None, "…")
            return
        shown -= len(titles)
