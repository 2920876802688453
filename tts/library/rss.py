"""`feed.xml`: RSS 2.0 as PSP-1 of the Podcast Standards Project asks, with transcripts and chapters.

https://github.com/Podcast-Standards-Project/PSP-1-Podcast-RSS-Specification; the elements `podcast:*` are those of
https://podcasting2.org/docs/podcast-namespace.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from email.utils import format_datetime

from tts.config.categories import find
from tts.config.channel import FEED, Channel
from tts.formats import BY_MEDIA_TYPE
from tts.library.episodes import Episode, shortened
from tts.library.item import PAGE, TRANSCRIPT
from tts.writers.markup import Element, document, element

_NAMESPACES = {
    "xmlns:atom": "http://www.w3.org/2005/Atom",
    "xmlns:itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "xmlns:podcast": "https://podcastindex.org/namespace/1.0",
}
_TRANSCRIPTS = {
    "captions.vtt": ("text/vtt", "captions"),
    "captions.srt": ("application/x-subrip", "captions"),
    TRANSCRIPT: ("text/plain", None),
}
_CHAPTERS = "chapters.json"


def rss(channel: Channel, episodes: Iterable[Episode], language: str) -> str:
    """The feed; `language` is that of most editions."""
    head = _channel(channel, channel.language or language)
    items = (_item(channel, episode) for episode in episodes)
    return document(element("rss", {"version": "2.0", **_NAMESPACES}, element("channel", None, *head, *items)))


def _channel(channel: Channel, language: str) -> Iterator[Element]:
    own = {"href": channel.url(FEED), "rel": "self", "type": "application/rss+xml"}
    yield element("title", None, channel.title)
    yield element("link", None, channel.base_url)
    yield element("atom:link", own)
    yield element("description", None, shortened(channel.description))
    yield element("language", None, language)
    yield element("generator", None, "Articast")
    yield element("itunes:image", {"href": channel.image_url})
    yield _category(channel)
    yield element("itunes:explicit", None, _yes(channel.explicit))
    if channel.author:
        yield element("itunes:author", None, channel.author)
    yield element("podcast:guid", None, channel.guid)
    yield element("podcast:locked", None, "no")


def _category(channel: Channel) -> Element:
    outer, *inner = find(channel.category) or ("",)
    return element("itunes:category", {"text": outer}, *(element("itunes:category", {"text": one}) for one in inner))


def _item(channel: Channel, episode: Episode) -> Element:
    return element("item", None, *_facts(channel, episode), *_beside(channel, episode))


def _facts(channel: Channel, episode: Episode) -> Iterator[Element]:
    one, sound = episode.item, episode.sound
    yield element("title", None, one.title)
    if PAGE in one.sizes:
        yield element("link", None, channel.url(one.path(PAGE)))
    enclosure = {"url": channel.url(one.path(sound.name)), "length": str(sound.size_bytes)}
    yield element("enclosure", {**enclosure, "type": str(BY_MEDIA_TYPE[sound.media_type].enclosure_type)})
    yield element("guid", {"isPermaLink": "false"}, episode.guid)
    yield element("pubDate", None, format_datetime(episode.published))
    if one.description:
        yield element("description", None, shortened(one.description))
    if one.authors:
        yield element("itunes:author", None, ", ".join(one.authors))
    yield element("itunes:duration", None, str(max(1, round(one.duration_ms / 1000))))
    yield element("itunes:explicit", None, _yes(channel.explicit))


def _beside(channel: Channel, episode: Episode) -> Iterator[Element]:
    """What stands beside the sound: cover, transcripts, chapters."""
    one = episode.item
    if one.cover_px:
        yield element("itunes:image", {"href": channel.url(one.path(one.cover))})
    for name, (media_type, rel) in _TRANSCRIPTS.items():
        if name in one.sizes:
            url = channel.url(one.path(name))
            yield element("podcast:transcript", {"url": url, "type": media_type, "language": one.language, "rel": rel})
    if _CHAPTERS in one.sizes:
        yield element(
            "podcast:chapters", {"url": channel.url(one.path(_CHAPTERS)), "type": "application/json+chapters"}
        )


def _yes(is_true: bool) -> str:
    return "true" if is_true else "false"
