"""An Opus file against the manifest: its pages (RFC 3533), its comments (RFC 7845, section 5.2), chapters in them.

Each page has a checksum, so that every byte that changed is found.
"""

from __future__ import annotations

import zlib
from base64 import b64decode
from functools import partial
from itertools import count
from pathlib import Path
from typing import BinaryIO

from tts.verify.findings import Findings, Reading, report
from tts.verify.manifest import Manifest
from tts.verify.tags import check_cover
from tts.verify.vorbis_comments import check_comments, read_chapters, read_comments, read_picture

_HEADER_BYTES = 27
_LAST = 4
_MAX_BYTES = 32_000_000  # of the comments, which hold the cover
_REVERSED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))

_finding = partial(report, "tags")


def check_opus(path: Path, manifest: Manifest) -> Findings:
    """Walk through all pages, then compare the comments with the manifest."""
    with path.open("rb") as file:
        packet = yield from _read_pages(path.name, file)
    try:
        if packet[:8] != b"OpusTags":
            raise ValueError("there are none")
        comments = read_comments(packet[8:])
        chapters = list(read_chapters(comments))
        pictures = [read_picture(b64decode(data, validate=True)) for data in comments.pictures]
    except ValueError as error:
        yield _finding(path.name, "", f"The comments cannot be read: {error}.")
        return
    yield from check_comments(path, comments, chapters, manifest)
    yield from check_cover(f"{path.name}, tag METADATA_BLOCK_PICTURE", pictures, manifest, path.parent)


def _read_pages(name: str, file: BinaryIO) -> Reading[bytes]:
    """Check each page, and return the second packet of the stream, which has the comments."""
    packet, packets, flags, offset = bytearray(), 0, 0, 0
    for number in count():
        header = file.read(_HEADER_BYTES)
        if not header:
            break
        lacing = file.read(header[26]) if len(header) == _HEADER_BYTES else b""
        body = file.read(sum(lacing))
        if header[:5] != b"OggS\0" or len(lacing) < header[26] or len(body) < sum(lacing):
            yield _finding(name, "", f"There is no whole page at byte {offset}.")
            return bytes(packet)
        page = header[:22] + bytes(4) + header[26:] + lacing + body
        # section 6: the checksum of zlib with its bits in the other order, and without ones at either end
        crc = zlib.crc32(page.translate(_REVERSED), 0xFFFFFFFF) ^ 0xFFFFFFFF
        checksum = crc.to_bytes(4, "big").translate(_REVERSED)
        if checksum != header[22:26] or int.from_bytes(header[18:22], "little") != number:
            yield _finding(name, "", f"The page at byte {offset} was changed, or is not where it should be.")
        if packets == 1 and len(packet) < _MAX_BYTES:
            packet += body
        packets += any(segment < 255 for segment in lacing) if packets < 2 else 0
        flags, offset = header[5], offset + len(page)
    if not flags & _LAST:
        yield _finding(name, "", "The last page is missing.")
    return bytes(packet)
