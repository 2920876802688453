"""Packages -> `index.html`: one page that lists them, searches and sorts without a server.

Without JavaScript it is a plain list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from html import escape
from importlib.resources import files

from tts.clock import in_words
from tts.config.channel import FEED, JSON_FEED, Channel
from tts.formats import BY_MEDIA_TYPE
from tts.library.item import PAGE, TRANSCRIPT, LibraryItem
from tts.text.languages import Phrases, language_name, load_phrases
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
    phrases = load_phrases(most_common_language(item.language for item in items))
    has_title = channel.title != Channel().title
    title = channel.title if has_title else phrases.library.title
    title_attributes = _language_attributes(channel.language, phrases) if has_title else {}
    alternates = [
        element("link", {"rel": "alternate", "type": media_type, "title": title, "href": href})
        for href, media_type in _FEEDS.items()
    ]
    duration = in_words(sum(item.duration_ms for item in items))
    # Without the role, Safari does not announce a list without bullets as a list.
    list_attributes = {"id": "editions", "class": "editions", "role": "list", "aria-label": phrases.library.list}
    editions = element("ol", list_attributes, *(_item(item, phrases) for item in items))
    feed_link = (element("a", {"href": FEED}, phrases.library.feed), _SEPARATOR) if has_feed else ()
    total = phrases.library.total.format(count=len(items), length=duration)
    parts = {
        **{name: escape(label) for name, label in (asdict(phrases.labels) | asdict(phrases.library)).items()},
        "language": " ".join(f'{name}="{value}"' for name, value in _language_attributes(phrases.language).items()),
        "name": serialize([title]),
        "name_language": "".join(f' {name}="{value}"' for name, value in title_attributes.items()),
        "alternates": serialize(alternates) if has_feed else "",
        "total": serialize([total if items else phrases.library.none]),
        "editions": serialize([editions] if items else ()),
        "foot": serialize((*feed_link, phrases.library.made_by)),
    }
    return fill_page(_FOLDER, parts, sources=("img-src",))


def most_common_language(languages: Iterable[str]) -> str:
    """Return the tag that most of `languages` are, the first in the alphabet of several; `en` for none."""
    counts = Counter(languages)
    return min(counts, key=lambda tag: (-counts[tag], tag), default="en")


def _language_attributes(tag: str, phrases: Phrases | None = None) -> dict[str, str]:
    """Return `lang` and `dir` of an element with a text in the language `tag` among `phrases`, or of the whole page."""
    attributes = language_attributes(tag, phrases.language if phrases else "")
    return {name: value for name, value in attributes.items() if name != "xml:lang"}


def _sort_newest_first(items: Iterable[LibraryItem]) -> list[LibraryItem]:
    """Return `items` by date and those of one date by title, those without a date last."""
    by_title = sorted(items, key=lambda item: (item.title.casefold(), item.slug))
    return sorted(by_title, key=lambda item: -item.published.timestamp() if item.published else float("inf"))


def _item(item: LibraryItem, phrases: Phrases) -> Element:
    """Return the list item of a package: cover, title, facts, description and files."""
    data = {
        "data-date": item.published.isoformat() if item.published else "",
        "data-length": str(item.duration_ms),
        "data-tags": " ".join(item.tags),
    }
    language = _language_attributes(item.language, phrases)
    cover = element("span", {"class": "no-cover"})
    if item.cover:  # decoration, as the title is next to it
        size = {"width": _COVER_PX, "height": _COVER_PX, "loading": "lazy", "decoding": "async"}
        cover = element("img", {"src": item.path(item.cover), "alt": "", **size})
    href = item.path(PAGE if PAGE in item.sizes else item.audio_files[0].name)
    title = element("h2", language, element("a", {"href": href}, item.title))
    about = [element("p", {"class": "about", **language}, item.description)] if item.description else []
    return element("li", data, cover, element("div", None, title, _facts(item, phrases), *about, _files(item, phrases)))


def _facts(item: LibraryItem, phrases: Phrases) -> Element:
    """Return the line with date, duration, language and authors."""
    facts = [
        element("span", None, in_words(item.duration_ms)),
        element("span", _language_attributes(item.language, phrases), language_name(item.language)),
    ]
    if item.published:
        moment = item.published.isoformat() if item.has_time else item.published.date().isoformat()
        facts.insert(0, element("time", {"datetime": moment}, phrases.format_date(item.published)))
    if item.authors:
        facts.append(element("span", None, ", ".join(item.authors)))
    separated = [part for fact in facts for part in (_SEPARATOR, fact)]
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
    title = element("span", {"class": "unseen", **_language_attributes(item.language, phrases)}, f": {item.title}")
    summary = element("summary", None, phrases.library.files, title)
    return element("details", None, summary, element("ul", {"role": "list"}, *links))


def _format_size(size_bytes: int, phrases: Phrases) -> str:
    """Return a size as readers know it: `12 kB`, `1.2 MB`, `12 MB`."""
    if size_bytes < 1_000_000:
        return phrases.library.kilobytes.format(number=max(1, round(size_bytes / 1000)))
    number = size_bytes / 1_000_000
    rounded = round(number, 1) if number < 10 else round(number)
    return phrases.labels.megabytes.format(number=phrases.format_number(rounded))
