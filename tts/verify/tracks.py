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
    """Reads one file of a kind and compares it with the edition."""

    def __call__(self, path: Path, manifest: Manifest, /) -> Findings:
        """What is wrong with the file at `path`.

        Raises:
            OSError: it cannot be read.
        """
        ...


def check_track(folder: Path, track: Track, manifest: Manifest) -> Findings:
    """All checks of one track; a file that is missing or empty is found by `check_files`."""
    path = folder / track.path
    if not is_regular(path):
        return
    try:
        yield from _check(path, track, manifest)
    except OSError as error:
        what = f"The file cannot be read: {error.strerror or error}."
        yield Finding(check="tracks", place=track.path, what=what, next_step="Change its permissions, or try again.")


def _check(path: Path, track: Track, manifest: Manifest) -> Findings:
    size_bytes = path.stat().st_size
    if size_bytes != track.size_bytes:
        what = f"The file has {size_bytes} bytes instead of {track.size_bytes}."
        yield Finding(check="tracks", place=track.path, what=what)
    form = BY_MEDIA_TYPE.get(track.media_type)
    if form is None:
        what = f"{shown(track.media_type)} is no kind of track that can be checked."
        yield Finding(check="tracks", place=track.path, what=what)
        return
    if path.suffix != form.extension:
        what = f"A file of {track.media_type} ends in {form.extension}."
        yield Finding(check="tracks", place=track.path, what=what)
    for place in form.checks:
        module, function = place.split(":")
        check: Check = getattr(import_module(module), function)
        yield from check(path, manifest)
    yield from _check_decoded(path, form, manifest)


def _check_decoded(path: Path, form: AudioFormat, manifest: Manifest) -> Findings:
    from tts.verify.listen import listen
    from tts.verify.sound import check_sound

    heard = listen(path, form.container, manifest.duration_ms)
    if heard.defect:
        what = f"It cannot be decoded to its end: {heard.defect}."
        yield Finding(check="tracks", place=path.name, what=what)
    if not heard.frames:
        return
    if heard.codec not in form.codecs:
        yield Finding(check="tracks", place=path.name, what=f"Its sound is {heard.codec}, not {form.codecs[0]}.")
    if heard.channels != 1:
        yield Finding(check="tracks", place=path.name, what=f"It has {heard.channels} channels instead of one.")
    most_ms = heard.codec_frame * 1000 / heard.frame_rate_hz
    if abs(heard.duration_ms - manifest.duration_ms) > most_ms:
        what = f"It lasts {heard.duration_ms:.0f} ms instead of {manifest.duration_ms} ms."
        yield Finding(check="tracks", place=path.name, what=what)
    yield from check_sound(path.name, manifest, heard, form.smear_frames * most_ms)
