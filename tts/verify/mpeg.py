"""The frames of an MP3 file one by one: constant bit rate, nothing lost, nothing changed since it was made.

ISO/IEC 11172-3, section 2.4.1.3, ISO/IEC 13818-3, section 2.4.2.3, and the "mp3 info tag" of the LAME project, whose
checksum of all the sound finds every byte that changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial, reduce
from pathlib import Path
from typing import IO, BinaryIO

from tts.noun import noun
from tts.verify.findings import Findings, report
from tts.verify.id3 import HEADER_BYTES, tag_size
from tts.verify.manifest import Manifest

_MPEG_1, _MPEG_2, _MPEG_25 = 3, 2, 0
_RATES_HZ = {_MPEG_1: (44100, 48000, 32000), _MPEG_2: (22050, 24000, 16000), _MPEG_25: (11025, 12000, 8000)}
_KBPS_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_KBPS_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
DECODER_DELAY = 529
"""PCM frames that every decoder adds."""
_LAYER_III, _MONO = 1, 3
_BLOCK_BYTES = 1_000_000
_MAX_FRAME = 2881  # bytes: 160 kbit/s at 8 kHz, with padding
_POLYNOMIAL, _PERIOD = 0xA001, 32767  # CRC-16/ARC; bytes that far apart count alike


_CRCS = tuple(
    reduce(lambda crc, _: crc >> 1 ^ (_POLYNOMIAL if crc & 1 else 0), range(8), byte) for byte in range(256)
)  # of each byte, so that a file is not read bit by bit

_finding = partial(report, "mpeg")


@noun
class _Header:
    """The fields of the four bytes before each frame."""

    rate_hz: int
    kbps: int
    mono: bool
    size: int
    samples: int
    side_bytes: int


@noun
class _Info:
    """The Info frame's description of the other frames."""

    count: int
    size_bytes: int
    delay: int
    padding: int
    crc: int


@dataclass(slots=True, kw_only=True)
class _Walk:
    """All frames of a file, added up; `defect` is where they end too early, "" if they do not."""

    count: int = 0
    begin: int = 0
    end: int = 0
    defect: str = ""


@noun
class Music:
    """The frames of a file without its tag and its Info frame, from byte `begin` on, all of one kind.

    `samples` are the PCM frames in each of the `count`, `delay` those that an encoder put before the sound, `padding`
    those after it.
    """

    begin: int
    count: int
    samples: int
    rate_hz: int
    kbps: int
    delay: int
    padding: int

    @property
    def duration_ms(self) -> float:
        """The length of the sound."""
        return (self.count * self.samples - self.delay - self.padding) * 1000 / self.rate_hz


def music(path: Path) -> Music | None:
    """Return the music of an MP3 file of constant bit rate; None if it is something else.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        return read_music(file)


def read_music(file: IO[bytes]) -> Music | None:
    """Return the music of an MP3 file that is open, as `music` does."""
    begin = tag_size(file.read(HEADER_BYTES))
    file.seek(begin)
    first = file.read(_MAX_FRAME)
    header = _parse_header(first)
    if header is None:
        return None
    info = _parse_info(first, header)
    walk = _walk_frames(file, begin, header)
    if walk.defect:
        return None
    return Music(
        begin=begin + (header.size if info else 0),
        count=walk.count - (1 if info else 0),
        samples=header.samples,
        rate_hz=header.rate_hz,
        kbps=header.kbps,
        delay=info.delay if info else 0,
        padding=info.padding if info else 0,
    )


def check_mpeg(path: Path, manifest: Manifest) -> Findings:
    """Walk through all frames and compare them with the first, with the Info frame and with the length."""
    size_bytes = path.stat().st_size
    with path.open("rb") as file:
        begin = tag_size(file.read(HEADER_BYTES))
        file.seek(begin)
        first = file.read(_MAX_FRAME)
        header = _parse_header(first)
        if header is None or header.size > len(first):
            yield _finding(path.name, "", "After its tag there is no frame of MPEG audio layer III.")
            return
        if not header.mono:
            yield _finding(path.name, "", "The sound is not mono.")
        info = _parse_info(first, header)
        walk = _walk_frames(file, begin, header)
        if walk.defect:
            yield _finding(path.name, "", walk.defect)
        if info is None:
            yield _finding(path.name, "", "There is no intact Info frame, so players guess the length of the sound.")
            return
        if info.count != walk.count - 1:
            what = f"It has {walk.count - 1} frames; its Info frame describes {info.count}."
            yield _finding(path.name, "", what)
        if info.size_bytes != size_bytes - begin:
            what = f"It has {size_bytes - begin} bytes of sound; its Info frame describes {info.size_bytes}."
            yield _finding(path.name, "", what)
        if not walk.defect and _sound_crc(file, begin + header.size, size_bytes) != info.crc:
            yield _finding(path.name, "", "The sound was changed after the file was made: its checksum does not match.")
    expected = manifest.duration_ms * header.rate_hz / 1000
    if abs(info.count * header.samples - info.delay - info.padding - expected) > header.samples:
        yield _finding(path.name, "", f"Its Info frame does not give the length of {manifest.duration_ms} ms.")


def _parse_header(frame: bytes) -> _Header | None:
    """Return the header of a frame; None if it is not one of layer III (ISO/IEC 11172-3, section 2.4.2.3)."""
    if len(frame) < 4 or frame[0] != 0xFF or frame[1] & 0xE0 != 0xE0:
        return None
    version, layer = frame[1] >> 3 & 3, frame[1] >> 1 & 3
    bit_rate, rate = frame[2] >> 4, frame[2] >> 2 & 3
    if version not in _RATES_HZ or layer != _LAYER_III or bit_rate in (0, 15) or rate == 3:
        return None
    rate_hz = _RATES_HZ[version][rate]
    kbps = (_KBPS_1 if version == _MPEG_1 else _KBPS_2)[bit_rate]
    samples = 1152 if version == _MPEG_1 else 576
    mono = frame[3] >> 6 == _MONO
    side_bytes = (17 if mono else 32) if version == _MPEG_1 else (9 if mono else 17)
    size = samples // 8 * kbps * 1000 // rate_hz + (frame[2] >> 1 & 1)
    return _Header(rate_hz=rate_hz, kbps=kbps, mono=mono, size=size, samples=samples, side_bytes=side_bytes)


def _parse_info(frame: bytes, header: _Header) -> _Info | None:
    """Return the Info frame, if it has all fields and its own checksum is right."""
    begin = 4 + header.side_bytes
    tag = frame[begin : begin + 156]
    if len(tag) < 156 or tag[:4] != b"Info" or tag[7] & 15 != 15:
        return None
    if _crc_of(frame[: begin + 154]) != int.from_bytes(tag[154:156], "big"):
        return None
    gap = int.from_bytes(tag[141:144], "big")
    return _Info(
        count=int.from_bytes(tag[8:12], "big"),
        size_bytes=int.from_bytes(tag[12:16], "big"),
        delay=gap >> 12,
        padding=gap & 0xFFF,
        crc=int.from_bytes(tag[152:154], "big"),
    )


def _walk_frames(file: IO[bytes], begin: int, first: _Header) -> _Walk:
    """Step from frame to frame until the end, or until a frame that is unlike the first."""
    walk = _Walk(begin=begin, end=begin)
    expected: tuple[int, ...] | None = None
    size = first.size
    for header in _read_headers(file, walk):
        fixed = (header[0], header[1] & 0xFE, header[2] & 0xFC)  # all but protection, padding and the private bit
        if expected is None:
            expected, size = fixed, first.size - (header[2] >> 1 & 1)
        if fixed != expected:
            other = _parse_header(header)
            walk.defect = (
                f"From byte {walk.end} on there is no frame."
                if other is None or other.rate_hz != first.rate_hz
                else f"The bit rate is not constant: {other.kbps} kbit/s at byte {walk.end}."
            )
            return walk
        walk.end += size + (header[2] >> 1 & 1)
        walk.count += 1
    return walk


def _read_headers(file: IO[bytes], walk: _Walk) -> Iterator[bytes]:
    """Yield the four bytes at `walk.end` until the end of the file; a last frame that is cut is a defect."""
    file.seek(walk.begin)
    offset, block = walk.begin, file.read(_BLOCK_BYTES)
    while block:
        if walk.end + 4 > offset + len(block):
            file.seek(walk.end)
            offset, block = walk.end, file.read(_BLOCK_BYTES)
            if len(block) < 4:
                break
        yield block[walk.end - offset : walk.end - offset + 4]
        if walk.defect:
            return
    size_bytes = file.seek(0, 2)
    if walk.end != size_bytes:
        walk.defect = f"It ends inside a frame, {abs(walk.end - size_bytes)} bytes from its end."


def _sound_crc(file: BinaryIO, begin: int, end: int) -> int:
    """Return the checksum of the bytes from `begin` to `end`.

    Bytes that are a period apart count alike, so that they are added up first, which big integers do quickly.
    """
    total, offset = 0, begin
    size = (end - begin) % _PERIOD or _PERIOD
    file.seek(begin)
    while offset < end:
        total ^= int.from_bytes(file.read(size), "big")
        offset, size = offset + size, _PERIOD
    return _crc_of(total.to_bytes(_PERIOD, "big"))


def _crc_of(data: bytes) -> int:
    """Return the CRC-16/ARC of bytes."""
    crc = 0
    for byte in data:
        crc = crc >> 8 ^ _CRCS[(crc ^ byte) & 0xFF]
    return crc
