"""ENGINES of a worker: they stay ready from one article to the next."""

from __future__ import annotations

import atexit
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

from tts.config.config import Config
from tts.speech.engines import Engine, load

_ready: dict[str, list[Engine]] = {}
"""Engines that have been entered and that nobody uses, by their names."""


@contextmanager
def borrow_engine(config: Config) -> Iterator[Engine]:
    """Give an engine of `config` that nobody else uses meanwhile; start one if none is ready.

    Raises:
        UsageError: there is no such engine or voice, or a lexicon of the run cannot be read.
        EngineError: the engine does not start.
    """
    ready = _ready.setdefault(config.engine, [])
    try:
        engine = ready.pop()
    except IndexError:
        engine = load(config.engine).__enter__()
    try:
        import_module("tts.pipeline").require_run(config, engine)
        yield engine
    finally:
        ready.append(engine)


@atexit.register
def close_engines() -> None:
    """End all engines that are ready."""
    for engines in _ready.values():
        while engines:
            engines.pop().__exit__(None, None, None)
