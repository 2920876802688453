"""Packages -> their show notes, as simple HTML: the description, and the key points or the articles of an edition."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from tts.library.episodes import MAX_DESCRIPTION_BYTES, shorten
from tts.library.item import LibraryItem
from tts.writers.markup import Element, element, serialize

_MAX_SUMMARY_BYTES = 700  # written as references, its characters can take five times as much


def render_notes(item: LibraryItem) -> str:
    """Return the notes of an edition, or of an article with key points; "" for an article without any.

    They have at most `MAX_DESCRIPTION_BYTES`; points and articles at the end are left out for that.
    """
    count = len(tuple(item.edition.articles())) if item.edition else len(item.key_points)
    if not item.edition and not count:
        return ""
    shown = bisect_right(range(count + 1), MAX_DESCRIPTION_BYTES, key=lambda shown: _size_bytes(item, shown)) - 1
    return serialize(_notes(item, shown))


def summarize(item: LibraryItem) -> str:
    """Return the description of a package, or else its key points, one per line, in at most `MAX_DESCRIPTION_BYTES`."""
    return shorten(item.description or "\n".join(f"• {point}" for point in item.key_points))


def _size_bytes(item: LibraryItem, shown: int) -> int:
    """Return the size of the notes with the first `shown` points or articles."""
    return len(serialize(_notes(item, shown)).encode())


def _notes(item: LibraryItem, shown: int) -> Iterator[Element]:
    """Yield a paragraph about the package, then its points, or its sections with their articles, `shown` in all."""
    if item.description:
        yield element("p", None, shorten(item.description, _MAX_SUMMARY_BYTES))
    if not item.edition:
        points = [element("li", None, point) for point in item.key_points[:shown]]
        if points:
            yield element("ul", None, *points)
        if len(points) < len(item.key_points):
            yield element("p", None, "…")
        return
    for section in item.edition.sections:
        titles = [element("li", None, article.title) for article in section.articles[:shown]]
        if titles:
            yield element("p", None, section.title)
            yield element("ul", None, *titles)
        if len(titles) < len(section.articles):
            yield element("p", None, "…")
            return
        shown -= len(titles)
