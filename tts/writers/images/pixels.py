"""Pixels: an image is measured by its header, then decoded once; what the editions cannot show is converted.

Pillow reads the kinds that are named here only; some of its other readers start programs.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any
from warnings import filterwarnings

from tts.noun import noun

if TYPE_CHECKING:
    from PIL import Image

MAX_PIXELS = 40_000_000
"""An image with more is not decoded: in memory, each pixel takes up to four bytes."""
PNG, JPEG, GIF, WEBP = "image/png", "image/jpeg", "image/gif", "image/webp"
_SHOWN = {"PNG": PNG, "JPEG": JPEG, "GIF": GIF, "WEBP": WEBP}
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "AVIF", "BMP", "TIFF")
_QUALITY = 90
_FAULTS = (ArithmeticError, AttributeError, EOFError, LookupError, MemoryError, OSError, RuntimeError, SyntaxError)
_MORE_FAULTS = (TypeError, ValueError, struct.error, zlib.error)
"""What Pillow raises for broken files; it has no class of its own for them."""


class BadImageError(Exception):
    """An image that cannot be shown: `cause` ends the sentence that it begins, `next_step` is one of its own."""

    def __init__(self, cause: str, next_step: str) -> None:
        super().__init__(cause)
        self.cause = cause
        self.next_step = next_step


@noun
class Picture:
    """An image that the editions can show; `kind` is that of the file, such as AVIF, and `moved` if it was animated."""

    media_type: str
    data: bytes
    kind: str
    moved: bool = False


def read_picture(data: bytes) -> Picture:
    """Return the image in `data` as it is, or as PNG or JPEG if it moves or is of a kind that editions cannot hold.

    Raises:
        BadImageError: it is broken or cut, of an unknown kind, or has too many pixels.
    """
    with _open(data) as image:
        kind, media_type = _kind(image)
        is_moving = media_type != JPEG and (getattr(image, "is_animated", False) or _may_move(data))
        if media_type and not is_moving:
            width, height = image.size
            image.draft(image.mode, (max(1, width // 8), max(1, height // 8)))  # JPEG is read eight times as fast
            image.load()
            return Picture(media_type=media_type, data=data, kind=kind)
        image.load()
        converted, media_type = _convert(image)
    return Picture(media_type=media_type, data=converted, kind=kind, moved=is_moving)


def read_media_type(data: bytes) -> str:
    """Return the media type of the image in `data` by its header, without decoding it; "" if no edition shows it.

    Raises:
        BadImageError: it is not an image, or has too many pixels.
    """
    with _open(data) as image:
        return _kind(image)[1]


def _kind(image: Image.Image) -> tuple[str, str]:
    """Return the kind of an image, and its media type if editions show it, else ""."""
    kind = "JPEG" if image.format == "MPO" else image.format or ""
    return kind, _SHOWN.get(kind, "")


@contextmanager
def _open(data: bytes) -> Iterator[Image.Image]:
    """Open the image in `data`, after a look at its size; an error of Pillow becomes a `BadImageError`."""
    from PIL import Image, UnidentifiedImageError

    filterwarnings("ignore", module="PIL")  # its remarks on files, which would be lines among ours
    try:
        if data[:4] == b"RIFF" and data[8:16] == b"WEBPVP8X":  # Pillow would make room for the pixels first
            _require_pixels(*(1 + int.from_bytes(data[place : place + 3], "little") for place in (24, 27)))
        with Image.open(BytesIO(data), formats=_FORMATS) as image:
            _require_pixels(*image.size)
            yield image
    except UnidentifiedImageError:
        raise BadImageError("is not an image that Articast can read", "Save it as PNG or JPEG.") from None
    except Image.DecompressionBombError:
        raise BadImageError("has too many pixels", "Make it smaller.") from None
    except (*_FAULTS, *_MORE_FAULTS):
        raise BadImageError("is broken or cut off", "Save it again.") from None


def _require_pixels(width: int, height: int) -> None:
    """Raise `BadImageError` if an image of this size has too many pixels to be decoded."""
    if width * height > MAX_PIXELS:
        raise BadImageError(f"has too many pixels ({width} × {height})", "Make it smaller.")


def _may_move(data: bytes) -> bool:
    """Return whether a PNG says before its first image that it is animated (PNG, section 11.3.6.1)."""
    return data.startswith(b"\x89PNG") and b"acTL" in data.partition(b"IDAT")[0]


def to_png_or_jpeg(data: bytes) -> tuple[bytes, str]:
    """Return a picture as a PNG or JPEG file, and its media type.

    Raises:
        BadImageError: it is broken, or has too many pixels.
    """
    with _open(data) as image:
        return _convert(image)


def _convert(image: Image.Image) -> tuple[bytes, str]:
    """Return the first picture as PNG if it is see-through or has few colours, else as JPEG, the right way up."""
    from PIL import ImageOps

    options: dict[str, Any] = {"icc_profile": image.info.get("icc_profile")}
    image = ImageOps.exif_transpose(image)
    if image.mode == "F":
        image = image.convert("L")
    is_photo = image.mode in ("RGB", "RGBX", "YCbCr", "CMYK", "LAB") and "transparency" not in image.info
    stream = BytesIO()
    if is_photo:
        if image.mode != "RGB":
            image, options = image.convert("RGB"), {}  # a profile is for the old mode only
        image.save(stream, "JPEG", quality=_QUALITY, **options)
    else:
        image.save(stream, "PNG", **options)
    return stream.getvalue(), JPEG if is_photo else PNG
