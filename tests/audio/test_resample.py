"""PCM at one frame rate -> the same sound at another."""

from __future__ import annotations

import math
from array import array

import pytest

from tts.audio.resample import resample

pytestmark = pytest.mark.once  # arithmetic of samples, the same with every Python

LEVEL = 0.5
RATES_HZ = [(22050, 24000), (16000, 24000), (16000, 22050), (24000, 22050), (8000, 48000), (48000, 8000)]


def sine(hz, rate_hz, seconds=1.0):
    """A sine that begins at 0 and does not fade."""
    turn = 2 * math.pi * hz / rate_hz
    return array("h", (round(32767 * LEVEL * math.sin(turn * at)) for at in range(int(seconds * rate_hz)))).tobytes()


def component(pcm, hz, rate_hz):
    """The sine and cosine of `hz` in the middle of `pcm`, of 1 for a sine like that of `sine`; a Blackman window."""
    samples = array("h", pcm)
    count, begin = len(samples) // 2, len(samples) // 4
    sine_part = cosine_part = whole = 0.0
    for at in range(count):
        turn = 2 * math.pi * at / count
        weight = 0.42 - 0.5 * math.cos(turn) + 0.08 * math.cos(2 * turn)
        phase = 2 * math.pi * hz * (begin + at) / rate_hz
        whole += weight
        sine_part += weight * samples[begin + at] * math.sin(phase)
        cosine_part += weight * samples[begin + at] * math.cos(phase)
    full = 32767 * LEVEL * whole / 2
    return sine_part / full, cosine_part / full


def decibels(parts):
    return 20 * math.log10(math.hypot(*parts) + 1e-12)


@pytest.mark.parametrize(("from_hz", "to_hz"), RATES_HZ)
@pytest.mark.parametrize("share", [0.01, 0.3, 0.6, 0.9])
def test_a_tone_keeps_its_level_and_its_time(from_hz, to_hz, share):
    """Up to 0.9 of the band a sine is within 0.01 dB and a hundredth of a frame of the same sine at the other rate."""
    hz = round(share * min(from_hz, to_hz) / 2)
    parts = component(resample(sine(hz, from_hz), from_hz, to_hz), hz, to_hz)
    assert decibels(parts) == pytest.approx(0, abs=0.01)
    assert math.atan2(parts[1], parts[0]) / (2 * math.pi * hz) * to_hz == pytest.approx(0, abs=0.01)


@pytest.mark.parametrize(("from_hz", "to_hz"), RATES_HZ)
@pytest.mark.parametrize("share", [0.92, 0.98])
def test_images_and_aliases_are_90_db_down(from_hz, to_hz, share):
    """A sine near the edge of the band leaves no mirror of itself at the other side of that edge."""
    nyquist_hz = min(from_hz, to_hz) / 2
    hz = round((share if from_hz < to_hz else 2 - share) * nyquist_hz)
    mirror_hz = 2 * nyquist_hz - hz
    assert mirror_hz < to_hz / 2
    assert decibels(component(resample(sine(hz, from_hz), from_hz, to_hz), mirror_hz, to_hz)) < -90


@pytest.mark.parametrize(("from_hz", "to_hz"), RATES_HZ)
def test_nothing_is_added_to_a_sine(from_hz, to_hz):
    """Of a sine nothing but itself comes out: the rest, which includes two roundings to 16 bits, is 88 dB below it."""
    hz = round(0.37 * min(from_hz, to_hz))
    samples = array("h", resample(sine(hz, from_hz), from_hz, to_hz))[to_hz // 10 : -to_hz // 10]
    turn, first = 2 * math.pi * hz / to_hz, to_hz // 10
    rest = [sample - 32767 * LEVEL * math.sin(turn * (first + at)) for at, sample in enumerate(samples)]
    power = sum(sample * sample for sample in rest) / len(rest)
    assert 10 * math.log10(power / (32767 * LEVEL) ** 2 * 2) < -88


@pytest.mark.parametrize(("from_hz", "to_hz"), RATES_HZ)
@pytest.mark.parametrize("frames", [1, 2, 99, 137, 1000, 22_051, 65_537])
def test_no_frame_is_lost(from_hz, to_hz, frames):
    """Sound of any length, also of one frame, gets as many frames as it lasts at the other rate."""
    pcm = array("h", [8000] * frames).tobytes()
    assert len(resample(pcm, from_hz, to_hz)) == 2 * round(frames * to_hz / from_hz)


def test_a_click_stays_where_it_is():
    """A single loud frame has its peak at the same time after the conversion."""
    for at in (0, 294, 1999):
        samples = array("h", bytes(4000))
        samples[at] = 20_000
        after = array("h", resample(samples.tobytes(), 22050, 24000))
        assert abs(max(range(len(after)), key=lambda index: after[index]) - at * 24000 / 22050) <= 0.5


def test_silence_stays_silence():
    """No dither is added to silence, and the bytes are the same each time."""
    assert resample(bytes(44_100), 22050, 24000) == bytes(48_000)
    tone = sine(440, 22050)
    assert resample(tone, 22050, 24000) == resample(tone, 22050, 24000)


def test_a_gain_comes_before_rounding():
    """A gain of -6 dB keeps a peak that would be cut off at full scale."""
    loud = array("h", [32767, 32767, -32767, -32767] * 4000).tobytes()
    assert max(array("h", resample(loud, 16000, 24000))) == 32767
    softer = resample(loud, 16000, 24000, "volume=-6dB:precision=double")
    assert max(array("h", softer)) > 1.3 * 32767 * 10 ** (-6 / 20)
