"""Publication -> the links at the end of the page: the same article in other forms."""

from __future__ import annotations

from collections.abc import Container, Iterator

from tts.formats import BY_MEDIA_TYPE
from tts.model import Publication, Track
from tts.text.languages import Phrases
from tts.writers.markup import Element, element, link_address
from tts.writers.metadata import slug

_SIDECARS = {"transcript": "transcript.txt", "captions": "captions.vtt", "srt": "captions.srt"}
_EDITIONS = {"epub": "{}.epub", "daisy": "{}-daisy.zip", "audiobook": "{}.lpf"}


def links(publication: Publication, phrases: Phrases, formats: Container[str]) -> tuple[Element, ...]:
    """An item for each file that somebody may want for itself, and for the article's own address."""
    return tuple(element("li", None, link) for link in _links(publication, phrases, formats))


def _links(publication: Publication, phrases: Phrases, formats: Container[str]) -> Iterator[Element]:
    for track in publication.tracks:
        yield _file(track.path, _sound(track, phrases))
    for name, pattern in _EDITIONS.items():
        if name in formats:
            yield _file(pattern.format(slug(publication)), getattr(phrases.labels, name))
    for name, path in _SIDECARS.items():
        yield _file(path, getattr(phrases.labels, name))
    if address := link_address(publication.metadata.source_url):
        yield element("a", {"href": address}, phrases.page.source)


def _file(path: str, text: str) -> Element:
    return element("a", {"href": path, "download": ""}, text)


def _sound(track: Track, phrases: Phrases) -> str:
    label = BY_MEDIA_TYPE[track.media_type].label
    size = phrases.labels.megabytes.format(number=phrases.format_number(max(round(track.size_bytes / 1e6, 1), 0.1)))
    return f"{label}, {size}"
