"""Censored words are heard as the listener chooses."""

from __future__ import annotations

import pytest

from tts.model import Utterance
from tts.speech.pronounce import PronunciationOptions, tokens

SHOWN = "Then you sh*t in your hat and f**king wipe it, f***!"


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ("bleep", ["bleep", "bleeping", "bleep"]),
        ("plain", ["shit", "fucking", "fuck"]),
        ("expletive", ["expletive", "expletive", "expletive"]),
    ],
)
def test_a_censored_word_is_said_as_it_is_wished(wish: str, said: list[str]) -> None:
    """Bleeped, said plainly where the word is certain, or called an expletive."""
    made = tokens(Utterance(id="u0001", text=SHOWN), PronunciationOptions(censored=wish))
    assert [token.said for token in made if token.rule == "censored"] == said


def test_a_word_that_is_not_certain_is_bleeped_also_when_plain() -> None:
    """A gap that several words would fill is not guessed."""
    made = tokens(Utterance(id="u0001", text="What a c***."), PronunciationOptions(censored="plain"))
    assert [token.said for token in made if token.rule == "censored"] == ["bleep"]
