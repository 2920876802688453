"""The names in a USB folder: short ASCII for FAT32, with numbers without gaps, in one order whoever sorts them."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable
from pathlib import Path

from tts.formats import MP3
from tts.model import Part
from tts.noun import noun
from tts.verify.findings import EDITION_AGAIN, Finding, Findings, Reading, shown
from tts.verify.manifest import Manifest

CHECK = "usb"
MAX_NAME, MAX_PATH = 60, 255
_NUMBER = re.compile(r"(\d{3,}) (?=\S)")
# Microsoft, "Naming Files, Paths, and Namespaces": characters and names that Windows refuses, and endings that it drops
_UNSAFE = re.compile(r'[\x00-\x1f"*/:<>?\\|\x7f]|[. ]$|^ ')
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_PLAIN_WORDS = frozenset({"Article", "Contents", "Edition", "End", "Headlines", "Section", "Welcome"})


@noun
class UsbTrack:
    """A part of the edition and its file, which is at `path` in the folder of USB folders."""

    part: Part
    path: str


def finding(place: str, what: str, next_step: str = EDITION_AGAIN) -> Finding:
    """Return a finding about a place in the folder of USB folders."""
    return Finding(check=CHECK, place=place, what=what, next_step=next_step)


def list_folder(folder: Path, place: str) -> Reading[list[os.DirEntry[str]]]:
    """Return the entries of a folder in byte order; none, with a finding, if it cannot be read."""
    try:
        return sorted(os.scandir(folder), key=lambda entry: os.fsencode(entry.name))
    except OSError as error:
        yield finding(place, f"The folder cannot be read: {error.strerror}.", "Change its permissions.")
        return []


def list_tracks(root: Path, top: str) -> Reading[list[str]]:
    """Return the paths of all tracks in the folder `top`, without its name, in byte order; nothing else is in it."""
    tracks = []
    for folder in (yield from list_folder(root / top, top)):
        place = f"{top}/{folder.name}"
        if not folder.is_dir(follow_symlinks=False):
            yield finding(place, "Only folders belong here, and this is not one.", "Move it elsewhere.")
            continue
        entries = yield from list_folder(root / top / folder.name, place)
        if not entries:
            yield finding(place, "This folder is empty.")
        for entry in entries:
            status = entry.stat(follow_symlinks=False)
            if not entry.name.endswith(MP3.extension) or not stat.S_ISREG(status.st_mode):
                yield finding(f"{place}/{entry.name}", "Only MP3 files belong here.", "Move it elsewhere.")
            else:
                tracks.append(f"{folder.name}/{entry.name}")
    return tracks


def check_names(top: str, names: list[str], manifest: Manifest) -> Reading[list[UsbTrack]]:
    """Check the names of an edition's folder and of the tracks in it, and return the track of each part that has one.

    `names` are the paths of all tracks in the folder, in byte order.
    """
    folders = list(dict.fromkeys(name.partition("/")[0] for name in names))
    yield from _check_name(top, top)
    yield from _check_title(top, _series_title(manifest), top)
    yield from _check_numbers(top, folders)
    for folder in folders:
        yield from _check_name(f"{top}/{folder}", folder)
        yield from _check_numbers(
            f"{top}/{folder}", [name.partition("/")[2] for name in names if name.startswith(f"{folder}/")]
        )
    for digits in ({len(_digits(folder)) for folder in folders}, {len(_digits(name.split("/")[1])) for name in names}):
        if len(digits) > 1:
            yield finding(top, "The numbers of one level are not all of the same length.")
    for name in names:
        yield from _check_name(f"{top}/{name}", name.partition("/")[2])
        if len(f"{top}/{name}") >= MAX_PATH:
            yield finding(f"{top}/{name}", f"The path has {MAX_PATH} characters or more.")
    if names != sorted(names, key=_natural_key) or names != sorted(names, key=str.lower):
        yield finding(top, "Players that sort names in another way play the tracks in another order.")
    tracks = yield from _find_parts(top, names, manifest)
    if [track.path for track in tracks] != sorted(track.path for track in tracks):
        yield finding(top, "The order of the names is not the order of the edition.")
    return tracks


def _check_name(place: str, name: str) -> Findings:
    """Check one name by the rules of FAT32, of Windows and of players."""
    if not name.isascii():
        yield finding(place, "Some players cannot read a name that is not ASCII.")
    if len(name) > MAX_NAME:
        yield finding(place, f"The name has {len(name)} characters, more than {MAX_NAME}.")
    if _UNSAFE.search(name) or _DEVICES.fullmatch(name):
        yield finding(place, "Some systems cannot store a file of this name.")


def _check_numbers(place: str, names: Iterable[str]) -> Findings:
    """Check that the names in one folder have the numbers from 1 on, each once."""
    numbers = [int(_digits(name) or -1) for name in names]
    if numbers != list(range(1, len(numbers) + 1)):
        listed = ", ".join(map(str, numbers[:20]))
        yield finding(place, f"The numbers in it are not those from 1 on: {listed}.")


def _find_parts(top: str, names: list[str], manifest: Manifest) -> Reading[list[UsbTrack]]:
    """Return the track of each part of the edition by its numbers, in the order of the parts."""
    by_number = {tuple(int(_digits(name) or -1) for name in path.split("/")): path for path in names}
    tracks = []
    for part in manifest.parts:
        path = by_number.pop((part.folder, part.number), None)
        if path is None:
            what = f"There is no track {part.number} in folder {part.folder}, which is {shown(part.title)}."
            yield finding(top, what)
            continue
        folder, name = path.split("/")
        yield from _check_title(f"{top}/{folder}", part.folder_title, folder)
        yield from _check_title(f"{top}/{path}", part.title, name.removesuffix(MP3.extension))
        tracks.append(UsbTrack(part=part, path=f"{top}/{path}"))
    for path in by_number.values():
        yield finding(f"{top}/{path}", "The edition has no part with these numbers.")
    return tracks


def _check_title(place: str, title: str, name: str) -> Findings:
    """Check that a name has the first words of a title; only of an ASCII one it is known what they look like."""
    words = _NUMBER.sub("", name, count=1)
    if not title.isascii() or words in _PLAIN_WORDS:
        return
    letters, expected = (re.sub("[^a-z0-9]", "", text.lower()) for text in (words, title))
    if not letters or not expected.startswith(letters):
        yield finding(place, f"This is not the name of {shown(title)}.")


def _series_title(manifest: Manifest) -> str:
    """Return the title after which the whole folder is named."""
    return manifest.series.title if manifest.series else str(manifest.metadata["title"])


def _digits(name: str) -> str:
    """Return the number at the beginning of a name, "" without one."""
    match = _NUMBER.match(name)
    return match[1] if match else ""


def _natural_key(name: str) -> list[tuple[int, str]]:
    """Return what programs compare that take digits for numbers."""
    return [(int(part), "") if part.isdecimal() else (-1, part.lower()) for part in re.split(r"(\d+)", name)]
