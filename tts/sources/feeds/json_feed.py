"""JSON -> ENTRIES: JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

from tts.sources.entry import Entry
from tts.sources.feeds.teaser import drop_appearance, is_teaser
from tts.sources.values import clean_address, clean_language, clean_line, clean_lines, find_first, parse_moment


def read_json_feed(value: Any, address: str) -> tuple[str, Iterator[Entry]]:
    """Return the title of the feed, and its entries in order.

    Raises:
        ValueError: it is not a JSON Feed.
    """
    if not isinstance(value, dict) or not isinstance(value.get("items"), list):
        raise ValueError("it has no list of items")
    entries = (_read_item(item, value, address) for item in value["items"] if isinstance(item, dict))
    return clean_line(value.get("title")), (entry for entry in entries if entry)


def _read_item(item: dict[str, Any], feed: dict[str, Any], feed_address: str) -> Entry | None:
    """Return an entry; None if it has neither an address nor content."""
    home = clean_address(feed.get("home_page_url"), feed_address) or feed_address
    address = clean_address(item.get("url"), home) or clean_address(item.get("external_url"), home)
    body = _read_text(item, "content_html").strip() or _to_paragraphs(_read_text(item, "content_text"))
    summary = _to_paragraphs(_read_text(item, "summary"))
    html = drop_appearance(body or summary, address)
    if not address and not html:
        return None
    title = clean_line(item.get("title"))
    identity = item.get("id")
    return Entry(
        id=find_first((str(identity) if isinstance(identity, str | int) else "", address, title, html[:200])),
        address=address,
        title=title,
        authors=find_authors(item) or find_authors(feed),
        published=parse_moment(item.get("date_published")) or parse_moment(item.get("date_modified")),
        language=clean_language(item.get("language")) or clean_language(feed.get("language")),
        tags=clean_lines(item.get("tags")),
        html=html,
        base=address or home,
        is_teaser=is_teaser(html, address, is_summary=body in {"", summary}),
    )


def find_authors(value: dict[str, Any]) -> tuple[str, ...]:
    """Return the names in `authors`, or in `author`, which was there before it."""
    return clean_lines(value.get("authors")) or clean_lines(value.get("author"))


def _read_text(item: dict[str, Any], key: str) -> str:
    """Return a text of an item, or nothing."""
    value = item.get(key)
    return value if isinstance(value, str) else ""


def _to_paragraphs(text: str) -> str:
    """Return plain text as HTML."""
    return "".join(f"<p>{escape(part, quote=False)}</p>" for part in text.split("\n\n") if part.strip())
