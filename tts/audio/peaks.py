"""PCM IN A FILE -> its true peak (ITU-R BS.1770-5, annex 2), by looking between the samples only where it can be."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from pathlib import Path
from typing import BinaryIO

from tts.audio.filters import FRAME_BYTES, filtered
from tts.audio.runs import join_blocks, merge_runs, split_blocks
from tts.audio.samples import FULL_SCALE, HEADROOM, find_peak_32_bit
from tts.files import open_file

UNIT_FRAMES = 256  # of which one peak is known: about 10 ms
OVERSAMPLING = 4  # ITU-R BS.1770-5, annex 2
TAPS = 16  # of the filter between the samples; annex 2 has 12, and on speech 128 read the same within 0.002 dB
REACH_FRAMES = TAPS // 2  # so far from a sample it counts
EXCESS = 1.92  # times the highest of its 16 samples is the most that the filter makes: 5.62 dB, the sum of its taps
MAX_RUN_FRAMES = 64 * UNIT_FRAMES


def find_true_peak(
    path: Path, frame_rate_hz: int, unit_peaks: Sequence[int], gain: float = 1.0, limit: float = inf
) -> float:
    """Return the true peak of the 16-bit mono PCM in the file `path`, as a part of full scale.

    `unit_peaks` are the highest samples of each 256 frames before a gain, and `limit` is the highest sample after it.
    Where samples are so low that not even a peak between them can be the highest one, the sound is not read.

    Raises:
        OSError: the file cannot be read.
    """
    highest = min(gain * max(unit_peaks, default=0) / FULL_SCALE, limit)
    if not highest:
        return 0.0
    peak = _find_peak(path, frame_rate_hz, unit_peaks, highest / EXCESS / gain)
    if peak < highest:  # which no sample reaches
        peak = _find_peak(path, frame_rate_hz, unit_peaks, peak / EXCESS / gain)
    return peak


def _find_peak(path: Path, frame_rate_hz: int, unit_peaks: Sequence[int], least: float) -> float:
    """Return the true peak of the units that had a sample of at least `least`, and of what is next to them."""
    least_sample = int(least * FULL_SCALE)
    units = [unit for unit, peak in enumerate(unit_peaks) if peak >= least_sample]
    runs = tuple(merge_runs(((unit * UNIT_FRAMES, (unit + 1) * UNIT_FRAMES) for unit in units), MAX_RUN_FRAMES))
    chain = (
        f"volume={1 / HEADROOM}:precision=float",
        f"aresample={OVERSAMPLING * frame_rate_hz}:filter_size={TAPS}:phase_shift=2",  # 4 phases, the number in use
    )
    with open_file(path) as file:
        pieces = (_read_around(file, begin, end) for begin, end in runs)
        oversampled = filtered(join_blocks(pieces, FRAME_BYTES), frame_rate_hz, *chain, sample_format="s32")
        sizes = (4 * OVERSAMPLING * (end - begin + 4 * REACH_FRAMES) for begin, end in runs)
        edge = 4 * OVERSAMPLING * REACH_FRAMES  # where the sound of the next piece counts
        return max(find_peak_32_bit(memoryview(piece)[edge:-edge]) for piece in split_blocks(oversampled, sizes))


def _read_around(file: BinaryIO, begin: int, end: int) -> bytes:
    """Return the frames `begin` to `end` and around them twice the reach of the filter; beyond the sound is silence."""
    lead = max(0, 2 * REACH_FRAMES - begin)
    file.seek(2 * (begin - 2 * REACH_FRAMES + lead))
    size = 2 * (end - begin + 4 * REACH_FRAMES)
    return (bytes(2 * lead) + file.read(size - 2 * lead)).ljust(size, b"\0")
