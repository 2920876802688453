"""XML -> ENTRIES: RSS 0.9x and 2.0 (https://www.rssboard.org/rss-specification), and RSS 0.9 and 1.0 in RDF."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from tts.sources.entry import Entry
from tts.sources.feeds.teaser import drop_appearance, is_teaser
from tts.sources.values import clean_address, clean_language, clean_line, clean_lines, find_first, parse_moment
from tts.text.readers.documents.xml import Element

_MAIL = re.compile(r"\S*@\S*\s*(?:\((.*)\))?\s*", re.DOTALL)


def read_rss(root: Element, address: str) -> tuple[str, Iterator[Entry]]:
    """Return the title of the feed, and its entries in order."""
    channel = next((child for child in root.elements() if _local_name(child) == "channel"), root)
    return clean_line(_read_text(channel, "title")), _read_items(root, channel, address)


def _read_items(root: Element, channel: Element, address: str) -> Iterator[Entry]:
    """Yield the entries: in the channel in RSS 2.0, beside it in RSS 1.0."""
    home = clean_address(_read_text(channel, "link"), address) or address
    language = clean_language(_read_text(channel, "language") or _read_text(channel, "dc:language"))
    for parent in dict.fromkeys((channel, root)):
        for item in parent.elements("item", "rss:item"):
            entry = _read_item(item, home, language)
            if entry:
                yield entry


def _read_item(item: Element, home: str, language: str) -> Entry | None:
    """Return the entry of an item; None if it has neither an address nor content."""
    guid = next(item.elements("guid", "rss:guid"), None)
    guid_text = guid.text().strip() if guid is not None else ""
    is_permanent = guid is not None and guid.get("isPermaLink", "true") != "false" and "://" in guid_text
    links = (
        clean_address(link.get("href"), home) for link in item.elements("atom:link") if link.get("rel") != "enclosure"
    )
    address = find_first(
        (
            clean_address(_read_text(item, "link"), home),
            clean_address(guid_text) if is_permanent else "",
            *links,
            clean_address(item.get("rdf:about"), home),
        )
    )
    description = _read_text(item, "description") or _read_text(item, "atom:summary")
    content = _read_text(item, "content:encoded") or _read_text(item, "atom:content")
    html = drop_appearance(content.strip() or description.strip(), address)
    if not address and not html:
        return None
    title = clean_line(_read_text(item, "title") or _read_text(item, "dc:title"))
    is_summary = content.strip() in {"", description.strip()}
    return Entry(
        id=guid_text or address or title or html[:200],
        address=address,
        title=title,
        authors=_read_authors(item),
        published=parse_moment(_read_text(item, "pubDate")) or parse_moment(_read_text(item, "dc:date")),
        language=clean_language(_read_text(item, "dc:language")) or language,
        tags=clean_lines([tag.text() for tag in item.elements("category", "rss:category", "dc:subject")]),
        html=html,
        base=urljoin(home, item.get("xml:base")) if item.get("xml:base") else address or home,
        is_teaser=is_teaser(html, address, is_summary=is_summary),
    )


def _read_authors(item: Element) -> tuple[str, ...]:
    """Return the names of the authors, without those that are only mail addresses."""
    creators = clean_lines([creator.text() for creator in item.elements("dc:creator")])
    if creators:
        return creators
    author = clean_line(_read_text(item, "author"))
    match = _MAIL.fullmatch(author)
    return clean_lines([(match[1] or "") if match else author])


def _read_text(parent: Element, name: str) -> str:
    """Return the text of the first child of a name; elements of RSS itself may have a prefix."""
    names = (name,) if ":" in name else (name, f"rss:{name}")
    return next((child.text() for child in parent.elements(*names)), "")


def _local_name(element: Element) -> str:
    """Return the name of an element without its prefix."""
    return element.name.rpartition(":")[2]
