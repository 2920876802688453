"""What editions with text say of themselves, from what is known of the article and of nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from tts.formats import MP3
from tts.model import Metadata, Publication, Track

NO_DATE = datetime(1980, 1, 1, tzinfo=UTC)
"""Stands where a format demands a time and the article has none; it is the first that a ZIP file can hold."""


def slug(publication: Publication) -> str:
    """The name of the package, which its tracks have too."""
    return Path(publication.tracks[0].path).stem


def mp3_track(publication: Publication) -> Track:
    """The MP3 file, which is made for every edition with text."""
    return next(track for track in publication.tracks if track.media_type == MP3.media_type)


def day(metadata: Metadata) -> str | None:
    """The article's date as `2026-03-14`, None where it has none."""
    return metadata.date[:10] if metadata.date else None


def modified(metadata: Metadata) -> datetime:
    """When the article was last changed, as far as it says, in UTC; `NO_DATE` where it does not."""
    if not metadata.date:
        return NO_DATE
    if len(metadata.date) <= len("2026-03-14"):
        return datetime.combine(date.fromisoformat(metadata.date), datetime.min.time(), UTC)
    moment = datetime.fromisoformat(metadata.date)
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def narrators(publication: Publication) -> Iterator[str]:
    """Each voice that speaks, and that it is no person; the one of the article's language first."""
    voices = publication.voices
    own = voices[publication.metadata.language]
    for name in dict.fromkeys(voice.name or voice.id for voice in (own, *voices.values())):
        yield f"{name} (synthetic voice, {publication.engine.name} {publication.engine.version})"
