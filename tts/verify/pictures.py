"""Pictures of a package: their bytes by the manifest, else what kind they are, how large, and that they are whole.

They are not decoded; the headers of PNG (section 11.2.2), JPEG (ITU-T T.81, annex B), GIF89a and WebP are enough.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from tts.verify.files import read_data
from tts.verify.findings import Finding, Findings
from tts.verify.manifest import Manifest

MAX_PIXELS = 40_000_000
"""Programs that decode a picture of more pixels may run out of memory."""
PICTURE_NAMES = re.compile(r"\.(?:gif|jpg|png|svg|webp)$")
"""The ends of the names of pictures."""
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_NO_SIZE = frozenset({0xC4, 0xC8, 0xCC})  # markers among those of frames that are not frames


def check_pictures(folder: Path, names: Iterable[str], manifest: Manifest) -> Findings:
    """Check the pictures `names` in the folder of a package; `check_files` reports those that are missing."""
    for name in names:
        data = yield from read_data(folder / name, "pictures")
        if data is not None:
            yield from check_picture(data, name, manifest, "pictures", name)


def check_picture(data: bytes, name: str, manifest: Manifest, check: str, place: str) -> Findings:
    """Check a picture called `name`: the manifest's own if it has one of this name, and one that can be shown."""
    digest = manifest.images.get(name)
    if digest and sha256(data).hexdigest() != digest:
        yield Finding(check=check, place=place, what="This picture is not the one that was packaged.")
    if not PICTURE_NAMES.search(name) or name.endswith(".svg"):
        return
    try:
        kind, width, height = read_size(data)
    except (ValueError, IndexError, struct.error):
        yield Finding(check=check, place=place, what="This is not a whole picture.")
        return
    if kind != name.rpartition(".")[2]:
        yield Finding(check=check, place=place, what=f"This is a picture of the kind {kind.upper()}.")
    if not 0 < width * height <= MAX_PIXELS:
        what = f"It has {width} × {height} pixels, which programs cannot show."
        yield Finding(check=check, place=place, what=what)


def read_size(data: bytes) -> tuple[str, int, int]:
    """Return the extension of a picture's kind, its width and its height in pixels.

    Raises:
        ValueError, IndexError, struct.error: it is of no known kind, or cut off.
    """
    if data.startswith(_PNG):
        return ("png", *_read_png(data))
    if data.startswith(_JPEG):
        return ("jpg", *_read_jpeg(data))
    if data[:6] in (b"GIF87a", b"GIF89a") and data.endswith(b";"):
        return ("gif", *struct.unpack("<HH", data[6:10]))
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP" and int.from_bytes(data[4:8], "little") + 8 <= len(data) + 1:
        return ("webp", *_read_webp(data))
    raise ValueError("unknown kind")


def _read_png(data: bytes) -> tuple[int, int]:
    """Return the size of a PNG whose chunks are whole, each with its checksum."""
    offset, size = len(_PNG), (0, 0)
    while True:
        length = int.from_bytes(data[offset : offset + 4], "big")
        kind, end = data[offset + 4 : offset + 8], offset + 8 + length
        if len(kind) < 4 or data[end : end + 4] != zlib.crc32(data[offset + 4 : end]).to_bytes(4, "big"):
            raise ValueError("a chunk is cut off or changed")
        if kind == b"IHDR":
            size = struct.unpack(">II", data[offset + 8 : offset + 16])
        if kind == b"IEND":
            return size
        offset = end + 4


def _read_jpeg(data: bytes) -> tuple[int, int]:
    """Return the size of a JPEG, from the header of its first frame; it should have an end."""
    if b"\xff\xd9" not in data[-64:]:
        raise ValueError("the end is missing")
    offset = 2
    while True:
        if data[offset] != 0xFF:
            raise ValueError("a marker is missing")
        marker = data[offset + 1]
        if marker == 0xFF:  # filling before a marker
            offset += 1
        elif 0xC0 <= marker <= 0xCF and marker not in _NO_SIZE:
            height, width = struct.unpack(">HH", data[offset + 5 : offset + 9])
            return width, height
        else:
            offset += 2 + struct.unpack(">H", data[offset + 2 : offset + 4])[0]


def _read_webp(data: bytes) -> tuple[int, int]:
    """Return the size of a WebP: with loss, without loss, or extended (RFC 9649, section 2)."""
    kind = data[12:16]
    if kind == b"VP8X":
        width, height = (int.from_bytes(data[offset : offset + 3], "little") + 1 for offset in (24, 27))
    elif kind == b"VP8L":
        bits = struct.unpack("<I", data[21:25])[0]
        width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    elif kind == b"VP8 ":
        width, height = (number & 0x3FFF for number in struct.unpack("<HH", data[26:30]))
    else:
        raise ValueError("unknown kind of WebP")
    return width, height
