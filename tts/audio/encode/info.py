"""The Info frame of an MP3 file: the number of frames, the length of their sound, and the place of each percent.

After the "mp3 info tag" specification of the LAME project, revision 1 (Xing header, with LAME's extension).
"""

from __future__ import annotations

from typing import BinaryIO

from tts.noun import noun

ENCODER_DELAY = 576  # PCM frames that LAME puts before the sound; decoders know that they add 529 of their own
ALL_FIELDS = b"\0\0\0\x0f"
CHECKSUM_OFFSET = 154  # bytes after "Info"
CONSTANT_BIT_RATE = 0x01  # revision 0 of the tag, method 1
CRC_POLYNOMIAL = 0xA001  # x^16 + x^15 + x^2 + 1, bits reversed
CRC_PERIOD = 32767  # that polynomial divides x^32767 + 1, so that bytes so far apart count alike


@noun
class Mp3Audio:
    """The frames of an MP3 file after its Info frame.

    `encoder` is the name and version of the encoder, `header` the header of one frame, `count` the number of frames,
    `frame_length` the PCM frames in each, `sample_count` the PCM frames of the recording. `size_bytes` and `crc`
    (CRC-16/ARC) are those of all frames together.
    """

    encoder: bytes
    header: bytes
    count: int
    frame_length: int
    sample_count: int
    bit_rate_kbps: int
    size_bytes: int
    crc: int


def info_frame(audio: Mp3Audio, frame_bytes: int) -> bytes:
    """Return the Info frame of `frame_bytes` bytes, silent to a decoder that takes it for sound."""
    mpeg_1 = audio.header[1] & 0x08  # ISO/IEC 11172-3, section 2.4.2.3: the ID bit
    padding = audio.count * audio.frame_length - ENCODER_DELAY - audio.sample_count
    size_bytes = frame_bytes + audio.size_bytes
    body = b"".join(
        (
            audio.header[:2] + bytes([audio.header[2] & 0xFD]) + audio.header[3:4],  # this frame has no padding byte
            bytes(17 if mpeg_1 else 9),  # side information of a mono frame
            b"Info" + ALL_FIELDS,
            audio.count.to_bytes(4, "big"),
            size_bytes.to_bytes(4, "big"),
            bytes(256 * percent // 100 for percent in range(100)),
            (50).to_bytes(4, "big"),  # quality, of 100
            audio.encoder[:9].ljust(9, b"\0"),
            bytes([CONSTANT_BIT_RATE, 0]),
            bytes(8),  # replay gain: not given, the loudness is right already
            bytes([0, audio.bit_rate_kbps]),
            (ENCODER_DELAY << 12 | padding).to_bytes(3, "big"),
            bytes(4),
            size_bytes.to_bytes(4, "big"),
            audio.crc.to_bytes(2, "big"),
        )
    )
    return (body + crc16(body).to_bytes(2, "big")).ljust(frame_bytes, b"\0")


def is_intact(frame: bytes) -> bool:
    """Return whether the checksum in an Info frame is that of the bytes before it."""
    end = frame.index(b"Info") + CHECKSUM_OFFSET
    return crc16(frame[:end]) == int.from_bytes(frame[end : end + 2], "big")


def crc16(data: bytes) -> int:
    """Return the CRC-16/ARC of `data`."""
    crc = 0
    for byte in data:
        crc = crc >> 8 ^ _CRC_TABLE[(crc ^ byte) & 0xFF]
    return crc


def music_crc(file: BinaryIO, begin: int, end: int) -> int:
    """Return the CRC-16/ARC of the bytes `begin` to `end` of `file`.

    Bytes a period apart count alike, so all periods are added up (XOR), and only their sum is counted byte by byte.
    """
    file.seek(begin)
    total = int.from_bytes(file.read((end - begin) % CRC_PERIOD), "big")
    for _ in range((end - begin) // CRC_PERIOD):
        total ^= int.from_bytes(file.read(CRC_PERIOD), "big")
    return crc16(total.to_bytes(CRC_PERIOD, "big"))


def _crc_entry(value: int) -> int:
    """Return the CRC-16/ARC of a single byte, for the table by which `crc16` works."""
    for _ in range(8):
        value = value >> 1 ^ (CRC_POLYNOMIAL if value & 1 else 0)
    return value


_CRC_TABLE = tuple(map(_crc_entry, range(256)))
