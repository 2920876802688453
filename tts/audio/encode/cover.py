"""The cover image of an edition, looked at before it is trusted."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tts.errors import EncodeError

LARGEST_BYTES = 16_000_000  # far beyond any cover, and far below the 256 MB that a tag can hold
COVERS = {"image/png": "cover.png", "image/jpeg": "cover.jpg"}
"""What a cover is called in a package, by its media type."""
MEDIA_TYPES = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """An image file's bytes and media type (image/jpeg or image/png)."""

    media_type: str
    data: bytes


def read_cover(path: Path | None) -> Cover | None:
    """The image at `path`; what it is, is told by its first bytes.

    Raises:
        EncodeError: it is missing, no file, too large, or neither JPEG nor PNG.
    """
    if path is None:
        return None
    data = _read(path)
    if len(data) > LARGEST_BYTES:
        raise EncodeError(f"This cover is larger than {LARGEST_BYTES // 1_000_000} MB. Make it smaller.", path=path)
    for magic, media_type in MEDIA_TYPES.items():
        if data.startswith(magic):
            return Cover(media_type=media_type, data=data)
    raise EncodeError("This cover is neither a JPEG nor a PNG image. Give one of these.", path=path)


def _read(path: Path) -> bytes:
    try:
        # A pipe or a device could be read for ever.
        if path.exists() and not path.is_file():
            raise EncodeError("This cover is no file. Give a JPEG or PNG image.", path=path)
        with path.open("rb") as file:
            return file.read(LARGEST_BYTES + 1)
    except (OSError, ValueError) as error:
        cause = getattr(error, "strerror", None) or error
        raise EncodeError(f"This cover cannot be read: {cause}. Correct or remove it.", path=path) from error
