"""Phonemes reach espeak-ng, only from a lexicon, and the words keep their times."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tts.model import Hint, Prosody, Speech, Utterance, Voice
from tts.speech.engines.espeak.engine import EspeakEngine
from tts.speech.engines.espeak.render import render
from tts.speech.engines.silent import SilentEngine
from tts.speech.engines.voices import choose_voice


@pytest.fixture(scope="module")
def engine() -> Iterator[EspeakEngine]:
    """The engine, ready to speak."""
    with EspeakEngine() as espeak:
        yield espeak


@pytest.fixture(scope="module")
def voice(engine: EspeakEngine) -> Voice:
    """Its English voice."""
    return choose_voice(engine.voices(), None, "en-US")


def _utterance(spoken: str, **sounds: str) -> Utterance:
    stretches = []
    for word, phonemes in sounds.items():
        begin = spoken.index(word)
        end = begin + len(word)
        stretches.append(Hint(kind="x-espeak", begin=begin, end=end, value=phonemes))
    return Utterance(id="u0001", text="x", spoken=spoken, hints=tuple(stretches))


def _words(utterance: Utterance, speech: Speech) -> list[str]:
    return [utterance.spoken[word.begin : word.end] for word in speech.words]


@pytest.mark.parametrize("around", ["{}", "({})", "“{}”", '"{}"', "'{}'", "AFP/{}", "[{}]", "é {}, é"])
def test_phonemes_sound_as_the_word_that_is_said_so(engine: EspeakEngine, voice: Voice, around: str) -> None:
    """Kyiv with the phonemes of Keev gives the bytes of Keev, whatever is around it, and keeps its own time."""
    sentence = f"The city {around} is large."
    given_ = _utterance(sentence.format("Kyiv"), Kyiv="'k|i:|v")
    speech = engine.synthesize(given_, voice, Prosody())
    plain = _utterance(sentence.format("Keev"))
    assert speech.pcm == engine.synthesize(plain, voice, Prosody()).pcm
    assert any("Kyiv" in word for word in _words(given_, speech))


def test_each_word_of_several_has_its_time(engine: EspeakEngine, voice: Voice) -> None:
    """Where there are as many words as phonemes have, each of them begins where its own sounds do."""
    utterance = Utterance(
        id="u0001",
        text="x",
        spoken="For Sinn Féin now.",
        hints=(Hint(kind="x-espeak", begin=4, end=13, value="S'In f'eIn"),),
    )
    assert _words(utterance, engine.synthesize(utterance, voice, Prosody())) == ["For", "Sinn", "Féin", "now"]


def test_the_same_phonemes_give_the_same_bytes(engine: EspeakEngine, voice: Voice) -> None:
    """A text with phonemes is said as if it were the first, and leaves nothing behind for the next one."""
    with_, without = _utterance("In Kyiv they fly.", Kyiv="k'i:v"), _utterance("In Kyiv they fly.")
    said = [engine.synthesize(one, voice, Prosody()) for one in (without, with_, without, with_)]
    assert said[0] == said[2]
    assert said[1] == said[3]
    assert said[0].pcm != said[1].pcm


def test_brackets_of_the_article_are_no_phonemes(engine: EspeakEngine, voice: Voice) -> None:
    """Brackets in the article's own text are spoken as text, also together with real phonemes."""
    text = "Say [[k'i:v]] in Kyiv."
    plain = engine.synthesize(_utterance(text), voice, Prosody())
    given_ = _utterance(text, Kyiv="k'i:v")
    mixed = engine.synthesize(given_, voice, Prosody())
    assert _words(given_, mixed) == _words(_utterance(text), plain)
    assert abs(mixed.duration_ms - plain.duration_ms) < 200


def test_a_voice_of_another_language_gets_no_phonemes(engine: EspeakEngine) -> None:
    """Mnemonics of English mean something else in a German voice, which says the word as it knows it."""
    german = choose_voice(engine.voices(), None, "de")
    with_, without = _utterance("In Kyiv fliegen sie.", Kyiv="k'i:v"), _utterance("In Kyiv fliegen sie.")
    assert engine.synthesize(with_, german, Prosody()) == engine.synthesize(without, german, Prosody())


def test_an_engine_without_phonemes_says_the_word() -> None:
    """Phonemes change nothing for an engine that does not take them."""
    engine = SilentEngine()
    with_, without = _utterance("In Kyiv.", Kyiv="k'i:v"), _utterance("In Kyiv.")
    voice = engine.voices()[0]
    assert engine.synthesize(with_, voice, Prosody()) == engine.synthesize(without, voice, Prosody())


def test_phonemes_far_into_a_long_text_are_said(engine: EspeakEngine, voice: Voice) -> None:
    """A text that is spoken in parts has its phonemes in the part that they belong to."""
    long = "Bees fly over the hill. " * 70
    said = [
        engine.synthesize(one, voice, Prosody(rate_wpm=450))
        for one in (_utterance(f"{long}In Kyiv they fly.", Kyiv="'k|i:|v"), _utterance(f"{long}In Keev they fly."))
    ]
    assert said[0].pcm == said[1].pcm


@given(text=st.text("[]ab '\"(é", min_size=2, max_size=40), data=st.data())
def test_every_place_finds_its_way_back(text: str, data: st.DataObject) -> None:
    """Outside of phonemes each letter keeps its offset in the text; only ours are two brackets in a row."""
    edges = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=6, unique=True)))
    spans = zip(edges[::2], edges[1::2], strict=False)
    hints = [Hint(kind="x-espeak", begin=begin, end=end, value="a") for begin, end in spans]
    rendering = render(text, hints, "en")
    result = rendering.text
    assert result.count("[[") == len(hints)
    assert result.count("]]") == len(hints)
    places = [rendering.source_offset(offset) for offset in range(len(result))]
    assert {hint.begin for hint in hints} <= set(places)
    assert [text[place] for sign, place in zip(result, places, strict=True) if sign == "b"] == ["b"] * result.count("b")


def test_espeak_tells_how_it_says_a_word(engine: EspeakEngine, voice: Voice) -> None:
    """The engine transcribes words into IPA, as the voice at hand says them."""
    british = choose_voice(engine.voices(), None, "en-GB")
    assert engine.transcribe("NATO", voice) == "nˈeɪɾoʊ"
    assert engine.transcribe("NATO", british) == "nˈeɪtəʊ"
    assert engine.transcribe("bee. bee", voice) == "bˈiː bˈiː"
