"""Recording -> Opus in Ogg (RFC 7845), with chapters in its comments."""

from __future__ import annotations

import zlib
from base64 import b64encode
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

from tts.audio.encode import bursts
from tts.audio.encode.codec import Codec
from tts.audio.encode.ogg import Stream
from tts.audio.encode.vorbis_comments import comments, picture_block
from tts.model import Chapter, Image, Metadata, Recording

FRAME_RATE_HZ = 48_000  # that of granule positions (RFC 7845, section 4)
BIT_RATE = 32_000
PACKET_LENGTH = 960  # PCM frames, which are 20 ms
PAGE_LENGTH = 40  # packets; the largest of 1275 bytes (RFC 6716, section 3.4) fill 240 of a page's 255 segments
VENDOR = b"libopus"


def encode_opus(recording: Recording, metadata: Metadata, cover: Image | None, file: BinaryIO, _threads: int) -> None:
    """Write `recording` into `file` as Opus, mono, about 32 kbit/s.

    Raises:
        OSError: the spool cannot be read, or the file not written.
    """
    codec = Codec("libopus", recording, FRAME_RATE_HZ, sample_format="flt", bit_rate=BIT_RATE)
    tags = opus_tags(metadata, recording.timeline.chapters, cover)
    write_opus(file, codec.header, tags, bursts.packets(codec), codec.length)


def opus_tags(metadata: Metadata, chapters: tuple[Chapter, ...], cover: Image | None) -> bytes:
    """Return the packet with the comments, the chapters and the cover (RFC 7845, section 5.2)."""
    picture = b64encode(picture_block(cover)) if cover else b""
    return b"OpusTags" + comments(VENDOR, metadata, chapters, picture)


def write_opus(file: BinaryIO, header: bytes, tags: bytes, packets: Iterator[bytes], length: int) -> None:
    """Write `packets` of 20 ms, whose sound has `length` PCM frames, after the two packets that describe them.

    Raises:
        OSError: the file cannot be written.
    """
    stream = Stream(serial=zlib.crc32(tags))  # RFC 3533 wants a random one; ours has to be the same again
    file.writelines(stream.pages([header], 0))
    file.writelines(stream.pages([tags], 0))
    end, granule = pre_skip(header) + length, 0
    packets = islice(packets, -(-end // PACKET_LENGTH))
    while group := tuple(islice(packets, PAGE_LENGTH)):
        granule += len(group) * PACKET_LENGTH
        # The granule position of the last page is where the sound ends (RFC 7845, section 4.4).
        file.writelines(stream.pages(group, min(granule, end), last=granule >= end))


def pre_skip(header: bytes) -> int:
    """Return the number of PCM frames before the sound (RFC 7845, section 5.1)."""
    return int.from_bytes(header[10:12], "little")
