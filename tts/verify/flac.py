"""A FLAC file against the manifest (RFC 9639): its metadata blocks, and the sound that they describe.

The MD5 of the samples finds every change of the sound.
"""

from __future__ import annotations

from functools import partial
from hashlib import md5
from pathlib import Path
from typing import BinaryIO

import av
from av.error import FFmpegError

from tts.verify.files import MAX_BYTES
from tts.verify.findings import Findings, report
from tts.verify.manifest import Manifest
from tts.verify.tags import check_cover
from tts.verify.vorbis_comments import check_comments, read_chapters, read_comments, read_picture

_STREAMINFO, _VORBIS_COMMENT, _PICTURE, _LAST = 0, 4, 6, 0x80  # section 8.1
_STREAMINFO_BYTES = 34  # section 8.2


def check_flac(path: Path, manifest: Manifest) -> Findings:
    """Read the metadata blocks, compare them with the manifest, and decode the sound that they describe."""
    try:
        with path.open("rb") as file:
            blocks = _read_blocks(file)
        kinds = [kind for kind, _ in blocks]
        if kinds[0] != _STREAMINFO or len(blocks[0][1]) != _STREAMINFO_BYTES or kinds.count(_VORBIS_COMMENT) != 1:
            raise ValueError("there is not one block that describes the sound, and one with comments")
        comments = read_comments(blocks[kinds.index(_VORBIS_COMMENT)][1])
        chapters = list(read_chapters(comments))
        pictures = [read_picture(block) for kind, block in blocks if kind == _PICTURE]
    except ValueError as error:
        yield report("tags", path.name, "", f"The metadata cannot be read: {error}.")
        return
    yield from check_comments(path, comments, chapters, manifest)
    yield from check_cover(f"{path.name}, block PICTURE", pictures, manifest, path.parent)
    yield from _check_sound(path, blocks[0][1], manifest)


def _read_blocks(file: BinaryIO) -> list[tuple[int, bytes]]:
    """Return the type and the data of each metadata block."""
    if file.read(4) != b"fLaC":
        raise ValueError("it is not a FLAC file")
    blocks, is_last, total_bytes = [], False, 0
    while not is_last and total_bytes <= MAX_BYTES:
        header = file.read(4)
        size = int.from_bytes(header[1:], "big")
        data = file.read(size)
        if len(header) < 4 or len(data) < size:
            raise ValueError("a block is cut off")
        is_last = bool(header[0] & _LAST)
        total_bytes += size
        blocks.append((header[0] & ~_LAST, data))
    if not is_last:
        raise ValueError("they are too large")
    return blocks


def _check_sound(path: Path, info: bytes, manifest: Manifest) -> Findings:
    """Compare rate, channels, bits, number of samples and MD5 (section 8.2) with the manifest and the sound."""
    finding = partial(report, "flac", path.name, "")
    packed = int.from_bytes(info[10:18], "big")
    rate_hz, channels, bits = packed >> 44, (packed >> 41 & 7) + 1, (packed >> 36 & 31) + 1
    samples = packed & (1 << 36) - 1
    if (channels, bits) != (1, 16):
        yield finding(f"It has {channels} channels of {bits} bits instead of one of 16.")
        return
    if not rate_hz or abs(samples * 1000 / rate_hz - manifest.duration_ms) > 1:
        yield finding(f"It describes {samples} samples at {rate_hz} Hz, which is not {manifest.duration_ms} ms.")
    digest, count = md5(usedforsecurity=False), 0
    try:
        with av.open(str(path.absolute()), format="flac", metadata_errors="replace") as container:
            for frame in container.decode(audio=0):
                digest.update(memoryview(frame.planes[0])[: 2 * frame.samples])
                count += frame.samples
    except (FFmpegError, ValueError, IndexError):
        return  # `tracks` says why it cannot be decoded
    if count != samples:
        yield finding(f"It has {count} samples and describes {samples}.")
    elif digest.digest() != info[18:34]:
        yield finding("The sound was changed after the file was made: its MD5 does not match.")
