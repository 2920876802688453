"""hibari as the worker uses it: through pyttsx3 and our own driver."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from tts.errors import EngineError
from tts.speech.engines.driven import DrivenEngine
from tts.speech.engines.natural import voices
from tts.speech.engines.natural.voices import INSTALL, VoiceFile


class NaturalSpeaker:
    """hibari with one voice and prosody at a time. Its sound depends on nothing that it spoke before."""

    def __init__(self) -> None:
        """Start pyttsx3 with our driver.

        Raises:
            EngineError: a package that it needs is missing or damaged.
        """
        try:
            driver = import_module("tts.speech.engines.natural.driver")
        except ImportError as error:
            raise EngineError(f"the natural voice is not installed ({error}). Install it: {INSTALL}") from error
        self._engine = DrivenEngine(driver.DRIVER)
        self._settings: dict[str, Any] = {}

    def describe(self) -> dict[str, Any]:
        """Return version, voices and abilities, for the first frame."""
        found = [
            {
                "id": voice.id,
                "name": voice.name,
                "languages": voice.languages,
                "gender": voice.gender,
                "licence": voice.licence,
                "source": voice.source,
                "model": voice.model,
            }
            for voice in voices.list_voices()
        ]
        version = self._engine.get_property("version")
        return {"version": version, "voices": found, "word_times": True, "repeatable": True}

    def prepare(self, settings: dict[str, Any]) -> None:
        """Take over voice, model, rate (words per minute), pitch and volume (0 to 100), if they are not set already.

        The accent is that of the voice, whatever the region of the text.

        Raises:
            EngineError: there is no such voice, or its file is damaged.
        """
        settings = settings | {"language": ""}
        if settings == self._settings:
            return
        path, known = self._find(settings["voice"], settings.get("model", ""))
        self._engine.set_properties(
            voice=(str(path), known.is_british),
            rate=settings["rate_wpm"],
            pitch=settings["pitch"],
            volume=settings["volume"] / 100,
        )
        self._settings = settings

    def _find(self, voice: str, model: str) -> tuple[Any, VoiceFile]:
        """Return the file of a voice and its description."""
        found = voices.find_model(voice, model)
        if found is None:
            raise EngineError(f"{model} is not a voice of hibari" if model else f"there is no natural voice '{voice}'")
        return found

    def speak(self, text: str) -> tuple[dict[str, Any], bytes]:
        """Return the sound of `text`, and for each word event the offset in `text` and the frame in which it begins.

        Raises:
            UnsayableError: the voice can say only a part of it.
        """
        pcm, events = self._engine.speak(text or " ")  # pyttsx3 refuses an empty text
        return {"frame_rate_hz": self._engine.get_property("frame_rate"), "events": events}, pcm

    def transcribe(self, text: str) -> str:
        """Return the sounds of `text` with the current voice, in IPA."""
        return str(self._engine.get_property("transcribe")(text))
