"""`*.lpf`: the archive, its manifest, its table of contents and its transcript, against the package's manifest.

Audiobooks and Publication Manifest, W3C Recommendations of 10 November 2020; Lightweight Packaging Format.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from tts.formats import MP3
from tts.verify.archive import check_copies, open_archive, read_entry
from tts.verify.findings import Finding, Findings, Reading, shown
from tts.verify.manifest import Manifest
from tts.verify.tree import NOTE_MARK, Node, check_ids, ids, read_tree

CHECK = "audiobook"
MANIFEST = "publication.json"
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
"""Those that can be said of every article; author, dates and address only where they are known."""
_STORED = (".gif", ".jpg", MP3.extension, ".png", ".webp")
_DURATION = re.compile(r"PT(\d{1,9})\.(\d{3})S")
_TIMES = re.compile(r"#t=(\d{1,9})\.(\d{3}),(\d{1,9})\.(\d{3})")


def check_audiobook(folder: Path, manifest: Manifest) -> Findings:
    """Everything that is wrong with the audiobook of a package."""
    name = f"{Path(manifest.tracks[0].path).stem}.lpf"
    for found in _check(folder, name, manifest):
        yield found if found.place.startswith(name) else replace(found, place=f"{name}, {found.place}")


def _check(folder: Path, name: str, manifest: Manifest) -> Findings:
    archive = yield from open_archive(folder / name, CHECK)
    if archive is None:
        return
    with archive:
        text = yield from read_entry(archive, MANIFEST, CHECK)
        publication = _parsed(text) if text is not None else None
        if publication is None:
            yield _finding("It holds no manifest that can be read.")
            return
        linked = list(_linked(publication))
        yield from _check_facts(publication, manifest)
        yield from _check_linked(archive, publication, linked)
        yield from _check_contents(archive, linked, manifest)
        yield from _check_transcript(archive, linked, manifest)
        same = {"captions.vtt": folder / "captions.vtt"}
        same |= {one.path: folder / one.path for one in manifest.tracks if one.path in archive.namelist()}
        yield from check_copies(archive, same, CHECK)


def _parsed(text: str) -> Mapping[str, Any] | None:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _linked(publication: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Every resource, those that are alternatives after what they stand for."""
    for name in ("readingOrder", "resources"):
        for one in _objects(publication.get(name)):
            yield one
            yield from _objects(one.get("alternate"))


def _objects(value: Any) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _check_facts(publication: Mapping[str, Any], manifest: Manifest) -> Findings:
    context = publication.get("@context")
    if not isinstance(context, list) or context[:2] != _CONTEXT:
        yield _finding("Its '@context' does not begin with those of Schema.org and of publications.")
    metadata = manifest.metadata
    wanted: dict[str, object] = {"conformsTo": _PROFILE, "type": "Audiobook", "name": _line(metadata["title"])}
    if authors := metadata.get("authors"):
        wanted["author"] = list(map(_line, authors))
    if len(date := str(metadata.get("date", ""))[:10]) == len("2026-05-17"):
        wanted["datePublished"] = date
    for name, value in wanted.items():
        if _lines(publication.get(name)) != value:
            yield _finding(f"Its '{name}' is {shown(publication.get(name))} instead of {shown(value)}.")
    for name in _RECOMMENDED:
        if publication.get(name) in (None, "", []):
            yield _finding(f"It does not say '{name}'.")
    order = _objects(publication.get("readingOrder"))
    lengths = [_ms(one.get("duration")) for one in (*order, publication)]
    if not order or None in lengths or sum(one or 0 for one in lengths[:-1]) != lengths[-1]:
        yield _finding("The durations of what is played are together not the whole.")
    if lengths[-1] != manifest.duration_ms:
        yield _finding(f"It lasts {shown(publication.get('duration'))} instead of {manifest.duration_ms} ms.")


def _line(text: str) -> str:
    return " ".join("".join(one if one.isprintable() or one.isspace() else "" for one in str(text)).split())


def _lines(value: Any) -> Any:
    """A text, or a list of texts, as `_line` has it; anything else as it is."""
    if isinstance(value, list):
        return list(map(_lines, value))
    return _line(value) if isinstance(value, str) else value


def _ms(value: Any) -> int | None:
    found = _DURATION.fullmatch(str(value))
    return int(found[1]) * 1000 + int(found[2]) if found else None


def _check_linked(archive: ZipFile, publication: Mapping[str, Any], linked: Sequence[Mapping[str, Any]]) -> Findings:
    """What the manifest names is in the archive, and the other way round; what is compressed is stored as it is."""
    named = {str(one.get("url")) for one in linked}
    entries = {entry.filename: entry for entry in archive.infolist()}
    for name in sorted(named - set(entries)):
        yield _finding(f"The file {shown(name)} is not in the archive.")
    for name in sorted(set(entries) - named - {MANIFEST}):
        yield _finding(f"The file {shown(name)} in the archive is not in the manifest.")
    for one in _objects(publication.get("readingOrder")):
        if not str(one.get("encodingFormat")).startswith("audio/"):
            yield _finding(f"{shown(one.get('url'))} is played, but is no sound.")
    for name, entry in entries.items():
        wanted = ZIP_STORED if name.endswith(_STORED) else ZIP_DEFLATED
        if entry.compress_type != wanted:
            yield _finding(f"The file {shown(name)} is {'compressed' if wanted == ZIP_STORED else 'not compressed'}.")


def _check_contents(archive: ZipFile, linked: Sequence[Mapping[str, Any]], manifest: Manifest) -> Findings:
    """The table of contents leads to every section that is heard, in order, and to nowhere else."""
    pages = [str(one.get("url")) for one in linked if one.get("rel") == "contents"]
    if len(pages) != 1:
        yield _finding(f"It has {len(pages)} tables of contents instead of one.")
        return
    root = yield from _page(archive, pages[0])
    if root is None:
        return
    lists = [one for one in root.find("nav") if one.attributes.get("role") == "doc-toc"]
    links = [one for nav in lists[:1] for one in nav.find("a")]
    heard = [section for section in manifest.sections if section.begin_ms is not None]
    if len(links) != len(heard):
        yield _finding(f"It has {len(links)} entries; {len(heard)} sections are heard.", pages[0])
    for number, (link, section) in enumerate(zip(links, heard, strict=False)):
        address = link.attributes.get("href", "")
        times = _TIMES.search(address)
        begin_ms = 0 if number == 0 else section.begin_ms
        if times is None or int(times[1]) * 1000 + int(times[2]) != begin_ms:
            yield _finding(f"{shown(link.text())} leads to {shown(address)}, and begins at {begin_ms} ms.", pages[0])
        elif not begin_ms < int(times[3]) * 1000 + int(times[4]) <= manifest.duration_ms:
            yield _finding(f"{shown(link.text())} ends outside of the sound.", pages[0])
        if address.partition("#")[0] not in {str(one.get("url")) for one in linked}:
            yield _finding(f"{shown(address)} is no sound of this book.", pages[0])


def _check_transcript(archive: ZipFile, linked: Sequence[Mapping[str, Any]], manifest: Manifest) -> Findings:
    """Every utterance is in the transcript under its id, in order."""
    pages = {str(one.get("url")) for one in linked if str(one.get("url")).startswith("transcript")}
    if len(pages) != 1:
        yield _finding("It has no transcript.")
        return
    name = pages.pop()
    root = yield from _page(archive, name)
    if root is None:
        return
    found = ids(root)
    order = {one: at for at, one in enumerate(found)}
    last = -1
    for utterance in manifest.utterances:
        if utterance.id not in found:
            yield _finding(f"{utterance.id}, {shown(utterance.text)}, is not in it.", name)
            continue
        if _letters(found[utterance.id].text(NOTE_MARK)) != _letters(utterance.text):
            yield _finding(
                f"{utterance.id} reads {shown(found[utterance.id].text())} instead of {shown(utterance.text)}.", name
            )
        if order[utterance.id] < last:
            yield _finding(f"{utterance.id} is not where it is heard.", name)
        last = order[utterance.id]


def _page(archive: ZipFile, name: str) -> Reading[Node | None]:
    text = yield from read_entry(archive, name, CHECK)
    if text is None:
        return None
    root = yield from read_tree(text, name, CHECK)
    if root is not None:
        yield from check_ids(root, name, CHECK)
    return root


def _letters(text: str) -> str:
    return "".join(one for one in text if one.isprintable() and not one.isspace())


def _finding(what: str, place: str = MANIFEST) -> Finding:
    return Finding(check=CHECK, place=place, what=what)
