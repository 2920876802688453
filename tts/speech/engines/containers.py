"""The WAV and AIFF files that speech engines write, told apart by their first bytes, as mono 16-bit PCM.

WAV: Microsoft, Multimedia Programming Interface and Data Specifications 1.0, "Waveform Audio File Format".
AIFF and AIFC: Apple, Audio Interchange File Format 1.3 and AIFF-C draft of 1991.
"""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Iterator
from dataclasses import dataclass

_BIG, _LITTLE = ">", "<"
_AIFC_ORDERS = {b"NONE": _BIG, b"twos": _BIG, b"in24": _BIG, b"in32": _BIG, b"sowt": _LITTLE}
_FLIP_SIGN = bytes(value ^ 0x80 for value in range(256))


class ContainerError(ValueError):
    """The bytes are no uncompressed WAV or AIFF file; the message says what is wrong with them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layout:
    """How the samples lie: `width_bytes` of each, `order` as `struct` writes it."""

    channels: int
    frame_rate_hz: int
    width_bytes: int
    order: str


def is_complete(data: bytes) -> bool:
    """Whether `data` is as long as its own head says."""
    if data[:4] not in (b"RIFF", b"FORM") or len(data) < 12:
        return False
    order = _LITTLE if data[:4] == b"RIFF" else _BIG
    size: int = struct.unpack_from(order + "I", data, 4)[0]
    return 4 < size <= len(data) - 8


def read_sound(data: bytes) -> tuple[bytes, int]:
    """Mono 16-bit little-endian PCM and the frame rate in Hz.

    Raises:
        ContainerError: neither WAV nor AIFF, compressed, or broken.
    """
    kind = data[:4], data[8:12]
    try:
        if kind == (b"RIFF", b"WAVE"):
            layout, samples = _wav(dict(_chunks(data, _LITTLE)))
        elif kind in ((b"FORM", b"AIFF"), (b"FORM", b"AIFC")):
            layout, samples = _aiff(dict(_chunks(data, _BIG)))
        else:
            raise ContainerError(f"a file that begins with {data[:12]!r} is neither WAV nor AIFF")
    except (KeyError, struct.error) as error:
        raise ContainerError(f"the sound file is broken: {error}") from error
    if layout.width_bytes not in (1, 2, 3, 4) or layout.channels < 1 or layout.frame_rate_hz < 1:
        raise ContainerError(f"the sound file has an impossible format: {layout}")
    whole = len(samples) - len(samples) % (layout.width_bytes * layout.channels)
    return _mono(_sixteen_bit(samples[:whole], layout), layout.channels), layout.frame_rate_hz


def _chunks(data: bytes, order: str) -> Iterator[tuple[bytes, bytes]]:
    at = 12
    while at + 8 <= len(data):
        name, size = struct.unpack_from(order + "4sI", data, at)
        yield name, data[at + 8 : at + 8 + size]
        at += 8 + size + size % 2


def _wav(chunks: dict[bytes, bytes]) -> tuple[_Layout, bytes]:
    tag, channels, rate_hz, _, _, bits = struct.unpack_from("<HHIIHH", chunks[b"fmt "])
    if tag == 0xFFFE:  # the true tag begins the sub-format's GUID
        tag = struct.unpack_from("<H", chunks[b"fmt "], 24)[0]
    if tag != 1:
        raise ContainerError(f"the WAV file is not PCM but of format {tag:#06x}")
    samples = chunks[b"data"]
    if bits <= 8:  # of all widths only these are unsigned
        samples = samples.translate(_FLIP_SIGN)
    return _Layout(channels=channels, frame_rate_hz=rate_hz, width_bytes=(bits + 7) // 8, order=_LITTLE), samples


def _aiff(chunks: dict[bytes, bytes]) -> tuple[_Layout, bytes]:
    common = chunks[b"COMM"]
    channels, _, bits, exponent, mantissa = struct.unpack_from(">hIhHQ", common)
    compression = common[18:22] or b"NONE"
    if compression not in _AIFC_ORDERS:
        raise ContainerError(f"the AIFF file is compressed: {compression!r}")
    rate_hz = round(mantissa * 2.0 ** (exponent - 16383 - 63))  # 80-bit extended, which has no sign here
    offset = struct.unpack_from(">I", chunks[b"SSND"])[0]
    order = _AIFC_ORDERS[compression]
    layout = _Layout(channels=channels, frame_rate_hz=rate_hz, width_bytes=(bits + 7) // 8, order=order)
    return layout, chunks[b"SSND"][8 + offset :]


def _sixteen_bit(samples: bytes, layout: _Layout) -> bytes:
    """The two most significant bytes of each sample, little-endian."""
    width = layout.width_bytes
    pcm = bytearray(len(samples) // width * 2)
    high, low = (width - 1, width - 2) if layout.order == _LITTLE else (0, 1)
    pcm[1::2] = samples[high::width]
    if width > 1:
        pcm[0::2] = samples[low::width]
    return bytes(pcm)


def _mono(pcm: bytes, channels: int) -> bytes:
    """The mean of all channels."""
    if channels == 1:
        return pcm
    samples = _little_endian(array("h", pcm))
    sides = [samples[channel::channels] for channel in range(channels)]
    return _little_endian(array("h", (sum(frame) // channels for frame in zip(*sides, strict=True)))).tobytes()


def _little_endian(samples: array[int]) -> array[int]:
    if sys.byteorder == "big":
        samples.byteswap()
    return samples
