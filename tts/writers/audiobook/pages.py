"""The pages of an audiobook: its table of contents and its transcript, in XHTML that is HTML as well."""

from __future__ import annotations

from tts.clock import seconds
from tts.model import Publication, Section
from tts.writers.markup import (
    Element,
    MarkupOptions,
    element,
    language_attributes,
    locate_notes,
    mark_up,
    outline,
    serialize,
)
from tts.writers.metadata import mp3_track, section_title


def contents(publication: Publication) -> str:
    """Return the table of contents: each section that is heard, with its times (Audiobooks, section 4.2)."""
    metadata, timeline = publication.metadata, publication.timeline
    track = mp3_track(publication)
    clips = timeline.clips_by_utterance()
    heard = [(section, next(section.utterances(), None)) for section in publication.sections]
    starts_ms = {section.id: clips[first.id].begin_ms for section, first in heard if first}
    sections = [section for section, first in heard if first]
    starts_ms[sections[0].id] = 0  # no clip covers the very beginning

    def link(section: Section, following: Section | None) -> Element:
        """Return a link to the stretch of audio from the section to the one that follows, or to the end."""
        end_ms = starts_ms[following.id] if following else timeline.duration_ms
        times = f"{seconds(starts_ms[section.id]):.3f},{seconds(end_ms):.3f}"  # Media Fragments URI 1.0, section 4.2.1
        return element("a", {"href": f"{track.path}#t={times}"}, section_title(section, metadata))

    title = element("h1", None, metadata.title)
    return _page(publication, element("nav", {"role": "doc-toc"}, title, outline(sections, link)))


def transcript(publication: Publication) -> str:
    """Return the whole text. An element for each utterance has the id of the utterance, like the captions."""
    notes = {label: f"#{note_id}" for label, (_, note_id) in locate_notes(publication.sections).items()}
    options = MarkupOptions(language=publication.metadata.language, dialect="xhtml1", notes=notes)
    return _page(publication, *(mark_up(section, options) for section in publication.sections))


def _page(publication: Publication, *body: Element) -> str:
    """Return an XHTML document with the publication's title and language."""
    metadata = publication.metadata
    head = element("head", None, element("meta", {"charset": "utf-8"}), element("title", None, metadata.title))
    attributes = {"xmlns": "http://www.w3.org/1999/xhtml", **language_attributes(metadata.language)}
    return "<!DOCTYPE html>\n" + serialize([element("html", attributes, head, element("body", None, *body))])
