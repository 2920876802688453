"""pyttsx3's own driver for this system, as the worker uses it: one text at a time, each into a file of its own.

The drivers differ: espeak returns before its file is written, nsss writes AIFF whatever the name says, sapi5 writes
WAV in the voice's own format. So the file is waited for and told by its content. Tried with espeak on Linux only;
nsss, avspeech (macOS) and sapi5 (Windows) are used as their sources say and untested.
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
from tts.speech.engines.check import says_something
from tts.speech.engines.containers import is_complete, read_sound

_POLL_S = 0.005
_PATIENCE_S = 1.0  # with a text that may make no sound at all, and then no file
_NO_SOUND: tuple[dict[str, Any], bytes] = {"frame_rate_hz": 22_050, "events": []}, b""
_MIDDLE_PITCH = 50
_SETTLES = 5


class SystemSpeaker:
    """The default driver, made anew for each text: some say only the first text or the last that they are given."""

    def __init__(self) -> None:
        self._wanted: dict[str, Any] = {}
        self._engine = _open()

    def describe(self) -> dict[str, Any]:
        """Version, voices and abilities, for the first frame."""
        voices = [
            [voice.id, voice.name or voice.id, _as_text(voice.languages), str(voice.gender or "").lower()]
            for voice in self._engine.getProperty("voices")
        ]
        return {"version": f"pyttsx3 {version('pyttsx3')} {self._engine}", "voices": voices, "word_times": False}

    def prepare(self, wanted: dict[str, Any]) -> None:
        """Remembers voice and prosody for the next text."""
        self._wanted = wanted

    def speak(self, text: str) -> tuple[dict[str, Any], bytes]:
        """The sound of `text`, without word events; no sound for white space, with which some drivers never end."""
        if not text.strip():
            return _NO_SOUND
        del self._engine  # pyttsx3 hands out the same one for as long as somebody holds it
        self._engine = _open()
        errors: list[Exception] = []
        self._engine.connect("error", lambda exception, **_: errors.append(exception))
        with tempfile.TemporaryDirectory(prefix="articast-") as folder:
            path = Path(folder) / "speech.wav"
            self._set()
            self._engine.save_to_file(text, str(path))
            self._engine.runAndWait()
            if errors:
                raise errors[0]
            if not _wait(path, None if says_something(text) else _PATIENCE_S):
                return _NO_SOUND
            pcm, frame_rate_hz = read_sound(path.read_bytes())
        return {"frame_rate_hz": frame_rate_hz, "events": []}, pcm

    def _set(self) -> None:
        self._engine.setProperty("voice", self._wanted["voice"])
        for _ in range(_SETTLES):  # espeak takes them over in a thread of its own, and at times not at all
            self._engine.setProperty("rate", self._wanted["rate_wpm"])
            self._engine.setProperty("volume", self._wanted["volume"] / 100)
            time.sleep(_POLL_S)
            if self._is_set():
                break
        if self._wanted["pitch"] != _MIDDLE_PITCH:  # most drivers have no pitch, and say so on every call
            self._engine.setProperty("pitch", self._wanted["pitch"])

    def _is_set(self) -> bool:
        rate, volume = (self._engine.getProperty(name) for name in ("rate", "volume"))
        return (round(rate), round(volume * 100)) == (self._wanted["rate_wpm"], self._wanted["volume"])


def _open() -> Any:
    try:
        return pyttsx3.init()
    except (ImportError, OSError, RuntimeError) as error:
        raise EngineError(_advice(error)) from error


def _advice(error: Exception) -> str:
    if sys.platform.startswith("linux"):
        return "this system has no espeak-ng; install it (Debian: apt install libespeak-ng1) or use --engine espeak"
    return f"{error}; use --engine espeak"


def _wait(path: Path, patience_s: float | None) -> bool:
    """Whether the file at `path` got complete; without patience for as long as the parent lets this process live."""
    begin = time.monotonic()
    size_bytes = -1
    while patience_s is None or time.monotonic() - begin < patience_s:
        if path.exists():
            data = path.read_bytes()
            if is_complete(data) and len(data) == size_bytes:
                return True
            size_bytes = len(data)
        time.sleep(_POLL_S)
    return False


def _as_text(languages: list[Any]) -> list[str]:
    """Some drivers give bytes, with a byte of priority in front."""
    return [tag.decode(errors="replace") if isinstance(tag, bytes) else str(tag or "") for tag in languages]
