"""Text -> its phonemes, word by word, by the libespeak-ng of `espeakng_loader`, which is GPL-3: for the worker only.

espeak-ng gives phonemes in two ways. `espeak_TextToPhonemes` gives those of a clause as a whole, as the voices of Piper
were trained with, and does not say which belongs to which word. Speaking gives the phonemes as events among the words',
each word with its place in the text, but without tones and without the marks of length that come from rules. So the
text is given to it in both ways, and the events divide the phonemes of the clauses. See speak_lib.h for all names.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Callable
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape

import espeakng_loader

from tts.errors import EngineError
from tts.regex import regex
from tts.speech.engines.piper.word_phonemes import Clause, SpokenWord, divide_phonemes

_SYNCHRONOUS = 2  # AUDIO_OUTPUT_SYNCHRONOUS
_PHONEME_EVENTS_IN_IPA = 1 | 2  # espeakINITIALIZE_PHONEME_EVENTS, espeakINITIALIZE_PHONEME_IPA
_UTF_8, _SSML, _MNEMONICS = 1, 0x10, 0x100  # espeakCHARS_UTF8, espeakSSML, espeakPHONEMES
_IPA = 2  # espeakPHONEMES_IPA
_OK = 0
_LIST_TERMINATED, _WORD, _END, _PHONEME = 0, 1, 5, 7  # espeak_EVENT_TYPE
_RATE = 1  # espeakRATE
_LANGUAGE = regex(r"\([a-z][a-z0-9-]*\)")
"""The mark where espeak-ng changes to the phonemes of another language, and back."""


class _EventId(ctypes.Union):
    """The union in espeak_EVENT."""

    _fields_ = (("number", ctypes.c_int), ("name", ctypes.c_void_p), ("string", ctypes.c_ubyte * 8))


class _Event(ctypes.Structure):
    """espeak_EVENT."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _EventId),
    )


_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.POINTER(_Event))


class Phonemizer:
    """espeak-ng with one voice at a time. It has global state: one in a process."""

    def __init__(self) -> None:
        os.environ["ESPEAK_DATA_PATH"] = espeakng_loader.get_data_path()
        self._library = _load_library()
        self.frame_rate_hz: int = self._library.espeak_Initialize(_SYNCHRONOUS, 1000, None, _PHONEME_EVENTS_IN_IPA)
        if self.frame_rate_hz <= 0:
            raise EngineError("espeak-ng, which gives the phonemes, could not be initialised")
        self._events: list[tuple[int, int, str]] = []
        self._frames = 0
        self._callback = _Callback(self._on_sound)
        self._library.espeak_SetSynthCallback(self._callback)
        self._name_letter: Callable[[str], str] = lru_cache(maxsize=512)(self._say_letter)

    @property
    def version(self) -> str:
        """The version of espeak-ng, such as `1.52.0`."""
        return str(self._library.espeak_Info(None).decode()).split()[0]

    def choose_voice(self, name: str) -> None:
        """Speak with espeak-ng's voice `name`, such as `en-us`, from now on.

        Raises:
            EngineError: there is none.
        """
        if self._library.espeak_SetVoiceByName(name.encode()) != _OK:
            raise EngineError(f"espeak-ng, which gives the phonemes, has no voice '{name}'")
        self._name_letter = lru_cache(maxsize=512)(self._say_letter)
        self._speak("a", _UTF_8)  # the first text after the choice may have events of the command

    def divide(self, text: str) -> list[Clause]:
        """Return the clauses of `text` with the phonemes of their words."""
        self._speak(text, _UTF_8)
        events = self._events
        spoken = [(text_position - 1, phonemes) for kind, text_position, phonemes in _words(events) if kind == _WORD]
        divided = iter(divide_phonemes(self._transcribe(text), spoken))
        clauses: list[Clause] = []
        words: list[SpokenWord] = []
        for kind, text_position, _ in _words(events):
            if kind == _WORD:
                words.append(next(divided))
            elif kind == _END:
                clauses.append(Clause(words=tuple(words), end=text_position - 1))
                words = []
        return [*clauses, Clause(words=tuple(words), end=len(text))] if words else clauses

    def name_letter(self, letter: str) -> str:
        """Return the phonemes of the name of a letter or digit, without the word "capital"."""
        return self._name_letter(letter)

    def read_mnemonics(self, mnemonics: str) -> str:
        """Return the phonemes in IPA, words divided by spaces, for espeak-ng's own mnemonics."""
        self._speak(f"[[{mnemonics}]]", _UTF_8 | _MNEMONICS)
        return " ".join(phonemes for kind, _, phonemes in _words(self._events) if kind == _WORD and phonemes)

    def count_frames(self, text: str, rate_wpm: int) -> int:
        """Return for how many frames espeak-ng itself speaks `text` at `rate_wpm` words per minute."""
        usual_wpm = self._library.espeak_GetParameter(_RATE, 1)
        self._library.espeak_SetParameter(_RATE, rate_wpm, 0)
        self._speak(text, _UTF_8)
        self._library.espeak_SetParameter(_RATE, usual_wpm, 0)
        return self._frames

    def _say_letter(self, letter: str) -> str:
        """Return the phonemes of a letter's name; SSML (W3C), say-as, is the way without "capital"."""
        self._speak(f'<say-as interpret-as="characters">{escape(letter)}</say-as>', _UTF_8 | _SSML)
        return "".join(phonemes for _, _, phonemes in _words(self._events))

    def _speak(self, text: str, flags: int) -> None:
        """Let espeak-ng speak, and keep its events and the length of its sound.

        Raises:
            EngineError: it gave up.
        """
        self._events, self._frames = [], 0
        data = text.encode()
        status = self._library.espeak_Synth(data, len(data) + 1, 0, 0, 0, flags, None, None)
        if status != _OK:
            raise EngineError(f"espeak-ng, which gives the phonemes, failed with status {status}")

    def _on_sound(self, _sound: int, frames: int, events: Any) -> int:
        """Take a piece of sound, of which only the length is needed, and its events."""
        index = 0
        while (event := events[index]).type != _LIST_TERMINATED:
            if event.type in (_WORD, _END, _PHONEME):
                phoneme = bytes(event.id.string).partition(b"\0")[0] if event.type == _PHONEME else b""
                self._events.append((event.type, event.text_position, phoneme.decode(errors="ignore")))
            index += 1
        self._frames += max(frames, 0)
        return 0

    def _transcribe(self, text: str) -> str:
        """Return the phonemes of `text`, clause by clause."""
        rest = ctypes.c_char_p(text.encode())
        clauses = []
        while rest.value:
            clauses.append(self._library.espeak_TextToPhonemes(ctypes.byref(rest), _UTF_8, _IPA) or b"")
        return _LANGUAGE.sub("", " ".join(clause.decode().strip() for clause in clauses))


def _load_library() -> Any:
    """Return libespeak-ng, with the types of what is called."""
    library = ctypes.CDLL(espeakng_loader.get_library_path())
    library.espeak_TextToPhonemes.argtypes = (ctypes.POINTER(ctypes.c_char_p), ctypes.c_int, ctypes.c_int)
    library.espeak_TextToPhonemes.restype = ctypes.c_char_p
    library.espeak_Info.restype = ctypes.c_char_p
    library.espeak_Synth.argtypes = (
        *(ctypes.c_char_p, ctypes.c_size_t, ctypes.c_uint, ctypes.c_int, ctypes.c_uint, ctypes.c_uint),
        *(ctypes.c_void_p, ctypes.c_void_p),
    )
    return library


def _words(events: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Return the words and the ends of clauses among `events`, each word with its phonemes put together."""
    words: list[tuple[int, int, str]] = []
    for kind, text_position, phoneme in events:
        if kind != _PHONEME:
            words.append((kind, text_position, ""))
        elif words and words[-1][0] == _WORD and phoneme:
            words[-1] = (_WORD, words[-1][1], words[-1][2] + phoneme)
        elif phoneme:  # before the first word
            words.append((_WORD, text_position, phoneme))
    return [(kind, text_position, _LANGUAGE.sub("", phonemes)) for kind, text_position, phonemes in words]
