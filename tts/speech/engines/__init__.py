"""UTTERANCE -> SPEECH: a folder or a module for each engine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from types import TracebackType
from typing import Any, Protocol, Self

from tts.errors import UsageError
from tts.model import EngineInfo, Prosody, Speech, Utterance, Voice
from tts.speech.cache import with_cache


class Engine(Protocol):
    """Something that speaks. Used as a context manager: entering makes it ready, leaving lets all of it go."""

    def info_of(self, voice: Voice) -> EngineInfo:
        """Return name, version and abilities of the engine that has `voice`.

        Raises:
            EngineError: it does not start.
        """
        ...

    def voices(self) -> tuple[Voice, ...]:
        """Return all voices, in an order that does not change."""
        ...

    def adapt(self, utterance: Utterance, voice: Voice) -> Voice:
        """Return `voice`, or another one if it is known that it cannot say `utterance`."""
        ...

    def render(self, utterance: Utterance, voice: Voice | None = None) -> str:
        """Return the text that the engine is given for `utterance`, in its own notation.

        Without `voice`, it is that for a voice of the utterance's language. This does not need an entered engine.
        """
        ...

    def synthesize(self, utterance: Utterance, voice: Voice, prosody: Prosody) -> Speech:
        """Return the sound of `utterance.spoken`; it has `voice`, or the voice that stepped in.

        Raises:
            EngineError: it failed, also in a fresh process, or its result cannot be the text's sound.
        """
        ...

    def synthesize_all(self, utterances: Iterable[Utterance], voice: Voice, prosody: Prosody) -> Iterator[Speech]:
        """Yield the sound of each of `utterances`, in their order, while the engine speaks a few ahead.

        Raises:
            UsageError: the engine has no such voice; raised by the call itself.
            EngineError: as `synthesize`, when the utterance is reached.
        """
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


ENGINES = {
    "auto": "tts.speech.engines.auto:AutoEngine",
    "espeak": "tts.speech.engines.espeak.engine:EspeakEngine",
    "system": "tts.speech.engines.system.engine:SystemEngine",
    "silent": "tts.speech.engines.silent:SilentEngine",
}


def load(name: str) -> Engine:
    """Return the engine of that name, not yet entered; a slow one keeps its speech in the cache.

    Raises:
        UsageError: there is no such engine.
    """
    engine: Engine = _find(name)()
    return with_cache(engine)


def is_installed(name: str) -> bool:
    """Return whether all that the engine of that name needs is installed here.

    Raises:
        UsageError: there is no such engine.
    """
    check: Callable[[], bool] | None = getattr(_find(name), "is_installed", None)
    return check is None or check()


def _find(name: str) -> Any:
    """Return the class of the engine of that name; raise `UsageError` if there is none."""
    try:
        module, kind = ENGINES[name].split(":")
    except KeyError:
        raise UsageError(f"There is no engine '{name}'. Choose one of {', '.join(ENGINES)}.") from None
    return getattr(import_module(module), kind)
