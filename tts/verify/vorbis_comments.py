"""Vorbis comments against the manifest (Ogg Vorbis I specification, section 5): what Opus and FLAC have in common."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count, takewhile
from pathlib import Path

from tts.verify.chapter_lists import compare
from tts.verify.clocks import to_ms
from tts.verify.findings import Findings
from tts.verify.manifest import Manifest, ManifestChapter
from tts.verify.tags import GENRE, check_texts, line

_TIME = re.compile(r"(\d{2,4}):([0-5]\d):([0-5]\d)\.(\d{3})")


@dataclass(slots=True, kw_only=True)
class Comments:
    """The values of each name in capitals, in order. `pictures` are in base64 and apart."""

    texts: dict[str, list[str]] = field(default_factory=dict)
    pictures: list[bytes] = field(default_factory=list)

    def first(self, name: str) -> str:
        """Return the first value of `name`, "" if it has none."""
        return self.texts.get(name, [""])[0]


def read_comments(data: bytes) -> Comments:
    """Read the comments from the name of the encoder on.

    Raises:
        ValueError: they are cut off, or not text.
    """
    comments = Comments()
    offset = 4 + int.from_bytes(data[:4], "little")
    number = int.from_bytes(data[offset : offset + 4], "little")
    offset += 4
    for _ in range(number):
        size = int.from_bytes(data[offset : offset + 4], "little")
        if offset + 4 + size > len(data):
            raise ValueError("they are cut off")
        name, _, value = data[offset + 4 : offset + 4 + size].partition(b"=")
        offset += 4 + size
        if name == b"METADATA_BLOCK_PICTURE":
            comments.pictures.append(value)
        else:
            comments.texts.setdefault(name.decode("ascii").upper(), []).append(value.decode("utf-8"))
    return comments


def read_picture(block: bytes) -> bytes:
    """Return the image in a picture block (RFC 9639, section 8.8)."""
    offset = 4
    for _ in ("media type", "description"):
        offset += 4 + int.from_bytes(block[offset : offset + 4], "big")
    return block[offset + 20 :]


def read_chapters(comments: Comments) -> Iterator[ManifestChapter]:
    """Yield the chapters (wiki.xiph.org, Chapter Extension): `CHAPTER001` is a time, `CHAPTER001NAME` a title.

    Raises:
        ValueError: a time is not one.
    """
    for name in takewhile(comments.texts.__contains__, (f"CHAPTER{number:03}" for number in count(1))):
        time = _TIME.fullmatch(comments.first(name))
        if time is None:
            raise ValueError(f"{name} is not a time")
        yield ManifestChapter(title=comments.first(f"{name}NAME"), start_ms=to_ms(*time.groups()))


def check_comments(path: Path, comments: Comments, chapters: list[ManifestChapter], manifest: Manifest) -> Findings:
    """Compare texts and chapters with those of the manifest."""
    metadata = manifest.metadata
    expected = {
        "TITLE": line(metadata["title"]),
        "ALBUM": line(metadata.get("series", metadata["title"])),
        "ARTIST": "; ".join(filter(None, map(line, metadata.get("authors", ())))),
        "GENRE": GENRE,
        "DATE": line(metadata.get("date", "")),
        "LANGUAGE": line(metadata["language"]),
        "DESCRIPTION": line(metadata.get("description", "")),
        "WWWAUDIOSOURCE": line(metadata.get("source_url", "")),
    }
    yield from check_texts(path.name, {name: "; ".join(values) for name, values in comments.texts.items()}, expected)
    yield from compare(path.name, chapters, manifest.chapters, fold=line)
