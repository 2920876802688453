"""pyttsx3's own driver for this system, as the worker uses it: one text at a time, each into a file of its own.

The drivers differ: espeak returns before its file is written, nsss writes AIFF whatever the name says, sapi5 writes
WAV in the voice's own format. So the worker waits for the file and recognises its kind by its content. Tested with
espeak on Linux only; nsss, avspeech (macOS) and sapi5 (Windows) are supported by their sources and untested.
"""

from __future__ import annotations

import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pyttsx3

from tts.errors import EngineError
from tts.files import read_file
from tts.speech.engines.check import says_something
from tts.speech.engines.system.sound_file import is_complete, read_sound

_POLL_S = 0.005
_MAX_WAIT_S = 1.0  # for a text that may have no sound at all, and then no file
_NO_SOUND: tuple[dict[str, Any], bytes] = {"frame_rate_hz": 22_050, "events": []}, b""
_MIDDLE_PITCH = 50
_MAX_ATTEMPTS = 5
_MAX_BYTES = 1_000_000_000  # of the sound of an utterance


class SystemSpeaker:
    """The default driver, a new one for each text: some drivers speak only the first or the last text that they get."""

    def __init__(self) -> None:
        self._settings: dict[str, Any] = {}
        self._engine = _open()

    def describe(self) -> dict[str, Any]:
        """Return version, voices and abilities, for the first frame."""
        voices = [
            {
                "id": voice.id,
                "name": voice.name or voice.id,
                "languages": _as_text(voice.languages),
                "gender": str(voice.gender or "").lower(),
            }
            for voice in self._engine.getProperty("voices")
        ]
        driver = f"pyttsx3 {version('pyttsx3')} {self._engine}"
        return {"version": driver, "voices": voices, "word_times": False, "repeatable": False}

    def prepare(self, settings: dict[str, Any]) -> None:
        """Remember voice and prosody for the next text."""
        self._settings = settings

    def speak(self, text: str) -> tuple[dict[str, Any], bytes]:
        """Return the sound of `text`, without word events; none for white space, with which some drivers never end."""
        if not text.strip():
            return _NO_SOUND
        del self._engine  # pyttsx3 hands out the same one for as long as there is a reference to it
        self._engine = _open()
        errors: list[Exception] = []
        self._engine.connect("error", lambda exception, **_: errors.append(exception))
        with tempfile.TemporaryDirectory(prefix="articast-") as folder:
            path = Path(folder) / "speech.wav"
            self._apply_settings()
            self._engine.save_to_file(text, str(path))
            self._engine.runAndWait()
            if errors:
                raise errors[0]
            if not _wait(path, None if says_something(text) else _MAX_WAIT_S):
                return _NO_SOUND
            pcm, frame_rate_hz = read_sound(read_file(path, _MAX_BYTES))
        return {"frame_rate_hz": frame_rate_hz, "events": []}, pcm

    def _apply_settings(self) -> None:
        """Set voice and prosody; espeak takes them over in a thread of its own, and sometimes not at all."""
        self._engine.setProperty("voice", self._settings["voice"])
        for _ in range(_MAX_ATTEMPTS):
            self._engine.setProperty("rate", self._settings["rate_wpm"])
            self._engine.setProperty("volume", self._settings["volume"] / 100)
            time.sleep(_POLL_S)
            rate, volume = (self._engine.getProperty(name) for name in ("rate", "volume"))
            if (round(rate), round(volume * 100)) == (self._settings["rate_wpm"], self._settings["volume"]):
                break
        if self._settings["pitch"] != _MIDDLE_PITCH:  # most drivers have no pitch, and print so on every call
            self._engine.setProperty("pitch", self._settings["pitch"])


def _open() -> Any:
    """Return pyttsx3's engine for this system; raise `EngineError` with the next step if there is none."""
    try:
        return pyttsx3.init()
    except (ImportError, OSError, RuntimeError) as error:
        if sys.platform.startswith("linux"):
            cause = "this system has no espeak-ng; install it (Debian: apt install libespeak-ng1)"
            raise EngineError(f"{cause} or use --engine espeak") from error
        raise EngineError(f"{error}; use --engine espeak") from error


def _wait(path: Path, max_wait_s: float | None) -> bool:
    """Wait for the file at `path`, and return whether it is complete.

    Without `max_wait_s` it waits until its parent, which has a deadline, ends this process.
    """
    begin = time.monotonic()
    size_bytes = -1
    while max_wait_s is None or time.monotonic() - begin < max_wait_s:
        if path.exists():
            data = read_file(path, _MAX_BYTES)
            if is_complete(data) and len(data) == size_bytes:
                return True
            size_bytes = len(data)
        time.sleep(_POLL_S)
    return False


def _as_text(languages: list[Any]) -> list[str]:
    """Return the languages as text: some drivers have bytes, with a byte of priority in front."""
    return [tag.decode(errors="replace") if isinstance(tag, bytes) else str(tag or "") for tag in languages]
