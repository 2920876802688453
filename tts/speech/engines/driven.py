"""pyttsx3 with one of our drivers: commands are done when a call returns, and what goes wrong is raised."""

from __future__ import annotations

import io
from typing import Any

import pyttsx3


class DrivenEngine:
    """pyttsx3's engine with the driver of the name `driver`, which writes raw PCM into memory."""

    def __init__(self, driver: str) -> None:
        self._engine: Any = pyttsx3.init(driver)
        self._errors: list[Exception] = []
        self._events: list[tuple[int, int]] = []
        self._engine.connect("error", lambda exception, **_: self._errors.append(exception))
        self._engine.connect("started-word", self._on_word)

    def get_property(self, name: str) -> Any:
        """Return a property of the driver."""
        return self._engine.getProperty(name)

    def set_properties(self, **properties: Any) -> None:
        """Set properties of the driver, in their order; raise what it raises."""
        self._errors = []
        for name, value in properties.items():
            self._engine.setProperty(name, value)
        self._run()

    def speak(self, text: str, **properties: Any) -> tuple[bytes, list[tuple[int, int]]]:
        """Set `properties`, and return the sound of `text` and, for each word, its location and first frame.

        Whatever the driver raises is raised.
        """
        self._errors, self._events = [], []
        sound = io.BytesIO()
        for name, value in properties.items():
            self._engine.setProperty(name, value)
        self._engine.save_to_file(text, sound)
        self._run()
        return sound.getvalue(), self._events

    def _run(self) -> None:
        """Let pyttsx3 work off its queue, and raise the first error; it works off some commands before that."""
        self._engine.runAndWait()
        if self._errors:
            raise self._errors[0]

    def _on_word(self, location: int, begin_frames: int, **_: Any) -> None:
        """Keep the location of a word, as its driver counts, and the frame at which it begins."""
        self._events.append((location, begin_frames))
