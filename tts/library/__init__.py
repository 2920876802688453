"""PACKAGES -> FILES: the page that lists all packages of a folder, and the feeds that podcast programs read.

Nothing of a package but its manifest's small members and the names and sizes of its files is needed.
"""

from __future__ import annotations

from tts.config.channel import Channel
from tts.library.episodes import Episode, episodes
from tts.library.item import LibraryItem, read_item
from tts.library.jsonfeed import json_feed
from tts.library.page import page
from tts.library.rss import rss

__all__ = ["Channel", "Episode", "LibraryItem", "episodes", "json_feed", "page", "read_item", "rss"]
