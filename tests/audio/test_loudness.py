"""PCM -> its loudness, as the recommendations of ITU-R and EBU want it."""

from __future__ import annotations

import math
from array import array
from functools import cache

import pytest
from sound import measured, tone

from tts.audio.loudness import Meter
from tts.model import Loudness

pytestmark = pytest.mark.once  # arithmetic of samples, the same with every Python

RATE_HZ = 16_000


def metered(tmp_path, pcm: bytes, rate_hz: int = RATE_HZ, block: int = 250_000) -> Loudness:
    meter = Meter()
    for begin in range(0, len(pcm), block):
        meter(pcm[begin : begin + block], rate_hz)
    path = tmp_path / "sound.pcm"
    path.write_bytes(pcm)
    return meter.compute_loudness(path)


@cache
def second(level_db: float) -> bytes:
    """One second of a sine of 1 kHz."""
    turn, level = 2 * math.pi * 1000 / RATE_HZ, 32767 * 10 ** (level_db / 20)
    return array("h", (round(level * math.sin(turn * frame)) for frame in range(RATE_HZ))).tobytes()


def sines(*parts: tuple[float, float]) -> bytes:
    """Sines of 1 kHz, one after the other, each with its level in dB and its length in seconds."""
    return b"".join((second(level_db) * math.ceil(s))[: 2 * round(s * RATE_HZ)] for level_db, s in parts)


def swept(rate_hz: int, phase: float, level: float) -> bytes:
    """A second of a sine at a quarter of the rate that fade in and out, so that no edge adds a peak of its own."""
    frames = rate_hz
    fades = (min(1.0, frame / 500, (frames - frame) / 500) for frame in range(frames))
    turns = (math.pi / 2 * frame + phase for frame in range(frames))
    return array(
        "h", (round(32767 * level * fade * math.sin(turn)) for fade, turn in zip(fades, turns, strict=True))
    ).tobytes()


@pytest.mark.parametrize(
    ("parts", "lufs"),
    [
        (((-23, 20),), -23),
        (((-33, 20),), -33),
        (((-36, 10), (-23, 60), (-36, 10)), -23),
        (((-72, 10), (-36, 10), (-23, 60), (-36, 10), (-72, 10)), -23),
        (((-26, 20), (-20, 20.1), (-26, 20)), -23),
    ],
)
def test_loudness_of_ebu_tech_3341(tmp_path, parts, lufs):
    """The sines of EBU Tech 3341, cases 1 to 5, have the loudness that it wants, within 0.1 LU."""
    assert metered(tmp_path, sines(*parts)).integrated_lufs == pytest.approx(lufs, abs=0.1)


@pytest.mark.parametrize(
    ("levels_db", "range_lu"), [((-20, -30), 10), ((-20, -15), 5), ((-40, -20), 20), ((-50, -35, -20, -35, -50), 15)]
)
def test_range_of_ebu_tech_3342(tmp_path, levels_db, range_lu):
    """The sines of EBU Tech 3342, cases 1 to 4, have the range that it wants, within 1 LU; we read it within 0.1."""
    found = metered(tmp_path, sines(*((level_db, 20) for level_db in levels_db)))
    assert found.range_lu == pytest.approx(range_lu, abs=0.1)


@pytest.mark.parametrize(("level", "peak_dbtp"), [(0.5, -6.0), (1.38, 2.8)])
def test_peaks_between_samples(tmp_path, level, peak_dbtp):
    """A sine whose samples miss its peaks by 3 dB is read at its true peak, also over full scale (EBU Tech 3341)."""
    found = metered(tmp_path, swept(48_000, math.pi / 4, level), 48_000)
    assert found.true_peak_dbtp == pytest.approx(peak_dbtp, abs=0.3)


@pytest.mark.parametrize("rate_hz", [8000, 12_000, 22_050, 24_000, 44_100])
def test_another_meter_agrees(tmp_path, rate_hz):
    """At each rate, libavfilter's own meter reads the same of something like speech: loudness, range and true peak."""
    syllables = b"".join(
        tone(rate_hz // 2, rate_hz, level=level) * 2 + bytes(rate_hz // 2) for level in (0.3, 0.6, 0.15, 0.9)
    )
    found, other = metered(tmp_path, syllables, rate_hz), measured(syllables, rate_hz)
    assert found.integrated_lufs == pytest.approx(other.integrated_lufs, abs=0.1)
    assert found.range_lu == pytest.approx(other.range_lu, abs=0.1)
    assert found.true_peak_dbtp == pytest.approx(other.true_peak_dbtp, abs=0.05)


@pytest.mark.parametrize("block", [30_002, 2, 510, 512])
def test_blocks_do_not_matter(tmp_path, block):
    """What is measured does not depend on how the sound is cut into blocks."""
    pcm = tone(RATE_HZ // 4 if block == 2 else 2 * RATE_HZ, RATE_HZ)
    assert metered(tmp_path, pcm, block=block) == metered(tmp_path, pcm)


def test_a_gain_needs_no_other_meter(tmp_path):
    """The loudness with a gain is that of louder sound, also where the gain lifts soft sound over the absolute gate."""
    soft, loud = sines((-75, 10), (-62, 10)), sines((-55, 10), (-42, 10))
    meter = Meter()
    meter(soft, RATE_HZ)
    path = tmp_path / "soft.pcm"
    path.write_bytes(soft)
    found, louder = meter.compute_loudness(path, gain_db=20.0), metered(tmp_path, loud)
    assert found.integrated_lufs == pytest.approx(louder.integrated_lufs, abs=0.1)
    assert found.range_lu == pytest.approx(louder.range_lu, abs=0.3)  # sines of six steps are rounded
    assert found.true_peak_dbtp == pytest.approx(louder.true_peak_dbtp, abs=0.1)
