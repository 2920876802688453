"""A speaker is the part of an engine that runs in the worker process and answers requests.

A request's header has `id`, `voice`, `model`, `language`, `rate_wpm`, `pitch`, `volume` and `options`; its payload is
the text in UTF-8, as the engine's `render_text` writes it. An answer's header has the request's `id`, `frame_rate_hz`
and `events` (pairs of offset in the text and frame), its payload is 16-bit little-endian mono PCM. Or its header has
`id` and `unsayable`, why the voice cannot say all of the text, or `id` and `unusable`, why there is no speaking with
this voice at all, or `id` and `error`. To a request with `transcribe` the answer has `ipa`.
"""

from __future__ import annotations

from typing import Any, Protocol

from tts.errors import EngineError
from tts.speech.engines.frames import pack

SETTINGS = ("voice", "model", "language", "rate_wpm", "pitch", "volume")


class UnsayableError(EngineError):
    """The voice cannot say all of a text, such as letters of another script; the message says what."""


class Speaker(Protocol):
    """What the worker needs of an engine."""

    def describe(self) -> dict[str, Any]:
        """Return `version`, `voices`, `word_times`, `repeatable`, and `portable` if that is true.

        A voice has `id` and `name`, and if it is known `languages`, `gender`, `licence`, `source` and `model`, the path
        of its file. `repeatable`: a text has the same sound whatever was spoken before, and `portable`: on any
        processor.
        """
        ...

    def prepare(self, settings: dict[str, Any]) -> None:
        """Take over voice, the path of its model ("" for one inside a package), the voice's language and prosody.

        The rate is in words per minute (80 to 450), pitch and volume in percent (0 to 100).
        """
        ...

    def speak(self, text: str) -> tuple[dict[str, Any], bytes]:
        """Return header and PCM of the answer. The options of a rendering are further arguments.

        Raises:
            UnsayableError: the voice cannot say all of `text`.
        """
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
    return {name: header[name] for name in SETTINGS}


def answer(speaker: Any, header: dict[str, Any], text: bytes) -> bytes:
    """Return the frame that answers a request, whatever happens."""
    try:
        speaker.prepare(voice_settings(header))
    except Exception as error:  # noqa: BLE001 - as below
        return pack({"id": header["id"], "unusable": describe_error(error)})
    try:
        if header.get("transcribe"):
            return pack({"id": header["id"], "ipa": speaker.transcribe(text.decode())})
        reply, pcm = speaker.speak(text.decode(), **header["options"])
        return pack(reply | {"id": header["id"]}, pcm)
    except UnsayableError as error:
        return pack({"id": header["id"], "unsayable": str(error)})
    except Exception as error:  # noqa: BLE001 - the worker's edge: its parent raises it
        return pack({"id": header["id"], "error": describe_error(error)})


def describe_error(error: Exception) -> str:
    """Return the message of an error, with its type if it is not one of ours."""
    return str(error) if isinstance(error, EngineError) else f"{type(error).__name__}: {error}"
