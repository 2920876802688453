"""UTTERANCE -> SPEECH: a folder or a module for each engine."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from tts.errors import UsageError
from tts.speech.cache import with_cache
from tts.speech.engines.engine import Engine

__all__ = ["ENGINES", "Engine", "is_installed", "load"]

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
