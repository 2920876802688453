"""Recording -> Recording at the loudness that was asked for."""

from __future__ import annotations

import json
import math
from array import array
from dataclasses import asdict

import pytest
from sound import RATE_HZ, measured, recording, tone

from tts.audio.level import level
from tts.audio.loudness import Meter
from tts.errors import EncodeError


@pytest.fixture(scope="module")
def voice():
    """Ten seconds with peaks of about -3 dB."""
    return tone(10 * RATE_HZ, level=0.8)


def test_a_peak_between_samples_is_limited(tmp_path, voice):
    """Where only a peak between the samples passes the ceiling, it is found after the gain, and limited."""
    turn = (round(32767 * math.sin(math.pi / 2 * at + math.pi / 4)) for at in range(200))
    pcm = voice + bytes(2000) + array("h", turn).tobytes() + bytes(2000) + voice
    target_lufs = measured(pcm).integrated_lufs
    assert max(array("h", pcm)) <= 32767 * 10 ** (-2.5 / 20)
    made = level(recording(tmp_path / "spool.pcm", pcm), target_lufs)
    assert made.loudness is not None
    assert made.loudness.limited
    assert made.loudness.true_peak_dbtp <= -2.0
    assert made.loudness.integrated_lufs == pytest.approx(target_lufs, abs=0.2)


@pytest.mark.parametrize("target_lufs", [-16.0, -18.0, -23.0])
def test_target_is_met(tmp_path, voice, target_lufs):
    """The spool has the target's loudness within half a unit, peaks below -1 dBTP, and is what is reported."""
    made = level(recording(tmp_path / "spool.pcm", voice), target_lufs)
    found = measured(made.spool_path.read_bytes())
    assert made.loudness is not None
    assert found.integrated_lufs == pytest.approx(target_lufs, abs=0.5)
    assert found.true_peak_dbtp <= -1.0
    assert made.loudness.integrated_lufs == pytest.approx(found.integrated_lufs, abs=0.02)
    assert made.loudness.true_peak_dbtp == pytest.approx(found.true_peak_dbtp, abs=0.02)
    assert made.loudness.target_lufs == target_lufs


def test_gain_is_one_number(tmp_path, voice):
    """Without limiting, every sample is the gain times what it was, and none has moved."""
    made = level(recording(tmp_path / "spool.pcm", voice), -23.0)
    assert made.loudness is not None
    assert not made.loudness.limited
    gain = 10 ** (made.loudness.gain_db / 20)
    after = array("h", made.spool_path.read_bytes())
    assert all(abs(new - gain * old) <= 0.6 for old, new in zip(array("h", voice), after, strict=True))


def test_limiting_moves_nothing_and_does_not_click(tmp_path):
    """With a loud burst, silence stays silent, no frame moves, and the gain glides: 0.1 dB at most between samples."""
    burst = tone(RATE_HZ // 5, level=0.98)
    before = array("h", (tone(RATE_HZ * 3, level=0.12) + bytes(20_000) + burst + bytes(20_000)) * 3)
    made = level(recording(tmp_path / "spool.pcm", before.tobytes()), -16.0)
    assert made.loudness is not None
    assert made.loudness.limited
    after = array("h", made.spool_path.read_bytes())
    assert len(after) == len(before)
    assert all(new == 0 for old, new in zip(before, after, strict=True) if old == 0)
    gains = {at: after[at] / old for at, old in enumerate(before) if abs(old) > 3000}
    steps = [abs(20 * math.log10(gains[at + 1] / gains[at])) for at in gains if at + 1 in gains]
    full = 10 ** (made.loudness.gain_db / 20)
    assert min(gains.values()) < 0.9 * full
    assert max(gains.values()) <= 1.001 * full
    assert max(steps) < 0.1


def test_measuring_while_joining_is_the_same(tmp_path, voice):
    """A meter through which the sound has passed gives the same result as measuring the spool."""
    meter = Meter()
    meter(voice, RATE_HZ)
    first = level(recording(tmp_path / "first.pcm", voice), -18.0, meter)
    second = level(recording(tmp_path / "second.pcm", voice), -18.0)
    assert first.loudness == second.loudness
    assert first.spool_path.read_bytes() == second.spool_path.read_bytes()


def test_off_leaves_the_sound(tmp_path, voice):
    """Without a target the spool is untouched, and measured."""
    made = level(recording(tmp_path / "spool.pcm", voice), None)
    assert made.spool_path.read_bytes() == voice
    assert made.loudness is not None
    assert made.loudness.target_lufs is None
    assert made.loudness.integrated_lufs > -30


@pytest.mark.parametrize("pcm", [bytes(2 * 3 * RATE_HZ), tone(2000), b"\1\0"], ids=["silence", "90 ms", "one frame"])
def test_nothing_to_measure(tmp_path, pcm):
    """Silence, and sound too short to measure, stay as they are; the numbers are finite, as JSON wants them."""
    made = level(recording(tmp_path / "spool.pcm", pcm), -18.0)
    assert made.spool_path.read_bytes() == pcm
    assert made.loudness is not None
    assert made.loudness.integrated_lufs == -70.0
    assert made.loudness.gain_db == 0.0
    json.dumps(asdict(made.loudness), allow_nan=False)


def test_missing_spool(tmp_path):
    """A spool that is gone is one line with place and cause."""
    made = recording(tmp_path / "spool.pcm", tone(100))
    made.spool_path.unlink()
    with pytest.raises(EncodeError, match=r"spool\.pcm: .*No such file"):
        level(made, -18.0)


def test_no_draft_is_left(tmp_path, voice):
    """Beside the spool no other file is left."""
    level(recording(tmp_path / "spool.pcm", voice), -18.0)
    assert [path.name for path in tmp_path.iterdir()] == ["spool.pcm"]
