"""The engine of this system, in a worker process."""

from __future__ import annotations

from tts.speech.engines.remote import WorkerEngine
from tts.speech.engines.sandbox import Needs


class SystemEngine(WorkerEngine):
    """pyttsx3's own driver for this system: SAPI 5, NSSpeechSynthesizer or an installed espeak."""

    name = "system"
    speaker = "tts.speech.engines.system.speaker:SystemSpeaker"
    needs = Needs(temporary_files=True)
