"""Ask the voices of a run how they say a word inside a sentence."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from types import TracebackType
from typing import Self

from tts.config.config import Config
from tts.model import Voice, utterances
from tts.pipeline import prepare_text
from tts.review.names import UnknownWord
from tts.review.suspicion import Reading
from tts.speech.engines import Engine, is_installed, load
from tts.speech.engines.voices import choose_voice
from tts.text.languages.tags import primary_subtag

_SENTENCES = {
    "en": ("Then", "came."),
    "de": ("Dann kam", "heute."),
    "fr": ("Puis", "parle."),
    "es": ("Hoy", "viene."),
}
"""Words before and after a name, for voices that read some words otherwise alone."""
_OTHERS = {"natural": "espeak", "espeak": "natural"}
"""The engine whose reading an engine's is compared with."""
_STRESS = dict.fromkeys(map(ord, "ˈˌː "))


class Listener:
    """The engine of a run, and another one to compare its English with, if that is installed."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._engine = load(config.engine)
        self._stack = ExitStack()
        self._others: dict[str, Engine | None] = {}

    def __enter__(self) -> Self:
        self._stack.enter_context(self._engine)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.__exit__(kind, error, trace)

    def listen(self, word: UnknownWord) -> Reading:
        """Return how the voice for its language says the word.

        Raises:
            UsageError: there is no such voice.
            EngineError: the engine failed.
        """
        voice = choose_voice(self._engine.voices(), self._config.voice, word.language, self._config.engine)
        spoken = next(utterances(prepare_text([word.word], word.language, self._config))).spoken
        if word.kind == "acronym" and spoken != word.word:  # a rule spells it, or makes it a word
            sounds = self._engine.transcribe(spoken, voice)
            return Reading(engine=voice.engine, sounds=sounds, letters=" " in spoken)
        sounds = _transcribe(self._engine, word, voice)
        if word.kind == "acronym" and sounds:
            singular = word.word.removesuffix("s")
            whole = _transcribe(self._engine, replace(word, word=singular), voice)
            letters = self._engine.transcribe(".".join(singular), voice)
            return Reading(engine=voice.engine, sounds=sounds, letters=_same(whole, letters))
        return Reading(engine=voice.engine, sounds=sounds, other=self._ask_other(word, voice) if sounds else "")

    def _ask_other(self, word: UnknownWord, voice: Voice) -> str:
        """Return how the other engine says an English word; "" if there is none."""
        name = _OTHERS.get(voice.engine, "")
        if primary_subtag(word.language) != "en" or not name:
            return ""
        if name not in self._others:
            self._others[name] = self._stack.enter_context(load(name)) if is_installed(name) else None
        engine = self._others[name]
        return _transcribe(engine, word, choose_voice(engine.voices(), None, "en-US")) if engine else ""


def _transcribe(engine: Engine, word: UnknownWord, voice: Voice) -> str:
    """Return how the voice says the word inside a sentence, in IPA; alone if it cannot be told there, "" if never."""
    if before_and_after := _SENTENCES.get(primary_subtag(word.language)):
        before, after = (engine.transcribe(text, voice).split() for text in before_and_after)
        sounds = engine.transcribe(f"{before_and_after[0]} {word.word} {before_and_after[1]}", voice).split()
        middle = sounds[len(before) : len(sounds) - len(after)]
        if middle and [*before, *middle, *after] == sounds:
            return " ".join(middle)
    return engine.transcribe(word.word, voice)


def _same(sounds: str, others: str) -> bool:
    """Return whether two transcriptions are the same, whatever their stress and length."""
    return sounds.translate(_STRESS) == others.translate(_STRESS)
