"""Book -> `package.opf`: metadata, manifest and spine (EPUB 3.3, section 5)."""

from __future__ import annotations

from collections.abc import Iterator

from tts.clock import webvtt
from tts.formats import MP3
from tts.model import Publication
from tts.text.languages.tags import UNDETERMINED, direction, well_formed
from tts.writers.epub.accessibility import accessibility
from tts.writers.epub.book import Book, image_path
from tts.writers.markup import Element, document, element
from tts.writers.markup.element import plain
from tts.writers.metadata import GENERATOR, day, identifier, modified, narrators

ACTIVE = "-epub-media-overlay-active"
"""The class of what is being heard; see `style.css`."""


def package_document(book: Book) -> str:
    """Return the package document, version 3.0."""
    metadata = book.publication.metadata
    language = well_formed(metadata.language) or UNDETERMINED
    attributes = {
        "xmlns": "http://www.idpf.org/2007/opf",
        "version": "3.0",
        "unique-identifier": "id",
        "xml:lang": language,
        "dir": direction(language),
    }
    is_rtl = direction(metadata.language) == "rtl"
    progression = {"page-progression-direction": "rtl" if is_rtl else None}
    itemrefs = (element("itemref", {"idref": _file_id(content.path)}) for content in book.documents)
    root = element(
        "package",
        attributes,
        element("metadata", {"xmlns:dc": "http://purl.org/dc/elements/1.1/"}, *_metadata(book), *accessibility(book)),
        element("manifest", None, *_items(book)),
        element("spine", progression, *itemrefs),
    )
    return document(root)


def _metadata(book: Book) -> Iterator[Element]:
    """Yield what is known about the article, and what reading systems need of overlays (EPUB 3.3, section 9.3.5)."""
    publication = book.publication
    metadata = publication.metadata
    yield element("dc:identifier", {"id": "id"}, identifier(metadata))
    yield element("dc:title", None, plain(metadata.title) or "-")
    yield from (element("dc:language", None, language) for language in _languages(publication))
    terms = [("dc:creator", name) for name in metadata.authors]
    terms += [("dc:contributor", name) for name in _contributors(publication)]
    terms += [("dc:date", day(metadata) or ""), ("dc:description", metadata.description)]
    terms += [("dc:subject", tag) for tag in metadata.tags] + [("dc:source", metadata.source_url)]
    yield from (element(name, None, plain(text)) for name, text in terms if plain(text))
    yield from _collection(publication)
    yield element("meta", {"property": "dcterms:modified"}, modified(metadata))
    yield element("meta", {"name": "generator", "content": GENERATOR})
    if book.cover:
        yield element("meta", {"name": "cover", "content": _file_id(image_path(book.cover))})
    heard = [content for content in book.documents if content.clips]
    for content in heard:
        attributes = {"property": "media:duration", "refines": f"#{_file_id(content.overlay_path)}"}
        yield element("meta", attributes, webvtt(content.duration_ms))
    properties = [("media:duration", webvtt(sum(content.duration_ms for content in heard)))]
    properties += [("media:narrator", name) for name in narrators(publication)]
    properties += [("media:active-class", ACTIVE)]
    yield from (element("meta", {"property": name}, plain(value)) for name, value in properties)


def _languages(publication: Publication) -> list[str]:
    """Return the language, then the others of the articles of an edition."""
    tags = (publication.metadata.language, *(part.language for part in publication.parts))
    return list(dict.fromkeys(well_formed(tag) or UNDETERMINED for tag in tags))


def _contributors(publication: Publication) -> list[str]:
    """Return the authors of the articles of an edition who are not authors of all of it, each once."""
    names = dict.fromkeys(name for part in publication.parts for name in part.authors)
    return [name for name in names if name not in publication.metadata.authors]


def _collection(publication: Publication) -> Iterator[Element]:
    """Yield the series of an edition, and its number in it (EPUB 3.3, section D.4.1)."""
    series = publication.series
    if not series or not plain(series.title):
        return
    yield element("meta", {"property": "belongs-to-collection", "id": "series"}, plain(series.title))
    yield element("meta", {"property": "collection-type", "refines": "#series"}, "series")
    if series.number is not None:
        yield element("meta", {"property": "group-position", "refines": "#series"}, str(series.number))


def _items(book: Book) -> Iterator[Element]:
    """Yield an item for each file of the book."""
    files: list[tuple[str, str, dict[str, str]]] = [
        ("nav.xhtml", "application/xhtml+xml", {"properties": "nav"}),
        ("style.css", "text/css", {}),
        *((sound.path, MP3.media_type, {}) for sound in book.sounds),
    ]
    for content in book.documents:
        overlay = content.overlay_path
        attributes = {"media-overlay": _file_id(overlay)} if content.clips else {}
        files.append((content.path, "application/xhtml+xml", attributes))
        if content.clips:
            files.append((overlay, "application/smil+xml", {}))
    for image in book.images:
        attributes = {"properties": "cover-image"} if image == book.cover else {}
        files.append((image_path(image), image.media_type, attributes))
    for path, media_type, attributes in files:
        yield element("item", {"id": _file_id(path), "href": path, "media-type": media_type, **attributes})


def _file_id(path: str) -> str:
    """Return an XML name for the file at `path`."""
    return f"file-{path.replace('/', '-')}"
