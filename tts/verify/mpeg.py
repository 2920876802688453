"""The frames of an MP3 file one by one: constant bit rate, nothing lost, nothing changed since it was made.

ISO/IEC 11172-3, section 2.4.1.3, ISO/IEC 13818-3, section 2.4.2.3, and the "mp3 info tag" of the LAME project, whose
checksum of all the sound finds every byte that changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from tts.verify.findings import Finding, Findings
from tts.verify.id3 import HEADER_BYTES, tag_size
from tts.verify.manifest import Manifest

_MPEG_1, _MPEG_2, _MPEG_25 = 3, 2, 0
_RATES_HZ = {_MPEG_1: (44100, 48000, 32000), _MPEG_2: (22050, 24000, 16000), _MPEG_25: (11025, 12000, 8000)}
_KBPS_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_KBPS_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_LAYER_III, _MONO = 1, 3
_BLOCK_BYTES = 1_000_000
_MAX_FRAME = 2881  # bytes: 160 kbit/s at 8 kHz, with padding
_POLYNOMIAL, _PERIOD = 0xA001, 32767  # CRC-16/ARC; bytes that far apart count alike


def _crc_of_byte(crc: int) -> int:
    for _ in range(8):
        crc = crc >> 1 ^ (_POLYNOMIAL if crc & 1 else 0)
    return crc


_CRCS = tuple(map(_crc_of_byte, range(256)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Header:
    """What the four bytes before each frame say."""

    rate_hz: int
    kbps: int
    mono: bool
    size: int
    samples: int
    side_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Info:
    """What the Info frame says of the others."""

    count: int
    size_bytes: int
    delay: int
    padding: int
    crc: int


@dataclass(slots=True, kw_only=True)
class _Walk:
    """All frames of a file, added up."""

    count: int = 0
    begin: int = 0
    end: int = 0
    fault: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Music:
    """The frames of a file without its tag and its Info frame, from byte `begin` on, all of one kind.

    `samples` are the PCM frames in each of the `count`, `delay` those that an encoder put before the sound.
    """

    begin: int
    count: int
    samples: int
    rate_hz: int
    delay: int


def music(path: Path) -> Music | None:
    """The music of an MP3 file of constant bit rate; None if it is none.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        begin = tag_size(file.read(HEADER_BYTES))
        file.seek(begin)
        first = file.read(_MAX_FRAME)
        header = _header(first)
        if header is None:
            return None
        info = _info(first, header)
        begin += header.size if info else 0
        walk = _walk(file, begin, header)
    if walk.fault:
        return None
    return Music(
        begin=begin,
        count=walk.count,
        samples=header.samples,
        rate_hz=header.rate_hz,
        delay=info.delay if info else 0,
    )


def check_mpeg(path: Path, manifest: Manifest) -> Findings:
    """Walks through all frames and compares them with the first, with the Info frame and with the length."""
    size_bytes = path.stat().st_size
    with path.open("rb") as file:
        begin = tag_size(file.read(HEADER_BYTES))
        file.seek(begin)
        first = file.read(_MAX_FRAME)
        header = _header(first)
        if header is None or header.size > len(first):
            yield _finding(path.name, "After its tag there is no frame of MPEG audio layer III.")
            return
        if not header.mono:
            yield _finding(path.name, "The sound is not mono.")
        info = _info(first, header)
        walk = _walk(file, begin, header)
        if walk.fault:
            yield _finding(path.name, walk.fault)
        if info is None:
            yield _finding(path.name, "There is no sound Info frame before the sound, so players guess its length.")
            return
        yield from _check_info(path.name, info, walk, size_bytes - begin)
        if not walk.fault and _crc(file, begin + header.size, size_bytes) != info.crc:
            yield _finding(path.name, "The sound was changed after the file was made: its checksum is another.")
    wanted = manifest.duration_ms * header.rate_hz / 1000
    if abs(info.count * header.samples - info.delay - info.padding - wanted) > header.samples:
        yield _finding(path.name, f"Its Info frame gives another length than {manifest.duration_ms} ms.")


def _check_info(name: str, info: _Info, walk: _Walk, size_bytes: int) -> Findings:
    if info.count != walk.count - 1:
        yield _finding(name, f"It has {walk.count - 1} frames; its Info frame tells of {info.count}.")
    if info.size_bytes != size_bytes:
        yield _finding(name, f"It has {size_bytes} bytes of sound; its Info frame tells of {info.size_bytes}.")


def _header(frame: bytes) -> _Header | None:
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


def _info(frame: bytes, header: _Header) -> _Info | None:
    """The Info frame, if it has all fields and its own checksum is right."""
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


def _walk(file: BinaryIO, begin: int, first: _Header) -> _Walk:
    walk = _Walk(begin=begin, end=begin)
    wanted: tuple[int, ...] | None = None
    size = first.size
    for head in _heads(file, walk):
        fixed = (head[0], head[1] & 0xFE, head[2] & 0xFC)  # all but protection, padding and the private bit
        if wanted is None:
            wanted, size = fixed, first.size - (head[2] >> 1 & 1)
        if fixed != wanted:
            found = _header(head)
            walk.fault = (
                f"From byte {walk.end} on there is no frame."
                if found is None or found.rate_hz != first.rate_hz
                else f"The bit rate is not constant: {found.kbps} kbit/s at byte {walk.end}."
            )
            return walk
        walk.end += size + (head[2] >> 1 & 1)
        walk.count += 1
    return walk


def _heads(file: BinaryIO, walk: _Walk) -> Iterator[bytes]:
    """The four bytes at `walk.end` again and again, until the end of the file; a last frame that is cut is a fault."""
    file.seek(walk.begin)
    at, block = walk.begin, file.read(_BLOCK_BYTES)
    while block:
        if walk.end + 4 > at + len(block):
            file.seek(walk.end)
            at, block = walk.end, file.read(_BLOCK_BYTES)
            if len(block) < 4:
                break
        yield block[walk.end - at : walk.end - at + 4]
        if walk.fault:
            return
    size_bytes = file.seek(0, 2)
    if walk.end != size_bytes:
        walk.fault = f"It ends inside a frame, {abs(walk.end - size_bytes)} bytes from its end."


def _crc(file: BinaryIO, begin: int, end: int) -> int:
    total = 0
    at, size = begin, (end - begin) % _PERIOD or _PERIOD
    file.seek(begin)
    while at < end:
        total ^= int.from_bytes(file.read(size), "big")
        at, size = at + size, _PERIOD
    return _crc_of(total.to_bytes(_PERIOD, "big"))


def _crc_of(data: bytes) -> int:
    crc = 0
    for byte in data:
        crc = crc >> 8 ^ _CRCS[(crc ^ byte) & 0xFF]
    return crc


def _finding(name: str, what: str) -> Finding:
    return Finding(check="mpeg", place=name, what=what)
