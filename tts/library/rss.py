"""`feed.xml`: RSS 2.0 as PSP-1 of the Podcast Standards Project requires, with transcripts and chapters.

https://github.com/Podcast-Standards-Project/PSP-1-Podcast-RSS-Specification; the elements `podcast:*` are those of
https://podcasting2.org/docs/podcast-namespace. Long feeds have archived documents (RFC 5005).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tts.config.categories import find
from tts.config.channel import Channel
from tts.formats import BY_MEDIA_TYPE
from tts.library.episodes import Episode, shorten
from tts.library.feed_documents import FEED_STEM, FeedDocument
from tts.library.item import PAGE, TRANSCRIPT
from tts.library.notes import render_notes, summarize
from tts.writers.markup import Element, document, element

_NAMESPACES = {
    "xmlns:atom": "http://www.w3.org/2005/Atom",
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",  # PSP-1 requires it where descriptions have HTML
    "xmlns:fh": "http://purl.org/syndication/history/1.0",
    "xmlns:itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "xmlns:podcast": "https://podcastindex.org/namespace/1.0",
}
_TRANSCRIPTS = {
    "{}.vtt": ("text/vtt", "captions"),
    "{}.srt": ("application/x-subrip", "captions"),
    TRANSCRIPT: ("text/plain", None),
}
_CHAPTERS = "chapters.json"
_EXPLICIT = {True: "true", False: "false"}


def render_rss(channel: Channel, feed: FeedDocument, language: str) -> str:
    """Return a document of the feed; `language` is that of most packages, for a channel without one."""
    header = _channel(channel, feed, channel.language or language)
    items = (element("item", None, *_item(channel, episode)) for episode in feed.episodes)
    return document(element("rss", {"version": "2.0", **_NAMESPACES}, element("channel", None, *header, *items)))


def _channel(channel: Channel, feed: FeedDocument, language: str) -> Iterator[Element]:
    """Yield what describes the feed as a whole, and the links to its other documents (RFC 5005, section 4)."""
    category, *subcategories = find(channel.category) or ("",)
    yield element("title", None, channel.title)
    yield element("link", None, channel.base_url)
    yield _link(channel, "self", feed.stem)
    if feed.is_archived:
        yield element("fh:archive")
        yield _link(channel, "current", FEED_STEM)
    if feed.older:
        yield _link(channel, "prev-archive", feed.older)
    if feed.newer:
        yield _link(channel, "next-archive", feed.newer)
    yield element("description", None, shorten(channel.description))
    yield element("language", None, language)
    yield element("generator", None, "Articast")
    yield element("itunes:image", {"href": channel.image_url})
    inner = (element("itunes:category", {"text": subcategory}) for subcategory in subcategories)
    yield element("itunes:category", {"text": category}, *inner)
    yield element("itunes:explicit", None, _EXPLICIT[channel.explicit])
    if channel.author:
        yield element("itunes:author", None, channel.author)
    yield element("podcast:guid", None, channel.guid)
    yield element("podcast:locked", None, "no")


def _link(channel: Channel, relation: str, stem: str) -> Element:
    """Return the link to a document of the feed."""
    return element("atom:link", {"href": channel.url(f"{stem}.xml"), "rel": relation, "type": "application/rss+xml"})


def _item(channel: Channel, episode: Episode) -> Iterator[Element]:
    """Yield what describes an episode: its facts, then the files that belong to it."""
    from email.utils import format_datetime  # slow to import

    item, enclosure = episode.item, episode.enclosure
    yield element("title", None, item.title)
    if PAGE in item.sizes:
        yield element("link", None, channel.url(item.path(PAGE)))
    attributes = {"url": channel.url(item.path(enclosure.name)), "length": str(enclosure.size_bytes)}
    yield element("enclosure", {**attributes, "type": str(BY_MEDIA_TYPE[enclosure.media_type].enclosure_type)})
    yield element("guid", {"isPermaLink": "false"}, episode.guid)
    yield element("pubDate", None, format_datetime(episode.published))
    notes = render_notes(item)
    if description := notes if item.edition else summarize(item):
        yield element("description", None, description)
    if notes and not item.edition:
        yield element("content:encoded", None, notes)
    if item.authors:
        yield element("itunes:author", None, ", ".join(item.authors))
    yield element("itunes:duration", None, str(max(1, round(item.duration_ms / 1000))))
    if item.edition and (item.edition.number or 0) > 0:  # Apple's directory takes no 0
        yield element("itunes:episode", None, str(item.edition.number))
    yield element("itunes:explicit", None, _EXPLICIT[channel.explicit])
    if item.cover_px:
        yield element("itunes:image", {"href": channel.url(item.path(item.cover))})
    stem = Path(enclosure.name).stem
    for pattern, (media_type, rel) in _TRANSCRIPTS.items():
        if (name := pattern.format(stem)) in item.sizes:
            attributes = {"url": channel.url(item.path(name)), "type": media_type, "language": item.language}
            yield element("podcast:transcript", {**attributes, "rel": rel})
    if _CHAPTERS in item.sizes:
        attributes = {"url": channel.url(item.path(_CHAPTERS)), "type": "application/json+chapters"}
        yield element("podcast:chapters", attributes)
