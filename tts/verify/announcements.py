"""The announcements of an edition, in the folder `parts`: the next run takes those that have not changed from there."""

from __future__ import annotations

import os
import stat
from dataclasses import replace
from pathlib import Path

from tts.verify.checksums import check_checksums
from tts.verify.files import PARTS, read_text
from tts.verify.findings import Finding, Findings
from tts.verify.manifest import MANIFEST, parse_manifest
from tts.verify.tracks import check_track

CHECK = "announcements"
_SOUND = "between"
"""The folder of a sound between articles, which is only a track in each format, and is made in each run."""
_AGAIN = "Remove its folder, and make the edition again."


def check_announcements(folder: Path) -> Findings:
    """Find the defects of the announcements in the package of an edition; their sound is heard in the edition."""
    try:
        entries = sorted(os.scandir(folder / PARTS), key=lambda entry: entry.name)
    except OSError:
        return  # `check_files` reports a folder that is missing
    for entry in entries:
        if entry.name == _SOUND:
            continue
        place = f"{PARTS}/{entry.name}"
        if not entry.is_dir(follow_symlinks=False):
            what = "This does not belong to the announcements."
            yield Finding(check=CHECK, place=place, what=what, next_step="Move it elsewhere.")
            continue
        for finding in _check_announcement(folder / place):
            next_step = _AGAIN if finding.next_step.startswith("Package") else finding.next_step
            where = f"{place}/{finding.place}" if finding.place else place
            yield replace(finding, check=CHECK, place=where, next_step=next_step)


def _check_announcement(folder: Path) -> Findings:
    """Check one announcement: its manifest, its tracks, and that nothing else is there."""
    text = yield from read_text(folder / MANIFEST, CHECK)
    manifest = (yield from parse_manifest(text)) if text is not None else None
    try:
        present = {entry.name: entry.stat(follow_symlinks=False) for entry in os.scandir(folder)}
    except OSError as error:
        what = f"The folder cannot be read: {error.strerror}."
        yield Finding(check=CHECK, place="", what=what, next_step="Change its permissions.")
        return
    expected = {MANIFEST, *(track.path for track in manifest.tracks)} if manifest else {MANIFEST}
    for name in sorted(expected):
        status = present.get(name)
        if status is None or not stat.S_ISREG(status.st_mode) or not status.st_size:
            yield Finding(check=CHECK, place=name, what="This file is missing, empty, or not a regular file.")
    if manifest is None:
        return
    for name in sorted(set(present) - expected):
        what = "This does not belong to the announcement."
        yield Finding(check=CHECK, place=name, what=what, next_step="Move it elsewhere.")
    places = []
    for track in manifest.tracks:
        for finding in check_track(folder, track, replace(manifest, is_announcement=True), by_ear=False):
            yield finding
            places.append(finding.place)
    yield from check_checksums(folder, manifest, places)
