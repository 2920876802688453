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
        """Encodes the spool of `recording` into `file`, which is empty, with its chapters and tags.

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
    """Encodes `recording` into a file `name` + extension in `folder` for each kind of audio that `formats` need.

    They are encoded side by side, by up to `threads` threads, and given in the order of `formats`. If one fails, the
    others are left off, and no file remains.

    Raises:
        UsageError: there is no such format, or none is audio.
        EncodeError: the sound cannot be read, encoded or written.
    """
    formats = tuple(formats)
    check_formats(formats)
    chosen = [AUDIO_FORMATS[name] for name in list_audio(formats)]
    paths = [folder / f"{name}{form.extension}" for form in chosen]
    tracks: tuple[Track, ...] = ()
    try:
        tracks = _encode(recording, metadata, cover, tuple(zip(chosen, paths, strict=True)), threads)
    finally:
        if not tracks:
            for path in paths:
                path.unlink(missing_ok=True)
    return tracks


def _encode(
    recording: Recording,
    metadata: Metadata,
    cover: Image | None,
    files: tuple[tuple[AudioFormat, Path], ...],
    threads: int,
) -> tuple[Track, ...]:
    stop = Event()
    with ThreadPoolExecutor(threads) as pool:
        try:
            work = [pool.submit(_track, recording, metadata, cover, form, path, stop, threads) for form, path in files]
            done = wait(work, return_when=FIRST_EXCEPTION).done
            return tuple(one.result() for one in work if one in done)
        finally:
            stop.set()


def _track(
    recording: Recording,
    metadata: Metadata,
    cover: Image | None,
    form: AudioFormat,
    path: Path,
    stop: Event,
    threads: int,
) -> Track:
    module, function = form.encoder.split(":")
    encoder: Encoder = getattr(import_module(module), function)
    try:
        with BufferedRandom(_Output(path, stop)) as file:
            encoder(recording, metadata, cover, file, threads)
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


class _Output(FileIO):
    """A file whose writer can be told from another thread to leave off."""

    def __init__(self, path: Path, stop: Event) -> None:
        super().__init__(path, "w+")
        self._stop = stop

    def write(self, data: object) -> int:
        if self._stop.is_set():
            raise InterruptedError("left off")
        return super().write(data)  # type: ignore[arg-type]
