"""Each track of a package: its size, its container, its tags, its length and its sound."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Protocol

from tts.formats import BY_MEDIA_TYPE, AudioFormat
from tts.model import Track
from tts.verify.files import MAX_BYTES, is_regular
from tts.verify.findings import Finding, Findings, report, shown
from tts.verify.manifest import Manifest, ManifestUtterance


class Check(Protocol):
    """Compare a file of one format with the manifest."""

    def __call__(self, path: Path, manifest: Manifest, /) -> Findings:
        """Yield the defects of the file at `path`.

        Raises:
            OSError: it cannot be read.
        """
        ...


def check_track(folder: Path, track: Track, manifest: Manifest, *, by_ear: bool = True) -> Findings:
    """Check one track, also by decoding its sound; `check_files` reports a file that is missing or empty."""
    path = folder / track.path
    if not is_regular(path):
        return
    try:
        yield from _check_file(path, track, manifest, by_ear=by_ear)
    except OSError as error:
        what = f"The file cannot be read: {error.strerror or error}."
        yield Finding(check="tracks", place=track.path, what=what, next_step="Change its permissions, or try again.")


def _check_file(path: Path, track: Track, manifest: Manifest, *, by_ear: bool) -> Findings:
    """Check the size and the name of a track, run the checks of its format, and listen to it."""
    finding = partial(report, "tracks", track.path, "")
    size_bytes = path.stat().st_size
    if size_bytes != track.size_bytes:
        yield finding(f"The file has {size_bytes} bytes instead of {track.size_bytes}.")
    if size_bytes > track.size_bytes + MAX_BYTES:
        return  # it would take long to read, and is another file
    audio = BY_MEDIA_TYPE.get(track.media_type)
    if audio is None:
        yield finding(f"{shown(track.media_type)} is not a kind of track that can be checked.")
        return
    if path.suffix != audio.extension:
        yield finding(f"A file of {track.media_type} ends in {audio.extension}.")
    manifest = _move_to_file(manifest, track)
    for place in audio.checks:
        module, function = place.split(":")
        check: Check = getattr(import_module(module), function)
        yield from check(path, manifest)
    if by_ear:
        yield from _check_decoded(path, audio, manifest)


def _move_to_file(manifest: Manifest, track: Track) -> Manifest:
    """Return the manifest with the times of a track whose chapters have starts of their own.

    In an edition of many articles each chapter is a part. It may have two recordings: the title of a section, and the
    article. The start is that of the first. Each is at most half a packet away from its time in the manifest, and for
    the second it is not known in which direction.
    """
    starts_ms = track.starts_ms
    if not starts_ms or len(starts_ms) != len(manifest.chapters) or len(starts_ms) != len(manifest.parts):
        return manifest
    shifts_ms = {
        name: start_ms - part.begin_ms
        for part, start_ms in zip(manifest.parts, starts_ms, strict=True)
        for name in part.section_ids
        if _name_recording(name) == _name_recording(part.section_ids[0])
    }
    ends_ms = (*starts_ms[1:], track.duration_ms)
    chapters = zip(manifest.chapters, starts_ms, ends_ms, strict=True)
    return replace(
        manifest,
        duration_ms=track.duration_ms,
        chapters=tuple(replace(chapter, start_ms=start_ms, end_ms=end_ms) for chapter, start_ms, end_ms in chapters),
        sections=tuple(
            replace(section, utterances=tuple(_move(utterance, shift_ms) for utterance in section.utterances))
            if (shift_ms := shifts_ms.get(section.id))
            else section
            for section in manifest.sections
        ),
    )


def _name_recording(section_id: str) -> str:
    """Return the id of the recording that a section of an edition comes from: `p004` of `p004-body-2`."""
    return section_id.partition("-")[0]


def _move(utterance: ManifestUtterance, shift_ms: int) -> ManifestUtterance:
    """Return an utterance that is later by `shift_ms`, with its words."""
    words = (
        replace(word, begin_ms=max(0, word.begin_ms + shift_ms), end_ms=max(0, word.end_ms + shift_ms))
        for word in utterance.words
    )
    begin_ms, end_ms = max(0, utterance.begin_ms + shift_ms), max(0, utterance.end_ms + shift_ms)
    return replace(utterance, begin_ms=begin_ms, end_ms=end_ms, words=tuple(words))


def _check_decoded(path: Path, audio: AudioFormat, manifest: Manifest) -> Findings:
    """Check that a track can be decoded, that it has the right codec, channels and length, and its sound."""
    from tts.verify.listen import listen
    from tts.verify.sound import check_sound

    finding = partial(report, "tracks", path.name, "")
    heard = listen(path, audio.container, manifest.duration_ms)
    if heard.defect:
        yield finding(f"It cannot be decoded to its end: {heard.defect}.")
    if not heard.frames:
        return
    if heard.codec not in audio.codecs:
        yield finding(f"Its sound is {heard.codec}, not {audio.codecs[0]}.")
    if heard.channels != 1:
        yield finding(f"It has {heard.channels} channels instead of one.")
    frame_ms = heard.codec_frame * 1000 / heard.frame_rate_hz
    if abs(heard.duration_ms - manifest.duration_ms) > frame_ms:
        yield finding(f"It lasts {heard.duration_ms:.0f} ms instead of {manifest.duration_ms} ms.")
    yield from check_sound(path.name, manifest, heard, audio.smear_frames * frame_ms)
