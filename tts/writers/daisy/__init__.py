"""A DAISY 2.02 book: the folder `daisy` and an archive of the same files.

After the DAISY 2.02 Specification, Recommendation of 28 February 2001. What players want beyond it: short ASCII names
in one folder, levels of headings that are not skipped, sound of constant bit rate.
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
    """Writes the book; its sound is the package's MP3, parted where a section begins."""

    name = "*-daisy.zip"
    options: DaisyOptions

    def write(self, publication: Publication, folder: Path) -> None:
        """Writes `daisy` and `*-daisy.zip` into `folder`, which holds the MP3 file."""
        track = folder / mp3_track(publication).path
        stream = read_stream(track)
        book = build_book(publication, stream, self.options)
        place = folder / FOLDER
        place.mkdir()
        write_parts(track, stream, book.parts, place)
        for name, content in _documents(book).items():
            place.joinpath(name).write_bytes(content)
        archive = folder / self.name.replace("*", slug(publication))
        write_zip(archive, ((name, place / name) for name in book.files))


def _documents(book: Book) -> dict[str, bytes]:
    """Every file but those of sound."""
    texts = {"ncc.html": ncc(book), "master.smil": master(book), "readme.txt": README}
    for leaf in book.leaves:
        texts[leaf.smil] = smil(book, leaf)
    if book.has_text:
        texts["style.css"] = STYLE_SHEET
        texts |= {leaf.text: text(book, leaf) for leaf in book.leaves}
    documents = {name: content.encode() for name, content in texts.items()}
    return documents | dict(book.images) if book.has_text else documents
