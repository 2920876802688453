"""PCM -> its loudness (ITU-R BS.1770-5, annex 1) and loudness range (EBU Tech 3342), while it passes."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from itertools import accumulate, islice
from math import inf, log10, pi, tan
from pathlib import Path

from tts.audio.filters import Filters, samples_of
from tts.audio.peaks import UNIT_FRAMES, find_true_peak
from tts.audio.samples import HEADROOM, compute_powers_32_bit, find_peaks
from tts.model import Loudness

SILENCE_LUFS = -70.0  # ITU-R BS.1770-5, annex 1: the absolute gate; quieter sound does not count
SILENCE_DBTP = -120.0  # below the smallest step of 16 bit (-90.3 dB)
STEPS_PER_S = 10  # blocks of 400 ms begin every 100 ms, and windows of 3 s too (EBU Tech 3342)
BLOCK_STEPS, WINDOW_STEPS = 4, 30
LOUDNESS_GATE_LU, RANGE_GATE_LU = 10.0, 20.0  # below the mean of what passes the absolute gate
RANGE_PERCENT = (10, 95)  # EBU Tech 3342: the percentiles between which the range lies
_SHELF = (1681.974450955533, 0.7071752369554196, 3.999843853973347)  # Hz, Q, dB, from which BS.1770's numbers follow
_HIGH_PASS = (38.13547087602444, 0.5003270373238773)  # Hz, Q
_SHELF_EXPONENT = 0.4996667741545416
_FRAME_STEPS = 15  # in a frame of libavfilter


class Meter:
    """Measures 16-bit mono PCM while it passes, as if two loudspeakers played it (dual mono).

    `join` takes one as its `on_pcm`. When all blocks have passed, `powers` has the mean square of each 100 ms after the
    filters of BS.1770, and `unit_peaks` the highest sample of each 256 frames: less than 1 MB per hour.
    """

    def __init__(self) -> None:
        self._powers, self._unit_peaks = array("d"), array("H")
        self._frame_rate_hz = 0
        self._filters: Filters | None = None
        self._held = b""

    def __call__(self, pcm: bytes, frame_rate_hz: int) -> None:
        """Measure the next block: signed 16-bit little-endian mono PCM."""
        if self._filters is None:
            self._frame_rate_hz, self._filters = frame_rate_hz, _make_weighting_filters(frame_rate_hz)
        for frame in self._filters.push(pcm):
            self._powers += compute_powers_32_bit(samples_of(frame), frame_rate_hz // STEPS_PER_S)
        pcm = self._held + pcm
        size = len(pcm) - len(pcm) % (2 * UNIT_FRAMES)
        self._unit_peaks += find_peaks(memoryview(pcm)[:size], UNIT_FRAMES)
        self._held = pcm[size:]

    @property
    def powers(self) -> Sequence[float]:
        """Return the mean square of each 100 ms of all blocks; it takes no more of them. Full scale has 1."""
        self._end()
        return self._powers

    @property
    def unit_peaks(self) -> Sequence[int]:
        """Return the highest sample of each 256 frames of all blocks; it takes no more of them."""
        self._end()
        return self._unit_peaks

    def compute_loudness(self, path: Path, gain_db: float = 0.0) -> Loudness:
        """Return loudness, range and true peak of all blocks with a gain; the file `path` has their sound without it.

        Raises:
            OSError: the file cannot be read.
        """
        peak = 10 ** (gain_db / 20) * find_true_peak(path, self._frame_rate_hz, self.unit_peaks)
        return describe_loudness(self.amplify_powers(gain_db), peak)

    def amplify_powers(self, gain_db: float) -> array[float]:
        """Return `powers` as they are with a gain."""
        factor = (10 ** (gain_db / 20)) ** 2
        return array("d", (power * factor for power in self.powers))

    def _end(self) -> None:
        """Measure what is held back."""
        if self._filters:
            for frame in self._filters.end():
                self._powers += compute_powers_32_bit(samples_of(frame), self._frame_rate_hz // STEPS_PER_S)
            self._unit_peaks += find_peaks(self._held, UNIT_FRAMES)
            self._filters, self._held = None, b""


def _make_weighting_filters(frame_rate_hz: int) -> Filters:
    """Return the filters of BS.1770 for that rate, which give frames of whole steps of 100 ms, but for the last one.

    BS.1770 has the coefficients for 48 kHz. Those of other rates follow from the analogue filters behind them.
    """
    hz, q, gain_db = _SHELF
    k, high = tan(pi * hz / frame_rate_hz), 10 ** (gain_db / 20)
    middle = high**_SHELF_EXPONENT
    shelf = (high + middle * k / q + k * k, 2 * (k * k - high), high - middle * k / q + k * k)
    first = _describe_biquad([zero / HEADROOM / (1 + k / q + k * k) for zero in shelf], k, q)
    hz, q = _HIGH_PASS
    second = _describe_biquad([1, -2, 1], tan(pi * hz / frame_rate_hz), q)
    whole_steps = f"asetnsamples=n={_FRAME_STEPS * (frame_rate_hz // STEPS_PER_S)}:p=0"
    chain = ("aformat=sample_fmts=fltp", f"biquad={first}", f"biquad={second}", "aformat=sample_fmts=s32", whole_steps)
    return Filters(frame_rate_hz, *chain)


def _describe_biquad(zeros: Iterable[float], k: float, q: float) -> str:
    """Return the options of libavfilter's `biquad` with these zeros, and the poles of a filter of second order."""
    norm = 1 + k / q + k * k
    poles = (1.0, 2 * (k * k - 1) / norm, (1 - k / q + k * k) / norm)
    return ":".join(
        f"{name}={number!r}"
        for name, number in zip(("b0", "b1", "b2", "a0", "a1", "a2"), (*zeros, *poles), strict=True)
    )


def describe_loudness(powers: Sequence[float], peak: float) -> Loudness:
    """Return the loudness of sound with these powers and this peak.

    Sound that is silent, or shorter than the 400 ms that are measured at a time, has -70 LUFS; silence peaks at
    -120 dBTP. The numbers are always finite.
    """
    return Loudness(
        integrated_lufs=compute_integrated_lufs(powers),
        range_lu=_compute_range_lu(powers),
        true_peak_dbtp=max(SILENCE_DBTP, round(to_db(peak), 3)),
    )


def compute_integrated_lufs(powers: Sequence[float]) -> float:
    """Return the integrated loudness (ITU-R BS.1770-5, annex 1), -70 if nothing is louder."""
    heard = _select_heard(powers, BLOCK_STEPS, LOUDNESS_GATE_LU)
    return round(max(SILENCE_LUFS, _to_lufs(sum(heard) / len(heard))), 3) if heard else SILENCE_LUFS


def _compute_range_lu(powers: Sequence[float]) -> float:
    """Return the loudness range (EBU Tech 3342), 0 of sound that is shorter than 3 s."""
    heard = sorted(_select_heard(powers, WINDOW_STEPS, RANGE_GATE_LU))
    if not heard:
        return 0.0
    low, high = (_to_lufs(heard[round((len(heard) - 1) * percent / 100)]) for percent in RANGE_PERCENT)
    return round(high - low, 2)


def _select_heard(powers: Sequence[float], steps: int, gate_lu: float) -> Sequence[float]:
    """Return the mean power of each stretch of so many steps that both gates let through."""
    sums = array("d", accumulate(powers, initial=0.0))
    silence = _to_power(SILENCE_LUFS)
    means = ((end - begin) / steps for begin, end in zip(sums, islice(sums, steps, None), strict=False))
    heard = array("d", (mean for mean in means if mean > silence))
    gate = sum(heard) / max(1, len(heard)) / 10 ** (gate_lu / 10)
    return array("d", (mean for mean in heard if mean > gate))


def _to_lufs(power: float) -> float:
    """Return the loudness of a mean square, which counts once for each of the two loudspeakers."""
    return -0.691 + 10 * log10(2 * power)


def _to_power(lufs: float) -> float:
    """Return the mean square of that loudness."""
    return 10 ** ((lufs + 0.691) / 10) / 2


def to_db(level: float) -> float:
    """Return a part of full scale in dB."""
    return 20 * log10(level) if level else -inf
