"""Voices of Piper speak in a worker: all of a text, with exact times, or they say what they cannot say."""

from __future__ import annotations

from array import array
from pathlib import Path

import pytest

from tts.errors import EngineError
from tts.model import Hint, Prosody, Speech, Utterance, Voice
from tts.speech.engines.conformance import ODD, check
from tts.speech.engines.piper.engine import PiperEngine


def say(engine: PiperEngine, text: str, *hints: Hint, prosody: Prosody | None = None) -> Speech:
    """Return the speech of an English `text`."""
    utterance = Utterance(id="u1", text="x", spoken=text, language="en-US", hints=hints)
    return engine.synthesize(utterance, engine.voices()[0], prosody or Prosody())


def heard(text: str, speech: Speech) -> list[str]:
    """Return the words that have times."""
    return [text[word.begin : word.end] for word in speech.words]


@pytest.mark.once
def test_piper_conforms(joe: PiperEngine) -> None:
    """Nothing is found wrong with the voice."""
    odd = {name: text for name, text in ODD.items() if len(text) < 300}
    assert check(joe, joe.voices()[0], odd) == ()


def test_every_word_has_its_time(joe: PiperEngine) -> None:
    """Words begin where the network begins them, in order; two that are said as one have the first one's time."""
    text = "The cost, in 1985, was 3.5 million; a well-known man (not I) paid. Who?"
    words = "The/cost/in/1985/was/3.5/million/a/well-known/man/not/I/paid/Who"
    assert heard(text, say(joe, text)) == words.split("/")
    assert heard("The end of the day", say(joe, "The end of the day")) == ["The", "end", "of", "day"]


def test_times_are_those_of_the_sound(joe: PiperEngine) -> None:
    """Before the first word of a second sentence it is much quieter than in it."""
    text = "The bees came back to the old mill. Nobody had expected them."
    speech = say(joe, text)
    samples = array("h", speech.pcm)
    (begin_ms,) = (word.begin_ms for word in speech.words if text[word.begin : word.end] == "Nobody")
    begin = begin_ms * speech.frame_rate_hz // 1000
    window = speech.frame_rate_hz // 12
    before, after = (
        sum(sample * sample for sample in part) for part in (samples[begin - window : begin], samples[begin:][:window])
    )
    assert before * 10 < after


def test_letters_are_called_by_their_names(joe: PiperEngine) -> None:
    """With hints a group of letters sounds as its names do; without, "A" is an article."""
    text = "Use A F P."
    hints = [Hint(kind="letters", begin=begin, end=begin + 1) for begin in (4, 6, 8)]
    names = Hint(kind="ipa", begin=4, end=9, value="ˌeɪ ˌɛf pˈiː")
    assert heard(text, say(joe, text, *hints)) == ["Use", "A", "F", "P"]
    assert say(joe, text, *hints).pcm == say(joe, text, names).pcm != say(joe, text).pcm


@pytest.mark.once
@pytest.mark.parametrize(
    ("group", "phonemes"), [("Vs", "vˈiːz"), ("S's", "ˈɛsᵻz"), ("F’s", "ˈɛfs"), ("7", "sˈɛvən"), ("H", "ˈeɪtʃ")]
)
def test_letters_have_english_endings(joe: PiperEngine, group: str, phonemes: str) -> None:
    """A plural or possessive ending has the sound that the letter's name asks for."""
    text = f"Two {group} here."
    end = 4 + len(group)
    letters = Hint(kind="letters", begin=4, end=end)
    assert say(joe, text, letters).pcm == say(joe, text, Hint(kind="ipa", begin=4, end=end, value=phonemes)).pcm


@pytest.mark.once
@pytest.mark.parametrize(("kind", "value"), [("ipa", "ˈwɪn"), ("x-espeak", "w'In")])
def test_sounds_replace_the_words_that_have_them(joe: PiperEngine, kind: str, value: str) -> None:
    """IPA and mnemonics give the sound that they describe, also with an ending and inside a sentence."""
    text = "Bees know Nguyen's law."
    speech = say(joe, text, Hint(kind=kind, begin=10, end=16, value=value))  # type: ignore[arg-type]
    assert speech.pcm == say(joe, "Bees know Winn's law.").pcm
    assert heard(text, speech) == ["Bees", "know", "Nguyen's", "law"]


def test_ipa_of_dictionaries_has_the_sounds_of_the_voice(joe: PiperEngine) -> None:
    """An r is English, a syllable's dot is no full stop, and g may be the ASCII letter."""
    first, second = (Hint(kind="ipa", begin=0, end=5, value=value) for value in ("ˈga.rɪt", "ˈɡaɹɪt"))
    assert say(joe, "Garit went.", first).pcm == say(joe, "Garit went.", second).pcm


def test_what_a_voice_cannot_say_is_not_left_out_silently(joe: PiperEngine) -> None:
    """Words in other scripts, and words without sounds, make the whole text unheard, with the reason."""
    for text, note in (
        ("He said Привет мир to us.", "the voice cannot say Cyrillic letters, as in 'Привет мир'"),
        ("He said ꦗꦮ twice.", "the voice has no sounds for 'ꦗꦮ'"),
    ):
        speech = say(joe, text)
        assert (speech.heard, speech.note, speech.words) == (False, note, ())
    assert say(joe, "He said ꦗꦮ twice.", Hint(kind="ipa", begin=8, end=10, value="dʒˈɑːvə")).heard


@pytest.mark.once
def test_rates_are_those_of_espeak(joe: PiperEngine) -> None:
    """A sentence takes about as long as its rate says."""
    text = "Government should leverage cloud wisely to yield benefits, and people should know what it costs them."
    for rate_wpm in (120, 165, 220):
        usual_ms = len(text.split()) * 60_000 / rate_wpm
        assert 0.7 < say(joe, text, prosody=Prosody(rate_wpm=rate_wpm)).duration_ms / usual_ms < 1.3


def test_volume_changes_nothing_but_loudness(joe: PiperEngine) -> None:
    """At half the volume samples are half as high, and words keep their times."""
    loud, soft = (say(joe, "Seven bees.", prosody=Prosody(volume=volume)) for volume in (100, 50))
    assert loud.words == soft.words
    assert max(array("h", loud.pcm)) == pytest.approx(2 * max(array("h", soft.pcm)), abs=2)


@pytest.mark.once
def test_a_voice_that_cannot_be_loaded_is_one_plain_line(joe: PiperEngine, model: Path) -> None:
    """An unknown speaker and a missing file are said with the next step, and the next voice speaks."""
    utterance = Utterance(id="u1", text="x", spoken="Bees.", language="en-US")
    for voice, path, message in (
        ("joe#1", model, "It has one speaker only: leave out '#1'"),
        ("joe", model.with_name("nobody.onnx"), r"nobody\.onnx: There is no such voice file\."),
    ):
        with pytest.raises(EngineError, match=message):
            joe.synthesize(utterance, Voice(id=voice, name="Joe", engine="piper", model=str(path)), Prosody())
    assert say(joe, "Bees.").heard
