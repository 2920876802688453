"""hibari, in a worker process."""

from __future__ import annotations

from tts.model import Voice
from tts.speech.engines.natural.render import render
from tts.speech.engines.natural.voices import cache_folder, is_installed, list_voices
from tts.speech.engines.remote import WorkerEngine
from tts.speech.engines.sandbox import Needs
from tts.speech.engines.voice_files import voices_folder


class NaturalEngine(WorkerEngine):
    """English with a natural voice: hibari, through pyttsx3 with our own driver."""

    name = "natural"
    caches = True
    transcribes = True
    speaker = "tts.speech.engines.natural.speaker:NaturalSpeaker"
    render_text = staticmethod(render)
    is_installed = staticmethod(is_installed)

    @property
    def needs(self) -> Needs:
        """The folders of voice files."""
        return Needs(readable=(voices_folder(), cache_folder()))

    def voices(self) -> tuple[Voice, ...]:
        """Return the voices on this computer, without starting the worker."""
        return list_voices(voices_folder())
