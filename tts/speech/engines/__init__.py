"""UTTERANCE -> SPEECH: a folder or a module for each engine."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from tts.errors import UsageError, suggest
from tts.speech.engines.engine import Engine

__all__ = ["ENGINES", "Engine", "check_engine", "is_installed", "load"]

GROUP = "articast.engines"
"""The group of entry points with which other packages bring engines; see `docs/engines.md`."""
ENGINES = {
    "auto": "tts.speech.engines.auto:AutoEngine",
    "natural": "tts.speech.engines.natural.engine:NaturalEngine",
    "piper": "tts.speech.engines.piper.engine:PiperEngine",
    "espeak": "tts.speech.engines.espeak.engine:EspeakEngine",
    "system": "tts.speech.engines.system.engine:SystemEngine",
    "silent": "tts.speech.engines.silent:SilentEngine",
}


def load(name: str) -> Engine:
    """Return the engine of that name, not yet entered.

    One whose class says `caches = True` takes longer to speak than the cache to read, and keeps its speech there.

    Raises:
        UsageError: there is no such engine.
    """
    engine: Engine = _find(name)()
    if not getattr(engine, "caches", False):
        return engine
    from tts.speech.cache import with_cache  # which other engines do without

    return with_cache(engine)


def is_installed(name: str) -> bool:
    """Return whether all that the engine of that name needs is installed here.

    Raises:
        UsageError: there is no such engine.
    """
    check: Callable[[], bool] | None = getattr(_find(name), "is_installed", None)
    return check is None or check()


def check_engine(name: str) -> None:
    """Raise UsageError if there is no engine of that name."""
    _address(name)


def _find(name: str) -> Any:
    """Return the class of the engine of that name; raise `UsageError` if there is none."""
    module, kind = _address(name).split(":")
    return getattr(import_module(module), kind)


def _address(name: str) -> str:
    """Return `module:Class` of an engine of ours, or of one that another package brings; raise `UsageError` if none."""
    if name in ENGINES:
        return ENGINES[name]
    from importlib.metadata import entry_points  # slow to import, and hardly ever needed

    others = {point.name: point.value for point in entry_points(group=GROUP)}
    if name not in others:
        known = (*ENGINES, *others)
        step = suggest(name, known, f"Choose one of {', '.join(known)}.")
        raise UsageError(f"There is no engine '{name}'. {step}")
    return others[name]
