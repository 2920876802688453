"""A finished package -> findings about it, from its files alone: one module for each kind of check.

Nothing here uses the code that made the package. Every file is read again by its own specification, and the sound is
decoded by PyAV, which only `listen` imports here. Any package may be hostile: whatever its files hold gives findings.

The manifest has a SHA-256 of every other file, so each damage that came later is found. In what the
program itself made wrong, this cannot be found: a wrong word that is the same in the manifest, the transcript and the
captions; sound that says something else in the same time (see `sound`); labels and drawings of the pages themselves;
words of notes for people; the missing cover of a track of an article that has a cover of its own; the date in an MP3's
tag.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from tts.errors import UsageError, describe_defect
from tts.verify.announcements import check_announcements
from tts.verify.audiobook import check_audiobook
from tts.verify.chapter_lists import check_chapters_file, check_cue_sheet
from tts.verify.checksums import check_checksums
from tts.verify.cues import check_captions, check_labels
from tts.verify.daisy import check_daisy
from tts.verify.embed import check_embed
from tts.verify.epub import check_epub
from tts.verify.files import (
    ALWAYS,
    PAGE,
    caption_files,
    check_files,
    cover_files,
    is_regular,
    read_text,
    requested_files,
)
from tts.verify.findings import AGAIN, EDITION_AGAIN, ELSEWHERE, Finding, Findings
from tts.verify.manifest import MANIFEST, Manifest, parse_manifest
from tts.verify.page import read_page
from tts.verify.pictures import check_pictures
from tts.verify.readalong import check_readalong, list_pictures
from tts.verify.timeline import check_timeline
from tts.verify.tracks import check_track
from tts.verify.transcript import check_transcript
from tts.verify.usb import check_usb
from tts.verify.voices import check_voices

DEFECT = "defect"
"""The check that is named where `verify` itself failed, which is a defect of Articast."""
MAX_ALIKE = 10
"""Findings of one check that are shown; the others are counted."""
_MAX_LENGTH = 240

_TEXTS: dict[str, tuple[str, Callable[[str, Manifest], Findings]]] = {
    "chapters.json": ("chapters", check_chapters_file),
    "transcript.txt": ("transcript", check_transcript),
}
_SIDECARS: Mapping[str, Callable[[str, str, Manifest], Findings]] = {"labels": check_labels, "cue": check_cue_sheet}
_EDITIONS: Mapping[str, Callable[[Path, Manifest], Findings]] = {
    "epub": check_epub,
    "daisy": check_daisy,
    "audiobook": check_audiobook,
    "embed": check_embed,
    "usb": check_usb,
}


def packages(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return the package folders that `paths` name, each once: packages themselves, of other folders all in them.

    Every folder among packages is listed, so that a missing manifest is found.

    Raises:
        UsageError: there is no package in one of `paths`.
    """
    folders: dict[Path, None] = {}
    for path in paths:
        if not path.is_dir():
            raise UsageError(f"{path}: There is no such folder. Name a package, or a folder with packages in it.")
        inside = [entry for entry in sorted(path.iterdir()) if entry.is_dir() and not entry.name.startswith(".")]
        if any((path / name).is_file() for name in ALWAYS):
            folders[path] = None
        elif any(entry.joinpath(name).is_file() for entry in inside for name in ALWAYS):
            folders.update(dict.fromkeys(inside))
        else:
            raise UsageError(f"{path}: There is no package here. Make one with `articast package`.")
    return tuple(folders)


def verify(folder: Path) -> Iterator[Finding]:
    """Yield findings and notes about the package in `folder`: of each check the first ten, then their number."""
    alike: dict[str, list[Finding]] = defaultdict(list)
    for finding in _check_safely(folder):
        alike[finding.check].append(finding)
        if len(alike[finding.check]) <= MAX_ALIKE:
            yield replace(finding, place=_to_line(finding.place), what=_to_line(finding.what))
    for check, findings in alike.items():
        if more := findings[MAX_ALIKE:]:
            # a finding among them counts for more than the notes
            last = next((finding for finding in reversed(more) if finding.kind == "finding"), more[-1])
            what = f"There are {len(more)} more findings of '{check}'."
            yield replace(last, place=_to_line(last.place.partition(",")[0]), what=what)


def _check_safely(folder: Path) -> Findings:
    """Check a package; an error that no check foresaw is one finding more, and ends the checks of this package."""
    try:
        yield from _check_package(folder)
    except Exception as error:  # noqa: BLE001 - whatever it is, the other packages are checked
        what = "The other checks were not made, because one of them failed."
        yield Finding(check=DEFECT, place="", what=what, next_step=describe_defect(error))


def _to_line(text: str) -> str:
    """Return a text of a finding as a terminal can show it: on one line, cut where it is long."""
    line = "".join(char if char.isprintable() else "�" for char in text)
    return line if len(line) <= _MAX_LENGTH else f"{line[: _MAX_LENGTH - 1]}…"


def _check_package(folder: Path) -> Findings:
    """Check the manifest first, because every other check compares a file with it."""
    if not is_regular(folder / MANIFEST):
        is_there = folder.joinpath(MANIFEST).is_symlink() or folder.joinpath(MANIFEST).exists()
        what = "The manifest is empty, or not a regular file" if is_there else "There is no manifest"
        what += ", so this is not a package."
        yield Finding(check="files", place=MANIFEST, what=what, next_step=ELSEWHERE)
        return
    text = yield from read_text(folder / MANIFEST, "manifest")
    manifest = (yield from parse_manifest(text)) if text is not None else None
    if manifest is None:
        return
    for finding in _with_checksums(folder, manifest, _check_contents(folder, manifest)):
        is_again = manifest.parts and finding.next_step == AGAIN
        yield replace(finding, next_step=EDITION_AGAIN) if is_again else finding


def _with_checksums(folder: Path, manifest: Manifest, findings: Findings) -> Findings:
    """Yield `findings`, and then those of the files that they do not name and that were changed all the same."""
    places = []
    for finding in findings:
        yield finding
        if finding.kind == "finding":
            places.append(finding.place)
    yield from check_checksums(folder, manifest, places)


def _check_contents(folder: Path, manifest: Manifest) -> Findings:
    """Compare every file of a package with its manifest."""
    if manifest.is_silent:
        what = "This edition was made without a voice: it holds no sound."
        yield Finding(check="sound", place=MANIFEST, what=what, kind="note")
    markup = yield from read_text(folder / PAGE, "readalong")
    page = read_page(markup or "")
    pictures = list_pictures(page)
    yield from check_files(folder, manifest, pictures)
    yield from check_pictures(folder, dict.fromkeys((*cover_files(manifest), *pictures)), manifest)
    yield from check_timeline(manifest)
    yield from check_voices(manifest)
    requested = requested_files(manifest)
    sidecars = {name: (form, partial(_SIDECARS[form], name)) for name, form in requested.items() if form in _SIDECARS}
    captions = {name: ("captions", partial(check_captions, name)) for name in caption_files(manifest)}
    for name, (check, check_text) in (_TEXTS | captions | sidecars).items():
        text = yield from read_text(folder / name, check)
        if text is not None:
            yield from check_text(text, manifest)
    if markup is not None:
        yield from check_readalong(page, manifest)
    for track in manifest.tracks:
        yield from check_track(folder, track, manifest)
    if manifest.parts:
        yield from check_announcements(folder)
    for form in dict.fromkeys(requested.values()):
        if form in _EDITIONS:
            yield from _EDITIONS[form](folder, manifest)
