"""The sound of a book: the package's own in parts, and every clip where its utterance is heard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tts.formats import MP3
from tts.verify.daisy.book import DaisyBook
from tts.verify.files import is_plain
from tts.verify.findings import Finding, Findings, shown
from tts.verify.manifest import Manifest, ManifestUtterance
from tts.verify.mpeg import Music, music
from tts.verify.tree import Node

_TIME = re.compile(r"npt=(\d{1,7})\.(\d{3})s")
_DECODER_DELAY = 529
_NEAR_MS = 2
"""How far a clip may be from its utterance: two roundings."""
_BLOCK_BYTES = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """A stretch of a file of sound."""

    file: str
    begin_ms: int
    end_ms: int


def clips(par: Node) -> Iterator[Clip]:
    """The stretches of sound of a `par`: what is said, and perhaps the break after it. Those without times are none."""
    for audio in par.find("audio"):
        begin, end = (_TIME.fullmatch(audio.attributes.get(name, "")) for name in ("clip-begin", "clip-end"))
        if begin and end:
            yield Clip(file=audio.attributes.get("src", ""), begin_ms=_ms(begin), end_ms=_ms(end))


def _ms(time: re.Match[str]) -> int:
    return int(time[1]) * 1000 + int(time[2])


def check_sound(book: DaisyBook, folder: Path, manifest: Manifest) -> Findings:
    """The parts are the package's MP3 file, nothing left out; the clips are in order, inside of it and in time."""
    track = next((folder / one.path for one in manifest.tracks if one.media_type == MP3.media_type), None)
    if track is None or not is_plain(track):
        yield _finding("", "There is no MP3 file of which the sound could be.")
        return
    names = list(dict.fromkeys(clip.file for _, par in book.pars() for clip in clips(par)))
    try:
        whole = music(track)
        parts = {name: music(book.folder / name) for name in names if is_plain(book.folder / name)}
        if whole is None or len(parts) < len(names) or None in parts.values():
            yield _finding("", "There is sound that cannot be read as MP3 of constant bit rate.")
            return
        known = {name: one for name, one in parts.items() if one}
        if not _is_whole(track, whole, [book.folder / name for name in names]):
            yield _finding("", "The files of sound are together not that of the package.")
    except OSError as error:
        yield _finding("", f"The sound cannot be read: {error.strerror}.")
        return
    yield from _check_clips(book, manifest, whole, known)


def _is_whole(track: Path, whole: Music, parts: list[Path]) -> bool:
    with track.open("rb") as file:
        file.seek(whole.begin)
        for path in parts:
            with path.open("rb") as part:
                while block := part.read(_BLOCK_BYTES):
                    if file.read(len(block)) != block:
                        return False
        return not file.read(1)


def _check_clips(book: DaisyBook, manifest: Manifest, whole: Music, parts: dict[str, Music]) -> Findings:
    """A decoder that knows no Info frame gives the sound as much later as encoder and decoder delay it."""
    shifts, frames = {}, 0
    for name, part in parts.items():
        delay = whole.delay + _DECODER_DELAY - frames * whole.samples
        shifts[name] = delay * 1000 / whole.rate_hz
        frames += part.count
    last = Clip(file="", begin_ms=0, end_ms=0)
    for smil, par, utterance in book.heard(manifest):
        for number, clip in enumerate(clips(par)):
            yield from _check_clip(smil, clip, last, parts[clip.file])
            if utterance and number == 0:
                yield from _check_time(smil, clip, utterance, shifts[clip.file])
            last = clip


def _check_time(smil: str, clip: Clip, utterance: ManifestUtterance, shift_ms: float) -> Findings:
    begin_ms, end_ms = utterance.begin_ms + shift_ms, utterance.end_ms + shift_ms
    if max(abs(clip.begin_ms - begin_ms), abs(clip.end_ms - end_ms)) > _NEAR_MS:
        times = f"{clip.begin_ms} to {clip.end_ms} ms, and is heard from {begin_ms:.0f} to {end_ms:.0f} ms"
        yield _finding(smil, f"The clip of {utterance.id} is from {times} of {clip.file}.")


def _check_clip(smil: str, clip: Clip, last: Clip, part: Music) -> Findings:
    times = f"{clip.begin_ms} to {clip.end_ms} ms of {shown(clip.file)}"
    if clip.begin_ms >= clip.end_ms:
        yield _finding(smil, f"The clip from {times} has no length.")
    if clip.end_ms > part.count * part.samples * 1000 / part.rate_hz:
        yield _finding(smil, f"The clip from {times} goes on after the sound.")
    if clip.file == last.file and clip.begin_ms < last.end_ms:
        yield _finding(smil, f"The clip from {times} begins before the one before it ends.")


def _finding(place: str, what: str) -> Finding:
    return Finding(check="daisy", place=place, what=what)
