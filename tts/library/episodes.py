"""Packages -> the episodes of a feed: those with a date, newest first, each with a lasting identity."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from tts.formats import BY_MEDIA_TYPE
from tts.library.edition import FeedItem
from tts.library.item import AudioFile, LibraryItem
from tts.noun import noun

MAX_DESCRIPTION_BYTES = 4000
"""Of PSP-1."""


@noun
class Episode:
    """A package in a feed. `guid` is its identity, `enclosure` the file that podcast apps load."""

    item: LibraryItem
    guid: str
    published: datetime
    enclosure: AudioFile


def select_episodes(items: Iterable[LibraryItem]) -> tuple[tuple[Episode, ...], tuple[str, ...]]:
    """Return the episodes, newest first, and a warning for each package that cannot be one.

    An edition of many articles is an episode instead of its articles, or they are episodes instead of the edition, as
    it says itself. An article is one if any of its editions says so.
    """
    episodes: dict[str, Episode] = {}
    warnings = []
    for item in _leave_out(tuple(items)):
        enclosure = next((file for file in item.audio_files if BY_MEDIA_TYPE[file.media_type].enclosure_type), None)
        guid = _guid(item)
        if item.published is None:
            step = "Add a line such as `date: 2026-05-17` to its front matter, or package it with --date."
            if item.edition:
                step = "Add a line such as `date = 2026-05-17` to its file, or dates to its articles."
            warnings.append(f"{item.source}: It is not in the feed, because it has no date. {step}")
        elif enclosure is None:
            warnings.append(f"{item.source}: It is not in the feed, because it has no MP3. Add mp3 to --formats.")
        elif guid in episodes:
            step = f"Remove the older of the folders {episodes[guid].item.slug} and {item.slug}."
            what = "Two editions of it have the same number or date" if item.edition else "It has two packages"
            warnings.append(f"{item.source}: {what}, and one is not in the feed. {step}")
        else:
            episodes[guid] = Episode(item=item, guid=guid, published=item.published, enclosure=enclosure)
    by_slug = sorted(episodes.values(), key=lambda episode: episode.item.slug)
    return tuple(sorted(by_slug, key=lambda episode: episode.published, reverse=True)), tuple(warnings)


def _leave_out(items: tuple[LibraryItem, ...]) -> Iterator[LibraryItem]:
    """Yield `items` without editions whose articles are to be episodes, and without articles of the other editions."""
    in_editions: dict[FeedItem, set[str]] = {"edition": set(), "articles": set()}
    for item in items:
        if item.edition:
            in_editions[item.edition.feed_item].update(article.slug for article in item.edition.articles())
    for item in items:
        if item.edition:
            if item.edition.feed_item == "edition":
                yield item
        elif item.slug not in in_editions["edition"] or item.slug in in_editions["articles"]:
            yield item


def _guid(item: LibraryItem) -> str:
    """Return the identity of a package in feeds.

    It comes from the path of the article's file, seen from the folder that contains the output folder. So it is the
    same on every machine, and stays when text, title, date, or the feed's address change. The editions of a series may
    be made from one file, and are told apart by their number, or by their date if they have none.
    """
    source = item.source.encode(errors="backslashreplace").decode()  # the name of a file may be invalid UTF-8
    if item.edition and item.edition.number is not None:
        source = f"{source}?number={item.edition.number}"
    elif item.edition and item.published:
        source = f"{source}?date={item.published.date()}"
    return uuid5(NAMESPACE_URL, f"articast:{source}").urn


def shorten(text: str, max_bytes: int = MAX_DESCRIPTION_BYTES) -> str:
    """Return `text` with at most `max_bytes` in UTF-8, cut between two words."""
    encoded = text.encode("utf-8", "replace")
    if len(encoded) <= max_bytes:
        return text
    start = encoded[: max_bytes - len("…".encode())].decode("utf-8", "ignore")
    return f"{start.rpartition(' ')[0] or start}…"
