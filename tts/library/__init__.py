"""PACKAGES -> FILES: the page that lists all packages of a folder, and the feeds that podcast apps read.

It reads only the first members of each manifest, the names and sizes of the files, and the size of the cover.
"""

from __future__ import annotations

from tts.config.channel import Channel
from tts.library.episodes import Episode, select_episodes
from tts.library.item import LibraryItem, read_item
from tts.library.jsonfeed import render_json_feed
from tts.library.page import render_page
from tts.library.rss import render_rss

__all__ = [
    "Channel",
    "Episode",
    "LibraryItem",
    "read_item",
    "render_json_feed",
    "render_page",
    "render_rss",
    "select_episodes",
]
