"""The pages of an audiobook: its table of contents and its transcript, in XHTML that is HTML as well."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tts.clock import seconds
from tts.model import Publication, Section
from tts.writers.markup import Element, MarkupOptions, element, language_attributes, locate_notes, mark_up, serialize
from tts.writers.metadata import mp3_track, section_title

Place = tuple[Section, int]
"""A section and the time in ms at which it begins."""


def contents(publication: Publication) -> str:
    """The table of contents: each section that is heard, with where in the sound it is (Audiobooks, section 4.2)."""
    places = _places(publication)
    title = publication.metadata.title
    entries = _entries(publication, places, publication.timeline.duration_ms, 1)
    return _page(publication, element("nav", {"role": "doc-toc"}, element("h1", None, title), entries))


def transcript(publication: Publication) -> str:
    """All of the text. An element for each utterance has its id, which the captions have as well."""
    notes = {label: f"#{note_id}" for label, (_, note_id) in locate_notes(publication.sections).items()}
    style = MarkupOptions(language=publication.metadata.language, dialect="xhtml1", notes=notes)
    return _page(publication, *(mark_up(section, style) for section in publication.sections))


def _page(publication: Publication, *body: Element) -> str:
    metadata = publication.metadata
    head = element("head", None, element("meta", {"charset": "utf-8"}), element("title", None, metadata.title))
    given = {"xmlns": "http://www.w3.org/1999/xhtml", **language_attributes(metadata.language)}
    return "<!DOCTYPE html>\n" + serialize([element("html", given, head, element("body", None, *body))])


def _places(publication: Publication) -> list[Place]:
    """The sections that are heard, the first from the very beginning, which no clip covers."""
    clips = publication.timeline.clips_by_utterance()
    heard = [(section, next(section.utterances(), None)) for section in publication.sections]
    places = [(section, clips[first.id].begin_ms) for section, first in heard if first]
    return [(places[0][0], 0), *places[1:]]


def _entries(publication: Publication, places: Sequence[Place], end_ms: int, level: int) -> Element:
    """A list of the sections of `level`, in each of which are those below it; the last one ends at `end_ms`."""
    begins = [at for at, (section, _) in enumerate(places) if section.level <= level or at == 0]
    items = []
    for begin, end in pairwise([*begins, len(places)]):
        section, begin_ms = places[begin]
        until_ms = places[end][1] if end < len(places) else end_ms
        times = f"{seconds(begin_ms):.3f},{seconds(until_ms):.3f}"  # Media Fragments URI 1.0, section 4.2.1
        link = element(
            "a", {"href": f"{mp3_track(publication).path}#t={times}"}, section_title(section, publication.metadata)
        )
        below = places[begin + 1 : end]
        deeper = (_entries(publication, below, until_ms, level + 1),) if below else ()
        items.append(element("li", None, link, *deeper))
    return element("ol", None, *items)
