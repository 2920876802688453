"""The kit runs for every engine that there is, and finds what is wrong with one that is broken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest
from test_system_engine import needs_espeak

from tts.errors import EngineError
from tts.model import Prosody, Speech, Utterance, Voice
from tts.speech.engines import load
from tts.speech.engines.conformance import CHECKS, ODD, Finding, check
from tts.speech.engines.silent import SilentEngine
from tts.speech.engines.voices import choose_voice

SHORTER = {name: text for name, text in ODD.items() if len(text) < 1_000}


def findings(name: str, odd: dict[str, str]) -> tuple[Finding, ...]:
    with load(name) as engine:
        return check(engine, choose_voice(engine.voices(), None, "en-US"), odd)


def test_espeak_conforms() -> None:
    """Nothing is found wrong with espeak."""
    assert findings("espeak", SHORTER) == ()


def test_silent_conforms() -> None:
    """Nothing is found wrong with the silent engine, with all odd texts."""
    assert findings("silent", dict(ODD)) == ()


@needs_espeak
def test_the_systems_engine_conforms() -> None:
    """Nothing is found wrong with pyttsx3's own driver."""
    assert findings("system", {name: SHORTER[name] for name in ("nothing", "emoji", "NUL")}) == ()


class _Broken(SilentEngine):
    """Silent, except for the defect of a test."""

    def __init__(self, broken: str) -> None:
        self.broken = broken
        self.calls = 0

    def voices(self) -> tuple[Voice, ...]:
        self.calls += 1
        return super().voices()[:: -1 if self.broken == "voices" and self.calls % 2 else 1]

    def synthesize_all(self, utterances: Iterable[Utterance], voice: Voice, prosody: Prosody) -> Iterator[Speech]:
        voice = self.voices()[0] if self.broken == "unknown voice" else voice
        prosody = Prosody() if self.broken == "rate" else prosody
        return map(self._spoilt, super().synthesize_all(utterances, voice, prosody))

    def _spoilt(self, speech: Speech) -> Speech:
        self.calls += 1
        if self.broken == "right text":
            return replace(speech, pcm=bytes(100_000), words=())
        if self.broken == "length":
            return replace(speech, pcm=speech.pcm * 9)
        if self.broken == "word times":
            return replace(speech, words=tuple(replace(word, begin=word.begin + 1) for word in speech.words))
        if self.broken == "phonemes" and speech.utterance_id == "phonemes":
            return replace(speech, words=speech.words[:-1])
        if self.broken == "same again":
            return replace(speech, pcm=speech.pcm + bytes(2 * self.calls))
        if self.broken == "odd texts" and not speech.words:
            raise EngineError("it gave up")
        return speech


@pytest.mark.parametrize("broken", CHECKS)
def test_a_broken_engine_is_found(broken: str) -> None:
    """Each check finds what it is for."""
    engine = _Broken(broken)
    found = check(engine, SilentEngine().voices()[0], SHORTER)
    assert broken in {finding.check for finding in found}
