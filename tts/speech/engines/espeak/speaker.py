"""espeak-ng as the worker uses it: through pyttsx3 and our own driver."""

from __future__ import annotations

from typing import Any

from tts.speech.engines.driven import DrivenEngine
from tts.speech.engines.espeak import driver

_MAX_TEXTS_PER_CHILD = 100


class EspeakSpeaker:
    """espeak-ng with one voice and prosody at a time, which are set once: its sound depends on what it spoke before."""

    def __init__(self) -> None:
        self._engine = DrivenEngine(driver.DRIVER)
        self._settings: dict[str, Any] = {}
        self._state = self._engine.get_property("engine_state")
        self._fresh: tuple[int, ...] | None = None

    def describe(self) -> dict[str, Any]:
        """Return version, voices and abilities, for the first frame."""
        voices = [
            {"id": voice.id, "name": voice.name, "languages": voice.languages, "gender": voice.gender}
            for voice in self._engine.get_property("voices")
        ]
        # repeatable in forked children only, which the worker adds
        version = self._engine.get_property("version")
        return {"version": version, "voices": voices, "word_times": True, "repeatable": False, "portable": True}

    @property
    def texts_per_child(self) -> int:
        """How many texts one process may speak, each as if it were the first."""
        return _MAX_TEXTS_PER_CHILD if self._state else 1

    def prepare(self, settings: dict[str, Any]) -> None:
        """Take over voice, rate (words per minute), pitch and volume (0 to 100), if they are not set already."""
        settings = settings | {"language": ""}
        if settings == self._settings:
            return
        # the voice first: choosing one resets the rest
        self._engine.set_properties(
            voice=settings["voice"],
            rate=settings["rate_wpm"],
            pitch=settings["pitch"],
            volume=settings["volume"] / 100,
        )
        self._settings = settings
        self._fresh = None
        self.speak("a")  # choosing a voice leaves a command in espeak-ng's queue, which the first text would meet
        self._fresh = self._state and self._state.values()

    def speak(self, text: str, *, has_phonemes: bool = False) -> tuple[dict[str, Any], bytes]:
        """Return the sound of `text`, and for each word event the offset in `text` and the frame in which it begins.

        `has_phonemes`: what is in `[[...]]` are sounds.
        """
        if self._fresh is not None:
            self._state.restore(self._fresh)
        pcm, words = self._engine.speak(text, phoneme_input=has_phonemes)
        events = [(location - 1, frame) for location, frame in words]  # espeak-ng counts from 1
        return {"frame_rate_hz": self._engine.get_property("frame_rate"), "events": events}, pcm

    def transcribe(self, text: str) -> str:
        """Return the sounds of `text` with the current voice, in IPA."""
        return str(self._engine.get_property("transcribe")(text))
