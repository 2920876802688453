"""A speaker is the part of an engine that runs in the worker process and answers requests.

A request's header has `id`, `voice`, `rate_wpm`, `pitch`, `volume`, and `phonemes` (see `engine_text.Phonemes`) if the
speaker takes them; its payload is the text in UTF-8. An answer's header has the request's `id`, `frame_rate_hz` and
`events` (pairs of offset and frame), its payload is 16-bit little-endian mono PCM; or its header has `id` and `error`.
To a request with `transcribe`, which only espeak-ng understands, the answer has `ipa`.
"""

from __future__ import annotations

from typing import Any, Protocol, cast

from tts.errors import EngineError
from tts.speech.engines.engine_text import Phonemes
from tts.speech.engines.frames import pack

_SETTINGS = ("voice", "rate_wpm", "pitch", "volume")


class Speaker(Protocol):
    """What the worker needs of an engine."""

    def describe(self) -> dict[str, Any]:
        """Return `version`, `voices` (id, name, languages, gender), `word_times`, and `phonemes` if it takes them."""
        ...

    def prepare(self, settings: dict[str, Any]) -> None:
        """Take over voice and prosody."""
        ...

    def speak(self, text: str, **phonemes: Phonemes) -> tuple[dict[str, Any], bytes]:
        """Return header and PCM of the answer. Only a speaker that takes `phonemes` is given any."""
        ...


class TranscribingSpeaker(Speaker, Protocol):
    """A speaker that knows the sounds of a text."""

    def transcribe(self, text: str) -> str:
        """Return the sounds of `text` in IPA."""
        ...


class ForkedSpeaker(Speaker, Protocol):
    """A speaker whose sound depends on what it has spoken before, so that forked copies of it speak."""

    @property
    def texts_per_child(self) -> int:
        """How many texts one copy of the process may speak, each as if it were the first."""
        ...


def voice_settings(header: dict[str, Any]) -> dict[str, Any]:
    """Return the voice and prosody that a request's header asks for."""
    return {name: header[name] for name in _SETTINGS}


def answer(speaker: Speaker, header: dict[str, Any], text: bytes) -> bytes:
    """Return the frame that answers a request, whatever happens."""
    try:
        speaker.prepare(voice_settings(header))
        if header.get("transcribe"):
            return pack({"id": header["id"], "ipa": cast(TranscribingSpeaker, speaker).transcribe(text.decode())})
        phonemes = {"phonemes": header["phonemes"]} if "phonemes" in header else {}
        reply, pcm = speaker.speak(text.decode(), **phonemes)
        return pack(reply | {"id": header["id"]}, pcm)
    except Exception as error:  # noqa: BLE001 - the worker's edge: its parent raises it
        return pack({"id": header["id"], "error": describe_error(error)})


def describe_error(error: Exception) -> str:
    """Return the message of an error, with its type if it is not one of ours."""
    return str(error) if isinstance(error, EngineError) else f"{type(error).__name__}: {error}"
