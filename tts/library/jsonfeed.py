"""`feed.json`: JSON Feed 1.1, https://www.jsonfeed.org/version/1.1/."""

from __future__ import annotations

import json
from typing import Any

from tts.config.channel import Channel
from tts.library.episodes import Episode, shorten
from tts.library.feed_documents import FeedDocument
from tts.library.item import PAGE
from tts.library.notes import render_notes, summarize

_VERSION = "https://jsonfeed.org/version/1.1"


def render_json_feed(channel: Channel, feed: FeedDocument, language: str) -> str:
    """Return a document of the feed; `language` is that of most packages, for a channel without one."""
    values = {
        "version": _VERSION,
        "title": channel.title,
        "home_page_url": channel.base_url,
        "feed_url": channel.url(f"{feed.stem}.json"),
        "next_url": channel.url(f"{feed.older}.json") if feed.older else "",
        "description": shorten(channel.description),
        "icon": channel.image_url,
        "authors": [{"name": channel.author}] if channel.author else [],
        "language": channel.language or language,
        "items": [_item(channel, episode) for episode in feed.episodes],
    }
    text = json.dumps(_without_empty(values), ensure_ascii=False, indent=1)
    return f"{text.encode('utf-8', 'replace').decode()}\n"


def _item(channel: Channel, episode: Episode) -> dict[str, Any]:
    """Return an episode as an item of JSON Feed 1.1, without the fields that it has no value for."""
    item = episode.item
    values = {
        "id": episode.guid,
        "url": channel.url(item.path(PAGE)) if PAGE in item.sizes else "",
        "title": item.title,
        "content_text": summarize(item) or item.title,
        "content_html": render_notes(item),
        "image": channel.url(item.path(item.cover)) if item.cover else "",
        "date_published": episode.published.isoformat().replace("+00:00", "Z"),
        "authors": [{"name": name} for name in item.authors],
        "tags": list(item.tags),
        "language": item.language,
        # Attachments with the same title are the same recording in different formats.
        "attachments": [
            {
                "url": channel.url(item.path(file.name)),
                "mime_type": file.media_type,
                "title": item.title,
                "size_in_bytes": file.size_bytes,
                "duration_in_seconds": item.duration_ms / 1000,
            }
            for file in item.audio_files
        ],
    }
    return _without_empty(values)


def _without_empty(values: dict[str, Any]) -> dict[str, Any]:
    """Return `values` without empty ones, which JSON Feed leaves out; `items` is required."""
    return {name: value for name, value in values.items() if value or name == "items"}
