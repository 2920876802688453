"""A DAISY 2.02 book: the folder `daisy` and an archive of the same files.

It follows the DAISY 2.02 Specification, Recommendation of 28 February 2001, and what players need beyond it: short
ASCII names in one folder, levels of headings that are not skipped, sound of constant bit rate.
"""

from __future__ import annotations

from pathlib import Path

from tts.files import open_file
from tts.model import Publication
from tts.noun import noun
from tts.writers.daisy.book import Book
from tts.writers.daisy.build import build_book
from tts.writers.daisy.ncc import ncc
from tts.writers.daisy.smil import master, smil
from tts.writers.daisy.text import README, STYLE_SHEET, text
from tts.writers.metadata import mp3_track, slug
from tts.writers.mpeg import read_stream
from tts.writers.options import DaisyOptions
from tts.writers.stretches import copy_stretch
from tts.writers.zips import write_zip

FOLDER = "daisy"


@noun
class DaisyWriter:
    """Writes the book; its sound is the MP3 of the package, split at sections, or at the articles of an edition."""

    name = "*-daisy.zip"
    options: DaisyOptions

    def write(self, publication: Publication, folder: Path) -> None:
        """Write `daisy` and `*-daisy.zip` into `folder`, which holds the MP3 file."""
        track = folder / mp3_track(publication).path
        stream = read_stream(track)
        book = build_book(publication, stream, self.options)
        book_folder = folder / FOLDER
        book_folder.mkdir()
        with open_file(track) as source:
            for name, stretch in book.sounds.items():
                copy_stretch(source, stream, stretch, book_folder / name)
        for name, content in _contents(book).items():
            book_folder.joinpath(name).write_bytes(content)
        for image in book.images:
            book_folder.joinpath(image.name).write_bytes(image.data)
        archive = folder / self.name.replace("*", slug(publication))
        write_zip(archive, ((name, book_folder / name) for name in book.files))


def _contents(book: Book) -> dict[str, bytes]:
    """Return every file except the images and the sound."""
    texts = {"ncc.html": ncc(book), "master.smil": master(book), "readme.txt": README}
    elapsed_ms = 0
    for document in book.documents:
        texts[document.smil] = smil(book, document, elapsed_ms)
        elapsed_ms += document.duration_ms
    if book.has_text:
        texts["style.css"] = STYLE_SHEET
        texts |= {document.text: text(book, document) for document in book.documents}
    return {name: content.encode() for name, content in texts.items()}
