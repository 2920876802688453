"""An Opus file against the manifest: its pages (RFC 3533), its comments (RFC 7845, section 5.2), chapters in them.

Each page has a checksum, so that every byte that changed is found.
"""

from __future__ import annotations

import re
import zlib
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count, takewhile
from pathlib import Path
from typing import BinaryIO

from tts.verify.chapter_lists import compare
from tts.verify.findings import Finding, Findings, Reading
from tts.verify.manifest import Manifest, ManifestChapter
from tts.verify.tags import check_cover, check_texts, line

_HEADER_BYTES = 27
_LAST = 4
_MAX_BYTES = 32_000_000  # of the comments, which hold the cover
_TIME = re.compile(r"(\d{2,4}):([0-5]\d):([0-5]\d)\.(\d{3})")
_REVERSED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


@dataclass(slots=True, kw_only=True)
class _Comments:
    """Names in capitals with their values, in order; pictures apart."""

    texts: dict[str, list[str]] = field(default_factory=dict)
    pictures: list[bytes] = field(default_factory=list)

    def first(self, name: str) -> str:
        return self.texts.get(name, [""])[0]


def check_ogg(path: Path, manifest: Manifest) -> Findings:
    """Walks through all pages, then compares the comments."""
    with path.open("rb") as file:
        packet = yield from _walk(path.name, file)
    try:
        comments = _read(packet)
        chapters = list(_chapters(comments))
        pictures = [_picture(data) for data in comments.pictures]
    except ValueError as error:
        yield _finding(path.name, f"The comments cannot be read: {error}.")
        return
    found = {name: "; ".join(values) for name, values in comments.texts.items()}
    yield from check_texts(path.name, found, _wanted(manifest))
    yield from compare(path.name, chapters, manifest.chapters, fold=line)
    yield from check_cover(f"{path.name}, tag METADATA_BLOCK_PICTURE", pictures, manifest, path.parent)


def _walk(name: str, file: BinaryIO) -> Reading[bytes]:
    """Checks each page; returns the second packet of the stream, which has the comments."""
    packet, packets, flags, at = bytearray(), 0, 0, 0
    for number in count():
        header = file.read(_HEADER_BYTES)
        if not header:
            break
        lacing = file.read(header[26]) if len(header) == _HEADER_BYTES else b""
        body = file.read(sum(lacing))
        if header[:5] != b"OggS\0" or len(lacing) < header[26] or len(body) < sum(lacing):
            yield _finding(name, f"There is no whole page at byte {at}.")
            return bytes(packet)
        page = header[:22] + bytes(4) + header[26:] + lacing + body
        if _checksum(page) != header[22:26] or int.from_bytes(header[18:22], "little") != number:
            yield _finding(name, f"The page at byte {at} was changed, or is not where it should be.")
        if packets == 1 and len(packet) < _MAX_BYTES:
            packet += body
        packets += any(segment < 255 for segment in lacing) if packets < 2 else 0
        flags, at = header[5], at + len(page)
    if not flags & _LAST:
        yield _finding(name, "The last page is missing.")
    return bytes(packet)


def _checksum(page: bytes) -> bytes:
    """RFC 3533, section 6: the polynomial of zlib with its bits in the other order, and no ones at either end."""
    crc = zlib.crc32(page.translate(_REVERSED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return crc.to_bytes(4, "big").translate(_REVERSED)


def _read(packet: bytes) -> _Comments:
    if packet[:8] != b"OpusTags":
        raise ValueError("there are none")
    at = 12 + int.from_bytes(packet[8:12], "little")
    comments = _Comments()
    number = int.from_bytes(packet[at : at + 4], "little")
    at += 4
    for _ in range(number):
        size = int.from_bytes(packet[at : at + 4], "little")
        if at + 4 + size > len(packet):
            raise ValueError("they are cut off")
        name, _, value = packet[at + 4 : at + 4 + size].partition(b"=")
        at += 4 + size
        if name == b"METADATA_BLOCK_PICTURE":
            comments.pictures.append(value)
        else:
            comments.texts.setdefault(name.decode("ascii").upper(), []).append(value.decode("utf-8"))
    return comments


def _chapters(comments: _Comments) -> Iterator[ManifestChapter]:
    """wiki.xiph.org, Chapter Extension: `CHAPTER001` is a time, `CHAPTER001NAME` a title."""
    for name in takewhile(comments.texts.__contains__, (f"CHAPTER{number:03}" for number in count(1))):
        time = _TIME.fullmatch(comments.first(name))
        if time is None:
            raise ValueError(f"{name} is no time")
        hours, minutes, seconds, ms = map(int, time.groups())
        start_ms = ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms
        yield ManifestChapter(title=comments.first(f"{name}NAME"), start_ms=start_ms)


def _picture(value: bytes) -> bytes:
    """The image in a picture block (RFC 9639, section 8.8)."""
    block = b64decode(value, validate=True)
    at = 4
    for _ in range(2):  # media type and description
        at += 4 + int.from_bytes(block[at : at + 4], "big")
    return block[at + 20 :]


def _wanted(manifest: Manifest) -> dict[str, str]:
    metadata = manifest.metadata
    return {
        "TITLE": line(metadata["title"]),
        "ALBUM": line(metadata["title"]),
        "ARTIST": "; ".join(filter(None, map(line, metadata.get("authors", ())))),
        "DATE": line(metadata.get("date", "")),
        "LANGUAGE": line(metadata["language"]),
        "DESCRIPTION": line(metadata.get("description", "")),
        "WWWAUDIOSOURCE": line(metadata.get("source_url", "")),
    }


def _finding(name: str, what: str) -> Finding:
    return Finding(check="tags", place=name, what=what)
