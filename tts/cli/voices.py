"""`articast voices`: list the voices of an engine."""

from __future__ import annotations

import argparse

from tts.cli.console import Console
from tts.cli.settings import settings_from_args
from tts.model import Voice
from tts.speech.engines import load


def run(options: argparse.Namespace, console: Console) -> int:
    """List the voices of the chosen engine; return 1 if it has none for `options.spoken_language`."""
    name = settings_from_args(options).config.engine
    with load(name) as engine:
        voices = [voice for voice in engine.voices() if _speaks(voice, options.spoken_language)]
    for voice in voices:
        values = {
            "id": voice.id,
            "name": voice.name,
            "languages": list(voice.languages),
            "gender": voice.gender,
            "engine": voice.engine,
            "licence": voice.licence,
            "source": voice.source,
        }
        names = (voice.id, voice.name, *voice.languages, voice.gender)
        line = ", ".join(filter(None, (*names, voice.engine, voice.licence, voice.source)))
        console.show(line, values, as_json=options.json)
    if not voices:
        what = f"The engine '{name}' has no voice for '{options.spoken_language}'"
        console.error(f"{what}. Leave out --language to list all voices.")
    return 0 if voices else 1


def _speaks(voice: Voice, language: str | None) -> bool:
    """Return whether a voice speaks the language: `en` matches every English, `en-GB` only that of Great Britain."""
    if language is None:
        return True
    prefix = language.lower().replace("_", "-")
    return any(f"{tag.lower()}-".startswith(f"{prefix}-") for tag in voice.languages)
