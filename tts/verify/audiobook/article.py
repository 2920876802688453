"""The audiobook of an article: one track, which is the package's own."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from tts.verify.archive import check_copies
from tts.verify.audiobook.book import CHECK, PUBLICATION, Audiobook
from tts.verify.audiobook.pages import check_link, check_transcript, read_contents
from tts.verify.findings import Findings, report, shown
from tts.verify.manifest import Manifest

_finding = partial(report, CHECK)


def check_article(book: Audiobook, manifest: Manifest, folder: Path) -> Findings:
    """Check length, contents, transcript and copies of the package's files."""
    duration = book.publication.get("duration")
    if duration != f"PT{manifest.duration_ms // 1000}.{manifest.duration_ms % 1000:03d}S":
        yield _finding(PUBLICATION, "", f"It lasts {shown(duration)} instead of {manifest.duration_ms} ms.")
    yield from _check_contents(book, manifest)
    pages = [name for name in book.addresses if name.startswith("transcript")]
    if len(pages) == 1:
        yield from check_transcript(book, pages[0], manifest.utterances)
    else:
        yield _finding(PUBLICATION, "", "It has no transcript.")
    names = book.archive.namelist()
    copies = [f"{manifest.stem}.vtt", *(track.path for track in manifest.tracks if track.path in names)]
    yield from check_copies(book.archive, {copy: folder / copy for copy in copies}, CHECK)


def _check_contents(book: Audiobook, manifest: Manifest) -> Findings:
    """Check that the table of contents leads to every section that is heard, in order, and to no other place."""
    contents = yield from read_contents(book)
    if contents is None:
        return
    page, links = contents
    heard = [section for section in manifest.sections if section.begin_ms is not None]
    if len(links) != len(heard):
        yield _finding(page, "", f"It has {len(links)} entries; {len(heard)} sections are heard.")
    for number, (link, section) in enumerate(zip(links, heard, strict=False)):
        begin_ms = section.begin_ms if number else 0
        yield from check_link(page, link, begin_ms or 0, manifest.duration_ms)
        if link.file not in book.addresses:
            yield _finding(page, "", f"{shown(link.address)} is not a sound of this book.")
