"""The sound of a book: the package's own in parts, and every clip where its utterance is heard."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import BinaryIO

from tts.noun import noun
from tts.verify.daisy.book import DaisyBook
from tts.verify.files import is_regular
from tts.verify.findings import Findings, report, shown
from tts.verify.manifest import Manifest
from tts.verify.stretches import Stretch, read_stretches
from tts.verify.tree import Node

_TIME = re.compile(r"npt=(\d{1,7}\.\d{3})s")
_TOLERANCE_MS = 2
"""How far a clip may be from its utterance: two roundings."""

_finding = partial(report, "daisy")


@noun
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
    names = dict.fromkeys(clip.file for _, par in book.pars() for clip in list_clips(par))
    for name in names:
        if name not in book.names:
            yield _finding("", "", f"The sound {shown(name)} is not in the book.")
            return
    files = {name: partial(_open, book.folder / name) for name in names}
    stretches = yield from read_stretches(folder, manifest, files, "daisy")
    if stretches is not None:
        yield from _check_clips(book, manifest, stretches)


def _open(path: Path) -> BinaryIO:
    """Open a file; raise `FileNotFoundError` if it is not a regular one."""
    if not is_regular(path):
        raise FileNotFoundError
    return path.open("rb")


def _check_clips(book: DaisyBook, manifest: Manifest, stretches: Mapping[str, Stretch]) -> Findings:
    """Check each clip against its file, the clip before it and its utterance."""
    last = Clip(file="", begin_ms=0, end_ms=0)
    for smil, par, utterance in book.heard(manifest):
        for number, clip in enumerate(list_clips(par)):
            stretch = stretches[clip.file]
            times = f"{clip.begin_ms} to {clip.end_ms} ms of {shown(clip.file)}"
            if clip.begin_ms >= clip.end_ms:
                yield _finding(smil, "", f"The clip from {times} has no length.")
            if clip.end_ms > stretch.duration_ms:
                yield _finding(smil, "", f"The clip from {times} continues after the sound.")
            if clip.file == last.file and clip.begin_ms < last.end_ms:
                yield _finding(smil, "", f"The clip from {times} begins before the one before it ends.")
            last = clip
            if utterance is None or number:
                continue
            begin_ms, end_ms = (ms + stretch.shift_ms for ms in (utterance.begin_ms, utterance.end_ms))
            if max(abs(clip.begin_ms - begin_ms), abs(clip.end_ms - end_ms)) > _TOLERANCE_MS:
                heard = f"it is heard from {begin_ms:.0f} to {end_ms:.0f} ms"
                yield _finding(smil, "", f"The clip of {utterance.id} is from {times}, but {heard}.")
