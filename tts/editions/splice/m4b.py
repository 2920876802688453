"""M4B files -> one M4B file, of the same packets."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import Any, BinaryIO

import av
from av import FFmpegError, Packet
from av.container import InputContainer

from tts.audio.encode.m4b import DELAY, length_of, mux_streams, open_m4b
from tts.editions.splice.plan import EncodedTrack, Splice, splice_packets
from tts.files import open_file
from tts.model import Chapter, ContentsEntry, Image, Metadata

PACKET_LENGTH = 1024  # PCM frames in a packet of AAC-LC (ISO/IEC 14496-3, section 4.5.1.1)


def read_track(path: Path) -> EncodedTrack:
    """Describe an M4B file, as `encode` makes it; its edit list has the length of the sound.

    Raises:
        OSError: it cannot be read.
        ValueError: it is another kind of file, or damaged.
    """
    with _open(path) as container:
        sound = container.streams.audio[0]
        configuration = bytes(sound.codec_context.extradata or b"")
        rate_hz, count, length = sound.codec_context.sample_rate, sound.frames, sound.duration or 0
        is_whole = configuration and 0 < length <= count * PACKET_LENGTH - DELAY
        if not is_whole or sound.time_base != Fraction(1, rate_hz):
            raise ValueError(f"{path}: there is no whole AAC sound. Package it again.")
    return EncodedTrack(
        path=path,
        configuration=configuration,
        frame_rate_hz=rate_hz,
        packet_length=PACKET_LENGTH,
        packet_count=count,
        length=length,
    )


def write_splice(
    splice: Splice,
    file: BinaryIO,
    metadata: Metadata,
    chapters: tuple[Chapter, ...],
    _contents: tuple[ContentsEntry, ...],
    cover: Image | None,
) -> None:
    """Write the spliced track into `file`, which is empty and has a name, with flat chapters.

    Raises:
        EncodeError: the sound is longer than 24 hours.
        OSError: a file cannot be read or written.
        ValueError: a track is damaged, or it does not end in silence.
    """
    rate_hz = splice.frame_rate_hz
    with (
        _open(splice.tracks[0].path) as first,
        open_m4b(file, metadata, splice.duration_ms, chapters) as container,
    ):
        sound = container.add_stream_from_template(first.streams.audio[0])
        sound.metadata.clear()

        def packets() -> Iterator[Packet[Any]]:
            """Yield the packets with their times; the first one is before the sound."""
            for number, data in enumerate(splice_packets(splice, _read_packets, "aac")):
                packet = Packet(data)
                packet.stream, packet.time_base = sound, Fraction(1, rate_hz)
                packet.pts = packet.dts = number * PACKET_LENGTH - DELAY
                yield packet

        length = length_of(splice.duration_ms, rate_hz)
        mux_streams(container, sound, packets(), PACKET_LENGTH, length, metadata, cover)


def _read_packets(path: Path) -> Iterator[bytes]:
    """Yield the packets of the sound."""
    with _open(path) as container:
        for packet in container.demux(container.streams.audio[0]):
            if packet.size:  # libavformat ends with an empty one
                yield bytes(packet)


@contextmanager
def _open(path: Path) -> Iterator[InputContainer]:
    """Open a file that has sound; an error of libavformat becomes one that names the file."""
    try:
        open_file(path).close()  # libavformat would wait for a pipe
        with av.open(str(path)) as container:
            yield container
    except OSError:
        raise
    except (FFmpegError, IndexError) as error:
        raise ValueError(f"{path}: its sound cannot be read: {error}. Package it again.") from error
