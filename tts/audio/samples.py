"""Raw samples -> their peaks and their power. It imports audioop."""

from __future__ import annotations

import warnings
from array import array

with warnings.catch_warnings():
    # It is deprecated since Python 3.11. Python 3.13 lacks it, and the package audioop-lts, which pydub needs, has it.
    warnings.filterwarnings("ignore", message="'audioop' is deprecated", category=DeprecationWarning)
    import audioop

FULL_SCALE = 1 << 15
HEADROOM = 4.0  # 32-bit samples are a quarter of the sound, which filters may lift over full scale
_SCALE = HEADROOM / (1 << 31)


def find_peaks(pcm: bytes | memoryview[int], frames: int) -> array[int]:
    """Return the highest sample of each `frames` frames of 16-bit mono PCM, without its sign."""
    samples, size = memoryview(pcm), 2 * frames
    return array("H", [audioop.max(samples[begin : begin + size], 2) for begin in range(0, len(pcm), size)])


def find_peak_32_bit(samples: bytes | memoryview[int]) -> float:
    """Return the highest of `samples` without its sign, as a part of full scale."""
    return audioop.max(samples, 4) * _SCALE


def compute_powers_32_bit(samples: memoryview[int], frames: int) -> array[float]:
    """Return the mean square of each `frames` whole frames of mono sound; full scale has 1."""
    size = 4 * frames
    begins = range(0, len(samples) - size + 1, size)
    return array("d", [(audioop.rms(samples[begin : begin + size], 4) * _SCALE) ** 2 for begin in begins])
