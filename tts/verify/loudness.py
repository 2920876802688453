"""POWERS OF WEIGHTED SOUND -> its integrated loudness (ITU-R BS.1770-5, annex 1), with libavfilter's own filters."""

from __future__ import annotations

from collections.abc import Sequence
from math import log10

SILENCE_LUFS = -70.0  # the absolute gate
STEPS_PER_S = 10
_BLOCK_STEPS = 4  # blocks of 400 ms begin every 100 ms
_GATE = 10.0  # a block counts if it has a tenth of the mean power
_GAIN_DB = 4.0431  # that BS.1770's filters have for high sound; these have none, so that nothing clips
# BS.1770 has coefficients for 48 kHz. Behind them are a shelf of 4 dB with its poles at 1682 Hz, whose middle is at
# 1499 Hz, and a high pass at 38 Hz. A shelf that lowers low sound is the one that lifts high sound, but for the gain.
WEIGHTING = (
    "aformat=sample_fmts=fltp",
    "lowshelf=frequency=1499.06:width_type=q:width=0.70718:gain=-3.99984",
    "highpass=frequency=38.1355:width_type=q:width=0.50033",
    "aformat=sample_fmts=s32",
)


def compute_loudness(powers: Sequence[float]) -> float:
    """Return the loudness in LUFS of mono sound that two loudspeakers play, at least -70.

    `powers` are the mean squares of each 100 ms after `WEIGHTING`; full scale has 1.
    """
    blocks = [sum(powers[step : step + _BLOCK_STEPS]) / _BLOCK_STEPS for step in range(len(powers) - _BLOCK_STEPS + 1)]
    heard = [power for power in blocks if _to_lufs(power) > SILENCE_LUFS]
    gate = sum(heard) / max(1, len(heard)) / _GATE
    loud = [power for power in heard if power > gate]
    return _to_lufs(sum(loud) / len(loud)) if loud else SILENCE_LUFS


def _to_lufs(power: float) -> float:
    """Return the loudness of a mean square, which counts once for each of the two loudspeakers."""
    return _GAIN_DB - 0.691 + 10 * log10(2 * power) if power else SILENCE_LUFS
