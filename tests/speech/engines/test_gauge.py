"""What a run's own sounds say about the next one."""

from __future__ import annotations

import struct

import pytest

from tts.speech.engines.gauge import Gauge, letters, unsaid

RATE_HZ = 8_000
SENTENCES = [
    f"The bees came back in April number {word}, and nobody had expected them." for word in ("one", "nine", "x")
]


def sound(text: str, share: float = 1.0, ms_per_letter: float = 65.5) -> bytes:
    """A sound of the text's own, of `share` of its length."""
    frames = round(sum(letters(text)) / 2 * ms_per_letter * share * RATE_HZ / 1000)
    return b"".join(struct.pack("<h", (at * len(text)) % 9_973) for at in range(frames))


@pytest.mark.parametrize("share", [0.7, 1.0, 1.4])
def test_usual_lengths_raise_no_doubt(share: float) -> None:
    """Seven tenths to one and a half of the usual length are believed, also of the very first text."""
    assert Gauge(165).doubt(SENTENCES[0], sound(SENTENCES[0], share), RATE_HZ) == ""


@pytest.mark.parametrize("share", [0.5, 2.0])
def test_half_and_twice_the_length_raise_a_doubt(share: float) -> None:
    """A sentence that is cut in half or said twice is doubted, also the very first."""
    assert "texts like it take" in Gauge(165).doubt(SENTENCES[0], sound(SENTENCES[0], share), RATE_HZ)


def test_a_gauge_learns_the_voice() -> None:
    """Of a slow voice that was believed four times, the usual pace raises a doubt, and its own none."""
    gauge = Gauge(165)
    for number in range(4):
        text = f"{SENTENCES[0]} {number}"
        gauge.accept(text, sound(text, ms_per_letter=150), RATE_HZ)
    assert gauge.doubt(SENTENCES[1], sound(SENTENCES[1], ms_per_letter=150), RATE_HZ) == ""
    assert gauge.doubt(SENTENCES[1], sound(SENTENCES[1]), RATE_HZ)


@pytest.mark.parametrize("text", ["Yes.", "中文字" * 30, "z" * 90, "1234567890" * 3])
def test_where_nobody_knows_the_length_it_is_not_doubted(text: str) -> None:
    """Short texts, other scripts and endless words or numbers may take any time."""
    assert Gauge(165).doubt(text, b"\1\0" * 300_000 + b"\2\0", RATE_HZ) == ""


def test_the_sound_of_another_text_raises_a_doubt() -> None:
    """The very bytes that another text had are doubted; those of the same text, with other signs, are not."""
    gauge = Gauge(165)
    gauge.accept("It is two.", sound("It is two."), RATE_HZ)
    assert gauge.doubt("It is ten.", sound("It is two."), RATE_HZ) == "it sounds like another text"
    assert gauge.doubt("it is: two!", sound("It is two."), RATE_HZ) == ""


def test_the_same_sound_twice_raises_a_doubt() -> None:
    """Two equal halves are doubted, unless the text has two equal halves."""
    twice = sound("Oh yes.") * 2
    assert Gauge(165).doubt("Oh yes.", twice, RATE_HZ) == "it says the same twice"
    assert Gauge(165).doubt("Oh yes. Oh yes.", twice, RATE_HZ) == ""


def test_another_frame_rate_raises_a_doubt() -> None:
    """A rate that differs from that of the sounds before is doubted."""
    gauge = Gauge(165)
    gauge.accept("Yes.", sound("Yes."), RATE_HZ)
    assert gauge.doubt("No.", sound("No."), 16_000) == "its frame rate changed from 8000 to 16000 Hz"


@pytest.mark.parametrize(
    ("offsets", "message"),
    [
        ([0, 4, 9, 14, 19], ""),
        ([0, 4, 14], ""),
        ([], "it says only a part"),
        ([0, 4], "it says only a part"),
        ([0, 4, 9, 90], "it says words that are not there"),
    ],
)
def test_word_events_that_do_not_fit_raise_a_doubt(offsets: list[int], message: str) -> None:
    """Words must be begun beyond the text's middle, and inside it."""
    assert unsaid("The bees came back again.", [(offset, 0) for offset in offsets]) == message
