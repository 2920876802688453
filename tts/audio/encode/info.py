"""The Info frame of an MP3 file: how many frames there are, how much of them is sound, and where each percent stands.

After the "mp3 info tag" specification of the LAME project, revision 1 (Xing header, with LAME's extension).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

ENCODER_DELAY = 576  # PCM frames that LAME puts before the sound; decoders know that they add 529 of their own
ALL_FIELDS = b"\0\0\0\x0f"
CONSTANT_BIT_RATE = 0x01  # revision 0 of the tag, method 1
CRC_POLYNOMIAL = 0xA001  # x^16 + x^15 + x^2 + 1, bits reversed
CRC_PERIOD = 32767  # that polynomial divides x^32767 + 1, so that bits so far apart count alike, and bytes too


@dataclass(frozen=True, slots=True, kw_only=True)
class Music:
    """The frames of an MP3 file after its Info frame.

    `encoder` is the name and version of what made them, `header` the header of one of them, `count` their number,
    `frame_length` the PCM frames in each, `sounding` the PCM frames that are the recording. `size_bytes` and `crc`
    (CRC-16/ARC) tell of the bytes of them all.
    """

    encoder: bytes
    header: bytes
    count: int
    frame_length: int
    sounding: int
    bit_rate_kbps: int
    size_bytes: int
    crc: int


def info_frame(music: Music, frame_bytes: int) -> bytes:
    """The Info frame: `frame_bytes` bytes, silent to a decoder that takes it for sound."""
    mpeg_1 = music.header[1] & 0x08  # ISO/IEC 11172-3, section 2.4.2.3: the ID bit
    padding = music.count * music.frame_length - ENCODER_DELAY - music.sounding
    size_bytes = frame_bytes + music.size_bytes
    body = b"".join(
        (
            music.header[:2] + bytes([music.header[2] & 0xFD]) + music.header[3:4],  # this frame has no padding byte
            bytes(17 if mpeg_1 else 9),  # side information of a mono frame
            b"Info" + ALL_FIELDS,
            music.count.to_bytes(4, "big"),
            size_bytes.to_bytes(4, "big"),
            bytes(256 * percent // 100 for percent in range(100)),
            (50).to_bytes(4, "big"),  # quality, of 100
            music.encoder[:9].ljust(9, b"\0"),
            bytes([CONSTANT_BIT_RATE, 0]),
            bytes(8),  # replay gain: not given, the loudness is right already
            bytes([0, music.bit_rate_kbps]),
            (ENCODER_DELAY << 12 | padding).to_bytes(3, "big"),
            bytes(4),
            size_bytes.to_bytes(4, "big"),
            music.crc.to_bytes(2, "big"),
        )
    )
    return (body + crc16(body).to_bytes(2, "big")).ljust(frame_bytes, b"\0")


def crc16(data: bytes) -> int:
    """CRC-16/ARC."""
    crc = 0
    for byte in data:
        crc = crc >> 8 ^ _CRC_TABLE[(crc ^ byte) & 0xFF]
    return crc


def music_crc(file: BinaryIO, begin: int, end: int) -> int:
    """CRC-16/ARC of the bytes `begin` to `end` of `file`.

    Bits a period apart count alike. So all bytes are added up first, a period of them at a time from the end, and
    then their bits, a period of them at a time: in this checksum a byte's lowest bit comes first.
    """
    total = 0
    for at in range(end - CRC_PERIOD, begin - CRC_PERIOD, -CRC_PERIOD):
        file.seek(max(at, begin))
        total ^= int.from_bytes(file.read(min(CRC_PERIOD, at + CRC_PERIOD - begin)).rjust(CRC_PERIOD, b"\0"), "little")
    while total >> CRC_PERIOD:
        total = total & (1 << CRC_PERIOD) - 1 ^ total >> CRC_PERIOD
    return crc16((total << 1).to_bytes((CRC_PERIOD + 1) // 8, "little"))


def _crc_entry(value: int) -> int:
    for _ in range(8):
        value = value >> 1 ^ (CRC_POLYNOMIAL if value & 1 else 0)
    return value


_CRC_TABLE = tuple(map(_crc_entry, range(256)))
