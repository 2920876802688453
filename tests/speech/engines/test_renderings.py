"""No engine loses a sound of a name in the shipped lexicon, or of a letter, when it renders a spoken text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import ascii_uppercase

import pytest

from tts.model import Hint, Prosody, Utterance, Voice
from tts.speech.engines import plain_text
from tts.speech.engines.espeak import render as espeak_render
from tts.speech.engines.espeak.engine import EspeakEngine
from tts.speech.engines.espeak.phonemes import ipa_to_mnemonics
from tts.speech.engines.voices import choose_voice
from tts.speech.lexicon import NEWS, Entry, read_lexicon

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


@pytest.mark.parametrize("entry", NAMES, ids=lambda entry: entry.word)
def test_plain_text_has_the_respelling_or_the_name(entry: Entry) -> None:
    """An engine without sounds reads the respelling in the place of the name, or the name, and nothing less."""
    text, hint = _name(entry)
    assert plain_text.render(text, [hint], "en").text == f"In {entry.respelling or entry.word}, then."


@pytest.mark.parametrize("group", SPELT)
def test_plain_text_has_every_letter(group: str) -> None:
    """An engine without sounds reads a letter that stands alone."""
    text, hint = _letters(group)
    assert plain_text.render(text, [hint], "en").text == text


# --- espeak-ng ---


@pytest.mark.parametrize("entry", NAMES, ids=lambda entry: entry.word)
def test_espeak_is_given_every_sound_of_a_name(entry: Entry) -> None:
    """Each word of the name is in brackets of its own, and together they have all of its sounds."""
    text, hint = _name(entry)
    rendering = espeak_render.render(text, [hint], "en").text
    groups = re.findall(r"\[\[(.+?)\]\]", rendering)
    assert " ".join(groups) == ipa_to_mnemonics(entry.phonemes, "en")
    assert len(groups) == len(entry.word.split())
    assert re.sub(r"\[\[.+?\]\] ?", "", rendering) == "In , then."


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


@pytest.mark.parametrize("group", SPELT)
def test_espeak_says_every_letter(espeak: EspeakEngine, american: Voice, group: str) -> None:
    """A letter, also in the plural, is heard by its name."""
    rendering = espeak_render.render(group, [Hint(kind="letters", begin=0, end=len(group))], "en-US").text
    heard = re.sub("[ˈˌ ]", "", espeak.transcribe(rendering, american)).replace("ᵻ", "ɪ")
    assert heard == SPELT[group]
