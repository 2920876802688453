"""One package as the library lists it: metadata from its manifest, and its files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from os import fsencode
from pathlib import Path
from struct import unpack_from
from typing import Any
from urllib.parse import quote

from tts.files import read_beginning
from tts.formats import BY_MEDIA_TYPE
from tts.library.edition import Edition, read_edition
from tts.library.members import read_duration_ms, read_table, read_tables, read_text, read_texts
from tts.model import Metadata
from tts.noun import noun
from tts.text.languages.tags import UNDETERMINED, well_formed
from tts.writers.metadata import identifier

PAGE, TRANSCRIPT = "index.html", "transcript.txt"
_COVER = "cover.png"
_FEED_COVER_PX = range(1400, 3001)
_UNRESERVED = re.compile("[A-Za-z0-9._~-]+")  # RFC 3986, section 2.3


@noun
class AudioFile:
    """An audio file of a package."""

    name: str
    media_type: str
    size_bytes: int


@noun
class LibraryItem:
    """A package. `slug` is the name of its folder, `sizes` has the size in bytes of each of its files by name.

    `identifier` is that of its read-along page and its editions, under which browsers keep where a listener is in it.

    `published` is None if the article has no valid date. `cover` is the name of the cover's file, "" if there is none;
    `cover_px` is the side of the cover if a feed can show it, else 0. `edition` is None if it is a single article.
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
    audio_files: tuple[AudioFile, ...]
    sizes: Mapping[str, int]
    identifier: str = ""
    key_points: tuple[str, ...] = ()
    cover: str = ""
    cover_px: int = 0
    edition: Edition | None = None

    def path(self, name: str) -> str:
        """Return the relative address of the package's file `name`, as seen from the folder of the packages."""
        # To quote is slow, and the names of Articast need it not.
        return "/".join(
            part if _UNRESERVED.fullmatch(part) else quote(fsencode(part), safe="") for part in (self.slug, name)
        )


def read_item(folder: Path, members: Mapping[str, Any], sizes: Mapping[str, int]) -> LibraryItem | None:
    """Return the package in `folder`, or None if its manifest is not that of a package with audio.

    `members` are the first members of the manifest, `sizes` the sizes in bytes of the files in `folder` by name.
    Files that are older than the package are not among those of the item.

    Raises:
        OSError: the cover cannot be read.
    """
    metadata = read_table(members, "metadata")
    older = {str(name) for names in read_table(members, "older").values() if isinstance(names, list) for name in names}
    sizes = {name: size for name, size in sizes.items() if name not in older}
    audio_files = _list_audio_files(read_tables(members, "tracks"), sizes)
    duration_ms = read_duration_ms(metadata, "duration_ms")
    if not audio_files or duration_ms is None:
        return None
    cover = next((name for name in (read_text(metadata, "cover"), _COVER) if sizes.get(name)), "")
    published, has_time = _parse_date(metadata.get("date"))
    key_points = (" ".join(point.split()) for point in read_texts(members, "key_points"))
    return LibraryItem(
        slug=folder.name,
        source=read_text(read_table(members, "options"), "source") or folder.name,
        title=read_text(metadata, "title") or folder.name,
        language=well_formed(read_text(metadata, "language")) or UNDETERMINED,
        duration_ms=duration_ms,
        published=published,
        has_time=has_time,
        authors=read_texts(metadata, "authors"),
        description=read_text(metadata, "description"),
        tags=read_texts(metadata, "tags"),
        audio_files=audio_files,
        sizes=sizes,
        identifier=_identify(metadata),
        key_points=tuple(filter(None, key_points)),
        cover=cover,
        cover_px=_read_feed_cover_px(folder / cover) if cover else 0,
        edition=read_edition(members),
    )


def _identify(metadata: Mapping[str, Any]) -> str:
    """Return the identifier of an edition with these members in its manifest, exactly as they are in it."""
    title, language, date, source_url = (metadata.get(name) for name in ("title", "language", "date", "source_url"))
    return identifier(
        Metadata(
            title=title if isinstance(title, str) else "",
            authors=read_texts(metadata, "authors"),
            date=date if isinstance(date, str) else None,
            language=language if isinstance(language, str) else "",
            source_url=source_url if isinstance(source_url, str) else "",
        )
    )


def _list_audio_files(tracks: Iterable[Mapping[str, Any]], sizes: Mapping[str, int]) -> tuple[AudioFile, ...]:
    """Return the tracks whose files exist, in the order of `tts.formats`."""
    files = [(read_text(track, "path"), read_text(track, "media_type").partition(";")[0]) for track in tracks]
    return tuple(
        AudioFile(name=name, media_type=media_type, size_bytes=sizes[name])
        for known in BY_MEDIA_TYPE
        for name, media_type in files
        if media_type == known and sizes.get(name)
    )


def _parse_date(text: Any) -> tuple[datetime | None, bool]:
    """Return a date of ISO 8601, with or without a time, as UTC, and whether it has a time; None if it is invalid."""
    try:
        if len(text) <= len("2026-03-14"):
            return datetime.combine(date.fromisoformat(text), datetime.min.time(), UTC), False
        moment = datetime.fromisoformat(text)
        return (moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)), True
    except (TypeError, ValueError, OverflowError):
        return None, False


def _read_feed_cover_px(file: Path) -> int:
    """Return the side of a PNG image from its first chunk (PNG, section 11.2.1), 0 if no feed can show the image."""
    start = read_beginning(file, 24)
    if len(start) < 24 or not start.startswith(b"\x89PNG\r\n\x1a\n"):
        return 0
    width, height = unpack_from(">LL", start, 16)
    return width if width == height and width in _FEED_COVER_PX else 0
