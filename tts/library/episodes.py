"""Packages -> the episodes of a feed: those with a date, the newest first, each with an identity that stays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from tts.formats import BY_MEDIA_TYPE
from tts.library.item import LibraryItem, Sound

MOST_BYTES = 4000
"""Of a description (PSP-1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """A package in a feed. `sound` is the file that programs fetch, `guid` what they know the episode by."""

    item: LibraryItem
    guid: str
    published: datetime
    sound: Sound


def episodes(editions: Iterable[LibraryItem]) -> tuple[tuple[Episode, ...], tuple[str, ...]]:
    """The episodes, the newest first, and a sentence for each edition that cannot be one.

    The guid comes from the path of the article's file, seen from the folder in which the output folder is. So it is
    the same on every machine, and stays when text, title, date, or the feed's address change.
    """
    found: dict[str, Episode] = {}
    left_out = []
    for one in editions:
        sound = next((sound for sound in one.sounds if BY_MEDIA_TYPE[sound.media_type].enclosure_type), None)
        source = one.source.encode(errors="backslashreplace").decode()  # a file's name need not be text
        guid = uuid5(NAMESPACE_URL, f"articast:{source}").urn
        if one.published is None:
            step = "Add a line such as `date: 2026-05-17` to its head, or package it with --date."
            left_out.append(f"{one.source}: It is not in the feed, because it has no date. {step}")
        elif sound is None:
            left_out.append(f"{one.source}: It is not in the feed, because it has no MP3. Add mp3 to --formats.")
        elif guid in found:
            step = f"Remove the older of the folders {found[guid].item.slug} and {one.slug}."
            left_out.append(f"{one.source}: It has two packages, and one is not in the feed. {step}")
        else:
            found[guid] = Episode(item=one, guid=guid, published=one.published, sound=sound)
    ordered = sorted(found.values(), key=lambda one: one.item.slug)
    return tuple(sorted(ordered, key=lambda one: one.published, reverse=True)), tuple(left_out)


def shortened(text: str) -> str:
    """`text` with at most `MOST_BYTES` in UTF-8, cut between two words."""
    if len(text.encode("utf-8", "replace")) <= MOST_BYTES:
        return text
    room = MOST_BYTES - len("…".encode())
    cut = text.encode("utf-8", "replace")[:room].decode("utf-8", "ignore")
    return f"{cut.rpartition(' ')[0] or cut}…"
