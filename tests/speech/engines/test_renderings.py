"""No engine loses a sound of a name in the shipped lexicon, or of a letter, when it renders a spoken text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.resources import files
from string import ascii_uppercase

import pytest

from tts.model import Hint, Prosody, Utterance, Voice
from tts.speech.engines import plain_text
from tts.speech.engines.espeak import render as espeak_render
from tts.speech.engines.espeak.engine import EspeakEngine
from tts.speech.engines.espeak.phonemes import ipa_to_mnemonics
from tts.speech.engines.natural import render as natural_render
from tts.speech.engines.natural.phonemes import ipa_to_misaki
from tts.speech.engines.voices import choose_voice
from tts.speech.lexicon import NEWS, Entry, read_lexicon

pytestmark = pytest.mark.once  # texts and tables are the same with every Python

NAMES = [entry for entry in read_lexicon(NEWS).entries if entry.phonemes]
_HEARD = """
eɪ biː siː diː iː ɛf dʒiː eɪtʃ aɪ dʒeɪ keɪ ɛl ɛm ɛn oʊ piː kjuː ɑːɹ ɛs tiː juː viː dʌbəljuː ɛks waɪ ziː
"""
LETTERS = dict(zip(ascii_uppercase, _HEARD.split(), strict=True))
"""The names of the letters in American English."""


def _plural(name: str) -> str:
    """The name of several letters."""
    if name.endswith(("s", "z", "ʃ")):
        return f"{name}ɪz"
    return f"{name}s" if name.endswith(("p", "t", "k", "f")) else f"{name}z"


SPELT = LETTERS | {f"{letter}'s": _plural(name) for letter, name in LETTERS.items()}
"""A letter, or several of it -> what is heard, in IPA without stress."""


def _name(entry: Entry) -> tuple[str, Hint]:
    """A sentence with the name of an entry, and its hint."""
    hint = Hint(kind="ipa", begin=3, end=3 + len(entry.word), value=entry.phonemes, respelling=entry.respelling)
    return f"In {entry.word}, then.", hint


def _letters(group: str) -> tuple[str, Hint]:
    """A sentence with a letter, and its hint."""
    return f"The {group} now.", Hint(kind="letters", begin=4, end=4 + len(group))


@pytest.fixture(scope="module")
def espeak() -> Iterator[EspeakEngine]:
    """The engine, ready to speak."""
    with EspeakEngine() as engine:
        yield engine


@pytest.fixture(scope="module")
def american(espeak: EspeakEngine) -> Voice:
    """Its American voice."""
    return choose_voice(espeak.voices(), None, "en-US")


# --- engines that take plain text ---


def test_plain_text_has_the_respelling_or_the_name() -> None:
    """An engine without sounds reads the respelling in the place of the name, or the name, and nothing less."""
    for entry in NAMES:
        text, hint = _name(entry)
        assert plain_text.render(text, [hint], "en").text == f"In {entry.respelling or entry.word}, then."


def test_plain_text_has_every_letter() -> None:
    """An engine without sounds reads a letter that stands alone."""
    for group in SPELT:
        text, hint = _letters(group)
        assert plain_text.render(text, [hint], "en").text == text


# --- espeak-ng ---


def test_espeak_is_given_every_sound_of_a_name() -> None:
    """Each word of a name is in brackets of its own, and together they have all of its sounds."""
    for entry in NAMES:
        text, hint = _name(entry)
        rendering = espeak_render.render(text, [hint], "en").text
        groups = re.findall(r"\[\[(.+?)\]\]", rendering)
        assert " ".join(groups) == ipa_to_mnemonics(entry.phonemes, "en"), entry.word
        assert len(groups) == len(entry.word.split()), entry.word
        assert re.sub(r"\[\[.+?\]\] ?", "", rendering) == "In , then.", entry.word


def _sounds() -> list[str]:
    """Each of espeak-ng's mnemonics that the names have."""
    mnemonics = (ipa_to_mnemonics(entry.phonemes, "en") for entry in NAMES)
    return sorted({sound for name in mnemonics for sound in re.split(r"[|', ]+", name) if sound})


@pytest.mark.parametrize("language", ["en-US", "en-GB"])
def test_espeak_says_every_sound(espeak: EspeakEngine, language: str) -> None:
    """A voice knows each mnemonic: without it, the sound between two vowels is another one."""
    voice = choose_voice(espeak.voices(), None, language)

    def speak(mnemonics: str) -> bytes:
        hint = Hint(kind="x-espeak", begin=0, end=1, value=mnemonics)
        return espeak.synthesize(Utterance(id="u0001", text="x", spoken="x", hints=(hint,)), voice, Prosody()).pcm

    nothing = speak("'a|i")
    assert [sound for sound in _sounds() if speak(f"'a|{sound}|i") == nothing] == []


def test_espeak_says_every_letter(espeak: EspeakEngine, american: Voice) -> None:
    """A letter, also in the plural, is heard by its name."""
    for group, name in SPELT.items():
        rendering = espeak_render.render(group, [Hint(kind="letters", begin=0, end=len(group))], "en-US").text
        heard = re.sub("[ˈˌ ]", "", espeak.transcribe(rendering, american)).replace("ᵻ", "ɪ")
        assert heard == name, group


# --- the natural voice ---

_IPA_SOUNDS = re.compile("tʃ|dʒ|[eaɔ]ɪ|[ao]ʊ|[ɛʊɪ]ə|[^ː]")
_MISAKI_SOUNDS = re.compile("ɪə|iə(?=ɹ)|ʊə|[^ː]")


def _count(pattern: re.Pattern[str], transcription: str) -> int:
    """The number of sounds, without r, which is part of a vowel or silent in one of the accents."""
    return len(pattern.findall(re.sub("[ˈˌ ]", "", transcription).replace("ɚ", "ə"))) - len(
        re.findall("[rɹ]", transcription)
    )


@pytest.mark.parametrize("language", ["en-US", "en-GB"])
def test_the_natural_voice_is_given_every_sound_of_a_name(language: str) -> None:
    """Each word of a name has phonemes of its own, as many as its transcription has sounds."""
    for entry in NAMES:
        text, hint = _name(entry)
        rendering = natural_render.render(text, [hint], language).text
        groups = re.findall(r"\[(.+?)\]\(/(.+?)/\)", rendering)
        assert [word for word, _ in groups] == entry.word.split()
        for (_, sounds), ipa in zip(groups, entry.phonemes.split(), strict=True):
            misaki = re.sub("[rɹ]", "", sounds) if language == "en-GB" else sounds
            assert _count(_MISAKI_SOUNDS, misaki) == _count(_IPA_SOUNDS, ipa), entry.word


def test_the_natural_voice_says_every_letter() -> None:
    """A letter, also in the plural, has the phonemes of its name."""
    plain = str.maketrans({"ˈ": "", "ˌ": "", "ᵊ": "ə", "ᵻ": "ɪ"})
    for group, name in SPELT.items():
        text, hint = _letters(group)
        (sounds,) = re.findall(r"\[.+?\]\(/(.+?)/\)", natural_render.render(text, [hint], "en-US").text)
        assert sounds.translate(plain) == ipa_to_misaki(name, british=False).translate(plain), group


@pytest.mark.parametrize("british", [False, True])
def test_the_natural_voice_knows_every_sound(british: bool) -> None:
    """Each phoneme of a name is in the vocabulary of hibari, which leaves others out."""
    pytest.importorskip("hibari")
    vocabulary = set(json.loads(files("hibari").joinpath("assets/vocab.json").read_text(encoding="utf-8")))
    unknown = {entry.word: set(ipa_to_misaki(entry.phonemes, british=british)) - vocabulary for entry in NAMES}
    assert {word for word, sounds in unknown.items() if sounds} == set()


def test_espeak_ng_reads_german_number_words(espeak: EspeakEngine) -> None:
    """Number words get hyphens for a German voice, so that "einundvierzig" has the sound of an f, and no others do."""
    text = "Es sind einhundertvierundvierzig Hunde, die vierundvierzigste Stunde und ein Freund."
    rendered = espeak_render.render(text, (), "de").text
    assert rendered == text.replace("einhundertvierundvierzig", "ein-hundert-vier-und-vierzig").replace(
        "vierundvierzigste", "vier-und-vierzigste"
    )
    assert espeak_render.render(text, (), "en").text == text
    utterance = Utterance(id="u0001", text=text, spoken=text, language="de")
    speech = espeak.synthesize(utterance, choose_voice(espeak.voices(), None, "de"), Prosody())
    assert [text[word.begin : word.end] for word in speech.words] == re.findall(r"\w+", text)
