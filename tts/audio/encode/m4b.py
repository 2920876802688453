"""Recording -> M4B: AAC in MP4, with chapters for QuickTime and for Nero, and the index before the sound."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

import av
from av import AudioCodecContext, AudioStream, Packet
from av.container import OutputContainer
from av.stream import Disposition

from tts.audio.encode.codec import Codec
from tts.audio.encode.tags import GENRE, album_title, artist, utf8
from tts.errors import EncodeError
from tts.files import open_file
from tts.model import Chapter, Image, Metadata, Recording
from tts.text.languages.tags import UNDETERMINED, iso639_2

BIT_RATE = 64_000
CODER = "fast"  # nearer to the original than `twoloop` (on speech, 31 dB instead of 25), in a fifth of the time
DELAY = 1024  # PCM frames that the encoder puts before the sound
RATES_HZ = (22050, 24000, 32000, 44100, 48000)  # at lower ones a packet would be longer than 50 ms, and so the padding
MAX_MS = 24 * 3_600_000  # at 48 kHz, longer times of a track need 64 bits, which few players read
MAX_BYTES = 255  # of a short description and of a chapter's title: in Nero's list its length is one byte
MAX_NERO_CHAPTERS = 255  # their number is one byte, and libavformat leaves out the others
MS = Fraction(1, 1000)
COVER_CODECS = {"image/jpeg": "mjpeg", "image/png": "png"}


def encode_m4b(recording: Recording, metadata: Metadata, cover: Image | None, file: BinaryIO, _threads: int) -> None:
    """Write `recording` into `file` as AAC-LC, mono, about 64 kbit/s.

    Raises:
        EncodeError: the recording is longer than 24 hours.
        OSError: the spool cannot be read, or the file not written.
    """
    duration_ms = recording.timeline.duration_ms
    rate_hz = next((rate for rate in RATES_HZ if rate >= recording.frame_rate_hz), RATES_HZ[-1])
    codec = Codec("aac", recording, rate_hz, sample_format="fltp", bit_rate=BIT_RATE, aac_coder=CODER)
    with open_m4b(file, metadata, duration_ms, recording.timeline.chapters) as container:
        sound = container.add_stream("aac")
        assert isinstance(sound.codec_context, AudioCodecContext)
        codec.open(sound.codec_context)
        packets = (packet for frame in chain(codec.frames(), (None,)) for packet in sound.encode(frame))
        mux_streams(container, sound, packets, codec.frame_length, length_of(duration_ms, rate_hz), metadata, cover)


@contextmanager
def open_m4b(
    file: BinaryIO, metadata: Metadata, duration_ms: int, chapters: tuple[Chapter, ...]
) -> Iterator[OutputContainer]:
    """Open `file` as a container with tags and chapters; on leaving, put the index before the sound.

    Raises:
        EncodeError: the sound is longer than 24 hours.
        OSError: the file cannot be written.
    """
    if duration_ms > MAX_MS:
        raise EncodeError("This edition is longer than 24 hours, which M4B cannot hold. Split it, or leave out M4B.")

    sink = _Sink(file)

    def reopen(*_: object) -> BinaryIO:
        """Open what is written so far: libavformat reads the sound again to put the index before it, and closes it."""
        if not sink.failed:
            file.flush()
        return open_file(Path(file.name))

    # Players that find a list of Nero use no other one, so that one without all chapters would hide the rest.
    flags = "+faststart" if len(chapters) <= MAX_NERO_CHAPTERS else "+faststart+disable_chpl"
    # `bitexact` leaves out the version of the library and the time.
    options = {"brand": "M4B ", "movflags": flags, "fflags": "+bitexact"}
    with av.open(sink, "w", format="mp4", options=options, io_open=reopen) as container:
        container.metadata.update({name: text for name, text in _tags(metadata).items() if text})
        container.set_chapters(
            [
                {
                    "id": number,
                    "start": chapter.start_ms,
                    "end": chapter.end_ms,
                    "time_base": MS,
                    "metadata": {"title": utf8(chapter.title, MAX_BYTES).decode()},
                }
                for number, chapter in enumerate(chapters)
            ]
        )
        yield container


def length_of(duration_ms: int, rate_hz: int) -> int:
    """Return the PCM frames of a track of that length, to the one below it: libavformat rounds the length up."""
    return duration_ms * rate_hz // 1000


def mux_streams(
    container: OutputContainer,
    sound: AudioStream,
    packets: Iterable[Packet[Any]],
    packet_length: int,
    length: int,
    metadata: Metadata,
    cover: Image | None,
) -> None:
    """Put the cover and the packets of `sound`, whose sound has `length` PCM frames, into `container`."""
    sound.metadata["language"] = iso639_2(metadata.language) or UNDETERMINED
    if cover:
        # MP4 does not store the size of a cover in pixels, but libavformat wants one.
        picture = container.add_mux_stream(COVER_CODECS[cover.media_type], width=1, height=1)
        picture.disposition = Disposition.attached_pic
        image = Packet(cover.data)
        image.stream, image.time_base, image.pts, image.dts = picture, MS, 0, 0
        container.mux(image)
    left = DELAY + length
    for packet in packets:
        if left > 0:
            packet.duration = min(packet_length, left)
            left -= packet.duration
            container.mux(packet)


class _Sink:
    """A file that fails once only: PyAV prints each further failure, while it closes a container that has failed."""

    def __init__(self, file: BinaryIO) -> None:
        self.failed = False
        self._file = file

    def write(self, data: bytes) -> int:
        """Write `data`; do nothing after a failure."""
        return len(data) if self.failed else self._try(self._file.write, data)

    def seek(self, offset: int, whence: int = 0) -> int:
        """Change the place, which writes what is buffered; do nothing after a failure."""
        return 0 if self.failed else self._try(self._file.seek, offset, whence)

    def tell(self) -> int:
        """Return the place."""
        return self._file.tell()

    def _try(self, call: Callable[..., int], *arguments: object) -> int:
        """Return what `call` returns; remember that it failed if it raises an `OSError`."""
        try:
            return call(*arguments)
        except OSError:
            self.failed = True
            raise


def _tags(metadata: Metadata) -> dict[str, str]:
    """Return the tags by libavformat's names: `synopsis` is the long description, `media_type` 2 an audiobook."""
    texts = {
        "title": utf8(metadata.title),
        "album": utf8(album_title(metadata)),
        "artist": utf8(artist(metadata)),
        "album_artist": utf8(artist(metadata)),
        "genre": utf8(GENRE),
        "date": utf8(metadata.date or ""),
        "description": utf8(metadata.description, MAX_BYTES),
        "synopsis": utf8(metadata.description),
        "comment": utf8(metadata.source_url),
    }
    return {name: text.decode() for name, text in texts.items()} | {"media_type": "2"}
