"""`publication.json`: the metadata and files of an audiobook (Audiobooks, section 5; Publication Manifest)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from tts.clock import seconds
from tts.formats import MP3
from tts.model import Publication, Series
from tts.text.languages.tags import direction, well_formed
from tts.writers.audiobook.tracks import AudiobookTrack
from tts.writers.markup import link_address
from tts.writers.markup.element import plain
from tts.writers.metadata import day, identifier, leaves_out_text, modified, narrators

_LINKED = "LinkedResource"


def manifest(publication: Publication, tracks: Sequence[AudiobookTrack]) -> str:
    """Return the manifest as JSON. A member whose value is not known is left out."""
    metadata = publication.metadata
    language = well_formed(metadata.language)
    languages = [language, *(well_formed(part.language) for part in publication.parts)]
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
        "author": list(map(plain, metadata.authors or _article_authors(publication))),
        "readBy": list(narrators(publication)),
        "inLanguage": language if len(set(languages)) == 1 else list(dict.fromkeys(languages)),
        "readingProgression": direction(metadata.language),
        "datePublished": date if len(date) == len("2026-05-17") else None,  # year, month and day are required
        "dateModified": modified(metadata) if metadata.date else None,
        "description": plain(metadata.description),
        "keywords": list(map(plain, metadata.tags)),
        "abridged": leaves_out_text(publication),
        **_series(publication.series),
        **_accessibility(publication),
        **_resources(publication, tracks),
    }
    lists = {name: [item for item in value if item] for name, value in members.items() if isinstance(value, list)}
    known = {name: value for name, value in (members | lists).items() if value not in (None, "", [])}
    return json.dumps(known, ensure_ascii=False, indent=1) + "\n"


def _article_authors(publication: Publication) -> Iterable[str]:
    """Return the authors of the articles of an edition, each once."""
    return dict.fromkeys(author for part in publication.parts for author in part.authors)


def _series(series: Series | None) -> dict[str, Any]:
    """Return the newspaper and the number of this edition, in words of Schema.org that Publication Manifest allows."""
    if series is None:
        return {}
    name = plain(series.title)
    return {"publisher": name, "isPartOf": {"type": "Periodical", "name": name}, "position": series.number}


def _accessibility(publication: Publication) -> dict[str, Any]:
    """Return what is true of every audiobook: all can be read, and all can be heard unless text is left out."""
    leaves_out = leaves_out_text(publication)
    modes = ["textual"] if leaves_out else ["auditory", "textual"]
    summary = "An article read by a synthetic voice, with a table of contents and a transcript."
    if publication.parts:
        count = sum(part.kind == "article" for part in publication.parts)
        articles = f"{count} articles" if count != 1 else "One article"
        summary = (
            f"{articles} read by synthetic voices, each in a track of its own with a transcript. "
            "The table of contents has sections, articles and their headings."
        )
    if leaves_out:
        summary += " Some of it is in the transcript but not read, such as code or tables."
    return {
        "accessMode": ["auditory", "textual"],
        "accessModeSufficient": [{"type": "ItemList", "itemListElement": [mode]} for mode in modes],
        "accessibilityFeature": ["readingOrder", "structuralNavigation", "tableOfContents", "transcript"],
        "accessibilityHazard": ["none"],
        "accessibilitySummary": {"value": summary, "language": "en"},
    }


def _resources(publication: Publication, tracks: Sequence[AudiobookTrack]) -> dict[str, Any]:
    """Return the sound, with its texts to be read and to be shown while it is heard, and the other files."""
    cover = publication.cover
    texts: list[dict[str, Any]] = []
    sounds = []
    for track in tracks:
        transcript = {"type": _LINKED, "url": track.transcript, "encodingFormat": "text/html"}
        captions = {"type": _LINKED, "url": track.captions, "encodingFormat": "text/vtt"}
        texts += [transcript, captions]
        sounds.append(
            {
                "type": _LINKED,
                "url": track.name,
                "encodingFormat": MP3.media_type,
                "name": _name(track, publication.metadata.language),
                "duration": _duration(track.duration_ms),
                "alternate": [transcript, captions],
            }
        )
    resources = [{"type": _LINKED, "url": "toc.html", "encodingFormat": "text/html", "rel": "contents"}, *texts]
    if cover:
        name = {"value": "Cover", "language": "en"}
        picture = {"type": _LINKED, "url": cover.name, "encodingFormat": cover.media_type}
        resources.append({**picture, "rel": "cover", "name": name})
    duration_ms = sum(track.duration_ms for track in tracks)
    return {"duration": _duration(duration_ms), "readingOrder": sounds, "resources": resources}


def _name(track: AudiobookTrack, language: str) -> str | dict[str, str]:
    """Return the title of a track, with its language if that is not `language`."""
    title, own = plain(track.title), well_formed(track.language)
    if not own or own == well_formed(language):
        return title
    return {"value": title, "language": own, "direction": direction(own)}


def _duration(ms: int) -> str:
    """Return a length as ISO 8601, section 5.5.2.2, has it, in seconds alone."""
    return f"PT{seconds(ms):.3f}S"
