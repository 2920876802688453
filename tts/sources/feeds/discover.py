"""PAGE -> FEEDS: the addresses of the feeds that a page names (https://www.rssboard.org/rss-autodiscovery)."""

from __future__ import annotations

import re
from html import unescape

from tts.sources.values import clean_address

_MAX_BYTES = 500_000
_BASE = re.compile(r"<base\b([^<>]{1,2000})>", re.IGNORECASE)
_LINK = re.compile(r"<link\b([^<>]{1,2000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([a-z-]{2,20})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_FEED_TYPES = frozenset(
    ("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json", "application/json")
)


def find_feeds(page: bytes, address: str) -> tuple[str, ...]:
    """Return the addresses of the feeds that the page at `address` names, its own first and feeds of comments last."""
    html = page[:_MAX_BYTES].decode("utf-8", "replace")
    base = _BASE.search(html)
    start = clean_address(_read_attributes(base[1]).get("href"), address) if base else ""
    feeds: dict[str, bool] = {}
    for match in _LINK.finditer(html):
        attributes = _read_attributes(match[1])
        media_type = attributes.get("type", "").partition(";")[0].strip().lower()
        if "alternate" not in attributes.get("rel", "").lower().split() or media_type not in _FEED_TYPES:
            continue
        feed = clean_address(attributes.get("href"), start or address)
        is_of_wordpress = "/wp-json/" in feed  # which describes the page in JSON, and is not a feed
        if feed and not is_of_wordpress:
            feeds.setdefault(feed, "comment" in f"{feed} {attributes.get('title', '')}".lower())
    return tuple(sorted(feeds, key=lambda feed: feeds[feed]))


def _read_attributes(text: str) -> dict[str, str]:
    """Return the attributes of a tag by their names in lower case."""
    return {match[1].lower(): unescape(match[2] or match[3] or match[4] or "") for match in _ATTRIBUTE.finditer(text)}
