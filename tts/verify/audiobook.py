"""`*.lpf`: the archive, its manifest, its table of contents and its transcript, against the package's manifest.

Audiobooks and Publication Manifest, W3C Recommendations of 10 November 2020; Lightweight Packaging Format.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from tts.formats import MP3
from tts.verify.archive import check_copies, open_archive, read_entry
from tts.verify.findings import Findings, Reading, report, shown
from tts.verify.manifest import Manifest
from tts.verify.tree import NOTE_MARK, Node, check_ids, index_ids, printable_letters, printable_line, read_tree

CHECK = "audiobook"
PUBLICATION = "publication.json"
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
_TIMES = re.compile(r"#t=(\d{1,9}\.\d{3}),(\d{1,9}\.\d{3})")

_finding = partial(report, CHECK)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Audiobook:
    """An open archive with its manifest: `played` in reading order, `linked` every file that it names."""

    archive: ZipFile
    publication: Mapping[str, Any]
    played: list[Mapping[str, Any]]
    linked: list[Mapping[str, Any]]

    @property
    def addresses(self) -> set[str]:
        """The addresses of all files that the manifest names."""
        return {str(link.get("url")) for link in self.linked}


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
        book = _read_publication(archive, text or "")
        if book is None:
            yield _finding(PUBLICATION, "", "It holds no manifest that can be read.")
            return
        yield from _check_metadata(book, manifest)
        yield from _check_files(book)
        yield from _check_contents(book, manifest)
        yield from _check_transcript(book, manifest)
        copies = ["captions.vtt", *(track.path for track in manifest.tracks if track.path in archive.namelist())]
        yield from check_copies(archive, {copy: folder / copy for copy in copies}, CHECK)


def _read_publication(archive: ZipFile, text: str) -> _Audiobook | None:
    """Return the audiobook that a publication manifest describes; None if `text` is not one."""
    try:
        publication = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(publication, dict):
        return None
    played, resources = (_list_objects(publication.get(name)) for name in ("readingOrder", "resources"))
    linked = [part for link in (*played, *resources) for part in (link, *_list_objects(link.get("alternate")))]
    return _Audiobook(archive=archive, publication=publication, played=played, linked=linked)


def _list_objects(value: Any) -> list[Mapping[str, Any]]:
    """Return the objects of a list; none if it is not a list."""
    return [member for member in value if isinstance(member, dict)] if isinstance(value, list) else []


def _check_metadata(book: _Audiobook, manifest: Manifest) -> Findings:
    """Check what the audiobook says about the article and about its length."""
    publication, metadata = book.publication, manifest.metadata
    context = publication.get("@context")
    if not isinstance(context, list) or context[:2] != _CONTEXT:
        yield _finding(PUBLICATION, "", "Its '@context' does not begin with those of Schema.org and of publications.")
    expected = {"conformsTo": [_PROFILE], "type": ["Audiobook"], "name": [printable_line(metadata["title"])]}
    if authors := metadata.get("authors"):
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
    if total_ms != manifest.duration_ms:
        what = f"It lasts {shown(publication.get('duration'))} instead of {manifest.duration_ms} ms."
        yield _finding(PUBLICATION, "", what)


def _check_files(book: _Audiobook) -> Findings:
    """Check that the manifest names the files of the archive and no other; only compressed formats are stored."""
    entries = {entry.filename: entry for entry in book.archive.infolist()}
    for name in sorted(book.addresses - set(entries)):
        yield _finding(PUBLICATION, "", f"The file {shown(name)} is not in the archive.")
    for name in sorted(set(entries) - book.addresses - {PUBLICATION}):
        yield _finding(PUBLICATION, "", f"The file {shown(name)} in the archive is not in the manifest.")
    for link in book.played:
        if not str(link.get("encodingFormat")).startswith("audio/"):
            yield _finding(PUBLICATION, "", f"{shown(link.get('url'))} is in the reading order, but is not sound.")
    for name, entry in entries.items():
        expected = ZIP_STORED if name.endswith(_STORED) else ZIP_DEFLATED
        if entry.compress_type != expected:
            state = "compressed" if expected == ZIP_STORED else "not compressed"
            yield _finding(PUBLICATION, "", f"The file {shown(name)} is {state}.")


def _check_contents(book: _Audiobook, manifest: Manifest) -> Findings:
    """Check that the table of contents leads to every section that is heard, in order, and to no other place."""
    pages = [str(link.get("url")) for link in book.linked if link.get("rel") == "contents"]
    if len(pages) != 1:
        yield _finding(PUBLICATION, "", f"It has {len(pages)} tables of contents instead of one.")
        return
    page = pages[0]
    root = yield from _read_page(book.archive, page)
    if root is None:
        return
    lists = [nav for nav in root.find("nav") if nav.get("role") == "doc-toc"]
    links = [link for nav in lists[:1] for link in nav.find("a")]
    heard = [section for section in manifest.sections if section.begin_ms is not None]
    if len(links) != len(heard):
        yield _finding(page, "", f"It has {len(links)} entries; {len(heard)} sections are heard.")
    for number, (link, section) in enumerate(zip(links, heard, strict=False)):
        address, title = link.get("href"), shown(link.text())
        expected_ms = 0 if number == 0 else section.begin_ms
        times = _TIMES.search(address)
        begin_ms, end_ms = (int(time.replace(".", "")) for time in times.groups()) if times else (None, 0)
        if begin_ms is None or begin_ms != expected_ms:
            yield _finding(page, "", f"{title} leads to {shown(address)}, and begins at {expected_ms} ms.")
        elif not begin_ms < end_ms <= manifest.duration_ms:
            yield _finding(page, "", f"{title} ends outside of the sound.")
        if address.partition("#")[0] not in book.addresses:
            yield _finding(page, "", f"{shown(address)} is not a sound of this book.")


def _check_transcript(book: _Audiobook, manifest: Manifest) -> Findings:
    """Check that every utterance is in the transcript under its id, in order."""
    pages = [name for name in book.addresses if name.startswith("transcript")]
    if len(pages) != 1:
        yield _finding(PUBLICATION, "", "It has no transcript.")
        return
    page = pages[0]
    root = yield from _read_page(book.archive, page)
    if root is None:
        return
    elements = index_ids(root)
    order = {name: index for index, name in enumerate(elements)}
    last = -1
    for utterance in manifest.utterances:
        element, text = elements.get(utterance.id), utterance.text
        if element is None:
            yield _finding(page, "", f"{utterance.id}, {shown(text)}, is not in it.")
            continue
        if printable_letters(element.text(NOTE_MARK)) != printable_letters(text):
            yield _finding(page, "", f"{utterance.id} reads {shown(element.text())} instead of {shown(text)}.")
        if order[utterance.id] < last:
            yield _finding(page, "", f"{utterance.id} is not where it is heard.")
        last = order[utterance.id]


def _read_page(archive: ZipFile, name: str) -> Reading[Node | None]:
    """Return a page of the book; None, with a finding, if it cannot be read."""
    text = yield from read_entry(archive, name, CHECK)
    root = (yield from read_tree(text, name, CHECK)) if text is not None else None
    if root is not None:
        yield from check_ids(root, name, CHECK)
    return root
