"""Recording -> FLAC (RFC 9639): the sound as it is, with chapters in Vorbis comments."""

from __future__ import annotations

from typing import BinaryIO

from tts.audio.encode.codec import Codec
from tts.audio.encode.vorbis_comments import comments, picture_block
from tts.model import Image, Metadata, Recording

STREAMINFO, VORBIS_COMMENT, PICTURE, LAST = 0, 4, 6, 0x80  # RFC 9639, section 8.1
VENDOR = b"libavcodec"


def encode_flac(recording: Recording, metadata: Metadata, cover: Image | None, file: BinaryIO, _threads: int) -> None:
    """Write `recording` into `file` as FLAC, mono, 16 bit, at its own frame rate: each sample as in the spool.

    Raises:
        OSError: the spool cannot be read, or the file not written.
    """
    codec = Codec("flac", recording, recording.frame_rate_hz, sample_format="s16")
    blocks = [
        (STREAMINFO, codec.header),
        (VORBIS_COMMENT, comments(VENDOR, metadata, recording.timeline.chapters)),
        *([(PICTURE, picture_block(cover))] if cover else []),
    ]
    file.write(b"fLaC")
    for kind, block in blocks:
        flag = LAST if (kind, block) == blocks[-1] else 0
        file.write(bytes([flag | kind]) + len(block).to_bytes(3, "big") + block)
    file.writelines(codec.packets())
    # Only now does STREAMINFO know the number of samples, their MD5 and the sizes of the frames.
    file.seek(len(b"fLaC") + 4)
    file.write(codec.header)
