"""FIGURES -> PICTURES that a PDF holds as JPEG, or as pixels that become PNG."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from tts.text.readers.documents.pdf.content import PageContent, resolve
from tts.text.readers.documents.pdf.opening import list_defects
from tts.text.readers.documents.pdf.runs import Key

if TYPE_CHECKING:
    from pypdf import PdfReader

_MAX_PIXELS = 8_000_000
_MAX_PICTURES = 500
_PLAIN = ("/DeviceRGB", "/DeviceGray")  # colours that every program shows alike


class PictureFinder:
    """Finds the pictures of figures; `data` has those that were found, by their addresses."""

    def __init__(self, reader: PdfReader, contents: Sequence[PageContent]) -> None:
        self.data: dict[str, bytes] = {}
        self._reader = reader
        self._names = {
            (page, key): name
            for page, content in enumerate(contents)
            for key, name in reversed(content.pictures)
            if key is not None
        }
        self._count = 0

    def find(self, keys: Sequence[Key]) -> str:
        """Return the address of the picture in marked content, which may have no data."""
        self._count += 1
        for key in keys:
            name = self._names.get(key)
            if name and len(self.data) < _MAX_PICTURES:
                address = f"inside:page-{key[0] + 1}-{name.removeprefix('/')}"
                if address not in self.data and (data := self._read(key[0], name)):
                    self.data[address] = data
                return address
        return f"inside:figure-{self._count}"

    def _read(self, page: int, name: str) -> bytes:
        """Return a picture as a file, b"" if its form is not supported."""
        resources = resolve(self._reader.pages[page].get("/Resources"))
        objects = resolve(resources.get("/XObject")) if isinstance(resources, dict) else None
        image = resolve(objects.get(name)) if isinstance(objects, dict) else None
        if not isinstance(image, dict) or resolve(image.get("/Subtype")) != "/Image":
            return b""
        width, height = resolve(image.get("/Width")), resolve(image.get("/Height"))
        if not (isinstance(width, int) and isinstance(height, int) and 0 < width * height <= _MAX_PIXELS):
            return b""
        try:
            return _read_jpeg(image) or _read_pixels(image, width, height)
        except list_defects():  # the text is heard without it
            return b""


def _read_jpeg(image: Any) -> bytes:
    """Return a picture that is stored as JPEG in plain colours, as it is."""
    filters = resolve(image.get("/Filter"))
    names = [str(resolve(name)) for name in filters] if isinstance(filters, list) else [str(filters)]
    is_plain = resolve(image.get("/ColorSpace")) in _PLAIN or _is_rgb_profile(resolve(image.get("/ColorSpace")))
    return bytes(image.get_data()) if names == ["/DCTDecode"] and is_plain else b""


def _read_pixels(image: Any, width: int, height: int) -> bytes:
    """Return a PNG of a picture of 8 bits in plain colours, without its transparency."""
    space = resolve(image.get("/ColorSpace"))
    channels = {"/DeviceRGB": 3, "/DeviceGray": 1}.get(str(space), 3 if _is_rgb_profile(space) else 0)
    names = str(resolve(image.get("/Filter")))
    if not channels or resolve(image.get("/BitsPerComponent")) != 8 or "DCT" in names or "JPX" in names:
        return b""
    pixels = image.get_data()
    if len(pixels) < width * height * channels:
        return b""
    size = width * channels
    rows = b"".join(b"\0" + pixels[begin : begin + size] for begin in range(0, height * size, size))
    header = struct.pack(">IIBBBBB", width, height, 8, 2 if channels == 3 else 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


def _is_rgb_profile(space: Any) -> bool:
    """Return whether colours have a profile of three channels, which is close to plain ones."""
    if not isinstance(space, list) or len(space) < 2 or resolve(space[0]) != "/ICCBased":
        return False
    profile = resolve(space[1])
    return isinstance(profile, dict) and resolve(profile.get("/N")) == 3
