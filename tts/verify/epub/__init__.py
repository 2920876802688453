"""`*.epub`: the container, the package document, every page and every media overlay, against the package's manifest.

EPUB 3.3 and EPUB Accessibility 1.1, W3C Recommendations of 27 March 2025.
"""

from __future__ import annotations

from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

from tts.formats import MP3
from tts.verify.archive import ZIP_ERRORS, open_archive, read_entry
from tts.verify.epub.metadata import check_metadata
from tts.verify.epub.overlays import check_overlays
from tts.verify.epub.package import CHECK, MIMETYPE, EpubFile, finding, open_epub
from tts.verify.epub.pages import check_navigation, check_pages
from tts.verify.epub.programs import check_programs
from tts.verify.epub.sound import check_sounds
from tts.verify.files import MAX_BYTES
from tts.verify.findings import Findings, shown
from tts.verify.manifest import Manifest
from tts.verify.pictures import check_picture

_MEDIA_TYPE = b"application/epub+zip"
_MAGIC_BYTES = 16
_MAGIC = {
    "image/gif": (b"GIF87a", b"GIF89a"),
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/webp": (b"RIFF",),
    MP3.media_type: (b"ID3", b"\xff"),
}


def check_epub(folder: Path, manifest: Manifest) -> Findings:
    """Find the defects of the EPUB of a package."""
    path = folder / f"{manifest.stem}.epub"
    archive = yield from open_archive(path, CHECK)
    if archive is None:
        return
    with archive:
        yield from _check_container(archive)
        book = yield from open_epub(archive)
        if book is None:
            return
        yield from _check_files(book, manifest)
        yield from _check_styles(book)
        yield from check_metadata(book, manifest)
        yield from check_pages(book, manifest)
        yield from check_navigation(book, manifest)
        sounds = yield from check_sounds(book, folder, manifest)
        yield from check_overlays(book, manifest, sounds)
    yield from check_programs(path)


def _check_container(archive: ZipFile) -> Findings:
    """Check that the first file gives the media type, so that the first bytes of an EPUB show it (section 4.3)."""
    entries = archive.infolist()
    first = entries[0] if entries else None
    if first is None or first.filename != MIMETYPE or first.compress_type != ZIP_STORED or first.extra:
        yield finding("", f"It does not begin with the uncompressed file '{MIMETYPE}'.")
        return
    try:
        is_right = first.file_size == len(_MEDIA_TYPE) and archive.read(first) == _MEDIA_TYPE
    except ZIP_ERRORS:
        is_right = False
    if not is_right:
        yield finding(MIMETYPE, f"It does not contain {_MEDIA_TYPE.decode()}.")


def _check_files(book: EpubFile, manifest: Manifest) -> Findings:
    """Check that all files are listed, and that each listed file is there and of its media type (section 5.6)."""
    listed = {item.path for item in book.items.values()}
    for path in sorted(listed - set(book.names)):
        yield finding(path, "This file is missing.")
    for path in sorted(set(book.names) - listed - {MIMETYPE, "META-INF/container.xml", book.package}):
        yield finding(path, "The package document does not list this file.")
    for item in book.items.values():
        if item.path not in book.names or item.media_type not in _MAGIC:
            continue
        try:
            with book.archive.open(item.path) as file:
                is_sound = item.media_type == MP3.media_type
                data = file.read(_MAGIC_BYTES if is_sound else MAX_BYTES)
        except ZIP_ERRORS as error:
            yield finding(item.path, f"This file cannot be read: {error}.")
            continue
        if not data.startswith(_MAGIC[item.media_type]):
            yield finding(item.path, f"This is not {shown(item.media_type)}, although the package document says so.")
        elif not is_sound:
            yield from check_picture(data, item.path.rpartition("/")[2], manifest, CHECK, f"epub, {item.path}")
    if not book.spine:
        yield finding(book.package, "The spine is empty.")


def _check_styles(book: EpubFile) -> Findings:
    """Check that a style sheet marks what is heard, by the class that the package document names (section 9.3.2.2)."""
    active = next((meta.text() for meta in book.root.find("meta") if meta.get("property") == "media:active-class"), "")
    for item in book.items.values():
        if item.media_type == "text/css" and item.path in book.names:
            sheet = yield from read_entry(book.archive, item.path, CHECK)
            if sheet is None or f".{active} " in sheet:
                return
    yield finding(book.package, f"No style sheet marks the words that are heard: {shown(active)}.")
