"""The files of an EPUB in their container (EPUB 3.3, section 4)."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from pathlib import Path

from tts.writers.markup import document, element
from tts.writers.zips import MIMETYPE, write_zip

FOLDER = "EPUB"
"""The folder of the package document and of everything below it."""


def write_archive(path: Path, files: Iterable[tuple[str, bytes | Path]]) -> None:
    """Write the EPUB at `path` from `files`: the path from the package document, and bytes or the file to copy.

    Raises:
        OSError: a file cannot be read, or the EPUB cannot be written.
    """
    file = {"full-path": f"{FOLDER}/package.opf", "media-type": "application/oebps-package+xml"}
    namespace = "urn:oasis:names:tc:opendocument:xmlns:container"
    rootfiles = element("rootfiles", None, element("rootfile", file))
    container = document(element("container", {"version": "1.0", "xmlns": namespace}, rootfiles))
    first: list[tuple[str, bytes | Path]] = [
        (MIMETYPE, b"application/epub+zip"),
        ("META-INF/container.xml", container.encode()),
    ]
    write_zip(path, chain(first, ((f"{FOLDER}/{name}", data) for name, data in files)))
