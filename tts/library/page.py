"""Editions -> `index.html`: one page that lists them, finds and sorts without a server, and is a plain list without
JavaScript."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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
"""By this a page is known to be ours."""
_FOLDER = files("tts").joinpath("library")
_COVER_PX = "96"
_ENDS = {".epub": "epub", "-daisy.zip": "daisy", ".lpf": "audiobook"}
_DOT = " · "


def page(editions: Iterable[LibraryItem], channel: Channel, *, has_feed: bool) -> str:
    """The page; `channel` gives it its name where it has one of its own, `has_feed`: `feed.xml` stands beside it."""
    ordered = _newest_first(editions)
    said = words(most_common(one.language for one in ordered))
    has_title = channel.title != Channel().title
    name = channel.title if has_title else said["title"]
    own = said.attributes(channel.language) if has_title else {}
    parts = {
        **{key: escape(phrase) for key, phrase in said.phrases.items() if isinstance(phrase, str)},
        "language": " ".join(f'{key}="{value}"' for key, value in _root(said.language).items()),
        "name": serialize([name]),
        "name_language": "".join(f' {key}="{value}"' for key, value in own.items()),
        "alternates": serialize(_alternates(name)) if has_feed else "",
        "total": serialize([_total(ordered, said)]),
        "editions": serialize([_list(ordered, said)] if ordered else ()),
        "foot": serialize(_foot(said, has_feed)),
    }
    return fill_page(_FOLDER, parts, sources=("img-src",))


def _newest_first(editions: Iterable[LibraryItem]) -> list[LibraryItem]:
    """Those without a date last; of one day by title."""
    by_title = sorted(editions, key=lambda one: (one.title.casefold(), one.slug))
    dated = [one for one in by_title if one.published]
    dated.sort(key=lambda one: one.published.timestamp() if one.published else 0, reverse=True)
    return dated + [one for one in by_title if not one.published]


def _root(language: str) -> dict[str, str]:
    return {name: value for name, value in language_attributes(language).items() if name != "xml:lang"}


def _alternates(name: str) -> Iterator[Element]:
    for href, media_type in ((FEED, "application/rss+xml"), (JSON_FEED, "application/feed+json")):
        yield element("link", {"rel": "alternate", "type": media_type, "title": name, "href": href})


def _total(editions: Sequence[LibraryItem], said: Words) -> str:
    if not editions:
        return said["none"]
    length = in_words(sum(one.duration_ms for one in editions))
    return said["total"].format(count=len(editions), length=length)


def _list(editions: Iterable[LibraryItem], said: Words) -> Element:
    # Without the role, Safari does not say that a list without bullets is one.
    given = {"id": "editions", "class": "editions", "role": "list", "aria-label": said["list"]}
    return element("ol", given, *(_item(one, said) for one in editions))


def _item(one: LibraryItem, said: Words) -> Element:
    data = {
        "data-date": one.published.isoformat() if one.published else "",
        "data-length": str(one.duration_ms),
        "data-tags": " ".join(one.tags),
    }
    own = said.attributes(one.language)
    about = [element("p", {"class": "about", **own}, one.description)] if one.description else []
    link = element("a", {"href": one.path(_main(one))}, one.title)
    text = (element("h2", own, link), _facts(one, said), *about, _files(one, said))
    return element("li", data, *_cover(one), element("div", None, *text))


def _main(one: LibraryItem) -> str:
    """The page of a package, or where it has none, its sound."""
    return PAGE if PAGE in one.sizes else one.sounds[0].name


def _cover(one: LibraryItem) -> Iterator[Element]:
    """Decoration, as the title stands beside it."""
    if one.cover:
        size = {"width": _COVER_PX, "height": _COVER_PX, "loading": "lazy", "decoding": "async"}
        yield element("img", {"src": one.path(one.cover), "alt": "", **size})
    else:
        yield element("span", {"class": "no-cover"})


def _facts(one: LibraryItem, said: Words) -> Element:
    facts: list[Element | str] = []
    if one.published:
        moment = one.published.isoformat() if one.has_time else one.published.date().isoformat()
        facts.append(element("time", {"datetime": moment}, said.date(one.published)))
    facts.append(element("span", None, in_words(one.duration_ms)))
    facts.append(element("span", said.attributes(one.language), language_name(one.language)))
    if one.authors:
        facts.append(element("span", None, ", ".join(one.authors)))
    dotted = [part for fact in facts for part in (_DOT, fact)]
    return element("p", {"class": "facts"}, *dotted[1:])


def _files(one: LibraryItem, said: Words) -> Element:
    title = element("span", {"class": "unseen", **said.attributes(one.language)}, f": {one.title}")
    summary = element("summary", None, said["files"], title)
    items = (element("li", None, element("a", {"href": one.path(name)}, text)) for name, text in _links(one, said))
    return element("details", None, summary, element("ul", {"role": "list"}, *items))


def _links(one: LibraryItem, said: Words) -> Iterator[tuple[str, str]]:
    """Each file that somebody may want for itself, and what it is."""
    for sound in one.sounds:
        yield sound.name, f"{BY_MEDIA_TYPE[sound.media_type].label}, {_size(sound.size_bytes, said)}"
    for end, phrase in _ENDS.items():
        for name in sorted(name for name in one.sizes if name.endswith(end)):
            yield name, f"{said[phrase]}, {_size(one.sizes[name], said)}"
    if TRANSCRIPT in one.sizes:
        yield TRANSCRIPT, said["transcript"]


def _size(size_bytes: int, said: Words) -> str:
    if size_bytes < 1_000_000:
        return said["kilobytes"].format(number=max(1, round(size_bytes / 1000)))
    number = size_bytes / 1_000_000
    return said["megabytes"].format(number=said.number(round(number, 1) if number < 10 else round(number)))


def _foot(said: Words, has_feed: bool) -> Iterator[Element | str]:
    if has_feed:
        yield element("a", {"href": FEED}, said["feed"])
        yield _DOT
    yield said["made_by"]
