"""An MP3 file as its MPEG frames, and where it can be split (ISO/IEC 11172-3 and 13818-3, section 2.4)."""

from __future__ import annotations

from array import array
from pathlib import Path
from typing import BinaryIO

from tts.files import open_file
from tts.noun import noun

_RATES_HZ = (44100, 48000, 32000)
_RATE_DIVISORS = {3: 1, 2: 2, 0: 4}  # by version: MPEG-1, MPEG-2, and the "MPEG-2.5" of even lower rates
_BIT_RATES_KBPS = {
    True: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),  # of MPEG-1
    False: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
DECODER_DELAY = 529  # PCM frames that every decoder adds; the Info frame has the encoder's
_INFO_BYTES = 156  # of the Info frame's fields, from its name to its own checksum
_MAX_FRAME_BYTES = 2881  # 160 kbit/s at 8 kHz, with padding
_BLOCK_BYTES = 1_000_000


@noun
class Info:
    """What the Info frame of a mono MP3 file describes: the MPEG frames after it.

    `begin` is the byte at which the first of them begins, `header` the first bytes that all of them have, without the
    bit for padding, and `frame_bytes` the size of one without padding. `encoder` is a name and a version. `delay` is
    the number of PCM frames before the sound when a decoder reads from `begin`, `sample_count` the number of those in
    the sound, `count` the number of MPEG frames, and `crc` the checksum (CRC-16/ARC) of their bytes.
    """

    header: bytes
    frame_rate_hz: int
    frame_length: int
    frame_bytes: int
    encoder: bytes
    begin: int
    count: int
    delay: int
    sample_count: int
    crc: int


@noun
class Stream:
    """The MPEG frames of a mono MP3 file, without its tag and its Info frame, which is `info`.

    `offsets` has the byte at which each frame begins, and then the byte after the last frame. `needs` has for each
    frame the number of bytes that a decoder needs from the frames before it.
    """

    info: Info
    offsets: array[int]
    needs: array[int]

    def __len__(self) -> int:
        return len(self.needs)


def read_info(path: Path) -> Info:
    """Read the Info frame of an MP3 file of constant bit rate, with one channel, as `encode` makes it.

    Raises:
        OSError: the file cannot be read.
        ValueError: it is another kind of file.
    """
    with open_file(path) as file:
        begin = 0
        tag = file.read(10)
        if tag[:3] == b"ID3":  # a tag of a header and a size in four bytes of 7 bits (ID3v2.3.0, section 3.1)
            begin = 10 + sum(byte << shift for byte, shift in zip(tag[6:10], (21, 14, 7, 0), strict=False))
        file.seek(begin)
        frame = file.read(_MAX_FRAME_BYTES)
    header = bytes(byte & mask for byte, mask in zip(frame[:4], (0xFF, 0xFF, 0xFC, 0xFF), strict=False))
    # Layer III without checksums (section 2.4.2.3), in one channel, with a version, a bit rate and a rate that exist.
    is_layer_iii = len(frame) > 4 + 17 + _INFO_BYTES and header[0] == 0xFF and header[1] & 0xE7 == 0xE3
    version = header[1] >> 3 & 3 if is_layer_iii else 1
    if version == 1 or not 0 < header[2] >> 4 < 15 or header[2] & 0x0C == 0x0C or header[3] >> 6 != 3:
        raise ValueError(f"{path}: there is no MP3 sound of one channel and constant bit rate. Package it again.")
    is_mpeg_1 = version == 3
    rate_hz = _RATES_HZ[header[2] >> 2 & 3] // _RATE_DIVISORS[version]
    frame_length = 1152 if is_mpeg_1 else 576
    frame_bytes = frame_length // 8 * _BIT_RATES_KBPS[is_mpeg_1][header[2] >> 4] * 1000 // rate_hz
    # The "mp3 info tag", revision 1; it follows the side information.
    fields = frame[4 + (17 if is_mpeg_1 else 9) :][:_INFO_BYTES]
    if fields[:4] != b"Info" or frame_bytes < _INFO_BYTES:
        raise ValueError(f"{path}: its sound is not described by an Info frame. Package it again.")
    count, gap = int.from_bytes(fields[8:12], "big"), int.from_bytes(fields[141:144], "big")
    delay, padding = gap >> 12, gap & 0xFFF
    return Info(
        header=header,
        frame_rate_hz=rate_hz,
        frame_length=frame_length,
        frame_bytes=frame_bytes,
        encoder=fields[120:129].rstrip(b"\0"),
        begin=begin + frame_bytes,
        count=count,
        delay=DECODER_DELAY + delay,
        sample_count=count * frame_length - delay - padding,
        crc=int.from_bytes(fields[152:154], "big"),
    )


def read_stream(path: Path) -> Stream:
    """Read the places of the MPEG frames of a file that has an Info frame.

    Raises:
        OSError: the file cannot be read.
        ValueError: it is another kind of file, or damaged.
    """
    info = read_info(path)
    offsets, needs = array("Q"), array("H")
    # `main_data_begin` follows the header: 8 bits, in MPEG-1 9 (section 2.4.1.7), of the first two bytes.
    shift = 7 if info.frame_length == 1152 else 8
    sync, rates, size = info.header[:2], info.header[2], info.frame_bytes
    with open_file(path) as file:
        offset, end = info.begin, file.seek(0, 2)
        block, block_begin = b"", offset
        while offset < end:
            place = offset - block_begin
            if place + 6 > len(block):
                file.seek(offset)
                block, block_begin, place = file.read(_BLOCK_BYTES), offset, 0
            if len(block) < 6 or not block.startswith(sync, place) or block[place + 2] & 0xFC != rates:
                break
            offsets.append(offset)
            needs.append((block[place + 4] << 8 | block[place + 5]) >> shift)
            offset += size + (block[place + 2] >> 1 & 1)  # with padding it is a byte longer
    offsets.append(offset)
    if offset != end or len(needs) != info.count:
        raise ValueError(f"{path}: its sound is cut off or damaged at byte {offset}. Package it again.")
    return Stream(info=info, offsets=offsets, needs=needs)


def copy_frames(source: BinaryIO, stream: Stream, begin: int, end: int, target: BinaryIO) -> None:
    """Copy the MPEG frames `begin` to `end` of `stream`, which is in `source`, to `target`.

    Raises:
        OSError: a file cannot be read or written.
    """
    first, last = stream.offsets[begin], stream.offsets[end]
    source.seek(first)
    target.writelines(source.read(min(_BLOCK_BYTES, last - offset)) for offset in range(first, last, _BLOCK_BYTES))
