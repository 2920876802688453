"""Two soft tones, one after the other: the sound between two articles, made by computation."""

from __future__ import annotations

from array import array
from math import cos, exp, pi, sin

from tts.model import Interlude

FRAME_RATE_HZ = 48_000
TONES_HZ = (659.26, 523.25)  # E5, C5: a falling third, as a doorbell has
_SECOND_S = 0.35  # when the second tone begins
_LENGTH_S = 1.6
_ATTACK_S = 0.012  # with less, a tone begins with a click
_DECAY_S = 0.3  # in which it falls to 37 %
_RELEASE_S = 0.2
_LEVEL = 0.4


def make_chime() -> Interlude:
    """Return the chime."""
    frames = (frame / FRAME_RATE_HZ for frame in range(round(_LENGTH_S * FRAME_RATE_HZ)))
    first_hz, second_hz = TONES_HZ
    samples = array("h")
    for time_s in frames:
        wave = _tone(first_hz, time_s) + _tone(second_hz, time_s - _SECOND_S)
        release = min(1.0, (_LENGTH_S - time_s) / _RELEASE_S)
        samples.append(round(32767 * _LEVEL * release * wave))
    return Interlude(pcm=samples.tobytes(), frame_rate_hz=FRAME_RATE_HZ)


def _tone(hz: float, time_s: float) -> float:
    """Return the wave of a tone that begins at 0 s, from -1 to 1."""
    if time_s < 0:
        return 0.0
    attack = (1 - cos(pi * min(1.0, time_s / _ATTACK_S))) / 2
    return attack * exp(-time_s / _DECAY_S) * sin(2 * pi * hz * time_s)
