"""INTERLUDE, RECORDING -> RECORDING with it; INTERLUDE -> TRACKS of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from math import gcd
from pathlib import Path
from tempfile import TemporaryDirectory

from tts.audio.encode import encode
from tts.audio.filters import filtered
from tts.audio.level import CEILING_DBTP, level
from tts.audio.loudness import SILENCE_LUFS, Meter
from tts.audio.resample import resample
from tts.clock import ms_to_frames
from tts.errors import EncodeError
from tts.files import open_file, read_beginning
from tts.model import Clip, Interlude, Metadata, Recording, Timeline, Track, Word

PAUSE_MS = 500  # after an interlude, before the next utterance
LEAD_IN_MS, LEAD_OUT_MS = 300, 500  # around an interlude that is a track of its own
_HEADROOM = "volume=-1dB:precision=double"  # for peaks that lie between the samples, and become samples at another rate
_BLOCK_BYTES = 500_000


def insert_interlude(recording: Recording, after_utterance_id: str, interlude: Interlude) -> Recording:
    """Return `recording` with `interlude` and a pause after the break of an utterance; what follows is later.

    The interlude becomes as loud as the recording, which `level` has measured, and has no chapters yet. All times move
    by a whole number of milliseconds, so that they are as exact as before.

    Raises:
        EncodeError: the spool cannot be read or written.
        ValueError: there is no such utterance, or the recording has chapters or no loudness.
    """
    timeline, rate_hz = recording.timeline, recording.frame_rate_hz
    if recording.loudness is None or timeline.chapters:
        raise ValueError("an interlude is inserted into a recording with a loudness and without chapters")
    count = 1 + [clip.utterance_id for clip in timeline.clips].index(after_utterance_id)
    begin_ms = timeline.duration_ms
    if following := timeline.clips[count : count + 1]:
        # Times are rounded: a millisecond before the next utterance nothing of it is cut off.
        begin_ms = max(timeline.clips[count - 1].end_ms, following[0].begin_ms - 1)
    place = min(ms_to_frames(begin_ms, rate_hz), recording.frames)
    draft = recording.spool_path.with_name(f"{recording.spool_path.name}.interlude")
    try:
        pcm = _level(interlude, rate_hz, recording.loudness.integrated_lufs, recording.spool_path.parent)
        sound_ms = _length_ms(len(pcm) // 2, rate_hz)
        pcm = _pad(pcm + bytes(2 * ms_to_frames(PAUSE_MS, rate_hz)), rate_hz)
        meter = _splice(recording.spool_path, 2 * place, pcm, draft, rate_hz)
        measured = meter.compute_loudness(draft)
        draft.replace(recording.spool_path)
    except OSError as error:
        raise _storing_error(recording.spool_path, error) from error
    finally:
        draft.unlink(missing_ok=True)
    shift_ms = _length_ms(len(pcm) // 2, rate_hz)
    return replace(
        recording,
        frames=recording.frames + len(pcm) // 2,
        timeline=Timeline(
            clips=(*timeline.clips[:count], *(_move(clip, shift_ms) for clip in timeline.clips[count:])),
            chapters=(),
            duration_ms=timeline.duration_ms + shift_ms,
            interludes=(*timeline.interludes, (begin_ms, begin_ms + sound_ms)),
        ),
        loudness=replace(
            recording.loudness,
            integrated_lufs=measured.integrated_lufs,
            range_lu=measured.range_lu,
            true_peak_dbtp=measured.true_peak_dbtp,
        ),
    )


def encode_interlude(
    interlude: Interlude,
    target_lufs: float,
    frame_rate_hz: int,
    folder: Path,
    name: str,
    formats: Iterable[str],
    threads: int = 1,
) -> tuple[Track, ...]:
    """Encode `interlude` alone, at `target_lufs` and with a short silence around it, into files in `folder`.

    They have neither tags nor chapters, for they are parts of longer files.

    Raises:
        EncodeError: the sound cannot be encoded or written.
    """
    with TemporaryDirectory(dir=folder, prefix=".spool-") as spool:
        path = Path(spool, "interlude.pcm")
        try:
            pcm = _level(interlude, frame_rate_hz, target_lufs, Path(spool))
            silences = (bytes(2 * ms_to_frames(ms, frame_rate_hz)) for ms in (LEAD_IN_MS, LEAD_OUT_MS))
            pcm = _pad(pcm.join(silences), frame_rate_hz)
            recording = _record(pcm, frame_rate_hz, path)
        except OSError as error:
            raise _storing_error(path, error) from error
        return encode(recording, Metadata(title="", language="zxx"), folder, name, formats, threads=threads)


def _level(interlude: Interlude, rate_hz: int, target_lufs: float, folder: Path) -> bytes:
    """Return the PCM of `interlude` at `rate_hz` and `target_lufs`, with its peaks below the ceiling.

    Loudness is read in blocks of 400 ms, so a short sound is measured repeated. Next to silence it keeps its loudness.
    Clicks, which the limiter of `level` is too slow for, are softer than the target.
    """
    pcm = interlude.pcm
    if interlude.frame_rate_hz != rate_hz:
        pcm = resample(pcm, interlude.frame_rate_hz, rate_hz, _HEADROOM)
    spool = folder / "interlude.level"
    recording = _record(pcm * (1 + 2 * rate_hz // len(pcm)), rate_hz, spool)
    try:
        loudness = level(recording, target_lufs if target_lufs > SILENCE_LUFS else None).loudness
        pcm = read_beginning(spool, len(pcm))
    finally:
        spool.unlink(missing_ok=True)
    if loudness and (over_db := loudness.true_peak_dbtp - CEILING_DBTP) > 0:
        pcm = b"".join(filtered((pcm,), rate_hz, f"volume=-{over_db:.3f}dB:precision=double"))
    return pcm


def _record(pcm: bytes, rate_hz: int, spool: Path) -> Recording:
    """Write `pcm` into the file `spool`, and return the recording, which has no clips."""
    spool.write_bytes(pcm)
    frames = len(pcm) // 2
    timeline = Timeline(clips=(), chapters=(), duration_ms=_length_ms(frames, rate_hz))
    return Recording(spool_path=spool, frame_rate_hz=rate_hz, frames=frames, timeline=timeline)


def _splice(spool: Path, place: int, pcm: bytes, draft: Path, rate_hz: int) -> Meter:
    """Write `spool` into `draft` with `pcm` at the byte `place`, and return a meter that has measured all of it."""
    meter = Meter()
    with open_file(spool) as source, draft.open("wb") as file:
        remaining = place
        while block := source.read(min(_BLOCK_BYTES, remaining)) if remaining else b"":
            remaining -= len(block)
            file.write(block)
            meter(block, rate_hz)
        file.write(pcm)
        meter(pcm, rate_hz)
        while block := source.read(_BLOCK_BYTES):
            file.write(block)
            meter(block, rate_hz)
    return meter


def _pad(pcm: bytes, rate_hz: int) -> bytes:
    """Return `pcm` with silence at its end, so that its length is a whole number of milliseconds."""
    whole = 2 * rate_hz // gcd(rate_hz, 1000)
    return pcm + bytes(-len(pcm) % whole)


def _length_ms(frames: int, rate_hz: int) -> int:
    """Return a length in ms, rounded up."""
    return -(-1000 * frames // rate_hz)


def _move(clip: Clip, shift_ms: int) -> Clip:
    """Return `clip`, later by `shift_ms`."""
    words = tuple(
        Word(begin=word.begin, end=word.end, begin_ms=word.begin_ms + shift_ms, end_ms=word.end_ms + shift_ms)
        for word in clip.words
    )
    return replace(clip, begin_ms=clip.begin_ms + shift_ms, end_ms=clip.end_ms + shift_ms, words=words)


def _storing_error(path: Path, error: OSError) -> EncodeError:
    """Return the error for a spool that cannot be written."""
    message = f"The audio cannot be stored: {error.strerror}. Free some space, or choose another folder."
    return EncodeError(message, path=path)
