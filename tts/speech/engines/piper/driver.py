"""A driver for pyttsx3 that speaks with voices of Piper, synchronously and in memory.

pyttsx3 finds it under the name `DRIVER`: `pyttsx3.init(DRIVER)`, then `setProperty`, `connect`, `save_to_file`,
`runAndWait` as its documentation says. `save_to_file` takes a binary file object and writes raw 16-bit mono PCM to it;
`started-word` carries `begin_frames`, the exact frame in which the word begins. The property `voice` is the path of a
network (`NAME.onnx`), with `#` and a speaker if it has several; `hints` says how to speak parts of the next text.

Importing this module loads libespeak-ng, which is GPL-3: only the worker imports it.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, BinaryIO

from pyttsx3.voice import Voice

from tts.errors import EngineError, UsageError
from tts.model import Hint
from tts.noun import noun
from tts.speech.engines.piper.network import VERSION, Network
from tts.speech.engines.piper.pace import Pace, measure_pace
from tts.speech.engines.piper.phonemizer import Phonemizer
from tts.speech.engines.piper.reading import read_text
from tts.speech.engines.piper.symbols import make_phrases
from tts.speech.engines.piper.voices import SPEAKER_MARK, PiperSettings, find_speaker, read_settings, read_voices

DRIVER = "articast_piper"
_SILENCE_MS = 100


@noun
class _LoadedVoice:
    """A voice that is ready to speak."""

    name: str
    model: Path
    settings: PiperSettings
    network: Network
    speaker: int
    pace: Pace


class PiperDriver:
    """Piper's voices, one at a time."""

    def __init__(self, proxy: Any) -> None:
        self._proxy = proxy
        self._phonemizer = Phonemizer()
        self._voice: _LoadedVoice | None = None
        self._rate_wpm = 165
        self._volume = 1.0
        self._hints: tuple[Hint, ...] = ()

    def getProperty(self, name: str) -> Any:  # noqa: N802
        """Return a property: those of every driver, or `frame_rate`, `version` or `word_times` of the voice."""
        voice = self._voice
        properties = {
            "rate": self._rate_wpm,
            "volume": self._volume,
            "voice": voice.name if voice else None,
            "version": f"{VERSION}, espeak-ng {self._phonemizer.version}",
            "frame_rate": voice.settings.frame_rate_hz if voice else None,
            "word_times": voice.pace.word_times if voice else None,
        }
        if name == "voices":
            found = read_voices(voice.model) if voice else ()
            return [Voice(one.id, one.name, list(one.languages)) for one in found]
        if name not in properties:
            raise KeyError(f"unknown property {name}")
        return properties[name]

    def setProperty(self, name: str, value: Any) -> None:  # noqa: N802
        """Set `voice`, `rate` (words per minute), `volume` (0 to 1) or `hints`; `pitch` is that of the voice.

        Raises:
            EngineError: there is no such voice, or it cannot be loaded.
        """
        if name == "voice":
            self._choose_voice(str(value))
        elif name == "rate":
            self._rate_wpm = int(value)
        elif name == "volume":
            self._volume = float(value)
        elif name == "hints":
            self._hints = tuple(value)
        elif name != "pitch":
            raise KeyError(f"unknown property {name}")

    def _choose_voice(self, name: str) -> None:
        """Load the voice `name`, and measure how fast it is."""
        path, _, _ = name.partition(f".onnx{SPEAKER_MARK}")
        model = Path(name if path == name else f"{path}.onnx")
        try:
            settings = read_settings(model)
            speaker = find_speaker(settings, name[len(str(model)) :] and name)
        except UsageError as error:
            raise EngineError(str(error)) from None
        if settings.espeak_voice:
            self._phonemizer.choose_voice(settings.espeak_voice)
        network = self._voice.network if self._voice and self._voice.model == model else Network(model)
        pace = measure_pace(settings, network, self._phonemizer, speaker)
        self._voice = _LoadedVoice(
            name=name, model=model, settings=settings, network=network, speaker=speaker, pace=pace
        )

    def save_to_file(self, text: str, filename: BinaryIO) -> None:
        """Speak `text` and write the PCM to the file object `filename`.

        Raises:
            EngineError: no voice is chosen, or it failed.
            UnsayableError: a part of the text cannot be said.
        """
        voice = self._voice
        if voice is None:
            raise EngineError("no voice is chosen")
        self._proxy.notify("started-utterance")
        rate = voice.settings.frame_rate_hz
        pieces = read_text(text, self._hints, voice.settings, self._phonemizer)
        frames = 0
        for phrase in make_phrases(pieces, voice.settings.ids):
            sound = voice.network.speak(
                phrase.ids,
                speaker=voice.speaker,
                length_scale=voice.pace.length_scale(self._rate_wpm),
                noise=voice.settings.noise,
            )
            if sound.begins is not None:
                for offset, place in phrase.words:
                    self._proxy.notify("started-word", location=offset, begin_frames=frames + sound.begins[place])
            filename.write(sound.pcm(self._volume))
            frames += len(sound.samples)
        if not frames:
            filename.write(bytes(rate * _SILENCE_MS // 1000 * 2))
        self._proxy.notify("finished-utterance", completed=True)

    def startLoop(self) -> None:  # noqa: N802
        """Let pyttsx3 work off its queue; every command in it is done when it returns."""
        self._proxy.setBusy(False)

    def endLoop(self) -> None:  # noqa: N802
        """Do nothing: no loop runs on."""

    def stop(self) -> None:
        """Do nothing: no speech runs on."""

    def destroy(self) -> None:
        """Let the voice go."""
        self._voice = None


def buildDriver(proxy: Any) -> PiperDriver:  # noqa: N802
    """Return the driver; pyttsx3 calls this."""
    return PiperDriver(proxy)


sys.modules[f"pyttsx3.drivers.{DRIVER}"] = sys.modules[__name__]
