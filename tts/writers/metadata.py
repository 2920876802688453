"""The metadata of editions with text, taken from the article's metadata and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from tts import __version__
from tts.formats import MP3
from tts.model import Metadata, Publication, Section, Track, Voice

GENERATOR = f"Articast {__version__}"
"""The name of the program that made an edition."""
NO_DATE = "1980-01-01"
"""The date of an article without one where a format requires a date: the first that a ZIP file can hold."""


def slug(publication: Publication) -> str:
    """Return the name of the package, which is also that of its tracks."""
    return Path(publication.tracks[0].path).stem


def mp3_track(publication: Publication) -> Track:
    """Return the MP3 file, which is made for every edition with text."""
    return next(track for track in publication.tracks if track.media_type == MP3.media_type)


def section_title(section: Section, metadata: Metadata) -> str:
    """Return the title of `section`, or the article's if the section has none."""
    return section.title.strip() or metadata.title


def identifier(metadata: Metadata) -> str:
    """Return a `urn:uuid:` that depends on address, title, authors, date and language (RFC 9562, section 5.5).

    It is the same in all editions of an article.
    """
    facts = (metadata.source_url, metadata.title, metadata.authors, metadata.date, metadata.language)
    return uuid5(NAMESPACE_URL, json.dumps(["articast", *facts])).urn


def day(metadata: Metadata) -> str | None:
    """Return the article's date as `2026-03-14`, None if it has none."""
    return metadata.date[:10] if metadata.date else None


def modified(metadata: Metadata) -> str:
    """Return the article's date and time in UTC as `2026-03-14T00:00:00Z`, `NO_DATE` if it has none."""
    moment = datetime.fromisoformat(metadata.date or NO_DATE)
    moment = moment.astimezone(UTC) if moment.tzinfo else moment
    return f"{moment.replace(tzinfo=None).isoformat(timespec='seconds')}Z"  # `strftime` writes the year 1 as `1`


def narrators(publication: Publication) -> Iterator[str]:
    """Yield each voice, marked as a synthetic one; the voice of the article's language comes first."""
    for voice in dict.fromkeys(_voices(publication)):
        engine = publication.engines.get(voice.engine, publication.engine)
        yield f"{voice.name or voice.id} (synthetic voice, {engine.name} {engine.version})"


def voice_names(publication: Publication) -> tuple[str, ...]:
    """Return the name of each voice once; the voice of the article's language comes first."""
    return tuple(dict.fromkeys(voice.name or voice.id for voice in _voices(publication)))


def _voices(publication: Publication) -> tuple[Voice, ...]:
    """Return the voices, some of them several times; the voice of the article's language comes first."""
    own = publication.voices[publication.metadata.language]
    return (own, *publication.voices.values(), *publication.cast.values())


def host_name(address: str) -> str:
    """Return the host of an address, "" if it has none."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:  # such as brackets that do not hold an IPv6 address
        return ""


def leaves_out_text(publication: Publication) -> bool:
    """Return whether the edition shows text that is not heard, such as code."""
    blocks = (block for section in publication.sections for block in section.all_blocks())
    return any(block.skipped and block.text for block in blocks)
