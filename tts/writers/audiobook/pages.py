"""The texts of an audiobook: its table of contents and its transcripts, in XHTML that is HTML as well; captions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from tts.clock import seconds
from tts.model import ContentsEntry, Publication, Section, utterances
from tts.writers.audiobook.tracks import AudiobookTrack
from tts.writers.captions import format_captions
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
from tts.writers.metadata import section_title


def contents(publication: Publication, tracks: Sequence[AudiobookTrack]) -> str:
    """Return the table of contents: each section that is heard, with its times (Audiobooks, section 4.2)."""
    metadata = publication.metadata
    if publication.parts:
        track_of_section = {section.id: track for track in tracks for section in track.sections}
        items = _list_entries(publication.contents, publication, track_of_section)
    else:
        items = _list_sections(publication, tracks[0])
    body = element("nav", {"role": "doc-toc"}, element("h1", None, metadata.title), items)
    return _page(metadata.title, metadata.language, body)


def _list_sections(publication: Publication, track: AudiobookTrack) -> Element:
    """Return the list of an article's sections."""
    metadata, timeline = publication.metadata, publication.timeline
    clips = timeline.clips_by_utterance()
    heard = [(section, next(section.utterances(), None)) for section in publication.sections]
    starts_ms = {section.id: clips[first.id].begin_ms for section, first in heard if first}

    def link(section: Section, following: Section | None) -> Element:
        """Return a link to the stretch of audio from the section to the one that follows, or to the end."""
        end_ms = starts_ms[following.id] if following else timeline.duration_ms
        return element("a", {"href": _address(track, starts_ms[section.id], end_ms)}, section_title(section, metadata))

    return outline([section for section, first in heard if first], link)


def _list_entries(
    entries: Iterable[ContentsEntry], publication: Publication, tracks: Mapping[str, AudiobookTrack]
) -> Element:
    """Return the list of an edition's sections, articles and headings. `tracks` are by the ids of their sections.

    A link leads to one file only; that of a section of the edition ends with its first article.
    """
    metadata = publication.metadata
    items = []
    for entry in entries:
        track = tracks[entry.section_id]
        language = next(section.language for section in track.sections if section.id == entry.section_id)
        attributes = {
            "href": _address(track, entry.start_ms, entry.end_ms),
            **language_attributes(language, metadata.language),
        }
        below = (_list_entries(entry.entries, publication, tracks),) if entry.entries else ()
        items.append(element("li", None, element("a", attributes, entry.title.strip() or metadata.title), *below))
    return element("ol", None, *items)


def _address(track: AudiobookTrack, start_ms: int, end_ms: int) -> str:
    """Return the address of a stretch of the recording; no clip covers the very beginning of a file."""
    times = (track.time_ms(start_ms) if start_ms > track.begin_ms else 0, track.time_ms(end_ms))
    begin, end = (f"{seconds(ms):.3f}" for ms in times)
    return f"{track.name}#t={begin},{end}"  # Media Fragments URI 1.0, section 4.2.1


def transcript(track: AudiobookTrack) -> str:
    """Return the whole text of a track. An element for each utterance has the id of the utterance, like the captions.

    In an edition of many articles, the highest heading of the track is of the first rank.
    """
    sections = track.sections
    notes = {key: f"#{note_id}" for key, (_, note_id) in locate_notes(sections).items()}
    levels = [section.level for section in sections if section.blocks and section.blocks[0].kind == "heading"]
    rank = 2 - min(levels, default=1) if track.stretch else 1
    options = MarkupOptions(language=track.language, dialect="xhtml1", rank=rank, notes=notes)
    return _page(track.title, track.language, *(mark_up(section, options) for section in sections))


def captions(publication: Publication, track: AudiobookTrack) -> str:
    """Return the captions of a track, with the times of its file."""
    said = tuple(utterances(track.sections))
    ids = {utterance.id for utterance in said}
    clips = {
        clip.utterance_id: replace(
            clip, begin_ms=track.time_ms(clip.begin_ms), end_ms=track.time_ms(clip.end_ms), words=()
        )
        for clip in publication.timeline.clips
        if clip.utterance_id in ids
    }
    return format_captions(said, clips)


def _page(title: str, language: str, *body: Element) -> str:
    """Return an XHTML document."""
    head = element("head", None, element("meta", {"charset": "utf-8"}), element("title", None, title))
    attributes = {"xmlns": "http://www.w3.org/1999/xhtml", **language_attributes(language)}
    return "<!DOCTYPE html>\n" + serialize([element("html", attributes, head, element("body", None, *body))])
