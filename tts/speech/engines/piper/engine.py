"""Voices of Piper, in a worker process."""

from __future__ import annotations

from importlib.util import find_spec

from tts.model import Voice
from tts.speech.engines.piper.render import render
from tts.speech.engines.piper.voices import read_folder
from tts.speech.engines.remote import WorkerEngine
from tts.speech.engines.sandbox import Needs
from tts.speech.engines.voice_files import voices_folder


class PiperEngine(WorkerEngine):
    """The user's own voices of Piper, through pyttsx3 with our own driver."""

    name = "piper"
    speaker = "tts.speech.engines.piper.speaker:PiperSpeaker"
    caches = True
    render_text = staticmethod(render)

    @staticmethod
    def is_installed() -> bool:
        """Return whether everything is installed that the engine needs to speak."""
        return all(find_spec(name) is not None for name in ("onnxruntime", "numpy"))

    @property
    def needs(self) -> Needs:
        """The folder of voice files."""
        return Needs(readable=(voices_folder(),))

    def voices(self) -> tuple[Voice, ...]:
        """Return the voices in the user's folder, without starting the worker."""
        voices, _ = read_folder(voices_folder())
        return voices
