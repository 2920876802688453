"""The engine espeak-ng, in a worker process."""

from __future__ import annotations

from tts.errors import EngineError
from tts.model import Prosody, Voice
from tts.speech.engines.espeak.render import render
from tts.speech.engines.process import WorkerError
from tts.speech.engines.remote import WorkerEngine, voice_settings


class EspeakEngine(WorkerEngine):
    """The espeak-ng of `espeakng-loader`, through pyttsx3 with our own driver."""

    name = "espeak"
    speaker = "tts.speech.engines.espeak.speaker:EspeakSpeaker"
    render_text = staticmethod(render)

    def transcribe(self, text: str, voice: Voice) -> str:
        """Return the sounds of `text` with `voice`, in IPA.

        Raises:
            EngineError: it failed.
        """
        try:
            self._worker.send(voice_settings(voice, Prosody()) | {"transcribe": True}, text)
            header, _ = self._worker.receive(self._deadline_s)
            return str(header["ipa"])
        except (KeyError, WorkerError) as error:
            self._stop_worker()
            raise EngineError(f"The engine '{self.name}' cannot transcribe '{text}': {error}.") from error
