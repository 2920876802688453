"""Words that are written alike are said as their neighbours show."""

from __future__ import annotations

from pathlib import Path

import pytest

from tts.model import Utterance
from tts.speech.engines.espeak.phonemes import ipa_to_mnemonics
from tts.speech.engines.natural.phonemes import ipa_to_misaki
from tts.speech.pronounce import tokens
from tts.speech.rules.english.heteronyms import PAIRS

_STRESS = dict.fromkeys(map(ord, "ˈˌ"))
_LINES = Path(__file__).parents[1].joinpath("cases", "heteronyms.tsv").read_text(encoding="utf-8").splitlines()


def _sounds(sentence: str, begin: int) -> str:
    """The sounds of the word at `begin`, without stress; "" if the voice is left to find them."""
    utterance = Utterance(id="u0001", text=sentence, language="en")
    return next((token.phonemes for token in tokens(utterance) if token.begin == begin), "").translate(_STRESS)


@pytest.mark.parametrize("line", _LINES)
def test_neighbours_show_the_sounds(line: str) -> None:
    """A word between asterisks has the sounds of its line, or none where its neighbours do not show them."""
    marked, expected = line.split("\t")
    assert _sounds(marked.replace("*", ""), marked.index("*")) == expected


@pytest.mark.parametrize(
    "sentence", ["RECORD HEAT", "Ann Close met Bo Use.", "It is a lead.", "Wind blew.", "They bow."]
)
def test_a_word_that_is_not_certain_has_no_sounds(sentence: str) -> None:
    """A heading in capitals and names are left to the voice."""
    assert not [
        token.phonemes for token in tokens(Utterance(id="u0001", text=sentence, language="en")) if token.phonemes
    ]


def test_every_voice_knows_the_sounds() -> None:
    """Each word's sounds are in the alphabets of the engines."""
    for sounds in {sounds for pair in PAIRS.values() for sounds in pair}:
        assert ipa_to_mnemonics(sounds, "en")
        assert ipa_to_misaki(sounds, british=False)
        assert ipa_to_misaki(sounds, british=True)
