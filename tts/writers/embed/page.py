"""Publication -> the player: fills the template."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tts.formats import MP3
from tts.model import Publication
from tts.text.languages import Phrases, load_phrases
from tts.text.languages.tags import UNDETERMINED, well_formed
from tts.writers.markup import Element, element, language_attributes, serialize
from tts.writers.metadata import slug
from tts.writers.readalong.page import SPEEDS
from tts.writers.readalong.text import article, html_attributes
from tts.writers.web.template import escape_json, fill_page

_FOLDER = Path(__file__).parent
_DEEPEST = 6  # the last level of headings
_SCRIPT_PHRASES = ("play", "pause", "position_of", "time", "time_with_hours", "failed")


def build_page(publication: Publication) -> str:
    """Return the whole page of the player."""
    metadata = publication.metadata
    language, phrases = metadata.language, load_phrases(metadata.language)
    own_tag = phrases.language_in(language)
    # The labels are in English where there are none in the language of the article.
    own = language_attributes(own_tag, language) if own_tag else {}
    content = language_attributes(language, phrases.language) if own else {}
    opening, sections = article(publication, phrases)
    tracks = sorted(publication.tracks, key=lambda track: track.media_type != MP3.media_type)
    speeds = (element("option", {"value": f"{speed:g}"}, f"{phrases.format_number(speed)}×") for speed in SPEEDS)
    parts = {
        **{name: serialize([label]) for name, label in (asdict(phrases.labels) | asdict(phrases.page)).items()},
        "language": _attributes(language_attributes(language)),
        "tag": well_formed(language) or UNDETERMINED,
        "own": _attributes(own),
        "content": _attributes(content),
        "about": serialize([element("title", None, phrases.page.listen_to.format(title=metadata.title))]).strip(),
        "title": serialize([metadata.title]),
        "speeds": serialize(speeds),
        "sources": serialize(element("source", {"src": track.path, "type": track.media_type}) for track in tracks),
        "slug": slug(publication),
        "text": serialize(map(_adapt, (*opening, *sections))),
        "data": escape_json(json.dumps(_data(publication, phrases), ensure_ascii=False, separators=(",", ":"))),
    }
    return fill_page(_FOLDER, parts, sources=("img-src", "media-src"))


def _attributes(attributes: Mapping[str, str]) -> str:
    """Return attributes as the template needs them, each with a space before it."""
    return "".join(f' {name}="{value}"' for name, value in html_attributes(attributes).items())


def _adapt(node: Element) -> Element:
    """Return the element for a page whose `h1` is in the player, and whose links must not open in the `iframe`."""
    name, attributes = node.name, dict(node.attributes)
    if len(name) == 2 and name[0] == "h" and name[1].isdigit():
        name = f"h{min(int(name[1]) + 1, _DEEPEST)}"
    if name == "a" and not attributes.get("href", "#").startswith("#"):
        attributes |= {"target": "_blank", "rel": "noopener"}
    return element(
        name, attributes, *(_adapt(child) if isinstance(child, Element) else child for child in node.children)
    )


def _data(publication: Publication, phrases: Phrases) -> dict[str, Any]:
    """Return the data of the script: `clips` as id, begin and end, and `chapters`, with times in ms, and phrases."""
    metadata, timeline = publication.metadata, publication.timeline
    return {
        "title": metadata.title,
        "authors": ", ".join(metadata.authors),
        "duration": timeline.duration_ms,
        "clips": [[clip.utterance_id, clip.begin_ms, clip.end_ms] for clip in timeline.clips],
        "chapters": list(_chapters(publication)),
        "phrases": {name: getattr(phrases.page, name) for name in _SCRIPT_PHRASES},
    }


def _chapters(publication: Publication) -> Iterator[list[object]]:
    """Yield each chapter: its start in ms, its title, its language if it is another one, and the section that it is in.

    In an edition of many articles, the articles are in its sections.
    """
    own, languages = publication.metadata.language, {section.id: section.language for section in publication.sections}
    if not publication.parts:
        yield from ([chapter.start_ms, chapter.title, "", ""] for chapter in publication.timeline.chapters)
    for entry in publication.contents:
        if not entry.entries:
            yield [entry.start_ms, entry.title, "", ""]
        for below in entry.entries:
            language = languages[below.section_id]
            yield [below.start_ms, below.title, "" if language == own else language, entry.title]
