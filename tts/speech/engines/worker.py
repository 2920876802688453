"""The process in which an engine lives: `python -m tts.speech.engines.worker <engine> [<folder>]`.

It says what it is in a first frame, then answers every request frame on standard input with one frame on standard
output, in order, until standard input ends; then it gives up what it is at, and removes the folder if it is empty.
A request's header has `id`, `voice`, `rate_wpm`, `pitch`, `volume`, and, if the first frame said that it takes them,
`phonemes` (see `spoken.Phonemes`); its payload is the text in UTF-8. An answer's header has the request's `id`,
`frame_rate_hz` and `events` (pairs of offset and frame), its payload is 16-bit little-endian mono PCM; or its header
has `id` and `error`. To a request with `transcribe`, which only espeak-ng understands, the answer has `ipa`.

espeak-ng's sound depends on what the process has said before. So the process never speaks: its forked children do.
Where there is no fork (Windows) it speaks itself, and is not `repeatable`.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO, Protocol, cast

from tts.errors import EngineError
from tts.speech.engines.frames import pack, read_frame, write_frame
from tts.speech.engines.spoken import Phonemes

SPEAKERS = {"espeak": "tts.speech.engines.espeak:EspeakSpeaker", "system": "tts.speech.engines.system:SystemSpeaker"}
_MANNER = ("voice", "rate_wpm", "pitch", "volume")


class Speaker(Protocol):
    """What the worker needs of an engine."""

    def describe(self) -> dict[str, Any]:
        """`version`, `voices` (id, name, languages, gender) and `word_times`; `phonemes` if `speak` takes them."""
        ...

    def prepare(self, wanted: dict[str, Any]) -> None:
        """Takes over voice and prosody."""
        ...

    def speak(self, text: str, **phonemes: Phonemes) -> tuple[dict[str, Any], bytes]:
        """Header and PCM of the answer. `phonemes` are only given to a speaker that says that it takes them."""
        ...


class TranscribingSpeaker(Speaker, Protocol):
    """One that can say how it says something."""

    def transcribe(self, text: str) -> str:
        """The sounds of `text` in IPA."""
        ...


class ForkedSpeaker(Speaker, Protocol):
    """One that is better copied than used."""

    @property
    def texts_per_child(self) -> int:
        """How many texts one copy of the process may say, each as if it were the first."""
        ...


def main() -> None:
    """Serves the engine named on the command line, by its name or as `module:Class`, until standard input ends."""
    _, name, *folders = sys.argv
    requests, replies = _take_over_standard_streams()
    try:
        module, kind = SPEAKERS.get(name, name).split(":")
        speaker: Any = getattr(import_module(module), kind)()
        forked = hasattr(os, "fork") and hasattr(speaker, "texts_per_child")
        hello = pack(speaker.describe() | {"repeatable": forked})
    except Exception as error:  # noqa: BLE001 - the worker's edge: its parent raises it
        write_frame(replies, pack({"error": _cause(error)}))
        return
    write_frame(replies, hello)
    try:
        serve = import_module("tts.speech.engines.forked").serve if forked else _serve
        serve(speaker, requests, replies)
    finally:
        for folder in folders:
            with suppress(OSError):  # its parent, if it lives, removes it too
                Path(folder).rmdir()


def _take_over_standard_streams() -> tuple[BinaryIO, BinaryIO]:
    """The pipes for frames. Whatever pyttsx3 or native code prints goes to standard error from now on."""
    requests = os.fdopen(os.dup(0), "rb", buffering=0)
    replies = os.fdopen(os.dup(1), "wb", buffering=0)
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.close(null)
    os.dup2(2, 1)
    return requests, replies


def _serve(speaker: Speaker, requests: BinaryIO, replies: BinaryIO) -> None:
    while True:
        try:
            wanted, text = read_frame(requests)
        except EOFError:
            return
        write_frame(replies, answer(speaker, wanted, text))


def manner(header: dict[str, Any]) -> dict[str, Any]:
    """Of a request's header, in which voice and prosody it wants its text said."""
    return {name: header[name] for name in _MANNER}


def answer(speaker: Speaker, header: dict[str, Any], text: bytes) -> bytes:
    """The frame that answers a request, whatever happens."""
    try:
        speaker.prepare(manner(header))
        if header.get("transcribe"):
            return pack({"id": header["id"], "ipa": cast(TranscribingSpeaker, speaker).transcribe(text.decode())})
        phonemes = {"phonemes": header["phonemes"]} if "phonemes" in header else {}
        reply, pcm = speaker.speak(text.decode(), **phonemes)
        return pack(reply | {"id": header["id"]}, pcm)
    except Exception as error:  # noqa: BLE001 - the worker's edge: its parent raises it
        return pack({"id": header["id"], "error": _cause(error)})


def _cause(error: Exception) -> str:
    return str(error) if isinstance(error, EngineError) else f"{type(error).__name__}: {error}"


if __name__ == "__main__":
    main()
