"""`*.epub`: EPUB 3.3 with Media Overlays: the article as text, in which what is heard is marked.

EPUB 3.3: https://www.w3.org/TR/epub-33/. It holds the MP3 track of the package as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tts.model import Publication
from tts.writers.epub.archive import write_archive
from tts.writers.epub.book import Book, build_book, image_path
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
        """Writes the track's name + `.epub` into `folder`."""
        made = build_book(publication, self.options)
        texts = {path: text.encode() for path, text in _texts(made).items()}
        images = {image_path(image): image.data for image in made.images}
        sound = {made.audio_path: folder / made.track.path}
        write_archive(folder / f"{slug(publication)}.epub", {**texts, **images, **sound})


def _texts(made: Book) -> dict[str, str]:
    """The text files by their paths from the package document."""
    texts = {"package.opf": package_document(made), "nav.xhtml": nav_document(made), "style.css": style_sheet()}
    for one in made.documents:
        texts[one.path] = content_document(one, made)
        if one.clips:
            texts[one.overlay_path] = overlay(one)
    return texts
