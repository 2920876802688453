"""Recording -> the encoded files of an edition: one module for each format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from importlib import import_module
from io import BufferedRandom, FileIO
from pathlib import Path
from threading import Event
from typing import BinaryIO, Protocol

from tts.errors import ArticastError, EncodeError, describe_defect, is_caused_by_system
from tts.formats import AUDIO_FORMATS, AudioFormat, check_formats, list_audio
from tts.model import Image, Metadata, Recording, Track
from tts.noun import noun


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


@noun
class Encoding:
    """The encoded files of a recording; `failures` are the formats that could not be made, each with the error."""

    tracks: tuple[Track, ...]
    failures: Mapping[str, ArticastError]


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

    As `encode_each`, but if one of them fails, no file remains.

    Raises:
        UsageError: there is no such format, or none is audio.
        EncodeError: the sound cannot be read, encoded or written.
    """
    encoding = encode_each(recording, metadata, folder, name, formats, cover, threads)
    for error in encoding.failures.values():
        for track in encoding.tracks:
            (folder / track.path).unlink()
        raise error
    return encoding.tracks


def encode_each(
    recording: Recording,
    metadata: Metadata,
    folder: Path,
    name: str,
    formats: Iterable[str],
    cover: Image | None = None,
    threads: int = 1,
    report: Callable[[float], None] | None = None,
) -> Encoding:
    """Encode `recording` as far as it can be encoded: a format that cannot hold it costs only itself.

    Formats are encoded in parallel by up to `threads` threads, and returned in the order of `formats`. If a file cannot
    be read or written, the others stop, and no file remains. `report` is called with about the part of the sound that
    has been encoded, from 0 to 1.

    Raises:
        UsageError: there is no such format, or none is audio.
        EncodeError: the sound cannot be read or written, or no format can hold it.
    """
    formats = tuple(formats)
    check_formats(formats)
    files = [(row, folder / f"{name}{row.extension}") for row in map(AUDIO_FORMATS.__getitem__, list_audio(formats))]
    results: list[Track | ArticastError] = []
    stop = Event()
    expected = {path: row.bytes_per_ms * recording.timeline.duration_ms for row, path in files}
    written = _Written(expected, report) if report else None
    try:
        with ThreadPoolExecutor(threads) as pool:
            try:
                work = [
                    pool.submit(_track, recording, metadata, cover, row, path, stop, written, threads)
                    for row, path in files
                ]
                done = wait(work, return_when=FIRST_EXCEPTION).done
                results = [future.result() for future in work if future in done]
            finally:
                stop.set()
    finally:
        if not results:
            for _, path in files:
                path.unlink(missing_ok=True)
    tracks = tuple(result for result in results if isinstance(result, Track))
    rows = zip(files, results, strict=True)
    failures = {row.name: result for (row, _), result in rows if isinstance(result, ArticastError)}
    if not tracks:
        raise next(iter(failures.values()))
    return Encoding(tracks=tracks, failures=failures)


def _track(
    recording: Recording,
    metadata: Metadata,
    cover: Image | None,
    row: AudioFormat,
    path: Path,
    stop: Event,
    written: _Written | None,
    threads: int,
) -> Track | ArticastError:
    """Encode one file and describe it; if the format cannot hold the recording, remove it and return the error."""
    module, function = row.encoder.split(":")
    encoder: Encoder = getattr(import_module(module), function)
    try:
        with BufferedRandom(_Output(path, stop, written)) as file:
            encoder(recording, metadata, cover, file, threads)
        size_bytes = path.stat().st_size
    except OSError as error:
        raise EncodeError(
            f"The audio cannot be written: {error.strerror or error}. Free some space, or choose another folder.",
            path=path,
        ) from error
    except Exception as error:
        if is_caused_by_system(error):
            raise
        path.unlink()
        return error if isinstance(error, ArticastError) else EncodeError(describe_defect(error))
    return Track(
        path=path.name,
        media_type=row.media_type,
        size_bytes=size_bytes,
        duration_ms=recording.timeline.duration_ms,
    )


class _Written:
    """Adds up the parts of files that are written, by the number of bytes that is expected of each."""

    def __init__(self, expected: Mapping[Path, int], report: Callable[[float], None]) -> None:
        self._expected = expected
        self._report = report
        self._sizes_bytes = dict.fromkeys(expected, 0)

    def add(self, path: Path, size_bytes: int) -> None:
        """Report that so many more bytes of a file are written."""
        self._sizes_bytes[path] += size_bytes  # each file has one thread
        parts = (min(1.0, self._sizes_bytes[file] / max(1, size)) for file, size in self._expected.items())
        self._report(sum(parts) / len(self._expected))


class _Output(FileIO):
    """A file whose writer another thread can stop."""

    def __init__(self, path: Path, stop: Event, written: _Written | None) -> None:
        super().__init__(path, "w+")
        self._path = path
        self._stop = stop
        self._written = written

    def write(self, data: object) -> int:
        """Write `data` and return the number of bytes; raise `InterruptedError` once the encoding has been stopped."""
        if self._stop.is_set():
            raise InterruptedError("stopped")
        size_bytes = super().write(data)  # type: ignore[arg-type]
        if self._written:
            self._written.add(self._path, size_bytes)
        return size_bytes
