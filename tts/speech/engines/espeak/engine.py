"""The engine espeak-ng, in a worker process."""

from __future__ import annotations

from tts.speech.engines.espeak.render import render
from tts.speech.engines.remote import WorkerEngine


class EspeakEngine(WorkerEngine):
    """The espeak-ng of `espeakng-loader`, through pyttsx3 with our own driver."""

    name = "espeak"
    speaker = "tts.speech.engines.espeak.speaker:EspeakSpeaker"
    render_text = staticmethod(render)
    transcribes = True
