"""Each track of a package: its size, its container, its tags, its length and its sound."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Protocol

from tts.formats import BY_MEDIA_TYPE, AudioFormat
from tts.model import Track
from tts.verify.files import is_regular
from tts.verify.findings import Finding, Findings, shown
from tts.verify.manifest import Manifest


class Check(Protocol):
    """Compare a file of one format with the manifest."""

    def __call__(self, path: Path, manifest: Manifest, /) -> Findings:
        """Yield the defects of the file at `path`.

        Raises:
            OSError: it cannot be read.
        """
        ...


def check_track(folder: Path, track: Track, manifest: Manifest) -> Findings:
    """Check one track; `check_files` reports a file that is missing or empty."""
    path = folder / track.path
    if not is_regular(path):
        return
    try:
        yield from _check_file(path, track, manifest)
    except OSError as error:
        what = f"The file cannot be read: {error.strerror or error}."
        yield Finding(check="tracks", place=track.path, what=what, next_step="Change its permissions, or try again.")


def _check_file(path: Path, track: Track, manifest: Manifest) -> Findings:
    """Check the size and the name of a track, run the checks of its format, and listen to it."""
    size_bytes = path.stat().st_size
    if size_bytes != track.size_bytes:
        what = f"The file has {size_bytes} bytes instead of {track.size_bytes}."
        yield Finding(check="tracks", place=track.path, what=what)
    audio = BY_MEDIA_TYPE.get(track.media_type)
    if audio is None:
        what = f"{shown(track.media_type)} is not a kind of track that can be checked."
        yield Finding(check="tracks", place=track.path, what=what)
        return
    if path.suffix != audio.extension:
        what = f"A file of {track.media_type} ends in {audio.extension}."
        yield Finding(check="tracks", place=track.path, what=what)
    for place in audio.checks:
        module, function = place.split(":")
        check: Check = getattr(import_module(module), function)
        yield from check(path, manifest)
    yield from _check_decoded(path, audio, manifest)


def _check_decoded(path: Path, audio: AudioFormat, manifest: Manifest) -> Findings:
    """Check that a track can be decoded, that it has the right codec, channels and length, and its sound."""
    from tts.verify.listen import listen
    from tts.verify.sound import check_sound

    heard = listen(path, audio.container, manifest.duration_ms)
    if heard.defect:
        what = f"It cannot be decoded to its end: {heard.defect}."
        yield Finding(check="tracks", place=path.name, what=what)
    if not heard.frames:
        return
    if heard.codec not in audio.codecs:
        yield Finding(check="tracks", place=path.name, what=f"Its sound is {heard.codec}, not {audio.codecs[0]}.")
    if heard.channels != 1:
        yield Finding(check="tracks", place=path.name, what=f"It has {heard.channels} channels instead of one.")
    frame_ms = heard.codec_frame * 1000 / heard.frame_rate_hz
    if abs(heard.duration_ms - manifest.duration_ms) > frame_ms:
        what = f"It lasts {heard.duration_ms:.0f} ms instead of {manifest.duration_ms} ms."
        yield Finding(check="tracks", place=path.name, what=what)
    yield from check_sound(path.name, manifest, heard, audio.smear_frames * frame_ms)
