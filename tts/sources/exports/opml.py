"""OPML -> ENTRIES: the feeds that a reader has subscribed to (http://opml.org/spec2.opml)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tts.sources.entry import Entry
from tts.sources.feeds.repair import find_root, parse_feed_xml
from tts.sources.values import clean_address, clean_line, split_tags
from tts.text.readers.documents.xml import Element


def read_opml(data: bytes, path: Path) -> tuple[str, Iterator[Entry]] | None:
    """Return the entries of an OPML file; None for anything else.

    Raises:
        ReadError: it is damaged.
    """
    if find_root(data) != "opml":
        return None
    return "OPML", _read_outlines(parse_feed_xml(data, str(path)))


def _read_outlines(root: Element) -> Iterator[Entry]:
    """Yield an entry for each outline with the address of a feed, or of a page."""
    stack: list[tuple[Element, tuple[str, ...]]] = [(root, ())]
    while stack:
        element, folders = stack.pop()
        attributes = {key.lower(): value for key, value in element.attributes.items()}
        title = clean_line(attributes.get("title")) or clean_line(attributes.get("text"))
        feed = clean_address(attributes.get("xmlurl"))
        address = feed or clean_address(attributes.get("url")) or clean_address(attributes.get("htmlurl"))
        if address:
            tags = tuple(dict.fromkeys((*folders, *split_tags(attributes.get("category", "").replace("/", ",")))))
            yield Entry(id=address, address=address, title=title, tags=tags, is_teaser=True, is_feed=bool(feed))
        elif element.name == "outline" and title:
            folders = (*folders, title)
        stack += [(child, folders) for child in reversed(list(element.elements()))]
