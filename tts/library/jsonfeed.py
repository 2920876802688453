"""`feed.json`: JSON Feed 1.1, https://www.jsonfeed.org/version/1.1/."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from tts.config.channel import JSON_FEED, Channel
from tts.library.episodes import Episode, shortened
from tts.library.item import PAGE

_VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(channel: Channel, episodes: Iterable[Episode], language: str) -> str:
    """The feed; `language` is that of most editions."""
    values = {
        "version": _VERSION,
        "title": channel.title,
        "home_page_url": channel.base_url,
        "feed_url": channel.url(JSON_FEED),
        "description": shortened(channel.description),
        "icon": channel.image_url,
        "authors": [{"name": channel.author}] if channel.author else [],
        "language": channel.language or language,
        "items": [_item(channel, episode) for episode in episodes],
    }
    text = json.dumps(_without_empty(values), ensure_ascii=False, indent=1)
    return f"{text.encode('utf-8', 'replace').decode()}\n"


def _item(channel: Channel, episode: Episode) -> dict[str, Any]:
    one = episode.item
    values = {
        "id": episode.guid,
        "url": channel.url(one.path(PAGE)) if PAGE in one.sizes else "",
        "title": one.title,
        "content_text": shortened(one.description) or one.title,
        "image": channel.url(one.path(one.cover)) if one.cover else "",
        "date_published": episode.published.isoformat().replace("+00:00", "Z"),
        "authors": [{"name": name} for name in one.authors],
        "tags": list(one.tags),
        "language": one.language,
        # Attachments of one title are the same sound in different forms.
        "attachments": [
            {
                "url": channel.url(one.path(sound.name)),
                "mime_type": sound.media_type,
                "title": one.title,
                "size_in_bytes": sound.size_bytes,
                "duration_in_seconds": one.duration_ms / 1000,
            }
            for sound in one.sounds
        ],
    }
    return _without_empty(values)


def _without_empty(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value or name == "items"}
