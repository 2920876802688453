"""The archive of a USB folder: the same tracks in order of playing, and a list of them for players on computers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from zipfile import ZipFile

from tts.verify.archive import check_copies, open_archive, read_entry
from tts.verify.findings import Findings, shown
from tts.verify.tags import line
from tts.verify.usb.names import CHECK, UsbTrack, finding
from tts.verify.usb.tracks import MIN_TRACK_MS

_TOLERANCE_S = 1
_MAX_DIGITS = 10


def check_archive(path: Path, root: Path, tracks: Sequence[UsbTrack]) -> Findings:
    """Check that the archive has the tracks, byte for byte and in order, and at its top level the list of them."""
    archive = yield from open_archive(path, CHECK)
    if archive is None:
        yield finding(path.name, "The archive of the folder is missing, or it is not one.")
        return
    with archive:
        paths = [track.path for track in tracks]
        yield from check_copies(archive, {name: root / name for name in paths}, CHECK)
        others = [name for name in archive.namelist() if name not in set(paths)]
        if [name for name in archive.namelist() if name in set(paths)] != paths:
            yield finding(path.name, "The order of the tracks in it is not the order of the edition.")
        playlist = f"{paths[0].partition('/')[0]}.m3u" if paths else ""
        for name in others:
            if name != playlist:
                yield finding(path.name, f"The file {shown(name)} in it does not belong to the edition.")
        yield from _check_playlist(archive, playlist, tracks)


def _check_playlist(archive: ZipFile, name: str, tracks: Sequence[UsbTrack]) -> Findings:
    """Check that the playlist names each track once, in order, with its title and its length."""
    text = yield from read_entry(archive, name, CHECK)
    if text is None:
        return
    place = f"{Path(str(archive.filename)).name}, {name}"
    lines = text.splitlines()
    paths = [entry for entry in lines if entry and not entry.startswith("#")]
    if lines[:1] != ["#EXTM3U"] or paths != [track.path for track in tracks]:
        yield finding(place, "The list is not one of all tracks in the order of the edition.")
        return
    described = [entry.removeprefix("#EXTINF:") for entry in lines if entry.startswith("#EXTINF:")]
    for track, entry in zip(tracks, described, strict=False):
        length, _, title = entry.partition(",")
        part = track.part
        seconds = int(length) if length.isdecimal() and len(length) < _MAX_DIGITS else -1
        is_right = abs(seconds - max(MIN_TRACK_MS, part.duration_ms) / 1000) <= _TOLERANCE_S
        if not is_right or title != line(part.title):
            yield finding(place, f"The entry {shown(entry)} is not that of {shown(part.title)}.")
    if len(described) != len(paths):
        yield finding(place, "The list does not have the title and the length of each track.")
