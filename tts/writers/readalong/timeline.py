"""Publication -> the data of the page's script, as JSON that is safe inside HTML."""

from __future__ import annotations

import json
from collections.abc import Iterator

from tts.model import Clip, Publication, utterances
from tts.text.languages import Phrases
from tts.writers.markup import word_spans
from tts.writers.metadata import identifier, section_title
from tts.writers.options import Highlight
from tts.writers.web.template import escape_json

_SCRIPT_PHRASES = (
    *("play", "pause", "position_of", "time", "time_with_hours", "speed", "follow", "percent"),
    *("shortcuts", "on", "off", "play_from", "resumes", "continue_at", "failed"),
    *("sleep_set", "sleep_done"),
)


def script_data(publication: Publication, phrases: Phrases, highlight: Highlight) -> str:
    """Return the members `clips` (id, begin, end), `sections` (id, begin, title), `words`, times in ms, and phrases.

    In an edition, headings within articles are not among the sections: a step is one to the next article.

    `words` has three numbers per word of an utterance: the offsets of its begin and end in the text, in the UTF-16 code
    units that scripts count, and the ms from the start of the clip.
    """
    metadata, timeline = publication.metadata, publication.timeline
    clips = timeline.clips_by_utterance()
    heard = ((section, next(section.utterances(), None)) for section in publication.sections)
    sections = (
        [section.id, clips[first.id].begin_ms, section_title(section, metadata)] for section, first in heard if first
    )
    texts = {utterance.id: utterance.text for utterance in utterances(publication.sections)}
    value = {
        "id": identifier(metadata),
        "title": metadata.title,
        "authors": ", ".join(metadata.authors),
        "duration": timeline.duration_ms,
        "highlight": highlight,
        "sections": list(_edition_sections(publication) if publication.parts else sections),
        "clips": [[clip.utterance_id, clip.begin_ms, clip.end_ms] for clip in timeline.clips],
        "words": {
            clip.utterance_id: list(_words(clip, texts[clip.utterance_id])) for clip in timeline.clips if clip.words
        },
        "phrases": {name: getattr(phrases.page, name) for name in _SCRIPT_PHRASES},
    }
    return escape_json(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def _edition_sections(publication: Publication) -> Iterator[list[object]]:
    """Yield what a listener steps through in an edition: announcements, titles of sections and articles."""
    for entry in publication.contents:
        if not entry.entries or entry.section_id != entry.entries[0].section_id:
            yield [entry.section_id, entry.start_ms, entry.title]
        yield from ([article.section_id, article.start_ms, article.title] for article in entry.entries)


def _words(clip: Clip, text: str) -> Iterator[int]:
    """Yield the three numbers of each word of a clip, whose utterance has `text`."""
    for word in word_spans(clip.words):
        yield from (_units(text[: word.begin]), _units(text[: word.end]), word.begin_ms - clip.begin_ms)


def _units(text: str) -> int:
    """Return the length of `text` in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
