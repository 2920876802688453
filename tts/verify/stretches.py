"""The files of sound that a book has of the package's MP3 file: together all of it, each with its own times."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO

from tts.formats import MP3
from tts.noun import noun
from tts.verify.archive import ZIP_ERRORS
from tts.verify.files import MAX_BYTES, is_regular
from tts.verify.findings import Reading, report
from tts.verify.manifest import Manifest
from tts.verify.mpeg import DECODER_DELAY, Music, music, read_music

_BLOCK_BYTES = 1_000_000

Open = Callable[[], IO[bytes]]
"""Opens a file of the book, in a folder or an archive."""


@noun
class Stretch:
    """The sound of a file. A time of the package plus `shift_ms` is that of the file, which lasts `duration_ms`."""

    shift_ms: float
    duration_ms: float


def read_stretches(
    folder: Path, manifest: Manifest, files: Mapping[str, Open], check: str
) -> Reading[dict[str, Stretch] | None]:
    """Return what each of `files` has of the sound of the package in `folder`; they are in order, by name.

    It is None, with a finding, if one cannot be read. A decoder that does not know an Info frame plays the sound later,
    by the delays of encoder and decoder.
    """
    track = next((folder / track.path for track in manifest.tracks if track.media_type == MP3.media_type), None)
    if track is None or not is_regular(track):
        yield report(check, "", "", "There is no MP3 file to compare the sound with.")
        return None
    try:
        if sum(map(_size_bytes, files.values())) > track.stat().st_size + MAX_BYTES:
            yield report(check, "", "", "The files of sound are together far larger than the sound of the package.")
            return None
        whole, parts = music(track), {name: _read(open_) for name, open_ in files.items()}
        if whole is None or None in parts.values():
            yield report(check, "", "", "There is sound that cannot be read as MP3 of constant bit rate.")
            return None
        if not _is_whole(track, whole, files):
            yield report(check, "", "", "The files of sound are together not the sound of the package.")
    except ZIP_ERRORS as error:
        yield report(check, "", "", f"The sound cannot be read: {error}.")
        return None
    stretches, frames = {}, 0
    for name, part in parts.items():
        assert part is not None
        delay = whole.delay + DECODER_DELAY - frames * whole.samples
        duration_ms = part.count * part.samples * 1000 / part.rate_hz
        stretches[name] = Stretch(shift_ms=delay * 1000 / whole.rate_hz, duration_ms=duration_ms)
        frames += part.count
    return stretches


def _size_bytes(open_: Open) -> int:
    """Return the size of a file, 0 if there is none."""
    try:
        with open_() as file:
            return file.seek(0, 2)
    except (FileNotFoundError, KeyError):
        return 0


def _read(open_: Open) -> Music | None:
    """Return the music of a file; None if there is no such file, or it is something else."""
    try:
        with open_() as file:
            return read_music(file)
    except (FileNotFoundError, KeyError):
        return None


def _is_whole(track: Path, whole: Music, files: Mapping[str, Open]) -> bool:
    """Return whether the files of the book, one after another, have the bytes of the package's sound."""
    with track.open("rb") as file:
        file.seek(whole.begin)
        for open_ in files.values():
            with open_() as part:
                while block := part.read(_BLOCK_BYTES):
                    if file.read(len(block)) != block:
                        return False
        return not file.read(1)
