"""Recording -> Opus in Ogg (RFC 7845), with chapters in its comments."""

from __future__ import annotations

import zlib
from base64 import b64encode
from itertools import islice
from typing import BinaryIO

from tts.audio.encode import bursts
from tts.audio.encode.codec import Codec
from tts.audio.encode.ogg import Stream
from tts.audio.encode.vorbis_comments import comments, picture_block
from tts.model import Image, Metadata, Recording

FRAME_RATE_HZ = 48_000  # that of granule positions (RFC 7845, section 4)
BIT_RATE = 32_000
PAGE_LENGTH = (
    40  # packets of 20 ms; the largest of 1275 bytes (RFC 6716, section 3.4) fill 240 of a page's 255 segments
)
VENDOR = b"libopus"


def encode_opus(recording: Recording, metadata: Metadata, cover: Image | None, file: BinaryIO, _threads: int) -> None:
    """Write `recording` into `file` as Opus, mono, about 32 kbit/s.

    Raises:
        OSError: the spool cannot be read, or the file not written.
    """
    codec = Codec("libopus", recording, FRAME_RATE_HZ, sample_format="flt", bit_rate=BIT_RATE)
    picture = b64encode(picture_block(cover)) if cover else b""
    tags = b"OpusTags" + comments(VENDOR, metadata, recording.timeline.chapters, picture)
    stream = Stream(serial=zlib.crc32(tags))  # RFC 3533 wants a random one; ours has to be the same again
    file.writelines(stream.pages([codec.header], 0))
    file.writelines(stream.pages([tags], 0))
    pre_skip = int.from_bytes(codec.header[10:12], "little")  # RFC 7845, section 5.1
    end, length = pre_skip + codec.length, codec.frame_length
    packets, granule = islice(bursts.packets(codec), -(-end // length)), 0
    while group := tuple(islice(packets, PAGE_LENGTH)):
        granule += len(group) * length
        # The granule position of the last page is where the sound ends (RFC 7845, section 4.4).
        file.writelines(stream.pages(group, min(granule, end), last=granule >= end))
