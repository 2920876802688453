"""The tracks of a USB folder: the edition's own sound in mono, right tags and lengths, and speech at each beginning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from tts.formats import MP3
from tts.noun import noun
from tts.verify.files import is_regular
from tts.verify.findings import Findings, Reading
from tts.verify.id3 import read_tag
from tts.verify.listen import WINDOWS_PER_S, listen_to_beginning
from tts.verify.manifest import Manifest
from tts.verify.mpeg import Music, check_mpeg, music
from tts.verify.tags import check_language, check_texts, line
from tts.verify.usb.names import UsbTrack, finding

MIN_TRACK_MS = 2000
"""The length below which players skip a track, or stop after it."""
_BIT_RATE_KBPS = 64
_MAX_SILENCE_MS = 500
_BEGINNING_MS = 3000
_SOUND_DB = 45  # below the loudest of the beginning: anything softer is not speech
_TOLERANCE_MS = 100  # each end of a track is at the edge of an MPEG frame, near the end of a break
_MUTED_BYTES = 1000  # a few frames: `main_data_begin` reaches 511 bytes back (ISO/IEC 11172-3, section 2.4.1.7)
_BLOCK_BYTES = 1_000_000


@noun
class _Sound:
    """The bytes `begin` to `end` of a file: its frames, without silence that was added after them."""

    path: Path
    begin: int
    end: int


def check_tracks(root: Path, tracks: Sequence[UsbTrack], manifest: Manifest) -> Findings:
    """Check each track by itself, and that all of them together are the sound of the edition, from its first words."""
    sounds = []
    for number, track in enumerate(tracks, 1):
        try:
            sound = yield from _check_sound(root, track, manifest)
            sounds += [sound] if sound else []
            yield from _check_tag(root, track, number, manifest)
        except OSError as error:
            yield finding(track.path, f"The file cannot be read: {error.strerror or error}.", "Try again.")
    if len(sounds) == len(manifest.parts) > 0:
        master = next((root.parent / one.path for one in manifest.tracks if one.media_type == MP3.media_type), None)
        try:
            if master is None or not is_regular(master) or not _is_whole(master, sounds, manifest):
                yield finding("", "The tracks are together not the sound of the edition.")
        except OSError as error:
            yield finding("", f"The sound of the edition cannot be read: {error.strerror or error}.", "Try again.")


def _check_sound(root: Path, track: UsbTrack, manifest: Manifest) -> Reading[_Sound | None]:
    """Check the sound of a track by itself, and return it."""
    path, part = root / track.path, track.part
    sound = music(path)
    if sound is None:
        yield finding(track.path, "The sound cannot be read as MP3 of constant bit rate.")
        return None
    duration_ms = sound.duration_ms
    for one in check_mpeg(path, replace(manifest, duration_ms=round(duration_ms))):
        yield replace(one, place=one.place.replace(path.name, track.path, 1))
    if sound.kbps != _BIT_RATE_KBPS:
        yield finding(track.path, f"It has {sound.kbps} kbit/s instead of {_BIT_RATE_KBPS} kbit/s.")
    # The first part begins with the silence before its first words.
    part_ms = part.end_ms - (part.begin_ms or next((said.begin_ms for said in manifest.utterances), 0))
    if abs(duration_ms - max(MIN_TRACK_MS, part_ms)) > _TOLERANCE_MS:
        yield finding(track.path, f"It lasts {duration_ms:.0f} ms instead of {max(MIN_TRACK_MS, part_ms)} ms.")
    if duration_ms < MIN_TRACK_MS:
        yield finding(track.path, f"Players have trouble with a track that lasts less than {MIN_TRACK_MS} ms.")
    if not manifest.is_silent:
        levels = listen_to_beginning(path, MP3.container, _BEGINNING_MS)
        beginning = levels[: _MAX_SILENCE_MS * WINDOWS_PER_S // 1000]
        if not beginning or min(beginning) > min(levels) + _SOUND_DB:
            yield finding(track.path, f"Nothing is heard in its first {_MAX_SILENCE_MS} ms.")
    end = path.stat().st_size
    return _Sound(
        path=path, begin=sound.begin, end=end - (_count_silence(path, sound) if part_ms < MIN_TRACK_MS else 0)
    )


def _count_silence(path: Path, sound: Music) -> int:
    """Return the bytes at the end of a file that are frames without any sound, which make a short track longer."""
    frame_bytes = sound.samples // 8 * sound.kbps * 1000 // sound.rate_hz
    with path.open("rb") as file:
        file.seek(max(sound.begin, path.stat().st_size - _BLOCK_BYTES))
        data = file.read()
    end = len(data)
    while end > frame_bytes and not any(data[end - frame_bytes + 4 : end]):
        end -= frame_bytes
    return len(data) - end


def _is_whole(master: Path, sounds: Sequence[_Sound], manifest: Manifest) -> bool:
    """Return whether the tracks have the bytes of the edition's sound, one after another to its end.

    The first frames of a track may have zeros for their side information, so that they need no frame before them.
    """
    whole = music(master)
    if whole is None:
        return False
    position = master.stat().st_size - sum(sound.end - sound.begin for sound in sounds)
    lead_in_ms = next((said.begin_ms for said in manifest.utterances), 0)
    if not 0 <= position - whole.begin <= lead_in_ms * whole.kbps / 8:
        return False
    with master.open("rb") as file:
        file.seek(position)
        return all(_is_next(file, sound) for sound in sounds)


def _is_next(master: BinaryIO, sound: _Sound) -> bool:
    """Return whether a track has the bytes at which the edition's file is, and read them."""
    with sound.path.open("rb") as file:
        file.seek(sound.begin)
        muted = file.read(min(_MUTED_BYTES, sound.end - sound.begin))
        if any(byte and byte != other for byte, other in zip(muted, master.read(len(muted)), strict=False)):
            return False
        while size := min(_BLOCK_BYTES, sound.end - file.tell()):
            block = file.read(size)
            if not block or block != master.read(size):
                return False
    return True


def _check_tag(root: Path, track: UsbTrack, number: int, manifest: Manifest) -> Findings:
    """Compare the tag of a track with the manifest; it is the track `number` of the whole edition."""
    part, title = track.part, line(manifest.metadata["title"])
    tag = yield from read_tag(root / track.path, track.path)
    if tag is None:
        return
    expected = {
        "TIT2": line(part.title),
        "TALB": title,
        "TPE1": line("; ".join(part.authors)) or line(manifest.series.title if manifest.series else title),
        "TRCK": f"{number}/{len(manifest.parts)}",
        "TCON": "Speech",
    }
    own = replace(manifest, metadata={**manifest.metadata, "language": part.language})
    yield from check_texts(track.path, tag.texts, expected)
    yield from check_language(f"{track.path}, tag TLAN", tag.texts.get("TLAN", ""), own)
    if tag.pictures:
        yield finding(f"{track.path}, tag APIC", "Many players without a screen have trouble with a picture.")
