"""Recording -> Recording at the target loudness."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from tts.audio.filters import MeasuringFilter, filtered
from tts.errors import EncodeError
from tts.files import open_file
from tts.model import Loudness, Recording

CEILING_DBTP = -2.0  # -1 is promised of the encoded file; a decoded MP3 peaks up to half a decibel above what went in
PEAKS_BETWEEN_DB = 0.3  # how far speech peaks between its samples; where it is more, the limit is corrected
TOLERANCE_LU = 0.2
CORRECTION = 1.5  # gain for each LU that the limiter took, because it takes some of the correction too
MAX_PASSES = 5
SILENCE_LUFS = -70.0  # ITU-R BS.1770-5, annex 1: the absolute gate; quieter sound does not count
SILENCE_DBTP = -120.0  # below the smallest step of 16 bit (-90.3 dB)
OVERSAMPLING = 4  # ITU-R BS.1770-5, annex 2
TAPS = 16  # of the filter between the samples; annex 2 has 12, and on speech 128 read the same within 0.002 dB
BLOCK_BYTES = 500_000


class Meter:
    """Measures PCM while it passes: `join` takes one as its `on_pcm`.

    Loudness after ITU-R BS.1770-5, annex 1, of a mono signal that two loudspeakers play (dual mono); loudness range
    after EBU Tech 3342; true peak after ITU-R BS.1770-5, annex 2. With an `oversampling` of 1 the peak is that of the
    samples alone: never above the true peak, and found in a fraction of the time.
    """

    def __init__(self, oversampling: int = OVERSAMPLING, threads: int = 1) -> None:
        self._oversampling = oversampling
        self._pool = ThreadPoolExecutor(threads) if threads > 1 else None
        self._filters: tuple[MeasuringFilter, ...] = ()

    def __call__(self, pcm: bytes, frame_rate_hz: int) -> None:
        """Measure the next block: signed 16-bit little-endian mono PCM."""
        self._filters = self._filters or _measuring_filters(frame_rate_hz, self._oversampling)
        work = self._pool.map if self._pool else map
        tuple(work(lambda measuring: measuring.push(pcm), self._filters))

    def loudness(self) -> Loudness:
        """Return loudness, range and peak of all blocks; it takes no more of them.

        Sound that is silent, or shorter than the 400 ms that are measured at a time, has -70 LUFS; silence peaks at
        -120 dBTP. The numbers are always finite.
        """
        if self._pool:
            self._pool.shutdown()
        readings = ChainMap(*(measuring.end() for measuring in self._filters))
        peak_dbtp = float(readings.get("lavfi.astats.Overall.Peak_level", "-inf"))
        return Loudness(
            integrated_lufs=max(SILENCE_LUFS, float(readings.get("lavfi.r128.I", "-inf"))),
            range_lu=float(readings.get("lavfi.r128.LRA", "0")),
            true_peak_dbtp=max(SILENCE_DBTP, round(peak_dbtp, 3)),
        )


def _measuring_filters(frame_rate_hz: int, oversampling: int) -> tuple[MeasuringFilter, ...]:
    """Return two chains for a true peak, because `ebur128` with a peak of its own takes twice the time of both."""
    loudness = "ebur128=dualmono=1:metadata=1:framelog=quiet"
    peak = "astats=metadata=1:measure_perchannel=none:measure_overall=Peak_level"
    if oversampling == 1:
        return (MeasuringFilter(frame_rate_hz, peak, loudness),)
    above_full_scale = "aformat=sample_fmts=flt"  # where peaks between the samples may be
    oversampled = f"aresample={oversampling * frame_rate_hz}:filter_size={TAPS}"
    return MeasuringFilter(frame_rate_hz, loudness), MeasuringFilter(frame_rate_hz, above_full_scale, oversampled, peak)


def level(recording: Recording, target_lufs: float | None, meter: Meter | None = None, threads: int = 1) -> Recording:
    """Return the recording at an integrated loudness of `target_lufs`, with the measurements and the gain.

    One gain for the whole recording is written into its spool; the timeline does not change by a frame. Peaks are
    limited only where the gain would lift them over the ceiling. `meter` has measured all of the recording already;
    one that reads the samples' peak is enough. Without a target (None), and when the recording is silent, the spool
    does not change. Up to `threads` are used; the result does not depend on them.

    Raises:
        EncodeError: the spool cannot be read or written.
    """
    try:
        raw = (meter or _metered(recording, threads, oversampling=1)).loudness()
        if target_lufs is None or raw.integrated_lufs <= SILENCE_LUFS:
            return replace(recording, loudness=_metered(recording, threads).loudness())
        return replace(recording, loudness=_leveled(recording, raw, target_lufs, threads))
    except OSError as error:
        raise EncodeError(
            f"The audio cannot be stored: {error.strerror}. Free some space, or choose another folder.",
            path=recording.spool_path,
        ) from error


def _metered(recording: Recording, threads: int, oversampling: int = OVERSAMPLING) -> Meter:
    """Return a meter that has measured the whole spool."""
    meter = Meter(oversampling, threads)
    for pcm in _blocks(recording.spool_path):
        meter(pcm, recording.frame_rate_hz)
    return meter


def _leveled(recording: Recording, raw: Loudness, target_lufs: float, threads: int) -> Loudness:
    """Replace the spool by one at the target loudness; limit its peaks if the gain alone lifts them too high."""
    gain_db = round(target_lufs - raw.integrated_lufs, 3)
    draft = recording.spool_path.with_name(f"{recording.spool_path.name}.leveled")
    try:
        loudness = None
        if raw.true_peak_dbtp + gain_db <= CEILING_DBTP:
            meter = Meter(threads=threads)
            _render(recording, draft, meter, f"volume={gain_db}dB:precision=float")
            loudness = replace(meter.loudness(), gain_db=gain_db)
        if loudness is None or loudness.true_peak_dbtp > CEILING_DBTP:
            loudness = _limit(recording, draft, target_lufs, gain_db, threads)
        draft.replace(recording.spool_path)
    finally:
        draft.unlink(missing_ok=True)
    return replace(loudness, target_lufs=target_lufs)


def _limit(recording: Recording, draft: Path, target_lufs: float, gain_db: float, threads: int) -> Loudness:
    """Limit the samples; correct the gain by the loudness that was lost, the limit by the peaks between samples."""
    limit_db = CEILING_DBTP - PEAKS_BETWEEN_DB
    for _ in range(MAX_PASSES):
        meter = Meter(threads=threads)
        _render(
            recording,
            draft,
            meter,
            f"volume={gain_db}dB:precision=double",
            # With `latency` it drops the silence of its look-ahead, so that no frame moves.
            f"alimiter=limit={limit_db}dB:attack=5:release=50:level=disabled:latency=enabled",
        )
        loudness = replace(meter.loudness(), gain_db=gain_db, limited=True)
        miss_lu = target_lufs - loudness.integrated_lufs
        over_db = loudness.true_peak_dbtp - CEILING_DBTP
        if abs(miss_lu) <= TOLERANCE_LU and over_db <= 0:
            break
        gain_db = round(gain_db + CORRECTION * miss_lu, 3)
        limit_db = round(limit_db - max(over_db, 0), 3)
    return loudness


def _render(recording: Recording, draft: Path, meter: Meter, *filters: str) -> None:
    """Write the filtered spool into `draft`, with exactly as many frames as the recording has."""
    rate_hz = recording.frame_rate_hz
    with draft.open("wb") as file:
        for pcm in filtered(_blocks(recording.spool_path), rate_hz, *filters):
            kept = pcm[: 2 * recording.frames - file.tell()]
            file.write(kept)
            if kept:
                meter(kept, rate_hz)
        file.truncate(2 * recording.frames)


def _blocks(spool: Path) -> Iterator[bytes]:
    """Yield the spool in blocks."""
    with open_file(spool) as file:
        while block := file.read(BLOCK_BYTES):
            yield block
