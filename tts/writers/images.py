"""The images of a publication as an EPUB can hold them (EPUB 3.3, section 3.2, "Core media types")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

from tts.model import Publication

_MEDIA_TYPES = {
    re.compile(rb"\x89PNG\r\n\x1a\n"): (".png", "image/png"),
    re.compile(rb"\xff\xd8\xff"): (".jpg", "image/jpeg"),
    re.compile(rb"GIF8[79]a"): (".gif", "image/gif"),
    re.compile(rb"RIFF.{4}WEBP", re.DOTALL): (".webp", "image/webp"),
    re.compile(rb"(?:\xef\xbb\xbf)?\s*<"): (".svg", "image/svg+xml"),
}
_SVG = "http://www.w3.org/2000/svg"
_MOVING = frozenset({"animate", "animateColor", "animateMotion", "animateTransform", "discard", "set"})
_ACTIVE = _MOVING | {"foreignObject", "handler", "script", "style"}
_OUTSIDE = re.compile(r"url\(\s*['\"]?(?!#)|@import|javascript:", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """An image file of the book: its path from the package document, its media type and its bytes."""

    path: str
    media_type: str
    data: bytes


def read_pictures(publication: Publication) -> tuple[dict[str, Picture], Picture | None]:
    """The images that can be shown, by their addresses in the article, and the cover."""
    by_file: dict[Path, Picture | None] = {}
    shown: dict[str, Picture] = {}
    for resource, file in publication.images.items():
        if file not in by_file:
            by_file[file] = _read(file, f"image-{len(by_file) + 1}")
        if picture := by_file[file]:
            shown[resource] = picture
    cover = publication.metadata.cover
    if cover is None or (own := _read(cover, "cover")) is None:
        return shown, None
    return shown, next((one for one in by_file.values() if one and one.data == own.data), own)


def _read(file: Path, name: str) -> Picture | None:
    data = file.read_bytes()
    for magic, (extension, media_type) in _MEDIA_TYPES.items():
        if magic.match(data):
            if extension == ".svg" and not _is_harmless(data):
                return None
            return Picture(path=f"images/{name}{extension}", media_type=media_type, data=data)
    return None


class _RefusedError(ValueError):
    """This drawing does more than draw."""


def _is_harmless(data: bytes) -> bool:
    """Whether an SVG is well-formed and draws only: no script, no movement, no entities, nothing from elsewhere."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = _check_element
    parser.StartDoctypeDeclHandler = _refuse
    parser.ProcessingInstructionHandler = _refuse
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, _RefusedError, ValueError):
        return False
    return True


def _refuse(*_: object) -> None:
    raise _RefusedError


def _check_element(name: str, attributes: dict[str, str]) -> None:
    namespace, _, local = name.rpartition(" ")
    if namespace != _SVG or local in _ACTIVE:
        raise _RefusedError
    for key, value in attributes.items():
        attribute = key.rpartition(" ")[2].lower()
        refers_outside = attribute in ("href", "src", "base") and not value.strip().startswith("#")
        if attribute.startswith("on") or refers_outside or _OUTSIDE.search(value):
            raise _RefusedError
