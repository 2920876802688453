"""Recording -> the encoded files of an edition: one module for each format."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol

from tts.errors import EncodeError, UsageError
from tts.model import Metadata, Recording, Track


class Encoder(Protocol):
    """Writes a recording into one file."""

    def __call__(self, recording: Recording, metadata: Metadata, path: Path) -> None:
        """Encodes the spool of `recording` into `path`, with its chapters and tags.

        Raises:
            EncodeError: the cover cannot be used.
            OSError: a file cannot be read or written.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A kind of audio file: its media type (RFC 6838), file name extension, and "module:function" of its encoder."""

    media_type: str
    extension: str
    encoder: str


FORMATS = {
    "mp3": Format(media_type="audio/mpeg", extension=".mp3", encoder="tts.encode.mp3:encode_mp3"),
}


def encode(
    recording: Recording, metadata: Metadata, folder: Path, name: str, formats: Iterable[str] = ("mp3",)
) -> tuple[Track, ...]:
    """Encodes `recording` into a file `name` + extension in `folder` for each of `formats` (keys of `FORMATS`).

    Raises:
        UsageError: there is no such format.
        EncodeError: the sound cannot be read, encoded or written, or the cover cannot be used.
    """
    chosen = [_format(wanted) for wanted in formats]
    return tuple(_track(recording, metadata, folder / f"{name}{form.extension}", form) for form in chosen)


def check_formats(formats: Iterable[str]) -> None:
    """Raises UsageError if one of `formats` does not exist; to be asked before anything is spoken for them."""
    for name in formats:
        _format(name)


def _format(name: str) -> Format:
    try:
        return FORMATS[name]
    except KeyError:
        raise UsageError(f"There is no audio format '{name}'. Choose one of {', '.join(FORMATS)}.") from None


def _track(recording: Recording, metadata: Metadata, path: Path, form: Format) -> Track:
    module, function = form.encoder.split(":")
    encoder: Encoder = getattr(import_module(module), function)
    try:
        encoder(recording, metadata, path)
        size_bytes = path.stat().st_size
    except OSError as error:
        raise EncodeError(
            f"The sound cannot be written: {error.strerror or error}. Make room, or choose another folder.", path=path
        ) from error
    return Track(
        path=path.name,
        media_type=form.media_type,
        size_bytes=size_bytes,
        duration_ms=recording.timeline.duration_ms,
    )
