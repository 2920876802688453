"""`*.epub`: EPUB 3.3 with Media Overlays: the article as text, which is marked while it is heard.

EPUB 3.3: https://www.w3.org/TR/epub-33/. The sound is the MP3 track of the package, unchanged.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tts.model import Publication
from tts.writers.epub.archive import write_archive
from tts.writers.epub.book import build_book, image_path
from tts.writers.epub.content import content_document, style_sheet
from tts.writers.epub.nav import nav_document
from tts.writers.epub.opf import package_document
from tts.writers.epub.smil import overlay
from tts.writers.metadata import slug
from tts.writers.options import EpubOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class EpubWriter:
    """Writes one EPUB with the text of the publication and its sound."""

    name = "*.epub"
    options: EpubOptions

    def write(self, publication: Publication, folder: Path) -> None:
        """Write the track's name + `.epub` into `folder`, which holds the MP3 file."""
        book = build_book(publication, self.options)
        texts = {"package.opf": package_document(book), "nav.xhtml": nav_document(book), "style.css": style_sheet()}
        for document in book.documents:
            texts[document.path] = content_document(document, book)
            if document.clips:
                texts[document.overlay_path] = overlay(document)
        files: dict[str, bytes | Path] = {path: text.encode() for path, text in texts.items()}
        files |= {image_path(image): image.data for image in book.images}
        files[book.audio_path] = folder / book.track.path
        write_archive(folder / f"{slug(publication)}.epub", files)
