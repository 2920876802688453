"""`publication.json`: the metadata and files of an audiobook (Audiobooks, section 5; Publication Manifest)."""

from __future__ import annotations

import json
from typing import Any

from tts.clock import seconds
from tts.model import Publication
from tts.text.languages.tags import direction, well_formed
from tts.writers.markup import link_address
from tts.writers.markup.element import plain
from tts.writers.metadata import day, identifier, leaves_out_text, modified, mp3_track, narrators

_LINKED = "LinkedResource"


def manifest(publication: Publication) -> str:
    """Return the manifest as JSON. A member whose value is not known is left out."""
    metadata = publication.metadata
    language = well_formed(metadata.language)
    date = day(metadata) or ""
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
        "datePublished": date if len(date) == len("2026-05-17") else None,  # year, month and day are required
        "dateModified": modified(metadata) if metadata.date else None,
        "description": plain(metadata.description),
        "keywords": list(map(plain, metadata.tags)),
        "abridged": leaves_out_text(publication),
        **_accessibility(leaves_out_text(publication)),
        **_resources(publication),
    }
    lists = {name: [item for item in value if item] for name, value in members.items() if isinstance(value, list)}
    known = {name: value for name, value in (members | lists).items() if value not in (None, "", [])}
    return json.dumps(known, ensure_ascii=False, indent=1) + "\n"


def _accessibility(leaves_out: bool) -> dict[str, Any]:
    """Return what is true of every audiobook: all can be read, and all can be heard unless text is left out."""
    modes = ["textual"] if leaves_out else ["auditory", "textual"]
    summary = "An article read by a synthetic voice, with a table of contents and a transcript."
    if leaves_out:
        summary += " Some of it is in the transcript but not read, such as code or tables."
    return {
        "accessMode": ["auditory", "textual"],
        "accessModeSufficient": [{"type": "ItemList", "itemListElement": [mode]} for mode in modes],
        "accessibilityFeature": ["readingOrder", "structuralNavigation", "tableOfContents", "transcript"],
        "accessibilityHazard": ["none"],
        "accessibilitySummary": {"value": summary, "language": "en"},
    }


def _resources(publication: Publication) -> dict[str, Any]:
    """Return the sound, with its texts to be read and to be shown while it is heard, and the other files."""
    track, cover = mp3_track(publication), publication.cover
    duration = f"PT{seconds(publication.timeline.duration_ms):.3f}S"  # ISO 8601, section 5.5.2.2, in seconds alone
    transcript = {"type": _LINKED, "url": "transcript.html", "encodingFormat": "text/html"}
    captions = {"type": _LINKED, "url": "captions.vtt", "encodingFormat": "text/vtt"}
    resources: list[dict[str, Any]] = [
        {"type": _LINKED, "url": "toc.html", "encodingFormat": "text/html", "rel": "contents"},
        transcript,
        captions,
    ]
    if cover:
        name = {"value": "Cover", "language": "en"}
        picture = {"type": _LINKED, "url": cover.name, "encodingFormat": cover.media_type}
        resources.append({**picture, "rel": "cover", "name": name})
    sound = {
        "type": _LINKED,
        "url": track.path,
        "encodingFormat": track.media_type,
        "name": plain(publication.metadata.title),
        "duration": duration,
        "alternate": [transcript, captions],
    }
    return {"duration": duration, "readingOrder": [sound], "resources": resources}
