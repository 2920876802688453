"""Piper's voices as the worker uses them: through pyttsx3 and our own driver."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tts.model import Hint
from tts.speech.engines.driven import DrivenEngine
from tts.speech.engines.piper import driver
from tts.speech.engines.piper.voices import SPEAKER_MARK


class PiperSpeaker:
    """Voices of Piper, one at a time. What it says does not depend on what it said before."""

    def __init__(self) -> None:
        self._engine = DrivenEngine(driver.DRIVER)

    def describe(self) -> dict[str, Any]:
        """Return version and abilities, for the first frame. Each request names its voice's file."""
        return {
            "version": self._engine.get_property("version"),
            "voices": [],
            "word_times": True,
            "repeatable": True,
        }

    def prepare(self, settings: dict[str, Any]) -> None:
        """Take over voice, rate (words per minute) and volume (0 to 100), if they are not set; pitch is not used."""
        _, mark, speaker = str(settings["voice"]).partition(SPEAKER_MARK)
        voice = f"{settings['model']}{mark}{speaker}"
        other = {"voice": voice} if voice != self._engine.get_property("voice") else {}
        self._engine.set_properties(**other, rate=settings["rate_wpm"], volume=settings["volume"] / 100)

    def speak(self, text: str, *, hints: Sequence[Sequence[Any]]) -> tuple[dict[str, Any], bytes]:
        """Return the sound of `text`, and for each word event the offset in `text` and the frame in which it begins."""
        unpacked = (
            Hint(kind=kind, begin=begin, end=end, value=value, respelling=respelling)
            for kind, begin, end, value, respelling in hints
        )
        pcm, events = self._engine.speak(text, hints=tuple(unpacked))
        return {"frame_rate_hz": self._engine.get_property("frame_rate"), "events": events}, pcm
