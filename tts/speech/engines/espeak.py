"""espeak-ng as the worker uses it: through pyttsx3 and our own driver."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pyttsx3

from tts.speech.engines import espeak_driver
from tts.speech.engines.spoken import Phonemes, offset, with_phonemes

_LONGEST_LIFE = 100


class EspeakSpeaker:
    """espeak-ng with one voice and prosody at a time, which are set once: what it says depends on what went before."""

    def __init__(self) -> None:
        self._engine = pyttsx3.init(espeak_driver.DRIVER)
        self._errors: list[Exception] = []
        self._events: list[tuple[int, int]] = []
        self._set: dict[str, Any] = {}
        self._counters = self._engine.getProperty("counters")
        self._fresh: tuple[int, ...] | None = None
        self._engine.connect("error", self._on_error)
        self._engine.connect("started-word", self._on_word)

    def describe(self) -> dict[str, Any]:
        """Version, voices and abilities, for the first frame."""
        voices = [[voice.id, voice.name, voice.languages, voice.gender] for voice in self._engine.getProperty("voices")]
        version = self._engine.getProperty("version")
        return {"version": version, "voices": voices, "word_times": True, "phonemes": True}

    @property
    def texts_per_child(self) -> int:
        """How many texts one process may say, each as if it were the first."""
        return _LONGEST_LIFE if self._counters else 1

    def prepare(self, wanted: dict[str, Any]) -> None:
        """Takes over voice, rate (words a minute), pitch and volume (0 to 100), if they are not set already."""
        if wanted == self._set:
            return
        with self._run():
            # the voice first: choosing one resets the rest
            self._engine.setProperty("voice", wanted["voice"])
            self._engine.setProperty("rate", wanted["rate_wpm"])
            self._engine.setProperty("pitch", wanted["pitch"])
            self._engine.setProperty("volume", wanted["volume"] / 100)
        self._set = wanted
        self._fresh = None
        self.speak("a")  # choosing a voice leaves a command in espeak-ng's queue, which the first text would meet
        self._fresh = self._counters and self._counters.values()

    def speak(self, text: str, phonemes: Phonemes = ()) -> tuple[dict[str, Any], bytes]:
        """The sound of `text`, and for each word event the offset in `text` and the frame in which it begins.

        For the stretches that `phonemes` has, these are said.
        """
        said, pieces = with_phonemes(text, phonemes) if phonemes else (text, [(0, 0, True)])
        sound = io.BytesIO()
        if self._fresh is not None:
            self._counters.put_back(self._fresh)
        with self._run():
            self._engine.setProperty("phoneme_input", bool(phonemes))
            self._engine.save_to_file(said, sound)
        rate = self._engine.getProperty("frame_rate")
        events = [(offset(pieces, at), frame) for at, frame in self._events]
        return {"frame_rate_hz": rate, "events": events}, sound.getvalue()

    def transcribe(self, text: str) -> str:
        """How the voice at hand says `text`, in IPA."""
        said: str = self._engine.getProperty("transcribe")(text)
        return said

    @contextmanager
    def _run(self) -> Iterator[None]:
        """Runs the commands given inside. pyttsx3 works off some of them at once, others in `runAndWait`."""
        self._errors = []
        self._events = []
        yield
        self._engine.runAndWait()
        if self._errors:
            raise self._errors[0]

    def _on_error(self, exception: Exception, **_: Any) -> None:
        self._errors.append(exception)

    def _on_word(self, location: int, begin_frames: int, **_: Any) -> None:
        self._events.append((location - 1, begin_frames))
