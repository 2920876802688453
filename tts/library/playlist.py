"""Packages -> `playlist.m3u8`: mpv, VLC and other players play the whole folder with it, in the order of the page."""

from __future__ import annotations

from collections.abc import Iterable

from tts.library.groups import Group
from tts.library.item import LibraryItem
from tts.writers.markup.element import plain

PLAYLIST = "playlist.m3u8"
MARK = "#EXTM3U\n# Articast: "
"""Begins the file, and marks one that Articast made."""


def render_playlist(title: str, groups: Iterable[Group]) -> str:
    """Return the packages in `groups` as an extended M3U file in UTF-8.

    Players take its lines as they are, so the names are neither quoted nor addresses. What players list are authors and
    titles.
    """
    entries = (_entry(item) for group in groups for item in group.items)
    return f"{MARK}{plain(title)}\n{''.join(entries)}"


def _entry(item: LibraryItem) -> str:
    """Return the lines of a package: its length in seconds with authors and title, and the path of its audio.

    A package whose path a player could not read, or would take for a comment or an address, is left out.
    """
    path = f"{item.slug}/{item.audio_files[0].name}"
    if not path.isprintable() or path.startswith("#") or ":" in item.slug:
        return ""
    label = " - ".join(filter(None, (", ".join(map(plain, item.authors)), plain(item.title))))
    return f"#EXTINF:{max(1, round(item.duration_ms / 1000))},{label}\n{path}\n"
