"""A finished package -> what is wrong with it, from its files alone: one module for each kind of check.

Nothing here uses the code that made the package; every file is read again after its own specification, and the
sound is decoded by PyAV, of which `listen` is the only importer here. Any package may be hostile: whatever stands in
it gives findings.

What cannot be found: a wrong word that stands alike in the manifest, the transcript and the captions; sound that says
something else in the same time (see `sound`); a byte of M4B sound that changed without being heard; that a track
lacks the cover that an article brought along; the date in an MP3's tag.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from tts.errors import UsageError
from tts.verify.audiobook import check_audiobook
from tts.verify.chapter_lists import check_chapters_file, check_cue_sheet
from tts.verify.cues import check_captions, check_labels
from tts.verify.daisy import check_daisy
from tts.verify.epub import check_epub
from tts.verify.files import ALWAYS, PAGE, check_files, is_plain, on_request, read_text
from tts.verify.findings import Finding, Findings
from tts.verify.manifest import MANIFEST, Manifest, parse_manifest
from tts.verify.readalong import check_readalong, pictures
from tts.verify.timeline import check_timeline
from tts.verify.tracks import check_track
from tts.verify.transcript import check_transcript

MAX_ALIKE = 10
"""Findings of one check that are told; what is more is counted."""
_LONGEST = 240
_SIDECARS = {"labels": check_labels, "cue": check_cue_sheet}
_EDITIONS = {"epub": check_epub, "daisy": check_daisy, "audiobook": check_audiobook}


def packages(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The package folders that `paths` name, each once: packages as they are, of other folders all in them, in order.

    A folder among packages that is none is listed too, so that its missing manifest is found.

    Raises:
        UsageError: there is no package in one of `paths`.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if not path.is_dir():
            raise UsageError(f"{path}: There is no such folder. Name a package, or a folder with packages in it.")
        inside = [one for one in sorted(path.iterdir()) if one.is_dir() and not one.name.startswith(".")]
        if any((path / name).is_file() for name in ALWAYS):
            found[path] = None
        elif any(one.joinpath(name).is_file() for one in inside for name in ALWAYS):
            found.update(dict.fromkeys(inside))
        else:
            raise UsageError(f"{path}: There is no package here. Make one with `articast package`.")
    return tuple(found)


def verify(folder: Path) -> Iterator[Finding]:
    """What is wrong with the package in `folder`, and notes: of each check the first findings, then their number."""
    told: dict[str, list[str]] = defaultdict(list)
    for finding in _findings(folder):
        told[finding.check].append(finding.place.partition(",")[0])
        if len(told[finding.check]) <= MAX_ALIKE:
            yield replace(finding, place=_short(finding.place), what=_short(finding.what))
    for check, files in told.items():
        if len(files) > MAX_ALIKE:
            what = f"There are {len(files) - MAX_ALIKE} more findings of '{check}'."
            yield Finding(check=check, place=files[-1], what=what)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _findings(folder: Path) -> Findings:
    if not is_plain(folder / MANIFEST):
        yield Finding(check="files", place=MANIFEST, what="There is no manifest, so this is no package.")
        return
    text = yield from read_text(folder / MANIFEST, "manifest")
    if text is None:
        return
    manifest = yield from parse_manifest(text)
    if manifest is None:
        return
    if manifest.is_silent:
        what = "This edition was made without a voice: it holds no sound."
        yield Finding(check="sound", place=MANIFEST, what=what, kind="note")
    page = yield from read_text(folder / PAGE, "readalong")
    yield from check_files(folder, manifest, pictures(page or ""))
    yield from check_timeline(manifest)
    yield from _check_texts(folder, manifest)
    if page is not None:
        yield from check_readalong(page, manifest)
    for track in manifest.tracks:
        yield from check_track(folder, track, manifest)
    for form in dict.fromkeys(on_request(manifest).values()):
        if check := _EDITIONS.get(form):
            yield from check(folder, manifest)


def _check_texts(folder: Path, manifest: Manifest) -> Findings:
    chapters = yield from read_text(folder / "chapters.json", "chapters")
    if chapters is not None:
        yield from check_chapters_file(chapters, manifest)
    transcript = yield from read_text(folder / "transcript.txt", "transcript")
    if transcript is not None:
        yield from check_transcript(transcript, manifest)
    for name in ("captions.vtt", "captions.srt"):
        captions = yield from read_text(folder / name, "captions")
        if captions is not None:
            yield from check_captions(name, captions, manifest)
    for name, form in on_request(manifest).items():
        if check := _SIDECARS.get(form):
            text = yield from read_text(folder / name, form)
            if text is not None:
                yield from check(name, text, manifest)
