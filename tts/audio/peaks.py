"""PCM IN A FILE -> its true peak (ITU-R BS.1770-5, annex 2), by looking between the samples only where it can be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from math import inf
from mmap import ACCESS_READ, mmap
from pathlib import Path

from tts.audio.filters import filtered
from tts.audio.runs import join_blocks, split_blocks
from tts.audio.samples import FULL_SCALE, HEADROOM, find_peak_32_bit
from tts.files import open_file

UNIT_FRAMES = 256  # of which one peak is known: about 10 ms
OVERSAMPLING = 4  # ITU-R BS.1770-5, annex 2
TAPS = 16  # of the filter between the samples; annex 2 has 12, and on speech 128 read the same within 0.002 dB
REACH_FRAMES = TAPS // 2  # so far from a sample it counts
EXCESS = 1.92  # times the highest of its 16 samples is the most that the filter makes: 5.62 dB, the sum of its taps
BLOCK_BYTES = 65_536  # what is made of it is eight times as large, and stays in the processor's cache
_RUN = re.compile(rb"\x01{1,64}")  # units in a row, no more than fit into a few blocks


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
    runs = tuple(_find_runs(unit_peaks, least * FULL_SCALE))
    chain = (
        f"volume={1 / HEADROOM}:precision=float",
        f"aresample={OVERSAMPLING * frame_rate_hz}:filter_size={TAPS}:phase_shift=2",  # 4 phases, the number in use
    )
    with open_file(path) as file, mmap(file.fileno(), 0, access=ACCESS_READ) as sound:
        pieces = (_read_around(sound, begin, end) for begin, end in runs)
        oversampled = filtered(join_blocks(pieces, BLOCK_BYTES), frame_rate_hz, *chain, sample_format="s32")
        sizes = (4 * OVERSAMPLING * (end - begin + 4 * REACH_FRAMES) for begin, end in runs)
        edge = 4 * OVERSAMPLING * REACH_FRAMES  # where the sound of the next piece counts
        return max(find_peak_32_bit(piece[edge:-edge]) for piece in split_blocks(oversampled, sizes))


def _find_runs(unit_peaks: Iterable[int], least: float) -> Iterator[tuple[int, int]]:
    """Yield begin and end, in frames, of the units in a row that had a sample of at least `least`."""
    for run in _RUN.finditer(bytes(map(int(least).__le__, unit_peaks))):
        yield run.start() * UNIT_FRAMES, run.end() * UNIT_FRAMES


def _read_around(sound: mmap, begin: int, end: int) -> bytes:
    """Return the frames `begin` to `end` and around them twice the reach of the filter; beyond the sound is silence."""
    first, last = 2 * (begin - 2 * REACH_FRAMES), 2 * (end + 2 * REACH_FRAMES)
    return (bytes(max(0, -first)) + sound[max(0, first) : last]).ljust(last - first, b"\0")
