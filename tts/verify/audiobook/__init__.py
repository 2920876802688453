"""`*.lpf`: the archive, its manifest, its table of contents and its transcript, against the package's manifest.

Audiobooks and Publication Manifest, W3C Recommendations of 10 November 2020; Lightweight Packaging Format.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED

from tts.formats import MP3
from tts.verify.archive import ZIP_ERRORS, open_archive, read_entry
from tts.verify.audiobook.article import check_article
from tts.verify.audiobook.book import CHECK, PUBLICATION, Audiobook, read_publication
from tts.verify.audiobook.edition import check_edition
from tts.verify.findings import Findings, report, shown
from tts.verify.manifest import Manifest
from tts.verify.pictures import PICTURE_NAMES, check_picture
from tts.verify.tree import printable_line

_CONTEXT = ["https://schema.org", "https://www.w3.org/ns/pub-context"]
_PROFILE = "https://www.w3.org/TR/audiobooks/"
_RECOMMENDED = (
    "abridged",
    "accessMode",
    "accessModeSufficient",
    "accessibilityFeature",
    "accessibilityHazard",
    "accessibilitySummary",
    "duration",
    "id",
    "inLanguage",
    "readBy",
    "readingProgression",
    "resources",
    "type",
)
"""Those that every article can have; author, dates and address are there only if they are known."""
_STORED = (".gif", ".jpg", MP3.extension, ".png", ".webp")
_DURATION = re.compile(r"PT(\d{1,9}\.\d{3})S")

_finding = partial(report, CHECK)


def check_audiobook(folder: Path, manifest: Manifest) -> Findings:
    """Find the defects of the audiobook of a package."""
    name = f"{manifest.stem}.lpf"
    for finding in _check_archive(folder, name, manifest):
        yield finding if finding.place.startswith(name) else replace(finding, place=f"{name}, {finding.place}")


def _check_archive(folder: Path, name: str, manifest: Manifest) -> Findings:
    """Open the archive and check its parts, each place without the name of the archive."""
    archive = yield from open_archive(folder / name, CHECK)
    if archive is None:
        return
    with archive:
        text = yield from read_entry(archive, PUBLICATION, CHECK)
        book = read_publication(archive, text or "")
        if book is None:
            yield _finding(PUBLICATION, "", "It holds no manifest that can be read.")
            return
        yield from _check_metadata(book, manifest)
        yield from _check_files(book, manifest)
        if manifest.parts:
            yield from check_edition(book, manifest, folder)
        else:
            yield from check_article(book, manifest, folder)


def _check_metadata(book: Audiobook, manifest: Manifest) -> Findings:
    """Check what the audiobook says about the article and about its length."""
    publication, metadata = book.publication, manifest.metadata
    context = publication.get("@context")
    if not isinstance(context, list) or context[:2] != _CONTEXT:
        yield _finding(PUBLICATION, "", "Its '@context' does not begin with those of Schema.org and of publications.")
    expected = {"conformsTo": [_PROFILE], "type": ["Audiobook"], "name": [printable_line(metadata["title"])]}
    if authors := metadata.get("authors") or list(
        dict.fromkeys(name for part in manifest.parts for name in part.authors)
    ):
        expected["author"] = list(map(printable_line, authors))
    if len(date := str(metadata.get("date", ""))[:10]) == len("2026-05-17"):
        expected["datePublished"] = [date]
    for name, right in expected.items():
        value = publication.get(name)
        members = value if isinstance(value, list) else [value]
        if [printable_line(member) if isinstance(member, str) else member for member in members] != right:
            yield _finding(PUBLICATION, "", f"Its '{name}' is {shown(value)} instead of {shown('; '.join(right))}.")
    for name in _RECOMMENDED:
        if publication.get(name) in (None, "", []):
            yield _finding(PUBLICATION, "", f"It does not have '{name}'.")
    durations = [_DURATION.fullmatch(str(link.get("duration"))) for link in (*book.played, publication)]
    *parts_ms, total_ms = (int(match[1].replace(".", "")) if match else None for match in durations)
    if not parts_ms or None in parts_ms or sum(filter(None, parts_ms)) != total_ms:
        yield _finding(PUBLICATION, "", "The durations of its parts are together not its duration.")


def _check_files(book: Audiobook, manifest: Manifest) -> Findings:
    """Check that the manifest names the files of the archive and no other; only compressed formats are stored."""
    entries = {entry.filename: entry for entry in book.archive.infolist()}
    for name in sorted(book.addresses - set(entries)):
        yield _finding(PUBLICATION, "", f"The file {shown(name)} is not in the archive.")
    for name in sorted(set(entries) - book.addresses - {PUBLICATION}):
        yield _finding(PUBLICATION, "", f"The file {shown(name)} in the archive is not in the manifest.")
    for link in book.played:
        if not str(link.get("encodingFormat")).startswith("audio/"):
            yield _finding(PUBLICATION, "", f"{shown(link.get('url'))} is in the reading order, but is not sound.")
    for name in filter(PICTURE_NAMES.search, entries):
        try:
            data = book.archive.read(name)
        except ZIP_ERRORS:
            continue  # reported when the archive was opened
        yield from check_picture(data, name, manifest, CHECK, name)
    for name, entry in entries.items():
        expected = ZIP_STORED if name.endswith(_STORED) else ZIP_DEFLATED
        if entry.compress_type != expected:
            state = "compressed" if expected == ZIP_STORED else "not compressed"
            yield _finding(PUBLICATION, "", f"The file {shown(name)} is {state}.")
