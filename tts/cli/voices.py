"""`articast voices`: lists what an engine can speak with."""

from __future__ import annotations

import argparse

from tts.cli.console import Console
from tts.cli.settings import settings_from_args
from tts.model import Voice
from tts.speech.engines import load


def run(options: argparse.Namespace, console: Console) -> int:
    """Lists the voices of the engine that is set; 1 if it has none of `options.language`."""
    name = settings_from_args(options).config.engine
    with load(name) as engine:
        voices = [voice for voice in engine.voices() if _speaks(voice, options.language)]
    for voice in voices:
        if options.json:
            console.object(
                {"id": voice.id, "name": voice.name, "languages": list(voice.languages), "gender": voice.gender}
            )
        else:
            console.say(", ".join(filter(None, (voice.id, voice.name, *voice.languages, voice.gender))))
    if not voices:
        console.error(f"The engine '{name}' has no voice of '{options.language}'. Leave out --language to see all.")
    return 0 if voices else 1


def _speaks(voice: Voice, language: str | None) -> bool:
    """Whether a voice is of the language: `en` takes every English, `en-GB` that of Great Britain."""
    if language is None:
        return True
    wanted = language.lower().replace("_", "-")
    return any(f"{tag.lower()}-".startswith(f"{wanted}-") for tag in voice.languages)
