"""PCM, GAIN -> the louder PCM with its peaks below a limit; only the sound around its peaks is worked on."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from tts.audio.filters import filtered
from tts.audio.loudness import STEPS_PER_S, Meter
from tts.audio.peaks import UNIT_FRAMES
from tts.audio.runs import merge_runs, split_blocks
from tts.audio.samples import FULL_SCALE
from tts.files import open_file
from tts.model import Recording

ATTACK_MS, RELEASE_MS = 5, 50
STEPS_BEFORE, STEPS_AFTER = 2, 2
"""Steps of 100 ms around a peak that are worked on with it.

The gain glides in the one before the peak and in the one after it. The outer ones are for the filters of the meter,
which remember some 50 ms: what lies beyond has the same power as before.
"""
MAX_RUN_STEPS = 100


def limit_peaks(recording: Recording, louder: Path, meter: Meter, gain_db: float, limit_db: float) -> Sequence[float]:
    """Limit the peaks in the file `louder`, the sound of `recording` with a gain; return the powers of the result.

    `meter` has measured the recording. Between its release and the next attack, a limiter changes nothing. So it gets
    only the sound around the peaks, one part after the other, and returns the same samples as for the whole sound.

    Raises:
        OSError: a file cannot be read or written.
    """
    rate_hz, step_frames = recording.frame_rate_hz, recording.frame_rate_hz // STEPS_PER_S
    runs = tuple(_find_runs(meter.unit_peaks, FULL_SCALE * 10 ** ((limit_db - gain_db) / 20), step_frames))
    frame_runs = [(begin * step_frames, min(end * step_frames, recording.frames)) for begin, end in runs]
    changed = Meter()
    with open_file(recording.spool_path) as source, louder.open("r+b") as file:
        limited = filtered(
            (_read(source, begin, end) for begin, end in frame_runs),
            rate_hz,
            f"volume={gain_db}dB:precision=double",
            # With `latency` it drops the silence of its look-ahead, so that no frame moves.
            f"alimiter=limit={limit_db}dB:attack={ATTACK_MS}:release={RELEASE_MS}:level=disabled:latency=enabled",
        )
        sizes = (2 * (end - begin) for begin, end in frame_runs)
        for (begin, _), pcm in zip(frame_runs, map(bytes, split_blocks(limited, sizes)), strict=True):
            file.seek(2 * begin)
            file.write(pcm)
            changed(pcm, rate_hz)
    powers = meter.amplify_powers(gain_db)
    _replace_powers(powers, runs, changed.powers)
    return powers


def _find_runs(unit_peaks: Sequence[int], limit: float, step_frames: int) -> Iterator[tuple[int, int]]:
    """Yield the steps around peaks over the limit, as runs: the first step and the one after the last."""
    peaking = (unit for unit, peak in enumerate(unit_peaks) if peak > limit)
    frames = ((unit * UNIT_FRAMES, (unit + 1) * UNIT_FRAMES - 1) for unit in peaking)
    steps = ((first // step_frames, last // step_frames) for first, last in frames)
    around = ((max(0, first - STEPS_BEFORE), last + 1 + STEPS_AFTER) for first, last in steps)
    return merge_runs(around, MAX_RUN_STEPS)


def _replace_powers(powers: array[float], runs: Iterable[tuple[int, int]], changed: Sequence[float]) -> None:
    """Replace the powers of the steps of `runs` by `changed`, but where the meter came from another run."""
    measured, previous_end = iter(changed), 0
    for begin, end in runs:
        for step, power in zip(range(begin, min(end, len(powers))), measured, strict=False):
            if step != begin or begin == previous_end:
                powers[step] = power
        previous_end = end


def _read(file: BinaryIO, begin: int, end: int) -> bytes:
    """Return the frames `begin` to `end` of a file of 16-bit mono PCM."""
    file.seek(2 * begin)
    return file.read(2 * (end - begin))
