"""Packages -> `index.html`: one page that lists them, searches and sorts without a server.

Without JavaScript it is a plain list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from html import escape
from importlib.resources import files

from tts.clock import in_words
from tts.config.channel import FEED, JSON_FEED, Channel
from tts.library.choices import ARTICLES, render_filters
from tts.library.contents import SEPARATOR, html_language
from tts.library.entry import render_entry
from tts.library.groups import Group, group_items
from tts.library.item import PAGE, LibraryItem
from tts.text.languages import Phrases, load_phrases
from tts.writers.markup import Element, element, serialize
from tts.writers.readalong.page import SPEEDS
from tts.writers.web.data import encode_data
from tts.writers.web.template import fill_page

GENERATOR = '<meta name="generator" content="Articast library">'
"""Marks a page that Articast made."""
_FOLDER = files("tts").joinpath("library")
_SHOWN_AT_FIRST = 100  # as many as the script shows at a time
_FEEDS = {FEED: "application/rss+xml", JSON_FEED: "application/feed+json"}
_SCRIPT_PHRASES = (
    *("play", "pause", "position_of", "time", "time_with_hours", "failed", "left", "heard", "more"),
    *("read_more", "read_less", "shown", "shown_inside", "shown_all", "nothing"),
)


def render_page(items: Iterable[LibraryItem], channel: Channel, *, has_feed: bool) -> str:
    """Return the page; `has_feed` links `feed.xml`."""
    items = tuple(items)
    phrases = choose_phrases(items)
    title = find_title(channel, phrases)
    title_attributes = html_language(channel.language, phrases.language) if title == channel.title else {}
    alternates = [
        element("link", {"rel": "alternate", "type": media_type, "title": title, "href": href})
        for href, media_type in _FEEDS.items()
    ]
    groups = group_items(items)
    labels = asdict(phrases.page) | asdict(phrases.labels) | asdict(phrases.library)
    addresses = {item.slug: _address(item) for item in items}
    feed_link = (element("a", {"href": FEED}, phrases.library.feed), SEPARATOR) if has_feed else ()
    parts = {
        **{name: escape(label) for name, label in labels.items()},
        "language": " ".join(f'{name}="{value}"' for name, value in html_language(phrases.language).items()),
        "name": serialize([title]),
        "name_language": "".join(f' {name}="{value}"' for name, value in title_attributes.items()),
        "alternates": serialize(alternates) if has_feed else "",
        "total": serialize([_total(groups, phrases)]),
        "filters": serialize(render_filters(groups, phrases)),
        "speeds": serialize(_speeds(phrases)),
        "phrases": encode_data({name: labels[name] for name in _SCRIPT_PHRASES}),
        "packages": serialize(_groups(groups, addresses, phrases)),
        "foot": serialize((*feed_link, phrases.library.made_by)),
    }
    return fill_page(_FOLDER, parts, sources=("img-src", "media-src"), names=("player", "page"))


def choose_phrases(items: Iterable[LibraryItem]) -> Phrases:
    """Return the phrases of the language that most of `items` are in."""
    return load_phrases(most_common_language(item.language for item in items))


def find_title(channel: Channel, phrases: Phrases) -> str:
    """Return the title of the library: that of `channel`, unless that is the default."""
    return channel.title if channel.title != Channel().title else phrases.library.title


def most_common_language(languages: Iterable[str]) -> str:
    """Return the tag that most of `languages` are, the first in the alphabet of several; `en` for none."""
    counts = Counter(languages)
    return min(counts, key=lambda tag: (-counts[tag], tag), default="en")


def _address(item: LibraryItem) -> str:
    """Return the address of the page of a package, or of its audio if it has none."""
    return item.path(PAGE if PAGE in item.sizes else item.audio_files[0].name)


def _total(groups: Iterable[Group], phrases: Phrases) -> str:
    """Return the number of editions and articles that are listed, and their length."""
    items = [item for group in groups for item in group.items]
    if not items:
        return phrases.library.none
    editions = sum(1 for item in items if item.edition)
    counts = {"editions": editions, "articles": len(items) - editions}
    listed = (phrases.format_counts(f"{{{name}}}", **{name: count}) for name, count in counts.items() if count)
    length = in_words(sum(item.duration_ms for item in items))
    return phrases.library.total.format(listed=", ".join(listed), length=length)


def _speeds(phrases: Phrases) -> Iterator[Element]:
    """Yield the options of the player's speed, which are those of the read-along page."""
    for speed in SPEEDS:
        attributes = {"value": f"{speed:g}", "selected": "" if speed == 1 else None}
        yield element("option", attributes, f"{phrases.format_number(speed)}×")


def _groups(groups: tuple[Group, ...], addresses: Mapping[str, str], phrases: Phrases) -> Iterator[Element]:
    """Yield the list of each group, below a heading if there are editions.

    Browsers with JavaScript take everything in a `noscript` element as text. They would need seconds to lay out
    thousands of entries, so the script makes elements of them as they are needed. Others show all of them.
    """
    has_headings = any(group.series for group in groups)
    room = _SHOWN_AT_FIRST
    for number, group in enumerate(groups, start=1):
        entries = [render_entry(item, addresses, phrases, "h3" if has_headings else "h2") for item in group.items]
        # Without the role, Safari does not announce a list without bullets as a list.
        attributes = {"class": "packages", "role": "list", "aria-label": phrases.edition.articles}
        heading = []
        if has_headings:
            language = html_language(group.items[0].language, phrases.language) if group.series else {}
            title = group.series or phrases.edition.articles
            heading = [element("h2", {"id": f"_group-{number}", **language}, title)]
            attributes = {"class": "packages", "role": "list", "aria-labelledby": f"_group-{number}"}
        first, others = entries[:room], entries[room:]
        room -= len(first)
        packages = [element("ol", {**attributes, "hidden": None if first else ""}, *first)]
        if others:
            packages.append(element("noscript", None, element("ol", attributes, *others)))
        yield element("section", {"data-series": group.series or ARTICLES}, *heading, *packages)
