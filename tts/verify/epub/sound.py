"""The sound of an EPUB: the package's MP3 file, which in an edition of many articles is cut into several files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from zipfile import ZipFile

from tts.formats import MP3
from tts.noun import noun
from tts.verify.archive import ZIP_ERRORS, check_copies
from tts.verify.epub.package import CHECK, EpubFile, finding
from tts.verify.files import is_regular
from tts.verify.findings import Reading
from tts.verify.manifest import Manifest
from tts.verify.mpeg import DECODER_DELAY, Music, music, read_music

_BLOCK_BYTES = 1_000_000


@noun
class Sound:
    """A file of sound in a book: a time of the recording plus `shift_ms` is that of the file, which has `length_ms`."""

    shift_ms: float
    length_ms: float

    def time_ms(self, recording_ms: int) -> float:
        """Return a time of the recording as one of the file."""
        return max(0, min(recording_ms + self.shift_ms, self.length_ms))


def check_sounds(book: EpubFile, folder: Path, manifest: Manifest) -> Reading[Mapping[str, Sound]]:
    """Return the files of sound by their paths, after a check that nothing was encoded a second time.

    The book of an article has the MP3 file of the package, that of an edition all of its frames, in files one after
    another. Without such a file there are findings, and nothing is returned.
    """
    tracks = [folder / track.path for track in manifest.tracks if track.media_type == MP3.media_type]
    paths = [item.path for item in book.items.values() if item.media_type.startswith("audio/")]
    if len(tracks) != 1 or not paths or (len(paths) > 1 and not manifest.parts):
        yield finding(book.package, f"It lists {len(paths)} sounds instead of one.")
        return {}
    if not manifest.parts:
        yield from check_copies(book.archive, {paths[0]: tracks[0]}, CHECK)
        return {paths[0]: Sound(shift_ms=0, length_ms=manifest.duration_ms)}
    if not is_regular(tracks[0]):
        return {}
    try:
        whole = music(tracks[0])
        parts = {path: _read_part(book.archive, path) for path in paths}
        if whole is None or not _is_whole(tracks[0], whole.begin, book.archive, paths):
            yield finding(book.package, "Its sounds are together not the sound of the package.")
            return {}
    except ZIP_ERRORS as error:
        yield finding(book.package, f"Its sound cannot be read: {error}.")
        return {}
    sounds, frames = {}, 0
    for path, part in parts.items():
        if part is None:
            yield finding(path, "This is not MP3 of constant bit rate.")
            continue
        # decoders that find no Info frame play the delays of encoder and decoder
        shift = whole.delay + DECODER_DELAY - frames * whole.samples
        length = part.count * part.samples
        sounds[path] = Sound(shift_ms=shift * 1000 / whole.rate_hz, length_ms=length * 1000 / part.rate_hz)
        frames += part.count
    return sounds


def _read_part(archive: ZipFile, path: str) -> Music | None:
    """Return the frames of a file in the archive; None if it is not MP3 of constant bit rate."""
    with archive.open(path) as file:
        return read_music(file)


def _is_whole(track: Path, begin: int, archive: ZipFile, paths: Iterable[str]) -> bool:
    """Return whether files in the archive, one after another, have the bytes of `track` from `begin` on."""
    with track.open("rb") as file:
        file.seek(begin)
        for path in paths:
            with archive.open(path) as part:
                while block := part.read(_BLOCK_BYTES):
                    if file.read(len(block)) != block:
                        return False
        return not file.read(1)
