"""Packages -> `index.html`: one page that lists them, searches and sorts without a server.

Without JavaScript it is a plain list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from html import escape
from pathlib import Path

from tts.clock import in_words
from tts.config.channel import FEED, JSON_FEED, Channel
from tts.library.choices import ARTICLES, render_filters, render_order
from tts.library.contents import SEPARATOR, html_language
from tts.library.entry import render_entry
from tts.library.groups import Group, group_items
from tts.library.item import PAGE, LibraryItem
from tts.library.navigation import Navigation, render_parts, render_steps, render_trail
from tts.library.overview import Overview, summarize_groups
from tts.text.languages import Phrases, load_phrases
from tts.writers.markup import Element, element, serialize
from tts.writers.readalong.page import SPEEDS
from tts.writers.web.data import encode_data
from tts.writers.web.template import fill_page

GENERATOR = '<meta name="generator" content="Articast library">'
"""Marks a page that Articast made."""
_FOLDER = Path(__file__).parent
_SHOWN_AT_FIRST = 100  # as many as the script shows at a time
_FEEDS = {FEED: "application/rss+xml", JSON_FEED: "application/feed+json"}
_SCRIPT_PHRASES = (
    *("play", "pause", "position_of", "time", "time_with_hours", "failed", "left", "heard", "more"),
    *("read_more", "read_less", "shown", "shown_inside", "shown_all", "nothing"),
    *("searching", "incomplete"),
)


def render_page(
    items: tuple[LibraryItem, ...],
    channel: Channel,
    *,
    has_feed: bool,
    language: str | None = None,
    addresses: Mapping[str, str] | None = None,
    overview: Overview | None = None,
    has_series: bool = False,
    navigation: Navigation | None = None,
) -> str:
    """Return the page of `items`; `has_feed` links `feed.xml`.

    In an archive of several pages each has its `navigation`, and `items` are only those of the page. `language` is then
    that of most packages, `addresses` has those of the articles of editions by slug, `overview` is that of all packages
    that are counted, if they are more than `items`, and `has_series` says whether there are editions on any page.
    """
    groups = group_items(items)
    overview = overview or summarize_groups(groups)
    is_first = navigation is None or not navigation.heading
    phrases = load_phrases(language) if language else choose_phrases(items)
    labels = asdict(phrases.page) | asdict(phrases.labels) | asdict(phrases.library)
    addresses = {**(addresses or {}), **{item.slug: address_item(item) for item in items}}
    has_headings = has_series or any(group.series for group in groups)
    feed_link = (element("a", {"href": FEED}, phrases.library.feed), SEPARATOR) if has_feed else ()
    foot = (*feed_link, phrases.library.made_by)
    parts = {
        **{name: escape(label) for name, label in labels.items()},
        "language": " ".join(f'{name}="{value}"' for name, value in html_language(phrases.language).items()),
        **_headings(channel, phrases, navigation or Navigation()),
        "alternates": serialize(_alternates(find_title(channel, phrases))) if has_feed else "",
        "total": serialize([_total(overview, phrases)]),
        "total_attribute": f' data-total="{overview.packages}"' if navigation and is_first else "",
        "sort": serialize([render_order(phrases)]) if is_first else "",
        "filters": serialize([render_filters(overview, phrases)]) if is_first else "",
        "speeds": serialize(_speeds(phrases)),
        "phrases": encode_data({name: labels[name] for name in _SCRIPT_PHRASES}),
        "packages": serialize(_groups(groups, addresses, phrases, has_headings=has_headings)),
        "foot": serialize(foot),
    }
    names = ("player", "page") if navigation is None else ("player", "archive", "page")
    sources = ("img-src", "media-src")
    return fill_page(_FOLDER, parts, sources=sources, names=names, may_load_scripts=navigation is not None)


def _headings(channel: Channel, phrases: Phrases, navigation: Navigation) -> dict[str, str]:
    """Return the title and the heading of a page, and its links to other pages, as the template has them."""
    title = find_title(channel, phrases)
    language = html_language(channel.language, phrases.language) if title == channel.title else {}
    attributes = "".join(f' {name}="{value}"' for name, value in language.items())
    is_first = not navigation.heading
    link = [element("a", {"href": "#_archive"}, phrases.library.archive)] if navigation.parts and is_first else []
    return {
        "title": serialize([title if is_first else f"{navigation.heading}{SEPARATOR}{title}"]),
        "title_language": attributes if is_first else "",
        "heading": serialize([navigation.heading or title]),
        "heading_language": attributes if is_first else "",
        "trail": serialize(render_trail(navigation, phrases)),
        "archive_link": serialize(link),
        "parts": serialize(render_parts(navigation, phrases)),
        "steps": serialize(render_steps(navigation, phrases)),
    }


def _alternates(title: str) -> Iterator[Element]:
    """Yield the links to the feeds for programs."""
    for href, media_type in _FEEDS.items():
        yield element("link", {"rel": "alternate", "type": media_type, "title": title, "href": href})


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


def address_item(item: LibraryItem) -> str:
    """Return the address of the page of a package, or of its audio if it has none."""
    return item.path(PAGE if PAGE in item.sizes else item.audio_files[0].name)


def _total(overview: Overview, phrases: Phrases) -> str:
    """Return the number of editions and articles that are listed, and their length."""
    if not overview.packages:
        return phrases.library.none
    counts = {"editions": overview.editions, "articles": overview.articles}
    listed = (phrases.format_counts(f"{{{name}}}", **{name: count}) for name, count in counts.items() if count)
    return phrases.library.total.format(listed=", ".join(listed), length=in_words(overview.duration_ms))


def _speeds(phrases: Phrases) -> Iterator[Element]:
    """Yield the options of the player's speed, which are those of the read-along page."""
    for speed in SPEEDS:
        attributes = {"value": f"{speed:g}", "selected": "" if speed == 1 else None}
        yield element("option", attributes, f"{phrases.format_number(speed)}×")


def _groups(
    groups: tuple[Group, ...], addresses: Mapping[str, str], phrases: Phrases, *, has_headings: bool
) -> Iterator[Element]:
    """Yield the list of each group, below a heading if there are editions.

    Browsers with JavaScript take everything in a `noscript` element as text. They would need seconds to lay out
    thousands of entries, so the script makes elements of them as they are needed. Others show all of them.
    """
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
