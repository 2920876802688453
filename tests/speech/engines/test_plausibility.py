"""The sounds of a run are the measure of the next one."""

from __future__ import annotations

import struct

import pytest

from tts.speech.engines.plausibility import DurationPlausibility, count_letters, missing_words

RATE_HZ = 8_000
SENTENCES = [
    f"The bees came back in April number {word}, and nobody had expected them." for word in ("one", "nine", "x")
]


def sound(text: str, share: float = 1.0, ms_per_letter: float = 65.5) -> bytes:
    """A sound of the text's own, of `share` of its length."""
    frames = round(sum(count_letters(text)) / 2 * ms_per_letter * share * RATE_HZ / 1000)
    return b"".join(struct.pack("<h", (at * len(text)) % 9_973) for at in range(frames))


@pytest.mark.parametrize("share", [0.7, 1.0, 1.4])
def test_usual_lengths_are_plausible(share: float) -> None:
    """Seven tenths to one and a half of the usual length raise no suspicion, also of the very first text."""
    assert DurationPlausibility(165).suspicion(SENTENCES[0], sound(SENTENCES[0], share), RATE_HZ) is None


@pytest.mark.parametrize("share", [0.5, 2.0])
def test_half_and_twice_the_length_are_suspicious(share: float) -> None:
    """A sentence that is cut in half or spoken twice is suspicious, also the very first."""
    assert "texts like it take" in DurationPlausibility(165).suspicion(
        SENTENCES[0], sound(SENTENCES[0], share), RATE_HZ
    )


def test_the_pace_of_the_voice_is_learned() -> None:
    """After four accepted texts of a slow voice, the usual pace is suspicious, and its own is not."""
    plausibility = DurationPlausibility(165)
    for number in range(4):
        text = f"{SENTENCES[0]} {number}"
        plausibility.learn(text, sound(text, ms_per_letter=150), RATE_HZ)
    assert plausibility.suspicion(SENTENCES[1], sound(SENTENCES[1], ms_per_letter=150), RATE_HZ) is None
    assert plausibility.suspicion(SENTENCES[1], sound(SENTENCES[1]), RATE_HZ)


@pytest.mark.parametrize("text", ["Yes.", "中文字" * 30, "z" * 90, "1234567890" * 3])
def test_an_unknown_length_is_not_suspicious(text: str) -> None:
    """Short texts, other scripts and endless words or numbers may take any time."""
    assert DurationPlausibility(165).suspicion(text, b"\1\0" * 300_000 + b"\2\0", RATE_HZ) is None


def test_the_sound_of_another_text_is_suspicious() -> None:
    """The very bytes that another text had are suspicious; those of the same words with other punctuation are not."""
    plausibility = DurationPlausibility(165)
    plausibility.learn("It is two.", sound("It is two."), RATE_HZ)
    assert plausibility.suspicion("It is ten.", sound("It is two."), RATE_HZ) == "it sounds like another text"
    assert plausibility.suspicion("it is: two!", sound("It is two."), RATE_HZ) is None


@pytest.mark.parametrize(
    ("first", "second", "alike"),
    [
        ("3. Bring the right people", "three. Bring the right people", True),
        ("We saw their bees.", "We saw there bees!", True),
        ("We saw their bees.", "We met their wasps.", False),
        ("We saw their bees.", "We saw their bees come.", False),
        ("Number 3.", "Number three.", False),
    ],
)
def test_one_word_in_a_sentence_may_be_written_in_two_ways(first: str, second: str, alike: bool) -> None:
    """A number in digits and in words, and words that sound alike, cost no second process; another text does."""
    plausibility = DurationPlausibility(165)
    plausibility.learn(first, sound(first), RATE_HZ)
    assert (plausibility.suspicion(second, sound(first), RATE_HZ) is None) == alike


def test_the_same_sound_twice_is_suspicious() -> None:
    """Two equal halves are suspicious, unless the text has two equal halves."""
    twice = sound("Oh yes.") * 2
    assert DurationPlausibility(165).suspicion("Oh yes.", twice, RATE_HZ) == "it says the same twice"
    assert DurationPlausibility(165).suspicion("Oh yes. Oh yes.", twice, RATE_HZ) is None


def test_another_frame_rate_is_suspicious() -> None:
    """A rate that differs from that of the sounds before is suspicious."""
    plausibility = DurationPlausibility(165)
    plausibility.learn("Yes.", sound("Yes."), RATE_HZ)
    assert plausibility.suspicion("No.", sound("No."), 16_000) == "its frame rate changed from 8000 to 16000 Hz"


@pytest.mark.parametrize(
    ("offsets", "message"),
    [
        ([0, 4, 9, 14, 19], None),
        ([0, 4, 14], None),
        ([], "it leaves out words"),
        ([0, 4], "it leaves out words"),
        ([0, 4, 9, 90], "it says extra words"),
    ],
)
def test_word_events_that_do_not_fit_are_suspicious(offsets: list[int], message: str | None) -> None:
    """Words must be begun beyond the text's middle, and inside it."""
    assert missing_words("The bees came back again.", [(offset, 0) for offset in offsets]) == message
