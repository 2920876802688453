"""The files of an EPUB in their container (EPUB 3.3, section 4)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tts.writers.markup import document, element
from tts.writers.zips import MIMETYPE, write_zip

FOLDER = "EPUB"
"""The folder of the package document and of everything below it."""


def write_archive(path: Path, files: Mapping[str, bytes | Path]) -> None:
    """Write the EPUB at `path` from `files` (bytes, or files to copy) by their paths from the package document.

    Raises:
        OSError: a file cannot be read, or the EPUB cannot be written.
    """
    file = {"full-path": f"{FOLDER}/package.opf", "media-type": "application/oebps-package+xml"}
    namespace = "urn:oasis:names:tc:opendocument:xmlns:container"
    rootfiles = element("rootfiles", None, element("rootfile", file))
    container = document(element("container", {"version": "1.0", "xmlns": namespace}, rootfiles))
    entries: list[tuple[str, bytes | Path]] = [
        (MIMETYPE, b"application/epub+zip"),
        ("META-INF/container.xml", container.encode()),
        *((f"{FOLDER}/{name}", data) for name, data in files.items()),
    ]
    write_zip(path, entries)
