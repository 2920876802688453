"""hibari, in a worker process."""

from __future__ import annotations

from tts.speech.engines.natural.render import render
from tts.speech.engines.remote import WorkerEngine


class NaturalEngine(WorkerEngine):
    """English with a natural voice: hibari, through pyttsx3 with our own driver."""

    name = "natural"
    speaker = "tts.speech.engines.natural.speaker:NaturalSpeaker"
    render_text = staticmethod(render)
