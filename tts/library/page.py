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
from tts.formats import BY_MEDIA_TYPE
from tts.library.contents import SEPARATOR, html_language, render_contents
from tts.library.groups import Group, group_items
from tts.library.item import PAGE, TRANSCRIPT, LibraryItem
from tts.text.languages import Phrases, language_name, load_phrases
from tts.writers.markup import Element, element, serialize
from tts.writers.web.template import fill_page

GENERATOR = '<meta name="generator" content="Articast library">'
"""Marks a page that Articast made."""
_FOLDER = files("tts").joinpath("library")
_COVER_PX = "96"
_LABELS = {
    ".epub": "epub",
    "-daisy.zip": "daisy",
    ".lpf": "audiobook",
    "-usb.zip": "usb",
}  # by the end of a file's name
_FEEDS = {FEED: "application/rss+xml", JSON_FEED: "application/feed+json"}


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
    listed = [item for group in groups for item in group.items]
    duration = in_words(sum(item.duration_ms for item in listed))
    addresses = {item.slug: _address(item) for item in items}
    feed_link = (element("a", {"href": FEED}, phrases.library.feed), SEPARATOR) if has_feed else ()
    total = phrases.library.total.format(count=len(listed), length=duration)
    parts = {
        **{name: escape(label) for name, label in (asdict(phrases.labels) | asdict(phrases.library)).items()},
        "language": " ".join(f'{name}="{value}"' for name, value in html_language(phrases.language).items()),
        "name": serialize([title]),
        "name_language": "".join(f' {name}="{value}"' for name, value in title_attributes.items()),
        "alternates": serialize(alternates) if has_feed else "",
        "total": serialize([total if items else phrases.library.none]),
        "packages": serialize(_groups(groups, addresses, phrases)),
        "foot": serialize((*feed_link, phrases.library.made_by)),
    }
    return fill_page(_FOLDER, parts, sources=("img-src",))


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


def _groups(groups: Iterable[Group], addresses: Mapping[str, str], phrases: Phrases) -> Iterator[Element]:
    """Yield the list of each group, below a heading if there are editions."""
    groups = tuple(groups)
    has_headings = any(group.series for group in groups)
    for number, group in enumerate(groups, start=1):
        items = (_item(item, addresses, phrases, "h3" if has_headings else "h2") for item in group.items)
        # Without the role, Safari does not announce a list without bullets as a list.
        attributes = {"class": "packages", "role": "list"}
        if has_headings:
            language = html_language(group.items[0].language, phrases.language) if group.series else {}
            heading = element("h2", {"id": f"group-{number}", **language}, group.series or phrases.edition.articles)
            packages = element("ol", {**attributes, "aria-labelledby": f"group-{number}"}, *items)
            yield element("section", None, heading, packages)
        else:
            yield element("ol", {**attributes, "aria-label": phrases.edition.articles}, *items)


def _item(item: LibraryItem, addresses: Mapping[str, str], phrases: Phrases, heading: str) -> Element:
    """Return the list item of a package: cover, title, facts, description, articles of an edition, and files."""
    data = {
        "data-date": item.published.isoformat() if item.published else "",
        "data-length": str(item.duration_ms),
        "data-tags": " ".join(item.tags),
    }
    language = html_language(item.language, phrases.language)
    cover = element("span", {"class": "no-cover"})
    if item.cover:  # decoration, as the title is next to it
        size = {"width": _COVER_PX, "height": _COVER_PX, "loading": "lazy", "decoding": "async"}
        cover = element("img", {"src": item.path(item.cover), "alt": "", **size})
    title = element(heading, language, element("a", {"href": addresses[item.slug]}, item.title))
    about = [element("p", {"class": "about", **language}, item.description)] if item.description else []
    folded = (*render_contents(item, addresses, phrases), _files(item, phrases))
    return element("li", data, cover, element("div", None, title, _facts(item, phrases), *about, *folded))


def _facts(item: LibraryItem, phrases: Phrases) -> Element:
    """Return the line with date, duration, language and authors."""
    facts = [
        element("span", None, in_words(item.duration_ms)),
        element("span", html_language(item.language, phrases.language), language_name(item.language)),
    ]
    if item.published:
        moment = item.published.isoformat() if item.has_time else item.published.date().isoformat()
        facts.insert(0, element("time", {"datetime": moment}, phrases.format_date(item.published)))
    if item.authors:
        facts.append(element("span", None, ", ".join(item.authors)))
    separated = [part for fact in facts for part in (SEPARATOR, fact)]
    return element("p", {"class": "facts"}, *separated[1:])


def _files(item: LibraryItem, phrases: Phrases) -> Element:
    """Return the folded list of the files that readers may want: audio, editions, transcript."""
    texts = {
        file.name: f"{BY_MEDIA_TYPE[file.media_type].label}, {_format_size(file.size_bytes, phrases)}"
        for file in item.audio_files
    }
    for end, label in _LABELS.items():
        for name in sorted(name for name in item.sizes if name.endswith(end)):
            texts[name] = f"{getattr(phrases.labels, label)}, {_format_size(item.sizes[name], phrases)}"
    if TRANSCRIPT in item.sizes:
        texts[TRANSCRIPT] = phrases.labels.transcript
    links = (element("li", None, element("a", {"href": item.path(name)}, text)) for name, text in texts.items())
    title = element("span", {"class": "unseen", **html_language(item.language, phrases.language)}, f": {item.title}")
    summary = element("summary", None, phrases.library.files, title)
    return element("details", None, summary, element("ul", {"role": "list"}, *links))


def _format_size(size_bytes: int, phrases: Phrases) -> str:
    """Return a size as readers know it: `12 kB`, `1.2 MB`, `12 MB`."""
    if size_bytes < 1_000_000:
        return phrases.library.kilobytes.format(number=max(1, round(size_bytes / 1000)))
    number = size_bytes / 1_000_000
    rounded = round(number, 1) if number < 10 else round(number)
    return phrases.labels.megabytes.format(number=phrases.format_number(rounded))
