"""`embed.html` and `embed.json` against the manifest: the same text, times and files, and nothing from elsewhere."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from tts.verify.files import PAGE, caption_files, read_text
from tts.verify.findings import Findings, report, shown
from tts.verify.manifest import Manifest
from tts.verify.page import Page, read_page
from tts.verify.readalong import check_policy, check_tag, check_utterances

_PLAYER, _DESCRIPTION = "embed.html", "embed.json"
_CHECK = "embed"
_SCHEMA = "1.0"
_DIRECTIONS = ("ltr", "rtl")
_ID = re.compile(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_finding = partial(report, _CHECK, _PLAYER)
_defect = partial(report, _CHECK, _DESCRIPTION)


def check_embed(folder: Path, manifest: Manifest) -> Findings:
    """Find the defects of the player for other pages, and of its description."""
    text = yield from read_text(folder / _PLAYER, _CHECK)
    if text is not None:
        page = read_page(text)
        if page.defect:
            yield _finding("", f"Something was changed in it: {page.defect}.")
        yield from check_utterances(page, manifest, _finding)
        yield from check_policy(page, _finding)
        yield from _check_elements(page, manifest)
        yield from _check_data(page, manifest)
    text = yield from read_text(folder / _DESCRIPTION, _CHECK)
    if text is not None:
        yield from _check_description(text, manifest)


def _check_elements(page: Page, manifest: Manifest) -> Findings:
    """Check that the player loads files of the package only, and that links leave the frame that it is in."""
    loadable = {"source": {track.path for track in manifest.tracks}, "track": set(caption_files(manifest))}
    pages = {f"../{part.slug}/{PAGE}" for part in manifest.parts if part.slug}
    for tag in page.tags:
        yield from check_tag(tag, loadable.get(tag.name, set()), pages, _finding)
        address = tag.attributes.get("href", "#")
        if not address.startswith("#") and tag.attributes.get("target") != "_blank":
            yield _finding("", f"The link to {shown(address)} opens in the frame of another page.")
    if not any(tag.attributes.get("href") == PAGE for tag in page.tags):
        yield _finding("", f"There is no link to {shown(PAGE)}.")


def _check_data(page: Page, manifest: Manifest) -> Findings:
    """Compare the timeline and the chapters of the script with the manifest."""
    try:
        data: Any = json.loads(page.data)
        facts = data["clips"], [row[:2] for row in data["chapters"]], data["duration"]
    except (ValueError, KeyError, TypeError, RecursionError):
        yield _finding("", "The script of the player has no timeline that can be read.")
        return
    clips = [[utterance.id, utterance.begin_ms, utterance.end_ms] for utterance in manifest.utterances]
    expected = clips, list(_list_chapters(manifest)), manifest.duration_ms
    if data.get("title") != manifest.metadata["title"]:
        yield _finding("", f"The script of the player has the title {shown(data.get('title'))}.")
    for name, rows, right in zip(("utterances", "chapters", "length"), facts, expected, strict=True):
        if rows != right:
            yield _finding("", f"The script of the player knows other {name} than the manifest has.")


def _list_chapters(manifest: Manifest) -> Iterator[list[Any]]:
    """Yield start and title of each place to choose: the chapters; in an edition, announcements and articles."""
    if not manifest.parts:
        yield from ([chapter.start_ms, chapter.title] for chapter in manifest.chapters)
    for entry in manifest.contents:
        yield from ([below.start_ms, below.title] for below in (entry.entries or (entry,)))


def _check_description(text: str, manifest: Manifest) -> Findings:
    """Compare the facts of the description with the manifest, and check that its line shows this player."""
    try:
        description: Any = json.loads(text)
        line = str(description["iframe"])
    except (ValueError, KeyError, TypeError, RecursionError):
        yield _defect("", "It is not a description that can be read.")
        return
    names = ("title", "language", "authors", "date", "description", "source_url", "cover")
    captions = zip(caption_files(manifest), ("text/vtt", "application/x-subrip"), strict=True)
    expected: dict[str, object] = {name: manifest.metadata.get(name) or None for name in names} | {
        "authors": manifest.metadata.get("authors", []),
        "schema": _SCHEMA,
        "duration_ms": manifest.duration_ms,
        "embed": _PLAYER,
        "page": PAGE,
        "transcript": "transcript.txt",
        "captions": [{"url": name, "type": media_type} for name, media_type in captions],
        "audio": [
            {"url": track.path, "type": track.media_type, "size_bytes": track.size_bytes} for track in manifest.tracks
        ],
        "chapters": [
            {"title": chapter.title, "start_ms": chapter.start_ms, "end_ms": chapter.end_ms}
            for chapter in manifest.chapters
        ],
    }
    for name, right in expected.items():
        if description.get(name) != right:
            yield _defect(name, f"{shown(description.get(name))} is not in the manifest.")
    if description.get("direction") not in _DIRECTIONS:
        yield _defect("direction", f"{shown(description.get('direction'))} is not a direction of writing.")
    if not _ID.fullmatch(str(description.get("id"))):
        yield _defect("id", f"{shown(description.get('id'))} is not the id of an edition.")
    tags = read_page(line).tags
    if [(tag.name, tag.attributes.get("src")) for tag in tags] != [("iframe", f"{{address}}{_PLAYER}")]:
        yield _defect("iframe", "It is not one frame with the player.")
    elif not tags[0].attributes.get("title", "").strip():
        yield _defect("iframe", "The frame has no title.")
