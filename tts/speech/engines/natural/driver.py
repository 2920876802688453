"""A driver for pyttsx3 that speaks with hibari.

pyttsx3 finds it under the name `DRIVER`. `save_to_file` takes a binary file object and writes raw 16-bit mono PCM to
it; `started-word` carries `begin_frames`, the exact frame in which the word begins. The text may hold phonemes, as
hibari's own does: `[AFP](/ˌAˌɛfpˈi/)`.

Importing this module loads onnxruntime: only the worker imports it, and never forks afterwards.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, BinaryIO

import hibari
import numpy as np

from tts.speech.engines.natural.model import FRAMES_PER_UNIT, Model
from tts.speech.engines.natural.phonemes import to_ipa
from tts.speech.engines.natural.reader import Chunk, Reader
from tts.speech.engines.natural.sound import FRAME_RATE_HZ, HOP, find_speech, stretch, synthesize
from tts.speech.engines.speaker import UnsayableError

DRIVER = "articast_natural"
_OWN_RATE_WPM = 165  # of the voice, without the silence around its sentences
_SENTENCE_PAUSE_MS = 200  # on top of the silence in which one ends
_SILENCE_MS = 100
# of 12.5 ms: a word is heard that much before the begin that the lengths give, 40 ms after pauses and 80 ms elsewhere
_LEAD_FRAMES = 5
_FRAMES_PER_MS = FRAME_RATE_HZ // 1000
_FULL_SCALE = 32767
"""The largest sample of 16-bit sound."""


class NaturalDriver:
    """hibari with one voice at a time; it has finished speaking when `runAndWait` returns."""

    def __init__(self, proxy: Any) -> None:
        self._proxy = proxy
        self._settings: dict[str, Any] = {"voice": ("", False), "rate": _OWN_RATE_WPM, "pitch": 50, "volume": 1.0}
        self._models: dict[str, Model] = {}
        self._readers: dict[bool, Reader] = {}

    def getProperty(self, name: str) -> Any:  # noqa: N802
        """Return a property.

        They are `voice`, `rate` (words per minute), `pitch` (0 to 100), `volume` (0 to 1), `version`, `frame_rate`, and
        `transcribe`, a function that returns the sounds of a text in IPA.
        """
        if name == "version":
            return hibari.__version__
        if name == "frame_rate":
            return FRAME_RATE_HZ
        if name == "transcribe":
            return self._transcribe
        return self._settings[name]

    def setProperty(self, name: str, value: Any) -> None:  # noqa: N802
        """Set a property; `voice` is the path of the voice's file, and whether its accent is British."""
        if name not in self._settings:
            raise KeyError(name)
        if name == "voice":
            self._load(*value)
        self._settings[name] = value

    def _load(self, path: str, british: bool) -> None:
        """Load a voice and the lexicons of its accent, once."""
        if path not in self._models:
            vocabulary = Path(hibari.tts.ASSETS) / "vocab.json"
            self._models = {path: Model(Path(path), vocabulary)}  # one at a time: each takes 40 MB
        if british not in self._readers:
            self._readers = {british: Reader(british=british)}

    def _transcribe(self, text: str) -> str:
        """Return the sounds of `text` with the current voice, in IPA."""
        chunks, _ = self._readers[self._settings["voice"][1]].read(text)
        return to_ipa(" ".join(chunk.phonemes for chunk in chunks))

    def save_to_file(self, text: str, filename: BinaryIO) -> None:
        """Speak `text` and write the PCM to the file object `filename`.

        Raises:
            UnsayableError: the text has words that the voice cannot say.
        """
        path, british = self._settings["voice"]
        self._proxy.notify("started-utterance")
        chunks, unsayable = self._readers[british].read(text)
        if unsayable:
            raise UnsayableError(_describe_unsayable(unsayable))
        sounds, frame = [], 0
        for index, chunk in enumerate(chunks):
            sound, begins = self._speak(self._models[path], chunk)
            for (offset, _), begin in zip(chunk.words, begins, strict=True):
                self._proxy.notify("started-word", location=offset, length=1, begin_frames=frame + begin)
            if chunk.ends_sentence and index + 1 < len(chunks):
                pause = round(FRAME_RATE_HZ * _SENTENCE_PAUSE_MS / 1000 * _OWN_RATE_WPM / self._settings["rate"])
                sound = np.concatenate((sound, np.zeros(pause, np.float32)))
            sounds.append(sound)
            frame += len(sound)
        filename.write(self._pcm(sounds))
        self._proxy.notify("finished-utterance", completed=True)

    def _speak(self, model: Model, chunk: Chunk) -> tuple[Any, list[int]]:
        """Return the sound of a chunk, and the frame of it at which each of its words begins."""
        spectrum, places = model.spectrum(chunk.phonemes, 1.0)
        ends = np.cumsum(spectrum.lengths) * FRAMES_PER_UNIT
        first, last = find_speech(spectrum.parts)
        count = last - first
        frames = max(round(count * _OWN_RATE_WPM / self._settings["rate"]), 1)
        parts = stretch(tuple(part[..., first:last] for part in spectrum.parts), frames)
        sound = synthesize(parts, 2 ** ((self._settings["pitch"] - 50) / 100))
        begins = [
            round(max(int(ends[places[place] - 1]) - _LEAD_FRAMES - first, 0) * frames * HOP / count)
            for _, place in chunk.words
        ]
        return sound, begins

    def _pcm(self, sounds: list[Any]) -> bytes:
        """Return the sounds as 16-bit PCM at the set volume, softer where they would clip; a silence without any."""
        if not sounds:
            return bytes(FRAME_RATE_HZ * _SILENCE_MS // 1000 * 2)
        frames = sum(map(len, sounds))
        sounds = [*sounds, np.zeros(-frames % _FRAMES_PER_MS, np.float32)]  # whole milliseconds, as times are
        sound = np.concatenate(sounds) * np.float32(self._settings["volume"])
        peak = float(np.abs(sound).max(initial=0))
        scale = _FULL_SCALE / max(peak, 1.0)
        return (sound * np.float32(scale)).astype("<i2").tobytes()

    def startLoop(self) -> None:  # noqa: N802
        """Let pyttsx3 work off its queue; every command in it is done when it returns."""
        self._proxy.setBusy(False)

    def endLoop(self) -> None:  # noqa: N802
        """Do nothing: no loop runs on."""

    def stop(self) -> None:
        """Do nothing: no speech runs on."""

    def destroy(self) -> None:
        """Do nothing: the process ends with the driver."""


def _describe_unsayable(words: list[str]) -> str:
    """Return the message for words that cannot be said."""
    shown = ", ".join(f"'{word if len(word) <= 40 else word[:39] + '…'}'" for word in dict.fromkeys(words[:5]))
    return f"the natural voice cannot say {shown}{' and others' if len(words) > 5 else ''}"


def buildDriver(proxy: Any) -> NaturalDriver:  # noqa: N802
    """Return the driver; pyttsx3 calls this."""
    return NaturalDriver(proxy)


sys.modules[f"pyttsx3.drivers.{DRIVER}"] = sys.modules[__name__]
