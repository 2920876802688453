"""`*.epub`: EPUB 3.3 with Media Overlays: the article as text, which is marked while it is heard.

EPUB 3.3: https://www.w3.org/TR/epub-33/. The sound is the MP3 track of the package, unchanged; in an edition of many
articles it is cut into parts, because reading systems load files as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tts.model import Publication
from tts.noun import noun
from tts.writers.epub.archive import write_archive
from tts.writers.epub.book import Book, build_book, image_path
from tts.writers.epub.content import content_document, style_sheet
from tts.writers.epub.nav import nav_document
from tts.writers.epub.opf import package_document
from tts.writers.epub.smil import overlay
from tts.writers.metadata import mp3_track, slug
from tts.writers.mpeg import Stream, read_stream
from tts.writers.options import EpubOptions
from tts.writers.stretches import read_stretch


@noun
class EpubWriter:
    """Writes one EPUB with the text of the publication and its sound."""

    name = "*.epub"
    options: EpubOptions

    def write(self, publication: Publication, folder: Path) -> None:
        """Write the track's name + `.epub` into `folder`, which holds the MP3 file."""
        track = folder / mp3_track(publication).path
        stream = read_stream(track) if publication.parts else None
        book = build_book(publication, self.options, stream)
        write_archive(folder / f"{slug(publication)}.epub", _files(book, track, stream))


def _files(book: Book, track: Path, stream: Stream | None) -> Iterator[tuple[str, bytes | Path]]:
    """Yield the files by their paths from the package document, one at a time."""
    yield "package.opf", package_document(book).encode()
    yield "nav.xhtml", nav_document(book).encode()
    yield "style.css", style_sheet().encode()
    for document in book.documents:
        yield document.path, content_document(document, book).encode()
        if document.clips:
            yield document.overlay_path, overlay(document).encode()
    for image in book.images:
        yield image_path(image), image.source
    for sound in book.sounds:
        if stream is None or sound.stretch is None:
            yield sound.path, track
        else:
            yield sound.path, read_stretch(track, stream, sound.stretch)
