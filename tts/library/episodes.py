"""Packages -> the episodes of a feed: those with a date, newest first, each with a lasting identity."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from tts.formats import BY_MEDIA_TYPE
from tts.library.item import AudioFile, LibraryItem

MAX_DESCRIPTION_BYTES = 4000
"""Of PSP-1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """A package in a feed. `guid` is its identity, `enclosure` the file that podcast apps load."""

    item: LibraryItem
    guid: str
    published: datetime
    enclosure: AudioFile


def select_episodes(items: Iterable[LibraryItem]) -> tuple[tuple[Episode, ...], tuple[str, ...]]:
    """Return the episodes, newest first, and a warning for each package that cannot be one.

    The guid comes from the path of the article's file, seen from the folder that contains the output folder. So it is
    the same on every machine, and stays when text, title, date, or the feed's address change.
    """
    episodes: dict[str, Episode] = {}
    warnings = []
    for item in items:
        enclosure = next((file for file in item.audio_files if BY_MEDIA_TYPE[file.media_type].enclosure_type), None)
        source = item.source.encode(errors="backslashreplace").decode()  # the name of a file may be invalid UTF-8
        guid = uuid5(NAMESPACE_URL, f"articast:{source}").urn
        if item.published is None:
            step = "Add a line such as `date: 2026-05-17` to its front matter, or package it with --date."
            warnings.append(f"{item.source}: It is not in the feed, because it has no date. {step}")
        elif enclosure is None:
            warnings.append(f"{item.source}: It is not in the feed, because it has no MP3. Add mp3 to --formats.")
        elif guid in episodes:
            step = f"Remove the older of the folders {episodes[guid].item.slug} and {item.slug}."
            warnings.append(f"{item.source}: It has two packages, and one is not in the feed. {step}")
        else:
            episodes[guid] = Episode(item=item, guid=guid, published=item.published, enclosure=enclosure)
    by_slug = sorted(episodes.values(), key=lambda episode: episode.item.slug)
    return tuple(sorted(by_slug, key=lambda episode: episode.published, reverse=True)), tuple(warnings)


def shorten(text: str) -> str:
    """Return `text` with at most `MAX_DESCRIPTION_BYTES` in UTF-8, cut between two words."""
    encoded = text.encode("utf-8", "replace")
    if len(encoded) <= MAX_DESCRIPTION_BYTES:
        return text
    start = encoded[: MAX_DESCRIPTION_BYTES - len("…".encode())].decode("utf-8", "ignore")
    return f"{start.rpartition(' ')[0] or start}…"
