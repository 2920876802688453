"""Packages -> `index.html`: one page that lists them, searches and sorts without a server.

Without JavaScript it is a plain list.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from importlib.resources import files

from tts.clock import in_words
from tts.config.channel import FEED, JSON_FEED, Channel
from tts.formats import BY_MEDIA_TYPE
from tts.library.item import PAGE, TRANSCRIPT, LibraryItem
from tts.library.words import Words, language_name, most_common, words
from tts.writers.markup import Element, element, language_attributes, serialize
from tts.writers.web.template import fill_page

GENERATOR = '<meta name="generator" content="Articast library">'
"""Marks a page that Articast made."""
_FOLDER = files("tts").joinpath("library")
_COVER_PX = "96"
_LABELS = {".epub": "epub", "-daisy.zip": "daisy", ".lpf": "audiobook"}  # by the end of a file's name
_FEEDS = {FEED: "application/rss+xml", JSON_FEED: "application/feed+json"}
_SEPARATOR = " · "


def render_page(items: Iterable[LibraryItem], channel: Channel, *, has_feed: bool) -> str:
    """Return the page. Its title is that of `channel`, unless that is the default; `has_feed` links `feed.xml`."""
    items = _sort_newest_first(items)
    labels = words(most_common(item.language for item in items))
    has_title = channel.title != Channel().title
    title = channel.title if has_title else labels["title"]
    title_attributes = labels.attributes(channel.language) if has_title else {}
    root_attributes = {name: value for name, value in language_attributes(labels.language).items() if ":" not in name}
    alternates = [
        element("link", {"rel": "alternate", "type": media_type, "title": title, "href": href})
        for href, media_type in _FEEDS.items()
    ]
    duration = in_words(sum(item.duration_ms for item in items))
    # Without the role, Safari does not announce a list without bullets as a list.
    list_attributes = {"id": "editions", "class": "editions", "role": "list", "aria-label": labels["list"]}
    editions = element("ol", list_attributes, *(_item(item, labels) for item in items))
    feed_link = (element("a", {"href": FEED}, labels["feed"]), _SEPARATOR) if has_feed else ()
    parts = {
        **{name: escape(label) for name, label in labels.phrases.items() if isinstance(label, str)},
        "language": " ".join(f'{name}="{value}"' for name, value in root_attributes.items()),
        "name": serialize([title]),
        "name_language": "".join(f' {name}="{value}"' for name, value in title_attributes.items()),
        "alternates": serialize(alternates) if has_feed else "",
        "total": serialize([labels["total"].format(count=len(items), length=duration) if items else labels["none"]]),
        "editions": serialize([editions] if items else ()),
        "foot": serialize((*feed_link, labels["made_by"])),
    }
    return fill_page(_FOLDER, parts, sources=("img-src",))


def _sort_newest_first(items: Iterable[LibraryItem]) -> list[LibraryItem]:
    """Return `items` by date and those of one date by title, those without a date last."""
    by_title = sorted(items, key=lambda item: (item.title.casefold(), item.slug))
    return sorted(by_title, key=lambda item: -item.published.timestamp() if item.published else float("inf"))


def _item(item: LibraryItem, labels: Words) -> Element:
    """Return the list item of a package: cover, title, facts, description and files."""
    data = {
        "data-date": item.published.isoformat() if item.published else "",
        "data-length": str(item.duration_ms),
        "data-tags": " ".join(item.tags),
    }
    language = labels.attributes(item.language)
    cover = element("span", {"class": "no-cover"})
    if item.cover:  # decoration, as the title is next to it
        size = {"width": _COVER_PX, "height": _COVER_PX, "loading": "lazy", "decoding": "async"}
        cover = element("img", {"src": item.path(item.cover), "alt": "", **size})
    href = item.path(PAGE if PAGE in item.sizes else item.audio_files[0].name)
    title = element("h2", language, element("a", {"href": href}, item.title))
    about = [element("p", {"class": "about", **language}, item.description)] if item.description else []
    return element("li", data, cover, element("div", None, title, _facts(item, labels), *about, _files(item, labels)))


def _facts(item: LibraryItem, labels: Words) -> Element:
    """Return the line with date, duration, language and authors."""
    facts = [
        element("span", None, in_words(item.duration_ms)),
        element("span", labels.attributes(item.language), language_name(item.language)),
    ]
    if item.published:
        moment = item.published.isoformat() if item.has_time else item.published.date().isoformat()
        facts.insert(0, element("time", {"datetime": moment}, labels.date(item.published)))
    if item.authors:
        facts.append(element("span", None, ", ".join(item.authors)))
    separated = [part for fact in facts for part in (_SEPARATOR, fact)]
    return element("p", {"class": "facts"}, *separated[1:])


def _files(item: LibraryItem, labels: Words) -> Element:
    """Return the folded list of the files that readers may want: audio, editions, transcript."""
    texts = {
        file.name: f"{BY_MEDIA_TYPE[file.media_type].label}, {_format_size(file.size_bytes, labels)}"
        for file in item.audio_files
    }
    for end, label in _LABELS.items():
        for name in sorted(name for name in item.sizes if name.endswith(end)):
            texts[name] = f"{labels[label]}, {_format_size(item.sizes[name], labels)}"
    if TRANSCRIPT in item.sizes:
        texts[TRANSCRIPT] = labels["transcript"]
    links = (element("li", None, element("a", {"href": item.path(name)}, text)) for name, text in texts.items())
    title = element("span", {"class": "unseen", **labels.attributes(item.language)}, f": {item.title}")
    summary = element("summary", None, labels["files"], title)
    return element("details", None, summary, element("ul", {"role": "list"}, *links))


def _format_size(size_bytes: int, labels: Words) -> str:
    """Return a size as readers know it: `12 kB`, `1.2 MB`, `12 MB`."""
    if size_bytes < 1_000_000:
        return labels["kilobytes"].format(number=max(1, round(size_bytes / 1000)))
    number = size_bytes / 1_000_000
    return labels["megabytes"].format(number=labels.number(round(number, 1) if number < 10 else round(number)))
