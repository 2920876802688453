"""An engine that stops between two utterances once its run is cancelled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Self

from tts.model import EngineInfo, Prosody, Speech, Utterance, Voice
from tts.speech.engines import Engine


class Cancelled(Exception):  # noqa: N818 - a signal between threads, not an error
    """The run was cancelled while an article was spoken."""


class CancellableEngine:
    """An engine that speaks no further utterance once its run `is_cancelled`, so that Ctrl-C is not kept waiting."""

    def __init__(self, engine: Engine, is_cancelled: Callable[[], bool]) -> None:
        self._engine = engine
        self._is_cancelled = is_cancelled

    def info_of(self, voice: Voice) -> EngineInfo:
        """Return the info of the engine."""
        return self._engine.info_of(voice)

    def adapt(self, utterance: Utterance, voice: Voice) -> Voice:
        """Return the voice that the engine chooses."""
        return self._engine.adapt(utterance, voice)

    def voices(self) -> tuple[Voice, ...]:
        """Return the voices of the engine."""
        return self._engine.voices()

    def render(self, utterance: Utterance, voice: Voice | None = None) -> str:
        """Return the text that the engine is given."""
        return self._engine.render(utterance, voice)

    def transcribe(self, text: str, voice: Voice) -> str:
        """Return the sounds of `text` as the engine gives them."""
        return self._engine.transcribe(text, voice)

    def synthesize(self, utterance: Utterance, voice: Voice, prosody: Prosody) -> Speech:
        """Speak one utterance as the engine does, even after the run was cancelled."""
        return self._engine.synthesize(utterance, voice, prosody)

    def synthesize_all(self, utterances: Iterable[Utterance], voice: Voice, prosody: Prosody) -> Iterator[Speech]:
        """Yield the speeches of the engine; raise `Cancelled` in place of the next one once the run is cancelled."""
        for speech in self._engine.synthesize_all(utterances, voice, prosody):
            if self._is_cancelled():
                raise Cancelled
            yield speech

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass
