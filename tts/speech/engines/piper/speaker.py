"""Piper's voices as the worker uses them: through pyttsx3 and our own driver."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pyttsx3

from tts.model import Hint
from tts.speech.engines.piper import driver
from tts.speech.engines.piper.voices import SPEAKER_MARK


class PiperSpeaker:
    """Voices of Piper, one at a time. What it says does not depend on what it said before."""

    def __init__(self) -> None:
        self._engine = pyttsx3.init(driver.DRIVER)
        self._errors: list[Exception] = []
        self._events: list[tuple[int, int]] = []
        self._engine.connect("error", self._on_error)
        self._engine.connect("started-word", self._on_word)

    def describe(self) -> dict[str, Any]:
        """Return version and abilities, for the first frame. Each request names its voice's file."""
        return {
            "version": self._engine.getProperty("version"),
            "voices": [],
            "word_times": True,
            "repeatable": True,
        }

    def prepare(self, settings: dict[str, Any]) -> None:
        """Take over voice, rate (words per minute) and volume (0 to 100), if they are not set; pitch is not used."""
        _, mark, speaker = str(settings["voice"]).partition(SPEAKER_MARK)
        voice = f"{settings['model']}{mark}{speaker}"
        with self._run():
            if voice != self._engine.getProperty("voice"):
                self._engine.setProperty("voice", voice)
            self._engine.setProperty("rate", settings["rate_wpm"])
            self._engine.setProperty("volume", settings["volume"] / 100)

    def speak(self, text: str, hints: Sequence[Hint] = ()) -> tuple[dict[str, Any], bytes]:
        """Return the sound of `text`, and for each word event the offset in `text` and the frame in which it begins."""
        sound = io.BytesIO()
        with self._run():
            self._engine.setProperty("hints", hints)
            self._engine.save_to_file(text, sound)
        return {"frame_rate_hz": self._engine.getProperty("frame_rate"), "events": self._events}, sound.getvalue()

    @contextmanager
    def _run(self) -> Iterator[None]:
        """Run the commands inside. pyttsx3 works off some of them at once, others in `runAndWait`."""
        self._errors = []
        self._events = []
        yield
        self._engine.runAndWait()
        if self._errors:
            raise self._errors[0]

    def _on_error(self, exception: Exception, **_: Any) -> None:
        """Keep an exception that pyttsx3 reports, to be raised when the utterance has ended."""
        self._errors.append(exception)

    def _on_word(self, location: int, begin_frames: int, **_: Any) -> None:
        """Keep the offset of a word and the frame at which it begins."""
        self._events.append((location, begin_frames))
