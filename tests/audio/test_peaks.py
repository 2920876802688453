"""PCM in a file -> its true peak, although most of it is not read."""

from __future__ import annotations

import random
from array import array

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sound import RATE_HZ, measured

from tts.audio.filters import filtered
from tts.audio.peaks import EXCESS, OVERSAMPLING, TAPS, UNIT_FRAMES, find_true_peak
from tts.audio.samples import FULL_SCALE, find_peaks

pytestmark = pytest.mark.once  # arithmetic of samples, the same with every Python


def taps() -> list[list[float]]:
    """The filter of each of the four phases, from what it makes of a single sample."""
    pcm = array("h", [0] * 50 + [16_384] + [0] * 50).tobytes()
    chain = ("aformat=sample_fmts=fltp", f"aresample={4 * RATE_HZ}:filter_size={TAPS}:phase_shift=2")
    made = array("f", b"".join(filtered([pcm], RATE_HZ, *chain, sample_format="flt")))
    return [[2 * sample for sample in made[phase::OVERSAMPLING] if sample] for phase in range(OVERSAMPLING)]


@st.composite
def sounds(draw: st.DrawFn) -> bytes:
    """Noise with louder places, some of them at an edge of a unit or of the sound."""
    noise = random.Random(draw(st.integers(0, 1 << 32)))
    frames = draw(st.integers(1, 40 * UNIT_FRAMES))
    level = draw(st.sampled_from((0, 1, 3000, 18_000)))
    samples = array("h", [noise.randint(-level, level) for _ in range(997)] * 11)[:frames]
    for _ in range(draw(st.integers(0, 4))):
        place = draw(st.sampled_from((0, frames - 1, UNIT_FRAMES, noise.randrange(frames)))) % frames
        for frame in range(place, min(frames, place + draw(st.sampled_from((1, 3, 20, 700))))):
            samples[frame] = noise.randint(-32_768, 32_767)
    return samples.tobytes()


@settings(max_examples=50)
@given(pcm=sounds(), limit=st.sampled_from((1.0, 1.5)))
def test_what_is_not_read_is_lower(tmp_path_factory, pcm, limit):
    """The peak is that of all of the sound, also if the samples are lower than those of the units with their gain."""
    path = tmp_path_factory.getbasetemp() / "sound.pcm"
    path.write_bytes(pcm)
    units = find_peaks(pcm, UNIT_FRAMES)
    everything = array("H", [max(units)] * len(units))
    assert find_true_peak(path, RATE_HZ, units, gain=1.3, limit=limit) == find_true_peak(path, RATE_HZ, everything)


def test_no_peak_is_higher_than_the_sum_of_the_taps(tmp_path):
    """Sound whose samples have the signs of the taps peaks as high as any can, and low units with it are read."""
    high = max(taps(), key=lambda phase: sum(map(abs, phase)))
    assert len(high) <= TAPS
    most = sum(map(abs, high))
    assert 1.9 < most < EXCESS
    worst = [round(0.5 * FULL_SCALE * (1 if tap > 0 else -1)) for tap in reversed(high)]
    pcm = array("h", [0] * 5000 + worst + [0] * 5000 + [round(0.94 * FULL_SCALE)] + [0] * 5000).tobytes()
    path = tmp_path / "sound.pcm"
    path.write_bytes(pcm)
    assert find_true_peak(path, RATE_HZ, find_peaks(pcm, UNIT_FRAMES)) == pytest.approx(0.5 * most, abs=0.001)


def test_another_meter_agrees(tmp_path):
    """libavfilter's own meter reads the same peak of noise."""
    noise = random.Random(1)
    pcm = array("h", (round(noise.gauss(0, 3000)) for _ in range(RATE_HZ))).tobytes()
    path = tmp_path / "sound.pcm"
    path.write_bytes(pcm)
    found = find_true_peak(path, RATE_HZ, find_peaks(pcm, UNIT_FRAMES))
    assert found == pytest.approx(10 ** (measured(pcm).true_peak_dbtp / 20), rel=0.05)


def test_silence_is_not_read(tmp_path):
    """Silence peaks at 0, and its file is not opened."""
    assert find_true_peak(tmp_path / "missing.pcm", RATE_HZ, [0] * 10) == 0.0
