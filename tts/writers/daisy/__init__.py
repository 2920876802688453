"""A DAISY 2.02 book: the folder `daisy` and an archive of the same files.

It follows the DAISY 2.02 Specification, Recommendation of 28 February 2001, and what players need beyond it: short
ASCII names in one folder, levels of headings that are not skipped, sound of constant bit rate.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tts.model import Publication
from tts.writers.daisy.book import Book, build_book
from tts.writers.daisy.ncc import ncc
from tts.writers.daisy.smil import master, smil
from tts.writers.daisy.sound import write_parts
from tts.writers.daisy.text import README, STYLE_SHEET, text
from tts.writers.metadata import mp3_track, slug
from tts.writers.mpeg import read_stream
from tts.writers.options import DaisyOptions
from tts.writers.zips import write_zip

FOLDER = "daisy"


@dataclass(frozen=True, slots=True, kw_only=True)
class DaisyWriter:
    """Writes the book; its sound is the package's MP3, split where sections begin."""

    name = "*-daisy.zip"
    options: DaisyOptions

    def write(self, publication: Publication, folder: Path) -> None:
        """Write `daisy` and `*-daisy.zip` into `folder`, which holds the MP3 file."""
        track = folder / mp3_track(publication).path
        stream = read_stream(track)
        book = build_book(publication, stream, self.options)
        book_folder = folder / FOLDER
        book_folder.mkdir()
        write_parts(track, stream, book.parts, book_folder)
        for name, content in _contents(book).items():
            book_folder.joinpath(name).write_bytes(content)
        archive = folder / self.name.replace("*", slug(publication))
        write_zip(archive, ((name, book_folder / name) for name in book.files))


def _contents(book: Book) -> dict[str, bytes]:
    """Return every file except the sound."""
    texts = {"ncc.html": ncc(book), "master.smil": master(book), "readme.txt": README}
    texts |= {document.smil: smil(book, document) for document in book.documents}
    if book.has_text:
        texts["style.css"] = STYLE_SHEET
        texts |= {document.text: text(book, document) for document in book.documents}
    contents = {name: content.encode() for name, content in texts.items()}
    return contents | dict(book.images) if book.has_text else contents
