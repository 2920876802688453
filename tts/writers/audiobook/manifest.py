"""`publication.json`: what the audiobook is and what is in it (Audiobooks, section 5; Publication Manifest)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tts.clock import seconds
from tts.model import Image, Publication
from tts.writers.markup import direction, link_address, well_formed
from tts.writers.markup.element import plain
from tts.writers.metadata import day, identifier, modified, mp3_track, narrators

_LINKED = "LinkedResource"


def manifest(publication: Publication) -> str:
    """Return the manifest as JSON. A member whose value is not known is left out."""
    metadata = publication.metadata
    language = well_formed(metadata.language)
    members = {
        "@context": [
            "https://schema.org",
            "https://www.w3.org/ns/pub-context",
            {"language": language, "direction": direction(metadata.language)} if language else None,
        ],
        "conformsTo": "https://www.w3.org/TR/audiobooks/",
        "type": "Audiobook",
        "id": identifier(metadata),
        "url": link_address(metadata.source_url),
        "name": plain(metadata.title),
        "author": list(map(plain, metadata.authors)),
        "readBy": list(narrators(publication)),
        "inLanguage": language,
        "readingProgression": direction(metadata.language),
        "datePublished": day(metadata) if _is_whole(day(metadata)) else None,
        "dateModified": f"{modified(metadata):%Y-%m-%dT%H:%M:%SZ}" if metadata.date else None,
        "description": plain(metadata.description),
        "keywords": list(map(plain, metadata.tags)),
        "abridged": _leaves_out(publication),
        **_accessibility(publication),
        "duration": _duration(publication.timeline.duration_ms),
        "readingOrder": [_sound(publication)],
        "resources": list(_resources(publication.cover)),
    }
    return json.dumps(_known(members), ensure_ascii=False, indent=1) + "\n"


def _known(members: dict[str, Any]) -> dict[str, Any]:
    lists = {name: [one for one in value if one] for name, value in members.items() if isinstance(value, list)}
    return {name: value for name, value in (members | lists).items() if value not in (None, "", [])}


def _is_whole(date: str | None) -> bool:
    """Whether year, month and day are known, as the manifest wants them."""
    return date is not None and len(date) == len("2026-05-17")


def _accessibility(publication: Publication) -> dict[str, Any]:
    """What is true of every audiobook of ours: all can be read; all can be heard if nothing was left out."""
    modes = ["textual"] if _leaves_out(publication) else ["auditory", "textual"]
    left_out = " Some of it is in the transcript but not read, such as code or tables."
    return {
        "accessMode": ["auditory", "textual"],
        "accessModeSufficient": [{"type": "ItemList", "itemListElement": [mode]} for mode in modes],
        "accessibilityFeature": ["readingOrder", "structuralNavigation", "tableOfContents", "transcript"],
        "accessibilityHazard": ["none"],
        "accessibilitySummary": {
            "value": "An article read by a synthetic voice, with a table of contents and a transcript."
            + (left_out if _leaves_out(publication) else ""),
            "language": "en",
        },
    }


def _leaves_out(publication: Publication) -> bool:
    """Whether words that stand in the transcript are not heard."""
    return any(
        block.skipped and block.text
        for section in publication.sections
        for top in section.blocks
        for block in top.all()
    )


def _sound(publication: Publication) -> dict[str, Any]:
    """The one resource that is played, and the same as text: to be read, and to be shown while it is heard."""
    track = mp3_track(publication)
    return {
        "type": _LINKED,
        "url": track.path,
        "encodingFormat": track.media_type,
        "name": plain(publication.metadata.title),
        "duration": _duration(publication.timeline.duration_ms),
        "alternate": [
            {"type": _LINKED, "url": "transcript.html", "encodingFormat": "text/html"},
            {"type": _LINKED, "url": "captions.vtt", "encodingFormat": "text/vtt"},
        ],
    }


def _resources(cover: Image | None) -> Iterator[dict[str, Any]]:
    yield {"type": _LINKED, "url": "toc.html", "encodingFormat": "text/html", "rel": "contents"}
    yield {"type": _LINKED, "url": "transcript.html", "encodingFormat": "text/html"}
    yield {"type": _LINKED, "url": "captions.vtt", "encodingFormat": "text/vtt"}
    if cover:
        name = {"value": "Cover", "language": "en"}
        yield {"type": _LINKED, "url": cover.name, "encodingFormat": cover.media_type, "rel": "cover", "name": name}


def _duration(ms: int) -> str:
    """ISO 8601, section 5.5.2.2, in seconds alone."""
    return f"PT{seconds(ms):.3f}S"
