"""The model's spectrum -> sound, at any rate and pitch."""

from __future__ import annotations

from typing import Any

import numpy as np
from hibari import dsp

FRAME_RATE_HZ = dsp.SR
HOP = dsp.HOP
"""Samples per frame of the spectrum."""

_SILENCE = -1.2  # log of a magnitude: a tone of -60 dB
_FRAMES_BEFORE, _FRAMES_AFTER = 3, 4  # of 12.5 ms
_VOICED_HZ = 40.0  # below it, dsp.pulses makes no pulses


class _DrawnNoise:
    """Noise that is drawn once and is the same for every text, in place of the generator that hibari expects.

    The noise in a voice is 40 dB softer than the rest, and drawing it takes a quarter of the time of the synthesis.
    """

    def __init__(self) -> None:
        rows = dsp.N_FFT // 2 + 1
        self._drawn = np.random.default_rng(_SEED).standard_normal((rows, 2 * _NOISE_FRAMES), dtype=np.float32)

    def standard_normal(self, shape: tuple[int, int], dtype: type[np.float32]) -> Any:  # noqa: ARG002 - as numpy's
        """Return an array of `shape`, which its receiver may change."""
        count = self._drawn.shape[1]
        if shape[1] <= count:
            return self._drawn[:, : shape[1]].copy()
        return np.take(self._drawn, np.arange(shape[1]) % count, axis=1)


_SEED = 0
_NOISE_FRAMES = 2048  # 25 seconds
_NOISE = _DrawnNoise()


def find_speech(parts: tuple[Any, ...]) -> tuple[int, int]:
    """Return the first frame of a spectrum and the one after the last, without most of the silence around the speech.

    What is left is 40 ms before it and 50 ms after it, where sound fades in and out.
    """
    harmonics, _, _, free, *_ = parts
    is_heard = np.flatnonzero(np.maximum(harmonics.max(axis=0), free.max(axis=0)) > _SILENCE)
    if not len(is_heard):
        return 0, harmonics.shape[1]
    return max(int(is_heard[0]) - _FRAMES_BEFORE, 0), min(int(is_heard[-1]) + 1 + _FRAMES_AFTER, harmonics.shape[1])


def stretch(parts: tuple[Any, ...], frames: int) -> tuple[Any, ...]:
    """Return the parts of a spectrum with another number of `frames`, which changes the rate and nothing else.

    Slow curves (envelope and phase of the harmonics) are interpolated; noise and free phases are taken as they are.
    """
    count = parts[0].shape[1]
    if frames == count:
        return parts
    places = np.clip((np.arange(frames) + 0.5) * (count / frames) - 0.5, 0, count - 1)
    low = np.minimum(places.astype(np.int64), max(count - 2, 0))
    share = (places - low).astype(np.float32)
    high = np.minimum(low + 1, count - 1)
    nearest = np.rint(places).astype(np.int64)
    harmonics, theta, noise, free, phases, pitch = parts
    smooth = [part[:, low] * (1 - share) + part[:, high] * share for part in (harmonics, theta)]
    is_voiced = (pitch[low] > _VOICED_HZ) & (pitch[high] > _VOICED_HZ)
    curve = np.where(is_voiced, pitch[low] * (1 - share) + pitch[high] * share, pitch[nearest])
    return (*smooth, *(part[:, nearest] for part in (noise, free, phases)), curve.astype(np.float32))


def synthesize(parts: tuple[Any, ...], pitch: float) -> Any:
    """Return the sound of a spectrum as 32-bit samples, with its fundamental frequency times `pitch`."""
    *rest, curve = parts
    return dsp.synth(*rest, curve * np.float32(pitch), _NOISE)
