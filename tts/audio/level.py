"""Recording -> Recording at the target loudness."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from tts.audio.filters import filtered
from tts.audio.limit import limit_peaks
from tts.audio.loudness import SILENCE_LUFS, Meter, compute_integrated_lufs, describe_loudness, to_db
from tts.audio.peaks import find_true_peak
from tts.audio.samples import FULL_SCALE
from tts.errors import EncodeError
from tts.files import open_file
from tts.model import Loudness, Recording

CEILING_DBTP = -2.0  # -1 is promised of the encoded file; a decoded MP3 peaks up to half a decibel above what went in
PEAKS_BETWEEN_DB = 0.3  # how far speech peaks between its samples; where it is more, the limit is corrected
TOLERANCE_LU = 0.2
CORRECTION = 1.5  # gain for each LU that the limiter took, because it takes some of the correction too
MAX_PASSES = 5
BLOCK_BYTES = 500_000


def level(recording: Recording, target_lufs: float | None, meter: Meter | None = None) -> Recording:
    """Return the recording at an integrated loudness of `target_lufs`, with the measurements and the gain.

    One gain for the whole recording is written into its spool; the timeline does not change by a frame. Peaks are
    limited only where the gain would lift them over the ceiling. `meter` has measured all of the recording already.
    The result is not measured again: a gain changes each power by the same factor, and the limiter measures what it
    changes. Without a target (None), and when the recording is silent, the spool does not change.

    Raises:
        EncodeError: the spool cannot be read or written.
    """
    try:
        meter = meter or _measure(recording)
        raw_lufs = compute_integrated_lufs(meter.powers)
        if target_lufs is None or raw_lufs <= SILENCE_LUFS:
            return replace(recording, loudness=meter.compute_loudness(recording.spool_path))
        loudness = _change_level(recording, meter, round(target_lufs - raw_lufs, 3), target_lufs)
        return replace(recording, loudness=replace(loudness, target_lufs=target_lufs))
    except OSError as error:
        raise EncodeError(
            f"The audio cannot be stored: {error.strerror}. Free some space, or choose another folder.",
            path=recording.spool_path,
        ) from error


def _measure(recording: Recording) -> Meter:
    """Return a meter that has measured the whole spool."""
    meter = Meter()
    for pcm in _read_blocks(recording.spool_path):
        meter(pcm, recording.frame_rate_hz)
    return meter


def _change_level(recording: Recording, meter: Meter, gain_db: float, target_lufs: float) -> Loudness:
    """Replace the spool by one with a gain; limit its peaks if the gain alone lifts them too high."""
    draft = recording.spool_path.with_name(f"{recording.spool_path.name}.leveled")
    loudness = None
    if to_db(max(meter.unit_peaks) / FULL_SCALE) + gain_db <= CEILING_DBTP:
        loudness = replace(meter.compute_loudness(recording.spool_path, gain_db), gain_db=gain_db)
    try:
        if loudness is None or loudness.true_peak_dbtp > CEILING_DBTP:
            loudness = _limit(recording, draft, meter, gain_db, target_lufs)
        else:
            _write_louder(recording, draft, gain_db)
        draft.replace(recording.spool_path)
    finally:
        draft.unlink(missing_ok=True)
    return loudness


def _limit(recording: Recording, draft: Path, meter: Meter, gain_db: float, target_lufs: float) -> Loudness:
    """Limit the samples; correct the gain by the loudness that was lost, the limit by the peaks between samples."""
    limit_db = CEILING_DBTP - PEAKS_BETWEEN_DB
    for _ in range(MAX_PASSES):
        _write_louder(recording, draft, gain_db)
        powers = limit_peaks(recording, draft, meter, gain_db, limit_db)
        gain, limit = 10 ** (gain_db / 20), 10 ** (limit_db / 20)
        peak = find_true_peak(draft, recording.frame_rate_hz, meter.unit_peaks, gain, limit)
        loudness = replace(describe_loudness(powers, peak), gain_db=gain_db, limited=True)
        miss_lu = target_lufs - loudness.integrated_lufs
        over_db = loudness.true_peak_dbtp - CEILING_DBTP
        if abs(miss_lu) <= TOLERANCE_LU and over_db <= 0:
            break
        gain_db = round(gain_db + CORRECTION * miss_lu, 3)
        limit_db = round(limit_db - max(over_db, 0), 3)
    return loudness


def _write_louder(recording: Recording, draft: Path, gain_db: float) -> None:
    """Write the spool with a gain into `draft`."""
    volume = f"volume={gain_db}dB:precision=float"
    with draft.open("wb") as file:
        file.writelines(filtered(_read_blocks(recording.spool_path), recording.frame_rate_hz, volume))


def _read_blocks(spool: Path) -> Iterator[bytes]:
    """Yield the spool in blocks."""
    with open_file(spool) as file:
        while block := file.read(BLOCK_BYTES):
            yield block
