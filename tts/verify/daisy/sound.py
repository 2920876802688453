"""The sound of a book: the package's own in parts, and every clip where its utterance is heard."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tts.formats import MP3
from tts.verify.daisy.book import DaisyBook
from tts.verify.files import is_regular
from tts.verify.findings import Findings, report, shown
from tts.verify.manifest import Manifest
from tts.verify.mpeg import Music, music
from tts.verify.tree import Node

_TIME = re.compile(r"npt=(\d{1,7}\.\d{3})s")
_DECODER_DELAY = 529
_TOLERANCE_MS = 2
"""How far a clip may be from its utterance: two roundings."""
_BLOCK_BYTES = 1_000_000

_finding = partial(report, "daisy")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """A stretch of a file of sound."""

    file: str
    begin_ms: int
    end_ms: int


def list_clips(par: Node) -> list[Clip]:
    """Return the stretches of sound of a `par`, only those with times: its speech, and perhaps the break after it."""
    clips = []
    for audio in par.find("audio"):
        begin, end = (_TIME.fullmatch(audio.get(name)) for name in ("clip-begin", "clip-end"))
        if begin and end:
            begin_ms, end_ms = (int(time[1].replace(".", "")) for time in (begin, end))
            clips.append(Clip(file=audio.get("src"), begin_ms=begin_ms, end_ms=end_ms))
    return clips


def check_sound(book: DaisyBook, folder: Path, manifest: Manifest) -> Findings:
    """Check that the parts are the package's whole MP3 file, and the clips in order, inside of it and in time."""
    track = next((folder / track.path for track in manifest.tracks if track.media_type == MP3.media_type), None)
    if track is None or not is_regular(track):
        yield _finding("", "", "There is no MP3 file to compare the sound with.")
        return
    names = list(dict.fromkeys(clip.file for _, par in book.pars() for clip in list_clips(par)))
    try:
        whole = music(track)
        parts = {name: music(book.folder / name) for name in names if is_regular(book.folder / name)}
        readable = {name: part for name, part in parts.items() if part}
        if whole is None or len(readable) < len(names):
            yield _finding("", "", "There is sound that cannot be read as MP3 of constant bit rate.")
            return
        if not _is_whole(track, whole, [book.folder / name for name in names]):
            yield _finding("", "", "The files of sound are together not the sound of the package.")
    except OSError as error:
        yield _finding("", "", f"The sound cannot be read: {error.strerror}.")
        return
    yield from _check_clips(book, manifest, whole, readable)


def _is_whole(track: Path, whole: Music, parts: list[Path]) -> bool:
    """Return whether the files of the book, one after another, have the bytes of the package's sound."""
    with track.open("rb") as file:
        file.seek(whole.begin)
        for path in parts:
            with path.open("rb") as part:
                while block := part.read(_BLOCK_BYTES):
                    if file.read(len(block)) != block:
                        return False
        return not file.read(1)


def _check_clips(book: DaisyBook, manifest: Manifest, whole: Music, parts: dict[str, Music]) -> Findings:
    """Check each clip against its file, the clip before it and its utterance.

    A decoder that does not know an Info frame plays the sound later, by the delays of encoder and decoder.
    """
    shifts_ms, frames = {}, 0
    for name, part in parts.items():
        delay = whole.delay + _DECODER_DELAY - frames * whole.samples
        shifts_ms[name] = delay * 1000 / whole.rate_hz
        frames += part.count
    last = Clip(file="", begin_ms=0, end_ms=0)
    for smil, par, utterance in book.heard(manifest):
        for number, clip in enumerate(list_clips(par)):
            part = parts[clip.file]
            times = f"{clip.begin_ms} to {clip.end_ms} ms of {shown(clip.file)}"
            if clip.begin_ms >= clip.end_ms:
                yield _finding(smil, "", f"The clip from {times} has no length.")
            if clip.end_ms > part.count * part.samples * 1000 / part.rate_hz:
                yield _finding(smil, "", f"The clip from {times} continues after the sound.")
            if clip.file == last.file and clip.begin_ms < last.end_ms:
                yield _finding(smil, "", f"The clip from {times} begins before the one before it ends.")
            last = clip
            if utterance is None or number:
                continue
            begin_ms, end_ms = (ms + shifts_ms[clip.file] for ms in (utterance.begin_ms, utterance.end_ms))
            if max(abs(clip.begin_ms - begin_ms), abs(clip.end_ms - end_ms)) > _TOLERANCE_MS:
                heard = f"it is heard from {begin_ms:.0f} to {end_ms:.0f} ms"
                yield _finding(smil, "", f"The clip of {utterance.id} is from {times}, but {heard}.")
