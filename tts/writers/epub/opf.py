"""Book -> `package.opf`: metadata, manifest and spine (EPUB 3.3, section 5)."""

from __future__ import annotations

from collections.abc import Iterator

from tts.clock import webvtt
from tts.writers.epub.accessibility import accessibility
from tts.writers.epub.book import Book, image_path
from tts.writers.markup import Element, direction, document, element, well_formed
from tts.writers.markup.element import plain
from tts.writers.metadata import GENERATOR, day, identifier, modified, narrators

ACTIVE = "-epub-media-overlay-active"
"""The class of what is being heard; see `style.css`."""
_UNDETERMINED = "und"


def package_document(book: Book) -> str:
    """The package document, EPUB's version 3.0."""
    language = well_formed(book.publication.metadata.language) or _UNDETERMINED
    given = {
        "xmlns": "http://www.idpf.org/2007/opf",
        "version": "3.0",
        "unique-identifier": "id",
        "xml:lang": language,
        "dir": direction(language),
    }
    return document(element("package", given, _metadata(book), _manifest(book), _spine(book)))


def _metadata(book: Book) -> Element:
    names = {"xmlns:dc": "http://purl.org/dc/elements/1.1/"}
    return element("metadata", names, *_about(book), *_heard(book), *accessibility(book))


def _about(book: Book) -> Iterator[Element]:
    publication = book.publication
    metadata = publication.metadata
    yield element("dc:identifier", {"id": "id"}, identifier(metadata))
    yield element("dc:title", None, plain(metadata.title) or "-")
    yield element("dc:language", None, well_formed(metadata.language) or _UNDETERMINED)
    found = [("dc:creator", name) for name in metadata.authors]
    found += [("dc:date", day(metadata) or ""), ("dc:description", metadata.description)]
    found += [("dc:subject", tag) for tag in metadata.tags] + [("dc:source", metadata.source_url)]
    yield from (element(name, None, plain(text)) for name, text in found if plain(text))
    yield _meta("dcterms:modified", f"{modified(metadata):%Y-%m-%dT%H:%M:%SZ}")
    yield element("meta", {"name": "generator", "content": GENERATOR})
    if book.cover:
        yield element("meta", {"name": "cover", "content": _id(image_path(book.cover))})


def _heard(book: Book) -> Iterator[Element]:
    """What reading systems need of the overlays (EPUB 3.3, section 9.3.5)."""
    heard = [one for one in book.documents if one.clips]
    for one in heard:
        yield _meta("media:duration", webvtt(one.duration_ms), refines=f"#{_id(one.overlay_path)}")
    yield _meta("media:duration", webvtt(sum(one.duration_ms for one in heard)))
    for name in narrators(book.publication):
        yield _meta("media:narrator", name)
    yield _meta("media:active-class", ACTIVE)


def _meta(name: str, value: str, refines: str | None = None) -> Element:
    return element("meta", {"property": name, "refines": refines}, plain(value))


def _manifest(book: Book) -> Element:
    items = [
        _item("nav.xhtml", "application/xhtml+xml", properties="nav"),
        _item("style.css", "text/css"),
        _item(book.audio_path, book.track.media_type),
    ]
    for one in book.documents:
        overlay = _id(one.overlay_path) if one.clips else None
        items.append(_item(one.path, "application/xhtml+xml", **{"media-overlay": overlay}))
        if overlay:
            items.append(_item(one.overlay_path, "application/smil+xml"))
    for image in book.images:
        properties = "cover-image" if image == book.cover else None
        items.append(_item(image_path(image), image.media_type, properties=properties))
    return element("manifest", None, *items)


def _item(path: str, media_type: str, **more: str | None) -> Element:
    return element("item", {"id": _id(path), "href": path, "media-type": media_type, **more})


def _id(path: str) -> str:
    """An XML name for the file at `path`."""
    return f"file-{path.replace('/', '-')}"


def _spine(book: Book) -> Element:
    is_rtl = direction(book.publication.metadata.language) == "rtl"
    given = {"page-progression-direction": "rtl" if is_rtl else None}
    return element("spine", given, *(element("itemref", {"idref": _id(one.path)}) for one in book.documents))
