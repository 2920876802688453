"""One package as a library shows it: what its manifest says, and which files are there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from os import fsencode
from pathlib import Path
from struct import unpack_from
from typing import Any
from urllib.parse import quote

from tts.formats import BY_MEDIA_TYPE
from tts.writers.markup import well_formed

PAGE, TRANSCRIPT = "index.html", "transcript.txt"
_COVER = "cover.png"
_COVER_PX = range(1400, 3001)
_MOST_MS = 10**12  # some thirty years


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """An audio file of a package."""

    name: str
    media_type: str
    size_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryItem:
    """A package. `slug` is its folder's name, `sizes` the size in bytes of each of its files.

    `published` is None where the article has no date, or what is no date. `cover` is the name of its image, "" for
    none; `cover_px` is 0 unless that is a square that a feed can show.
    """

    slug: str
    source: str
    title: str
    language: str
    duration_ms: int
    published: datetime | None
    has_time: bool
    authors: tuple[str, ...]
    description: str
    tags: tuple[str, ...]
    sounds: tuple[Sound, ...]
    sizes: Mapping[str, int]
    cover: str = ""
    cover_px: int = 0

    def path(self, name: str) -> str:
        """The address of one of the package's files from the folder of the packages on."""
        return "/".join(quote(fsencode(part), safe="") for part in (self.slug, name))


def read_item(folder: Path, members: Mapping[str, Any], sizes: Mapping[str, int]) -> LibraryItem | None:
    """The package in `folder`, whose manifest begins with `members`; None if these are not those of a package.

    `sizes` are those of its files in bytes.

    Raises:
        OSError: the cover cannot be read.
    """
    metadata, options = _table(members, "metadata"), _table(members, "options")
    cover = next((name for name in (_text(metadata, "cover"), _COVER) if sizes.get(name)), "")
    published, has_time = _moment(metadata.get("date"))
    duration_ms = metadata.get("duration_ms")
    sounds = tuple(_sounds(members.get("tracks"), sizes))
    if not sounds or type(duration_ms) is not int or not 0 <= duration_ms <= _MOST_MS:
        return None
    return LibraryItem(
        slug=folder.name,
        source=_text(options, "source") or folder.name,
        title=_text(metadata, "title") or folder.name,
        language=well_formed(_text(metadata, "language")) or "und",
        duration_ms=duration_ms,
        published=published,
        has_time=has_time,
        authors=_texts(metadata, "authors"),
        description=_text(metadata, "description"),
        tags=_texts(metadata, "tags"),
        sounds=sounds,
        sizes=sizes,
        cover=cover,
        cover_px=_side_px(folder / cover) if cover else 0,
    )


def _table(members: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = members.get(name)
    return found if isinstance(found, dict) else {}


def _text(members: Mapping[str, Any], name: str) -> str:
    found = members.get(name)
    return " ".join(found.split()) if isinstance(found, str) else ""


def _texts(members: Mapping[str, Any], name: str) -> tuple[str, ...]:
    found = members.get(name)
    return tuple(one for one in found if isinstance(one, str)) if isinstance(found, list) else ()


def _sounds(tracks: Any, sizes: Mapping[str, int]) -> Iterator[Sound]:
    """Those tracks of which the file is there, in the order of `tts.formats`."""
    for wanted in BY_MEDIA_TYPE:
        for track in tracks if isinstance(tracks, list) else ():
            told = track if isinstance(track, dict) else {}
            name, media_type = _text(told, "path"), _text(told, "media_type").partition(";")[0]
            if media_type == wanted and sizes.get(name):
                yield Sound(name=name, media_type=media_type, size_bytes=sizes[name])


def _moment(text: Any) -> tuple[datetime | None, bool]:
    """A date, or date and time, of ISO 8601 in UTC, and whether it has a time."""
    try:
        if len(text) <= len("2026-03-14"):
            return datetime.combine(date.fromisoformat(text), datetime.min.time(), UTC), False
        moment = datetime.fromisoformat(text)
        return (moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)), True
    except (TypeError, ValueError, OverflowError):
        return None, False


def _side_px(file: Path) -> int:
    """The side of a PNG image as its first chunk has it (PNG, section 11.2.1), 0 if no feed can show it."""
    with file.open("rb") as opened:
        start = opened.read(24)
    if len(start) < 24 or not start.startswith(b"\x89PNG\r\n\x1a\n"):
        return 0
    width, height = unpack_from(">LL", start, 16)
    return width if width == height and width in _COVER_PX else 0
