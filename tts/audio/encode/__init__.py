"""Recording -> the encoded files of an edition: one module for each format."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from importlib import import_module
from io import BufferedRandom, FileIO
from pathlib import Path
from threading import Event
from typing import BinaryIO, Protocol

from tts.errors import EncodeError
from tts.formats import AUDIO_FORMATS, AudioFormat, check_formats, list_audio
from tts.model import Image, Metadata, Recording, Track


class Encoder(Protocol):
    """Writes a recording into one file."""

    def __call__(
        self, recording: Recording, metadata: Metadata, cover: Image | None, file: BinaryIO, threads: int, /
    ) -> None:
        """Encode the spool of `recording` into `file`, which is empty, with its chapters and tags.

        It may use as many `threads`; the bytes do not depend on them.

        Raises:
            EncodeError: the format cannot hold the recording.
            OSError: a file cannot be read or written.
        """
        ...


def encode(
    recording: Recording,
    metadata: Metadata,
    folder: Path,
    name: str,
    formats: Iterable[str] = ("mp3",),
    cover: Image | None = None,
    threads: int = 1,
) -> tuple[Track, ...]:
    """Encode `recording` into a file `name` + extension in `folder` for each kind of audio that `formats` need.

    They are encoded in parallel by up to `threads` threads, and returned in the order of `formats`. If one fails, the
    others stop, and no file remains.

    Raises:
        UsageError: there is no such format, or none is audio.
        EncodeError: the sound cannot be read, encoded or written.
    """
    formats = tuple(formats)
    check_formats(formats)
    files = [(row, folder / f"{name}{row.extension}") for row in map(AUDIO_FORMATS.__getitem__, list_audio(formats))]
    tracks: tuple[Track, ...] = ()
    stop = Event()
    try:
        with ThreadPoolExecutor(threads) as pool:
            try:
                work = [
                    pool.submit(_track, recording, metadata, cover, row, path, stop, threads) for row, path in files
                ]
                done = wait(work, return_when=FIRST_EXCEPTION).done
                tracks = tuple(future.result() for future in work if future in done)
            finally:
                stop.set()
    finally:
        if not tracks:
            for _, path in files:
                path.unlink(missing_ok=True)
    return tracks


def _track(
    recording: Recording,
    metadata: Metadata,
    cover: Image | None,
    row: AudioFormat,
    path: Path,
    stop: Event,
    threads: int,
) -> Track:
    """Encode one file and describe it."""
    module, function = row.encoder.split(":")
    encoder: Encoder = getattr(import_module(module), function)
    try:
        with BufferedRandom(_Output(path, stop)) as file:
            encoder(recording, metadata, cover, file, threads)
        size_bytes = path.stat().st_size
    except OSError as error:
        raise EncodeError(
            f"The audio cannot be written: {error.strerror or error}. Free some space, or choose another folder.",
            path=path,
        ) from error
    return Track(
        path=path.name,
        media_type=row.media_type,
        size_bytes=size_bytes,
        duration_ms=recording.timeline.duration_ms,
    )


class _Output(FileIO):
    """A file whose writer another thread can stop."""

    def __init__(self, path: Path, stop: Event) -> None:
        super().__init__(path, "w+")
        self._stop = stop

    def write(self, data: object) -> int:
        """Write `data` and return the number of bytes; raise `InterruptedError` once the encoding has been stopped."""
        if self._stop.is_set():
            raise InterruptedError("stopped")
        return super().write(data)  # type: ignore[arg-type]
