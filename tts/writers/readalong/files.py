"""Publication -> the links at the end of the page: the same article in other forms."""

from __future__ import annotations

from collections.abc import Container, Iterator

from tts.formats import BY_MEDIA_TYPE
from tts.model import Publication
from tts.text.languages import Phrases
from tts.writers.markup import Element, element, link_address
from tts.writers.metadata import slug

_SIDECARS = {"transcript": "transcript.txt", "captions": "{}.vtt", "srt": "{}.srt"}
_EDITIONS = {"epub": "{}.epub", "daisy": "{}-daisy.zip", "audiobook": "{}.lpf", "usb": "{}-usb.zip"}


def file_links(publication: Publication, phrases: Phrases, formats: Container[str]) -> Iterator[Element]:
    """Yield an item for each file that a reader may download, and for the article's own address."""
    files = []
    for track in publication.tracks:
        megabytes = phrases.format_number(max(round(track.size_bytes / 1e6, 1), 0.1))
        size = phrases.labels.megabytes.format(number=megabytes)
        files.append((track.path, f"{BY_MEDIA_TYPE[track.media_type].label}, {size}"))
    editions = {name: pattern for name, pattern in _EDITIONS.items() if name in formats}
    for name, pattern in (editions | _SIDECARS).items():
        files.append((pattern.format(slug(publication)), getattr(phrases.labels, name)))
    for path, label in files:
        yield element("li", None, element("a", {"href": path, "download": ""}, label))
    if address := link_address(publication.metadata.source_url):
        yield element("li", None, element("a", {"href": address}, phrases.page.source))
