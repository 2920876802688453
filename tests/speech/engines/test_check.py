"""The check of every result against its text."""

from __future__ import annotations

import struct

import pytest

from tts.model import Prosody
from tts.speech.engines.check import audio_defect, is_silent

TEXT = "The bees came back in April, and nobody had expected them."
TONE = struct.pack("<2h", 9_000, -9_000)


def tone(length_ms: int) -> bytes:
    return TONE * (length_ms * 22_050 // 2_000)


@pytest.mark.parametrize("length_ms", [2_500, 4_000, 6_000])
def test_sound_of_a_plausible_length_passes(length_ms: int) -> None:
    """A sentence of eleven words may take from 2.5 to 6 seconds."""
    assert audio_defect(TEXT, tone(length_ms), 22_050, Prosody()) is None


@pytest.mark.parametrize(
    ("pcm", "rate_hz", "message"),
    [
        (b"", 22_050, "it stayed silent"),
        (bytes(100_000), 22_050, "it stayed silent"),
        (tone(200), 22_050, "it took 200 ms"),
        (tone(90_000), 22_050, "it took 90000 ms"),
        (tone(3_000)[:-1], 22_050, "its sound is 132299 bytes"),
        (tone(3_000), 0, "at 0 Hz"),
    ],
)
def test_what_cannot_be_the_texts_sound_is_found(pcm: bytes, rate_hz: int, message: str) -> None:
    """Silence, a stump, an endless sound, half a frame and an impossible rate are defects."""
    assert message in str(audio_defect(TEXT, pcm, rate_hz, Prosody()))


@pytest.mark.parametrize("text", ["...", "—", "😀", "", "ꦗꦮ"])
def test_a_text_without_known_letters_may_be_silent(text: str) -> None:
    """Where nothing need be heard, silence is not a defect."""
    assert audio_defect(text, b"", 22_050, Prosody()) is None


def test_a_quiet_sound_is_heard() -> None:
    """A single sample above -60 dB makes the difference."""
    assert is_silent(struct.pack("<3h", 0, 32, -32))
    assert not is_silent(bytes(5_000) + struct.pack("<h", -40))


def test_silence_may_be_asked_for() -> None:
    """At volume 0 silence is right, but not a stump of it; at a volume that is heard it is a defect."""
    assert audio_defect(TEXT, bytes(150_000), 22_050, Prosody(volume=0)) is None
    assert "it took 2 ms" in str(audio_defect(TEXT, bytes(100), 22_050, Prosody(volume=0)))
    assert audio_defect(TEXT, bytes(150_000), 22_050, Prosody(volume=10)) == "it stayed silent"
