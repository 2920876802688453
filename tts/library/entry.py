"""A package -> its entry in the list of the page: cover, title, facts, description or key points, and files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tts.clock import in_words
from tts.formats import BY_MEDIA_TYPE
from tts.library.contents import SEPARATOR, html_language, render_contents
from tts.library.item import TRANSCRIPT, LibraryItem
from tts.text.languages import Phrases, language_name
from tts.writers.markup import Element, element

_LONG_CHARACTERS = 280  # more would be over about four lines: the script shows only three of them at first
LABELS = {
    ".epub": "epub",
    "-daisy.zip": "daisy",
    ".lpf": "audiobook",
    "-usb.zip": "usb",
}
"""The labels of editions, by the ends of their names."""


def render_entry(item: LibraryItem, addresses: Mapping[str, str], phrases: Phrases, heading: str) -> Element:
    """Return the list item of a package; `addresses` has the address of each package by its slug.

    Its attributes are for the script, which sorts and filters by them, and knows where a listener is in the package.
    """
    has_id = not item.slug.startswith("_")  # names with `_` are those of the page itself
    attributes = {
        "class": "package",
        "id": item.slug if has_id else None,
        "data-slug": None if has_id else item.slug,
        "data-id": item.identifier,
        "data-date": item.published.isoformat() if item.published else "",
        "data-length": str(item.duration_ms),
        "data-language": item.language,
        "data-tags": "\n".join(item.tags) or None,
    }
    language = html_language(item.language, phrases.language)
    cover = element("span", {"class": "no-cover"})
    if item.cover:  # decoration, as the title is next to it
        cover = element("img", {"src": item.path(item.cover), "alt": "", "loading": "lazy"})
    title = element(heading, language, element("a", {"href": addresses[item.slug]}, item.title))
    folded = (*render_contents(item, addresses, phrases), _files(item, phrases))
    return element(
        "li", attributes, cover, element("div", None, title, _facts(item, phrases), *_about(item, language), *folded)
    )


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
        facts.append(element("span", {"class": "authors"}, ", ".join(item.authors)))
    separated = [part for fact in facts for part in (SEPARATOR, fact)]
    return element("p", {"class": "facts"}, *separated[1:])


def _about(item: LibraryItem, language: Mapping[str, str]) -> Iterator[Element]:
    """Yield the description of a package, or else its key points."""
    text = item.description or " ".join(item.key_points)
    attributes = {"class": "about long" if len(text) > _LONG_CHARACTERS else "about", **language}
    if item.description:
        yield element("p", attributes, item.description)
    elif item.key_points:
        yield element("ul", attributes, *(element("li", None, point) for point in item.key_points))


def _files(item: LibraryItem, phrases: Phrases) -> Element:
    """Return the folded list of the files that readers may want: audio, editions, transcript."""
    links = []
    for name, kind, size_bytes in list_files(item):
        audio = BY_MEDIA_TYPE.get(kind)
        label = audio.label if audio else phrases.labels.transcript
        if kind in LABELS:
            label = getattr(phrases.labels, LABELS[kind])
        text = f"{label}, {_format_size(size_bytes, phrases)}" if size_bytes else label
        attributes = {"href": item.path(name), "type": audio.media_type if audio else None}
        links.append(element("li", None, element("a", attributes, text)))
    title = element("span", {"class": "unseen", **html_language(item.language, phrases.language)}, f": {item.title}")
    summary = element("summary", None, phrases.library.files, title)
    return element("details", None, summary, element("ul", {"role": "list"}, *links))


def list_files(item: LibraryItem) -> Iterator[tuple[str, str, int]]:
    """Yield the name of each file that readers may want, its kind, and its size in bytes, 0 where that is not shown.

    The kind is a media type of audio, one of `LABELS`, or that of the transcript.
    """
    for file in item.audio_files:
        yield file.name, file.media_type, file.size_bytes
    for end in LABELS:
        for name in item.sizes:
            if name.endswith(end):
                yield name, end, item.sizes[name]
    if TRANSCRIPT in item.sizes:
        yield TRANSCRIPT, TRANSCRIPT, 0


def _format_size(size_bytes: int, phrases: Phrases) -> str:
    """Return a size as readers know it: `12 kB`, `1.2 MB`, `12 MB`."""
    if size_bytes < 1_000_000:
        return phrases.library.kilobytes.format(number=max(1, round(size_bytes / 1000)))
    number = size_bytes / 1_000_000
    rounded = round(number, 1) if number < 10 else round(number)
    return phrases.labels.megabytes.format(number=phrases.format_number(rounded))
