"""A driver for pyttsx3 that speaks with espeak-ng synchronously and in memory.

pyttsx3 finds it under the name `DRIVER`: `pyttsx3.init(DRIVER)`, then `setProperty`, `connect`, `save_to_file`,
`runAndWait` as its documentation says. The stock driver lacks three things: `save_to_file` takes a binary file object
and writes the raw 16-bit mono PCM to it, `started-word` carries `begin_frames`, the exact frame in which the word
begins, and the property `phoneme_input` says whether `[[...]]` holds phonemes. It is not imported: what it loads to
play sound takes longer than to load espeak-ng.

Importing this module loads the libespeak-ng of `espeakng_loader`, which is GPL-3: only the worker imports it.
Tested on Linux; macOS and Windows are supported by their documentation and untested.
"""

from __future__ import annotations

import ctypes
import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

import espeakng_loader
from pyttsx3.voice import Voice

from tts.speech.engines.espeak.engine_state import find_engine_state

DRIVER = "articast_espeak"
_PHONEMES = 0x100  # speak_lib.h, espeakPHONEMES, which pyttsx3 does not name
_IPA = 0x02  # speak_lib.h, espeakPHONEMES_IPA


@contextmanager
def _pyttsx3_finds(library: ctypes.CDLL) -> Iterator[None]:
    """Give pyttsx3 `library` while it looks for espeak at the places it knows."""
    loader = ctypes.cdll
    found: Callable[[str], ctypes.CDLL] = lambda _name: library  # noqa: E731
    loader.LoadLibrary = found  # type: ignore[method-assign, assignment]
    try:
        yield
    finally:
        del loader.LoadLibrary


os.environ["ESPEAK_DATA_PATH"] = espeakng_loader.get_data_path()
_library = ctypes.CDLL(espeakng_loader.get_library_path())
_library.espeak_TextToPhonemes.argtypes = (ctypes.POINTER(ctypes.c_char_p), ctypes.c_int, ctypes.c_int)
_library.espeak_TextToPhonemes.restype = ctypes.c_char_p
with _pyttsx3_finds(_library):
    from pyttsx3.drivers import _espeak


class SynchronousEspeakDriver:
    """espeak-ng that has finished speaking when `runAndWait` returns, and never plays through a loudspeaker."""

    def __init__(self, proxy: Any) -> None:
        self.frame_rate_hz = _initialize()
        self._proxy = proxy
        self._flags = _espeak.CHARS_UTF8
        self._sound: BinaryIO = io.BytesIO()
        _espeak.SetSynthCallback(self._on_synth)

    def getProperty(self, name: str) -> Any:  # noqa: N802
        """Return the property `voices`, `frame_rate`, `version`, `transcribe` or `engine_state`.

        The voices have their true identifiers and all of their languages; those that cannot speak at all are left out.
        `engine_state` is None if it is not found.
        """
        if name == "voices":
            return [
                Voice(
                    voice.identifier.decode(),
                    voice.name.decode(),
                    list(_languages(voice)),
                    ("", "male", "female")[voice.gender] if voice.gender < 3 else "",
                    voice.age or None,
                )
                for voice in _espeak.ListVoices(None)
                if _has_dictionary(voice)
            ]
        if name == "frame_rate":
            return self.frame_rate_hz
        if name == "version":
            return _espeak.Info().decode()
        if name == "transcribe":
            return self.transcribe
        if name == "engine_state":
            return find_engine_state(_library, Path(espeakng_loader.get_library_path()), _espeak.Info().decode())
        raise KeyError(name)

    def setProperty(self, name: str, value: Any) -> None:  # noqa: N802
        """Set a property.

        They are `voice`, an identifier, `rate` (words per minute), `pitch` (0 to 100), `volume` (0 to 1), and
        `phoneme_input`: whether `[[...]]` holds phonemes.
        """
        if name == "phoneme_input":
            self._flags = _espeak.CHARS_UTF8 | (_PHONEMES if value else 0)
        elif name == "voice":
            status = _espeak.SetVoiceByName(value.encode())
            if status != _espeak.EE_OK:
                raise ValueError(f"espeak-ng refused the voice {value} with status {status}")
        else:
            _espeak.SetParameter(_PARAMETERS[name], round(value * 100) if name == "volume" else value, 0)

    def save_to_file(self, text: str, filename: BinaryIO) -> None:
        """Speak `text` and write the PCM to the file object `filename`."""
        self._sound = filename
        self._proxy.notify("started-utterance")
        status = _espeak.Synth(text.encode(), flags=self._flags)
        if status != _espeak.EE_OK:
            raise RuntimeError(f"espeak-ng gave up with status {status}")
        self._proxy.notify("finished-utterance", completed=True)

    def _on_synth(self, wav: Any, numsamples: int, events: Any) -> int:
        """Take a piece that espeak-ng hands over: some sound and the events up to its end."""
        index = 0
        while (event := events[index]).type != _espeak.EVENT_LIST_TERMINATED:
            if event.type == _espeak.EVENT_WORD:
                self._proxy.notify(
                    "started-word", location=event.text_position, length=event.length, begin_frames=event.sample
                )
            index += 1
        if numsamples > 0:
            self._sound.write(ctypes.string_at(wav, numsamples * 2))
        return 0

    def transcribe(self, text: str) -> str:
        """Return the sounds of `text` with the current voice, in IPA, with a space between words."""
        rest = ctypes.c_char_p(text.encode())
        clauses = []
        while rest.value:
            clauses.append(_library.espeak_TextToPhonemes(ctypes.byref(rest), _espeak.CHARS_UTF8, _IPA) or b"")
        return " ".join(clause.decode().strip() for clause in clauses)

    def startLoop(self) -> None:  # noqa: N802
        """Let pyttsx3 work off its queue; every command in it is done when it returns."""
        self._proxy.setBusy(False)

    def endLoop(self) -> None:  # noqa: N802
        """Do nothing: no loop runs on."""

    def stop(self) -> None:
        """Do nothing: no speech runs on."""

    def destroy(self) -> None:
        """Do nothing: the process ends with the driver."""


_PARAMETERS = {"rate": _espeak.RATE, "pitch": _espeak.PITCH, "volume": _espeak.VOLUME}


@cache
def _initialize() -> int:
    """Initialize espeak-ng, which is possible once in a process, and return its frame rate in Hz."""
    frame_rate_hz = int(_espeak.Initialize(_espeak.AUDIO_OUTPUT_SYNCHRONOUS, 1000))
    if frame_rate_hz <= 0:
        raise RuntimeError("espeak-ng could not be initialised")
    return frame_rate_hz


def _has_dictionary(voice: Any) -> bool:
    """Return whether espeak-ng can speak with `voice`: some are listed without the dictionary that they need."""
    if next(_languages(voice), "").split("-")[0] in _dictionaries():
        return True
    path = Path(espeakng_loader.get_data_path(), "lang", voice.identifier.decode())
    settings = path.read_text("utf-8", "replace").splitlines()
    return any(line.split()[1] in _dictionaries() for line in settings if line.startswith("dictionary "))


@cache
def _dictionaries() -> frozenset[str]:
    """Return the names of the dictionaries of espeak-ng, most of which are languages."""
    names = (path.name for path in Path(espeakng_loader.get_data_path()).iterdir())
    return frozenset(name.removesuffix("_dict") for name in names if name.endswith("_dict"))


def _languages(voice: Any) -> Iterator[str]:
    """Yield the tags of `voice`. Each follows a byte of priority and ends with a NUL (speak_lib.h, espeak_VOICE)."""
    address = ctypes.c_void_p.from_buffer(voice, _espeak.VOICE.languages.offset).value
    while address and (entry := ctypes.string_at(address)):
        yield entry[1:].decode()
        address += len(entry) + 1


def buildDriver(proxy: Any) -> SynchronousEspeakDriver:  # noqa: N802
    """Return the driver; pyttsx3 calls this."""
    return SynchronousEspeakDriver(proxy)


sys.modules[f"pyttsx3.drivers.{DRIVER}"] = sys.modules[__name__]
