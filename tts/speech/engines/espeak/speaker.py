"""espeak-ng as the worker uses it: through pyttsx3 and our own driver."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pyttsx3

from tts.model import Hint
from tts.speech.engines.espeak import driver
from tts.speech.engines.espeak.render import render

_MAX_TEXTS_PER_CHILD = 100


class EspeakSpeaker:
    """espeak-ng with one voice and prosody at a time, which are set once: its sound depends on what it spoke before."""

    def __init__(self) -> None:
        self._engine = pyttsx3.init(driver.DRIVER)
        self._errors: list[Exception] = []
        self._events: list[tuple[int, int]] = []
        self._settings: dict[str, Any] = {"language": ""}
        self._state = self._engine.getProperty("engine_state")
        self._fresh: tuple[int, ...] | None = None
        self._engine.connect("error", self._on_error)
        self._engine.connect("started-word", self._on_word)

    def describe(self) -> dict[str, Any]:
        """Return version, voices and abilities, for the first frame."""
        voices = [
            {"id": voice.id, "name": voice.name, "languages": voice.languages, "gender": voice.gender}
            for voice in self._engine.getProperty("voices")
        ]
        # repeatable in forked children only, which the worker adds
        version = self._engine.getProperty("version")
        return {"version": version, "voices": voices, "word_times": True, "repeatable": False, "portable": True}

    @property
    def texts_per_child(self) -> int:
        """How many texts one process may speak, each as if it were the first."""
        return _MAX_TEXTS_PER_CHILD if self._state else 1

    def prepare(self, settings: dict[str, Any]) -> None:
        """Take over voice, rate (words per minute), pitch and volume (0 to 100), if they are not set already."""
        same = settings | {"language": ""} == self._settings | {"language": ""}
        self._settings = settings
        if same:
            return
        with self._run():
            # the voice first: choosing one resets the rest
            self._engine.setProperty("voice", settings["voice"])
            self._engine.setProperty("rate", settings["rate_wpm"])
            self._engine.setProperty("pitch", settings["pitch"])
            self._engine.setProperty("volume", settings["volume"] / 100)
        self._fresh = None
        self.speak("a")  # choosing a voice leaves a command in espeak-ng's queue, which the first text would meet
        self._fresh = self._state and self._state.values()

    def speak(self, text: str, hints: Sequence[Hint] = ()) -> tuple[dict[str, Any], bytes]:
        """Return the sound of `text`, and for each word event the offset in `text` and the frame in which it begins."""
        rendering = render(text, hints, self._settings["language"])
        sound = io.BytesIO()
        if self._fresh is not None:
            self._state.restore(self._fresh)
        with self._run():
            self._engine.setProperty("phoneme_input", rendering.has_phonemes)
            self._engine.save_to_file(rendering.text, sound)
        rate = self._engine.getProperty("frame_rate")
        events = [(rendering.source_offset(offset), frame) for offset, frame in self._events]
        return {"frame_rate_hz": rate, "events": events}, sound.getvalue()

    def transcribe(self, text: str) -> str:
        """Return the sounds of `text` with the current voice, in IPA."""
        return str(self._engine.getProperty("transcribe")(text))

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
        """Keep the offset of a word, which espeak counts from 1, and the frame at which it begins."""
        self._events.append((location - 1, begin_frames))
