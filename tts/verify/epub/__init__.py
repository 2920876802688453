"""`*.epub`: the container, the package document, every page and every media overlay, against the package's manifest.

EPUB 3.3 and EPUB Accessibility 1.1, W3C Recommendations of 27 March 2025.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

from tts.formats import MP3
from tts.verify.archive import ZIP_ERRORS, check_copies, open_archive
from tts.verify.epub.metadata import check_metadata
from tts.verify.epub.overlays import check_overlays
from tts.verify.epub.package import CHECK, MIMETYPE, EpubFile, finding, open_epub
from tts.verify.epub.pages import check_navigation, check_pages
from tts.verify.epub.programs import check_programs
from tts.verify.findings import Finding, Findings, shown
from tts.verify.manifest import Manifest

_MEDIA_TYPE = b"application/epub+zip"


def check_epub(folder: Path, manifest: Manifest) -> Findings:
    """Everything that is wrong with the EPUB of a package."""
    path = folder / f"{Path(manifest.tracks[0].path).stem}.epub"
    archive = yield from open_archive(path, CHECK)
    if archive is None:
        return
    with archive:
        yield from _check_container(archive)
        book = yield from open_epub(archive)
        if book is None:
            return
        yield from _check_manifest(book)
        yield from check_metadata(book, manifest)
        yield from check_pages(book, manifest)
        yield from check_navigation(book, manifest)
        yield from check_overlays(book, manifest)
        yield from _check_sound(book, folder, manifest)
    yield from check_programs(path)


def _check_container(archive: ZipFile) -> Findings:
    """The first file says what this is, so that it can be known by its first bytes (section 4.3)."""
    entries = archive.infolist()
    first = entries[0] if entries else None
    if first is None or first.filename != MIMETYPE or first.compress_type != ZIP_STORED or first.extra:
        yield finding("", f"It does not begin with the file '{MIMETYPE}' as it is.")
        return
    try:
        is_right = first.file_size == len(_MEDIA_TYPE) and archive.read(first) == _MEDIA_TYPE
    except ZIP_ERRORS:
        is_right = False
    if not is_right:
        yield finding(MIMETYPE, f"It does not say {_MEDIA_TYPE.decode()}.")


def _check_manifest(book: EpubFile) -> Findings:
    """All files are listed, and what is listed is there and of the kind that it is said to be (section 5.6)."""
    listed = {item.path for item in book.items.values()}
    for path in sorted(listed - set(book.names)):
        yield finding(path, "This file is missing.")
    for path in sorted(set(book.names) - listed - {MIMETYPE, "META-INF/container.xml", book.package}):
        yield finding(path, "The package document does not list this file.")
    for item in book.items.values():
        yield from _check_kind(book, item.path, item.media_type)
    if not book.spine:
        yield finding(book.package, "The spine is empty.")


_MAGIC = {
    "image/gif": (b"GIF87a", b"GIF89a"),
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/webp": (b"RIFF",),
    MP3.media_type: (b"ID3", b"\xff"),
}


def _check_kind(book: EpubFile, path: str, media_type: str) -> Iterator[Finding]:
    if path not in book.names or media_type not in _MAGIC:
        return
    try:
        with book.archive.open(path) as file:
            begin = file.read(16)
    except ZIP_ERRORS as error:
        yield finding(path, f"This file cannot be read: {error}.")
        return
    if not begin.startswith(_MAGIC[media_type]):
        yield finding(path, f"This is not {shown(media_type)}, as the package document says.")


def _check_sound(book: EpubFile, folder: Path, manifest: Manifest) -> Findings:
    """The sound is the MP3 track of the package: nothing was encoded a second time."""
    tracks = [track.path for track in manifest.tracks if track.media_type == MP3.media_type]
    inside = [item.path for item in book.items.values() if item.media_type.startswith("audio/")]
    if len(tracks) != 1 or len(inside) != 1:
        yield finding(book.package, f"It lists {len(inside)} sounds instead of one.")
        return
    yield from check_copies(book.archive, {inside[0]: folder / tracks[0]}, CHECK)
