"""An MP3 file as its MPEG frames, and where it can be parted (ISO/IEC 11172-3 and 13818-3, section 2.4)."""

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
DECODER_DELAY = 529  # PCM frames that every decoder adds; the Info frame has those of the encoder


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """The MPEG frames of a mono MP3 file, without its tag and its Info frame.

    `offsets` has the byte of the file at which each frame begins, and at its end that at which the last one ends.
    `needs` has for each frame how many bytes of the frames before it a decoder needs. `delay` is the PCM frames
    before the sound in what a decoder makes of `offsets[0]` and on that knows no Info frame.
    """

    frame_rate_hz: int
    frame_length: int
    delay: int
    offsets: array[int]
    needs: array[int]

    def __len__(self) -> int:
        return len(self.needs)


def read_stream(path: Path) -> Stream:
    """The stream of an MP3 file of constant bit rate, one channel and no checksums, as `encode` makes it.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
        at = _after_tag(data)
        version, layer_bits = data[at + 1] >> 3 & 3, data[at + 2]
        is_first = version == 3  # MPEG-1; 2 is MPEG-2, 0 the "MPEG-2.5" of even lower rates
        rate_hz = _RATES_HZ[layer_bits >> 2 & 3] // {3: 1, 2: 2, 0: 4}[version]
        frame_length = 1152 if is_first else 576
        size = frame_length // 8 * _BIT_RATES_KBPS[is_first][layer_bits >> 4] * 1000 // rate_hz
        info = data[at : at + size]
        delay = DECODER_DELAY + _encoder_delay(info, 17 if is_first else 9)
        offsets, needs = _frames(data, at + size, size, 1 if is_first else 0)
    return Stream(frame_rate_hz=rate_hz, frame_length=frame_length, delay=delay, offsets=offsets, needs=needs)


def _after_tag(data: mmap) -> int:
    """Where the first frame begins: after the tag, whose size is four bytes of 7 bits (ID3v2.3.0, section 3.1)."""
    if data[:3] != b"ID3":
        return 0
    return 10 + sum(byte << shift for byte, shift in zip(data[6:10], (21, 14, 7, 0), strict=True))


def _encoder_delay(info: bytes, side_bytes: int) -> int:
    """What LAME's extension of the Info frame says ("mp3 info tag", revision 1)."""
    at = info.index(b"Info", 4 + side_bytes) + 120 + 21
    return int.from_bytes(info[at : at + 3], "big") >> 12


def _frames(data: mmap, at: int, size: int, more_bits: int) -> tuple[array[int], array[int]]:
    """Each frame's place, and its `main_data_begin`: 8 bits after the header, 9 in MPEG-1 (section 2.4.1.7)."""
    offsets, needs = array("Q"), array("H")
    end = len(data)
    while at < end:
        offsets.append(at)
        needs.append(int.from_bytes(data[at + 4 : at + 6], "big") >> (8 - more_bits))
        at += size + (data[at + 2] >> 1 & 1)
    offsets.append(at)
    return offsets, needs
