"""The images that an article names -> the files beside it that editions with text take in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote

from tts.model import Section

LARGEST_BYTES = 16_000_000
"""Of one image. What is larger stays outside; its words are in the edition."""
_MAGIC = (
    re.compile(rb"\x89PNG\r\n\x1a\n"),
    re.compile(rb"\xff\xd8\xff"),
    re.compile(rb"GIF8[79]a"),
    re.compile(rb"RIFF.{4}WEBP", re.DOTALL),
    re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|!--|svg\b)"),
)


def pictures(sections: Iterable[Section], folder: Path) -> dict[str, Path]:
    """The files in `folder`, the article's, that images of `sections` name, by their addresses as written.

    Nothing outside of it is looked at, and nothing but files that begin as PNG, JPEG, GIF, WebP or SVG do.
    """
    found = ((resource, _file(resource, folder.resolve())) for resource in dict.fromkeys(_resources(sections)))
    return {resource: file for resource, file in found if file is not None}


def _resources(sections: Iterable[Section]) -> Iterator[str]:
    for section in sections:
        for top in section.blocks:
            yield from (block.resource for block in top.all() if block.resource)


def _file(resource: str, folder: Path) -> Path | None:
    name = unquote(re.split("[?#]", resource, maxsplit=1)[0])
    for written in dict.fromkeys((resource, name)):
        try:
            file = (folder / written).resolve()
            if file.is_relative_to(folder) and file.is_file() and _is_image(file):
                return file
        except (OSError, ValueError):  # no name that a file could have, a loop of links, nothing we may read
            continue
    return None


def _is_image(file: Path) -> bool:
    if not 0 < file.stat().st_size <= LARGEST_BYTES:
        return False
    with file.open("rb") as opened:
        head = opened.read(64)
    return any(magic.match(head) for magic in _MAGIC)
