"""Publication -> `embed.json`: the facts about an edition, its files, and the line that shows its player."""

from __future__ import annotations

from typing import Any

from tts.model import Publication
from tts.text.languages import load_phrases
from tts.text.languages.tags import direction
from tts.writers.markup import element, serialize
from tts.writers.metadata import identifier, slug

SCHEMA = "1.0"
HEIGHT_PX = 180


def describe(publication: Publication) -> dict[str, Any]:
    """Return the description; docs/embedding.md explains its members. Addresses are relative to the file."""
    metadata, stem = publication.metadata, slug(publication)
    optional = {
        "date": metadata.date,
        "description": metadata.description,
        "source_url": metadata.source_url,
        "cover": publication.cover.name if publication.cover else "",
    }
    return {
        "schema": SCHEMA,
        "id": identifier(metadata),
        "title": metadata.title,
        "language": metadata.language,
        "direction": direction(metadata.language),
        "authors": list(metadata.authors),
        **{name: value for name, value in optional.items() if value},
        "duration_ms": publication.timeline.duration_ms,
        "embed": "embed.html",
        "page": "index.html",
        "transcript": "transcript.txt",
        "captions": [
            {"url": f"{stem}.vtt", "type": "text/vtt"},
            {"url": f"{stem}.srt", "type": "application/x-subrip"},
        ],
        "audio": [
            {"url": track.path, "type": track.media_type, "size_bytes": track.size_bytes}
            for track in publication.tracks
        ],
        "chapters": [
            {"title": chapter.title, "start_ms": chapter.start_ms, "end_ms": chapter.end_ms}
            for chapter in publication.timeline.chapters
        ],
        "iframe": _iframe(publication),
    }


def _iframe(publication: Publication) -> str:
    """Return the line of HTML that shows the player, with `{address}` in place of the address of its folder."""
    title = load_phrases(publication.metadata.language).page.listen_to.format(title=publication.metadata.title)
    attributes = {
        "src": "{address}embed.html",
        "title": " ".join(title.split()),
        "width": "100%",
        "height": str(HEIGHT_PX),
        "loading": "lazy",
        "allow": "autoplay",
        "frameborder": "0",  # a style would break the Content Security Policy of strict pages
    }
    return serialize([element("iframe", attributes)]).strip()
