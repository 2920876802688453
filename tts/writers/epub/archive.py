"""The files of an EPUB in their container (EPUB 3.3, section 4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from tts.writers.markup import document, element
from tts.writers.zips import MIMETYPE, write_zip

FOLDER = "EPUB"
"""The folder of the package document and of all below it."""


def write_archive(path: Path, files: Mapping[str, Path | bytes]) -> None:
    """Writes the EPUB at `path` of `files` (bytes, or files to copy) by their paths from the package document.

    Raises:
        OSError: a file cannot be read, or the EPUB not written.
    """
    write_zip(path, _entries(files))


def _entries(files: Mapping[str, Path | bytes]) -> Iterator[tuple[str, Path | bytes]]:
    yield MIMETYPE, b"application/epub+zip"
    yield "META-INF/container.xml", _container().encode()
    yield from ((f"{FOLDER}/{name}", data) for name, data in files.items())


def _container() -> str:
    file = {"full-path": f"{FOLDER}/package.opf", "media-type": "application/oebps-package+xml"}
    namespace = "urn:oasis:names:tc:opendocument:xmlns:container"
    rootfiles = element("rootfiles", None, element("rootfile", file))
    return document(element("container", {"version": "1.0", "xmlns": namespace}, rootfiles))
