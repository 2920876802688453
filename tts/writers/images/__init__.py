"""The images of an article and its cover: found in its folder, read and checked once, named for the editions.

Whatever is wrong with one is a problem for its author to know, and never one for the article.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Collection, Iterable, Mapping
from dataclasses import field
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from urllib.parse import unquote_to_bytes

from tts.files import TooLargeFileError, read_file
from tts.model import MAX_IMAGE_BYTES, Image, Metadata, Section
from tts.noun import noun
from tts.regex import regex
from tts.writers.images.addresses import ImageFolder, NoFileError, names_file
from tts.writers.images.drawings import find_danger
from tts.writers.images.pixels import (
    GIF,
    JPEG,
    PNG,
    WEBP,
    BadImageError,
    Picture,
    read_media_type,
    read_picture,
    to_png_or_jpeg,
)

MAX_IMAGES_BYTES = 256_000_000
"""Those of one article that are together larger stay out of the editions, as all of them are in memory."""
SVG = "image/svg+xml"
EXTENSIONS = {PNG: ".png", JPEG: ".jpg", GIF: ".gif", WEBP: ".webp", SVG: ".svg"}
"""The extension of the files of each media type of images that editions show."""
_COVER_TYPES = (PNG, JPEG)  # those that every tag and player knows
_KINDS = {
    **dict.fromkeys((".jpg", ".jpeg", ".jpe", ".jfif"), "JPEG"),
    **dict.fromkeys((".png", ".apng"), "PNG"),
    **dict.fromkeys((".tif", ".tiff"), "TIFF"),
    **{f".{kind.lower()}": kind for kind in ("GIF", "WEBP", "SVG", "AVIF", "BMP")},
}
"""What the extensions of files say about them."""
_IS_SVG = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|!--|!DOCTYPE\s+svg\b|svg\b)")
UNREADABLE = "unreadable"
"""The state of an input: the package is made again when it can be read."""
_DATA = regex(r"data:[^,]*?(;base64)?,", re.IGNORECASE)
_TOO_LARGE = (f"is larger than {MAX_IMAGE_BYTES // 1_000_000} MB", "Make it smaller.")
_MAX_HASHED_BYTES = 2 * MAX_IMAGE_BYTES
_MAX_INPUTS = 1000  # that are missing, and that a manifest records
_NO_FILES: Mapping[str, bytes] = MappingProxyType({})
_MAX_SHOWN = 60  # characters of an address in a message


@noun
class ImageProblem:
    """What is wrong with the image that the article names by `address`: a sentence, and one with the next step."""

    address: str
    what: str


@noun
class FoundImages:
    """The images that the editions show, by their addresses as written, and what is wrong with others.

    `inputs` are the files in the article's folder that were looked at, by their paths from it, each with its
    `file_state`; for a file that was not found there is the address with None.
    """

    images: Mapping[str, Image] = field(default_factory=dict)
    problems: tuple[ImageProblem, ...] = ()
    inputs: Mapping[str, str | None] = field(default_factory=dict)


def find_images(sections: Iterable[Section], folder: Path, inside: Mapping[str, bytes] = _NO_FILES) -> FoundImages:
    """Return the images in `folder`, the article's, or `inside` its document, that `sections` name.

    Nothing outside of the folder is looked at.
    """
    blocks = (block for section in sections for top in section.blocks for block in top.all())
    reader = _Reader(folder, inside)
    images: dict[str, Image] = {}
    for address in dict.fromkeys(block.resource for block in blocks if block.resource):
        image = reader.read(address, "image")
        if image:
            images[address] = image
    return reader.result(images)


def find_cover(metadata: Metadata, folder: Path, inside: Mapping[str, bytes] = _NO_FILES) -> FoundImages:
    """Return the cover that the article in `folder` names, as the only image; without it, `draw_cover` makes one.

    It may be `inside` the article's document.
    """
    reader = _Reader(folder, inside)
    for address in (metadata.cover, *metadata.pictures):
        # The address of a picture is often one within a site, so that a missing one is no mistake
        cover = reader.read(address, "cover", may_be_missing=address != metadata.cover) if address else None
        if cover:
            return reader.result({address: cover})
    if metadata.cover and not names_file(metadata.cover):
        error = BadImageError("is not a file", "Put the image into the article's folder, and name that.")
        reader.problems.append(_problem(metadata.cover, "cover", error))
    return reader.result({})


def make_cover(metadata: Metadata) -> Image:
    """Return a cover that is drawn from the metadata of an article."""
    from tts.writers.cover import draw_cover

    return _image("cover.png", PNG, draw_cover(metadata))


def convert_image(image: Image, media_types: Collection[str]) -> Image | None:
    """Return `image` as one of `media_types`, of which PNG and JPEG are two; None if it is a drawing, or broken."""
    if image.media_type in media_types:
        return image
    if image.media_type == SVG:
        return None
    try:
        data, media_type = to_png_or_jpeg(image.data)
    except BadImageError:  # it is of a package, of which only the header was looked at
        return None
    return _image(Path(image.name).stem + EXTENSIONS[media_type], media_type, data)


def require_image(data: bytes, media_type: str) -> None:
    """Check by its header that `data` is an image of this type that editions may show, without decoding it.

    Raises:
        BadImageError: it is of another type, has too many pixels, or is a drawing that does more than draw.
    """
    if media_type == SVG:
        _read_drawing(data)
    elif read_media_type(data) != media_type:
        raise BadImageError("is of another kind than its name says", "Save it again.")


def file_state(path: Path) -> str:
    """Return the SHA-256 of a file, its size if it is larger than any input may be, or that it cannot be read."""
    return read_state(path)[0]


def read_state(path: Path) -> tuple[str, bytes | None]:
    """Return the `file_state` of a file, and its bytes if they have been read."""
    try:
        data = read_file(path, _MAX_HASHED_BYTES)
    except TooLargeFileError as error:
        return f"{error.size_bytes} bytes", None
    except OSError:
        return UNREADABLE, None
    return sha256(data).hexdigest(), data


class _Reader:
    """Reads images one after another, each file once."""

    def __init__(self, folder: Path, inside: Mapping[str, bytes]) -> None:
        self.problems: list[ImageProblem] = []
        self._folder = ImageFolder(folder)
        self._inside = inside
        self._inputs: dict[str, str | None] = {}
        self._missing = 0
        self._read: dict[str, Image | BadImageError] = {}
        self._count = self._size = 0

    def result(self, images: Mapping[str, Image]) -> FoundImages:
        """Return `images` with all that was noted while they were read."""
        return FoundImages(images=images, problems=tuple(self.problems), inputs=self._inputs)

    def read(self, address: str, kind: str, *, may_be_missing: bool = False) -> Image | None:
        """Return the image at `address`, a `kind` of image; note what is wrong with it."""
        is_data = _DATA.match(address) is not None
        if not (is_data or address in self._inside or names_file(address)):
            return None
        try:
            if address in self._inside:
                return self._check(address, kind, self._inside[address], "")
            return self._read_data(address, kind) if is_data else self._read_file(address, kind)
        except NoFileError as error:
            self._missing += 1
            if len(address) <= _MAX_INPUTS and self._missing <= _MAX_INPUTS:
                self._inputs.setdefault(address, None)
            if not may_be_missing:
                self.problems.append(_problem(address, kind, error))
        except BadImageError as error:
            self.problems.append(_problem(address, kind, error))
        return None

    def _read_data(self, address: str, kind: str) -> Image:
        """Return the image that is in its address itself (RFC 2397)."""
        match = _DATA.match(address)
        data = unquote_to_bytes(address[match.end() :]) if match else b""
        try:
            data = b64decode(data) if match and match[1] else data
        except ValueError:
            raise BadImageError("is broken or cut off", "Save it as a file.") from None
        return self._check(address, kind, data, "")

    def _read_file(self, address: str, kind: str) -> Image:
        """Return the image in the file that an address names, which is one for all addresses of the file."""
        path = self._folder.find(address)
        name = self._folder.relative(path)
        if name not in self._read:
            try:
                self._inputs[name] = file_state(path)
                data = read_file(path, MAX_IMAGE_BYTES)
                self._inputs[name] = sha256(data).hexdigest()
                self._read[name] = self._check(address, kind, data, path.suffix)
            except TooLargeFileError:
                self._read[name] = BadImageError(*_TOO_LARGE)
            except OSError as error:
                self._inputs[name] = UNREADABLE
                raise BadImageError(f"cannot be read ({error.strerror})", "Change its permissions.") from None
            except BadImageError as error:
                self._read[name] = error
        read = self._read[name]
        if isinstance(read, BadImageError):
            raise read
        return read

    def _check(self, address: str, kind: str, data: bytes, suffix: str) -> Image:
        """Return the image in `data`, converted if no edition could show it; note what is worth knowing about it."""
        if not data:
            raise BadImageError("is empty", "Save it again.")
        if len(data) > MAX_IMAGE_BYTES:
            raise BadImageError(*_TOO_LARGE)
        picture = _read_drawing(data) if _IS_SVG.match(data) else read_picture(data)
        data, media_type = picture.data, picture.media_type
        if kind == "cover" and media_type not in _COVER_TYPES:
            if media_type == SVG:
                raise BadImageError("is an SVG drawing, which players cannot show", "Save it as PNG.")
            data, media_type = to_png_or_jpeg(data)
        if self._size + len(data) > MAX_IMAGES_BYTES:
            raise BadImageError("is one too many for an article", "Make its images smaller.")
        if picture.moved:
            notice = "has several pictures, of which the first is shown. Save the one to show as PNG."
            self.problems.append(_note(address, kind, notice))
        if _KINDS.get(suffix.lower(), picture.kind) != picture.kind:
            self.problems.append(_note(address, kind, f"is in truth of the kind {picture.kind}. Rename it."))
        self._size += len(data)
        self._count += 1
        stem = kind if kind == "cover" else f"image-{self._count}"
        return _image(stem + EXTENSIONS[media_type], media_type, data)


def _read_drawing(data: bytes) -> Picture:
    """Return the SVG in `data`; raise BadImageError if it does more than draw."""
    if danger := find_danger(data):
        raise BadImageError(danger, "Save it as PNG.")
    return Picture(media_type=SVG, data=data, kind="SVG")


def _image(name: str, media_type: str, data: bytes) -> Image:
    """Return the noun of an image."""
    return Image(name=name, media_type=media_type, source=data, sha256=sha256(data).hexdigest())


def _problem(address: str, kind: str, error: BadImageError) -> ImageProblem:
    """Return the problem of an image that the editions do not show."""
    consequence = "one is drawn" if kind == "cover" else "it is left out"
    return _note(address, kind, f"{error.cause}, so {consequence}. {error.next_step}")


def _note(address: str, kind: str, what: str) -> ImageProblem:
    """Return a problem whose sentence begins with the image."""
    shown = address if len(address) <= _MAX_SHOWN else f"{address[: _MAX_SHOWN - 1]}…"
    return ImageProblem(address=address, what=f"the {kind} '{shown}' {what}")
