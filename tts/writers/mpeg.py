"""An MP3 file as its MPEG frames, and where it can be split (ISO/IEC 11172-3 and 13818-3, section 2.4)."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from mmap import ACCESS_READ, mmap
from pathlib import Path

_RATES_HZ = (44100, 48000, 32000)
_BIT_RATES_KBPS = {
    True: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),  # of MPEG-1
    False: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
DECODER_DELAY = 529  # PCM frames that every decoder adds; the Info frame has the encoder's


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """The MPEG frames of a mono MP3 file, without its tag and its Info frame.

    `offsets` has the byte at which each frame begins, and then the byte after the last frame. `needs` has for each
    frame the number of bytes that a decoder needs from the frames before it. `delay` is the number of PCM frames before
    the sound when a decoder reads from `offsets[0]` without the Info frame.
    """

    frame_rate_hz: int
    frame_length: int
    delay: int
    offsets: array[int]
    needs: array[int]

    def __len__(self) -> int:
        return len(self.needs)


def read_stream(path: Path) -> Stream:
    """Read an MP3 file of constant bit rate, with one channel and without checksums, as `encode` makes it.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
        start = 0
        if data[:3] == b"ID3":  # a tag of a header and a size in four bytes of 7 bits (ID3v2.3.0, section 3.1)
            start = 10 + sum(byte << shift for byte, shift in zip(data[6:10], (21, 14, 7, 0), strict=True))
        version, layer_bits = data[start + 1] >> 3 & 3, data[start + 2]
        is_mpeg_1 = version == 3  # 2 is MPEG-2, 0 the "MPEG-2.5" of even lower rates
        rate_hz = _RATES_HZ[layer_bits >> 2 & 3] // {3: 1, 2: 2, 0: 4}[version]
        frame_length = 1152 if is_mpeg_1 else 576
        size = frame_length // 8 * _BIT_RATES_KBPS[is_mpeg_1][layer_bits >> 4] * 1000 // rate_hz
        # LAME's extension of the Info frame holds the delay of the encoder ("mp3 info tag", revision 1).
        info = data[start : start + size]
        field = info.index(b"Info", 4 + (17 if is_mpeg_1 else 9)) + 120 + 21
        delay = DECODER_DELAY + (int.from_bytes(info[field : field + 3], "big") >> 12)
        offsets, needs = _read_frames(data, start + size, size, 7 if is_mpeg_1 else 8)
    return Stream(frame_rate_hz=rate_hz, frame_length=frame_length, delay=delay, offsets=offsets, needs=needs)


def _read_frames(data: mmap, start: int, size: int, shift: int) -> tuple[array[int], array[int]]:
    """Return the `offsets` and `needs` of a stream whose first frame begins at `start`.

    A frame has `size` bytes, and one more with padding. `main_data_begin` follows the header: 8 bits, in MPEG-1 9
    (section 2.4.1.7), which are what remains of two bytes after a right `shift`.
    """
    offsets, needs = array("Q"), array("H")
    offset, end = start, len(data)
    while offset < end:
        offsets.append(offset)
        needs.append(int.from_bytes(data[offset + 4 : offset + 6], "big") >> shift)
        offset += size + (data[offset + 2] >> 1 & 1)
    offsets.append(offset)
    return offsets, needs
