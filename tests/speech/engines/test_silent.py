"""The engine without a voice."""

from __future__ import annotations

import pytest

from tts.errors import UsageError
from tts.model import Prosody, Utterance, Voice
from tts.speech.engines import load
from tts.speech.engines.silent import SilentEngine

VOICE = Voice(id="en", name="English")


@pytest.mark.parametrize(
    ("spoken", "words"), [("one", 1), ("one two  three.", 3), ("", 1), ("...", 1), ("a " * 165, 165)]
)
@pytest.mark.parametrize("rate_wpm", [80, 165, 450])
def test_exact_length(spoken: str, words: int, rate_wpm: int) -> None:
    """The length is the number of words over the rate, in frames, rounded down once."""
    speech = SilentEngine().synthesize(Utterance(id="u", text="x", spoken=spoken), VOICE, Prosody(rate_wpm=rate_wpm))
    assert speech.pcm == bytes(2 * (words * 22_050 * 60 // rate_wpm))


def test_word_times_tile_the_silence() -> None:
    """Words follow each other without gap from 0 to the end, at their offsets in the text."""
    speech = SilentEngine().synthesize(Utterance(id="u", text="x", spoken=" bees  fly."), VOICE, Prosody(rate_wpm=120))
    assert [(word.begin, word.end, word.begin_ms, word.end_ms) for word in speech.words] == [
        (1, 5, 0, 500),
        (7, 11, 500, 1_000),
    ]


def test_voices_and_unknown_voice() -> None:
    """All of its voices work, and no other."""
    with load("silent") as engine:
        for voice in engine.voices():
            assert engine.synthesize(Utterance(id="u", text="x", spoken="a"), voice, Prosody()).pcm
        with pytest.raises(UsageError, match="no voice 'xx'"):
            engine.synthesize_all([], Voice(id="xx", name=""), Prosody())


def test_unknown_engine() -> None:
    """An engine that is not in the table is a mistake of the call."""
    with pytest.raises(UsageError, match="no engine 'cloud'"):
        load("cloud")
