"""The limiter makes the samples that it would make of the whole sound, and what it changes is measured again."""

from __future__ import annotations

import random
from array import array
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sound import recording

from tts.audio.filters import filtered
from tts.audio.limit import limit_peaks
from tts.audio.loudness import Meter

pytestmark = pytest.mark.once  # arithmetic of samples, the same with every Python

RATE_HZ = 8000


@st.composite
def sounds(draw: st.DrawFn) -> bytes:
    """Noise of up to four seconds with bursts, which may lie at an edge of the sound, or near one another."""
    noise = random.Random(draw(st.integers(0, 1 << 32)))
    frames = draw(st.integers(1, 4 * RATE_HZ))
    noise_of = [noise.randint(-3000, 3000) for _ in range(997)] * 33
    samples = array("h", noise_of[:frames])
    for _ in range(draw(st.integers(0, 5))):
        place = draw(st.sampled_from((0, frames - 1, noise.randrange(frames), noise.randrange(frames))))
        for frame in range(place, min(frames, place + draw(st.sampled_from((1, 40, 400, 9000))))):
            samples[frame] = 10 * noise_of[frame]
    return samples.tobytes()


def limit_all(pcm: bytes, gain_db: float, limit_db: float) -> bytes:
    """The whole sound through libavfilter's limiter."""
    limiter = f"alimiter=limit={limit_db}dB:attack=5:release=50:level=disabled:latency=enabled"
    limited = b"".join(filtered([pcm], RATE_HZ, f"volume={gain_db}dB:precision=double", limiter))
    return limited[: len(pcm)].ljust(len(pcm), b"\0")


def meter_of(pcm: bytes) -> Meter:
    meter = Meter()
    meter(pcm, RATE_HZ)
    return meter


@settings(max_examples=50)
@given(pcm=sounds(), gain_db=st.sampled_from((-6.0, -0.192, 3.5, 12.0)), limit_db=st.sampled_from((-2.3, -3.0, -9.0)))
def test_the_limiter_works_in_places(tmp_path_factory, pcm, gain_db, limit_db):
    """The samples are those of a limiter that works on all of the sound, and so are their powers."""
    folder = Path(tmp_path_factory.getbasetemp())
    louder = folder / "louder.pcm"
    louder.write_bytes(b"".join(filtered([pcm], RATE_HZ, f"volume={gain_db}dB:precision=double")))
    powers = limit_peaks(
        recording(folder / "spool.pcm", pcm, rate_hz=RATE_HZ), louder, meter_of(pcm), gain_db, limit_db
    )
    limited = louder.read_bytes()
    assert limited == limit_all(pcm, gain_db, limit_db)
    assert list(powers) == pytest.approx(list(meter_of(limited).powers), rel=1e-3, abs=1e-8)


def test_most_of_speech_is_left_alone(tmp_path, monkeypatch):
    """With one peak in a minute, at most six tenths of a second are put through the limiter."""
    samples = array("h", [1000, -1000] * (30 * RATE_HZ))
    samples[30 * RATE_HZ] = 32_000
    made = recording(tmp_path / "spool.pcm", samples.tobytes(), rate_hz=RATE_HZ)
    louder = tmp_path / "louder.pcm"
    louder.write_bytes(samples.tobytes())
    sizes = []

    def counted(blocks, *arguments):
        counting = (sizes.append(len(block)) or block for block in blocks)
        return filtered(counting, *arguments)

    monkeypatch.setattr("tts.audio.limit.filtered", counted)
    limit_peaks(made, louder, meter_of(samples.tobytes()), 0.0, -3.0)
    assert sum(sizes) <= 2 * 6 * RATE_HZ // 10
    assert max(array("h", louder.read_bytes())) == round(32_768 * 10 ** (-3 / 20))
