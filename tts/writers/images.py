"""The images of an article and its cover: found in its folder, read and checked once, named for the editions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG
from urllib.parse import unquote
from xml.parsers import expat

from tts.errors import ReadError
from tts.model import Image, Metadata, Section

MAX_IMAGE_BYTES = 16_000_000
"""A larger image stays out of the editions, and a larger cover is refused; a tag can hold 256 MB."""
_PNG, _JPEG, _SVG = "image/png", "image/jpeg", "image/svg+xml"
_KINDS = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), _PNG, ".png"),
    (re.compile(rb"\xff\xd8\xff"), _JPEG, ".jpg"),
    (re.compile(rb"GIF8[79]a"), "image/gif", ".gif"),
    (re.compile(rb"RIFF.{4}WEBP", re.DOTALL), "image/webp", ".webp"),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|!--|svg\b)"), _SVG, ".svg"),
)
"""How the files begin that an EPUB can hold (EPUB 3.3, section 3.2, "Core media types")."""
_COVER_TYPES = (_PNG, _JPEG)  # those that every tag and player knows

_SVG_NAMESPACE = "http://www.w3.org/2000/svg"
_MOVING = frozenset({"animate", "animateColor", "animateMotion", "animateTransform", "discard", "set"})
_ACTIVE = _MOVING | {"foreignObject", "handler", "script", "style"}
_OUTSIDE = re.compile(r"url\(\s*+['\"]?+(?!#)|@import|javascript:", re.IGNORECASE)


def read_images(sections: Iterable[Section], folder: Path) -> dict[str, Image]:
    """Return the images in `folder`, the article's, that `sections` name, by their addresses as written.

    Nothing outside of the folder is looked at. A file that is missing, empty, too large or not an image is left out.
    """
    blocks = (block for section in sections for top in section.blocks for block in top.all())
    folder = folder.resolve()
    files: dict[Path, Image] = {}
    images: dict[str, Image] = {}
    for resource in dict.fromkeys(block.resource for block in blocks if block.resource):
        for name in dict.fromkeys((resource, unquote(re.split("[?#]", resource, maxsplit=1)[0]))):
            try:
                path = (folder / name).resolve()
                if not path.is_relative_to(folder) or not path.is_file():
                    continue
                image = files.get(path) or _read_image(path, f"image-{len(files) + 1}")
            except (OSError, ValueError, RuntimeError):  # no file has this name, links in a loop, no permission
                continue
            if image:
                files[path] = images[resource] = image
                break
    return images


def find_cover(metadata: Metadata) -> Image:
    """Return the cover that the article names, or draw one from its metadata.

    Raises:
        ReadError: the file is missing, not a regular file, too large, or neither JPEG nor PNG.
    """
    path = metadata.cover
    if path is None:
        from tts.writers.cover import draw_cover

        return _image(None, "cover.png", _PNG, draw_cover(metadata))
    try:
        state = path.stat()
        if not S_ISREG(state.st_mode):  # a pipe or a device could be read for ever
            raise ReadError("This cover is not a regular file. Give a JPEG or PNG image.", path=path)
        if state.st_size > MAX_IMAGE_BYTES:
            limit = f"{MAX_IMAGE_BYTES // 1_000_000} MB"
            raise ReadError(f"This cover is larger than {limit}. Make it smaller.", path=path)
        image = _read_image(path, "cover")
    except (OSError, ValueError) as error:
        cause = getattr(error, "strerror", None) or error
        raise ReadError(f"This cover cannot be read: {cause}. Correct or remove it.", path=path) from error
    if image is None or image.media_type not in _COVER_TYPES:
        raise ReadError("This cover is neither a JPEG nor a PNG image. Give one of these.", path=path)
    return image


def _read_image(path: Path, stem: str) -> Image | None:
    """Read the image in the file `path` and name it `stem`; return None if it is empty, too large or not an image."""
    with path.open("rb") as file:
        data = file.read(MAX_IMAGE_BYTES + 1)
    if len(data) > MAX_IMAGE_BYTES:
        return None
    kinds = ((media_type, extension) for magic, media_type, extension in _KINDS if magic.match(data))
    media_type, extension = next(kinds, ("", ""))
    return _image(path, stem + extension, media_type, data) if media_type else None


def _image(path: Path | None, name: str, media_type: str, data: bytes) -> Image:
    is_harmless = media_type != _SVG or _is_harmless_drawing(data)
    digest = sha256(data).hexdigest()
    return Image(path=path, name=name, media_type=media_type, data=data, sha256=digest, is_harmless=is_harmless)


class _RefusedError(ValueError):
    """This drawing does more than draw."""


def _is_harmless_drawing(data: bytes) -> bool:
    """Return whether an SVG is well-formed and only draws: no script, movement, entity or address outside of it."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = _check_element
    parser.StartDoctypeDeclHandler = _refuse
    parser.ProcessingInstructionHandler = _refuse
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError):
        return False
    return True


def _refuse(*_: object) -> None:
    raise _RefusedError


def _check_element(name: str, attributes: dict[str, str]) -> None:
    """Refuse an element that is not SVG or is active, and an attribute that runs something or refers elsewhere."""
    namespace, _, local = name.rpartition(" ")
    if namespace != _SVG_NAMESPACE or local in _ACTIVE:
        raise _RefusedError
    for key, value in attributes.items():
        attribute = key.rpartition(" ")[2].lower()
        refers_outside = attribute in ("href", "src", "base") and not value.strip().startswith("#")
        if attribute.startswith("on") or refers_outside or _OUTSIDE.search(value):
            raise _RefusedError
