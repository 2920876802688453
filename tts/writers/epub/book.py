"""Publication -> Book: which documents an EPUB has, and where everything in it is found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tts.model import Clip, Image, Publication, Section, Timeline, Track
from tts.writers.epub.numbered import numbered
from tts.writers.markup import Element, MarkupOptions, locate_notes, mark_up
from tts.writers.metadata import mp3_track
from tts.writers.options import EpubOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A content document: a chapter with the parts of it. `bodies` are the mark-up of its sections.

    `clips` has what is heard of it by the ids of the utterances, `rests_ms` when the break after each is over;
    `words` says whether words have elements of their own.
    """

    sections: tuple[Section, ...]
    bodies: tuple[Element, ...]
    clips: dict[str, Clip]
    rests_ms: dict[str, int]
    words: bool
    audio_path: str

    @property
    def name(self) -> str:
        """The id of its first section, which its files are called by."""
        return self.sections[0].id

    @property
    def path(self) -> str:
        """Where it is, from the package document."""
        return f"text/{self.name}.xhtml"

    @property
    def overlay_path(self) -> str:
        """Where its media overlay is, if it has one."""
        return f"overlays/{self.name}.smil"

    @property
    def duration_ms(self) -> int:
        """How long its clips are together, each with the break after it."""
        return sum(self.rests_ms[id_] - clip.begin_ms for id_, clip in self.clips.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """All that the files of an EPUB are made of."""

    publication: Publication
    documents: tuple[Document, ...]
    images: tuple[Image, ...]
    cover: Image | None
    track: Track
    audio_path: str

    def address(self, section_id: str) -> str:
        """The address of a section, from the package document."""
        holder = next(one for one in self.documents if any(section.id == section_id for section in one.sections))
        return f"{holder.path}#{section_id}"


def build_book(publication: Publication, options: EpubOptions) -> Book:
    """The book that `publication` becomes: a document for each chapter, with all parts of it."""
    track = mp3_track(publication)
    audio_path = f"audio/{track.path}"
    groups = tuple(_chapters(publication.sections))
    shown, cover = publication.images, publication.cover
    if cover:  # one that is also in the article is in the book once
        cover = next((image for image in shown.values() if image.sha256 == cover.sha256), cover)
    by_words = options.highlight == "word"
    style = _style(publication, groups, {resource: image_path(image) for resource, image in shown.items()}, by_words)
    documents = tuple(_document(group, style, publication.timeline, by_words, audio_path) for group in groups)
    images = {image.name: image for image in (*shown.values(), *((cover,) if cover else ()))}
    return Book(
        publication=publication,
        documents=documents,
        images=tuple(images.values()),
        cover=cover,
        track=track,
        audio_path=audio_path,
    )


def image_path(image: Image) -> str:
    """Return the path of an image, from the package document."""
    return f"images/{image.name}"


def _document(
    sections: tuple[Section, ...], style: MarkupOptions, timeline: Timeline, words: bool, audio_path: str
) -> Document:
    said = {one.id for section in sections for one in section.utterances()}
    begins_ms = [*(clip.begin_ms for clip in timeline.clips), timeline.duration_ms]
    found = zip(timeline.clips, begins_ms[1:], strict=True)
    own = [(clip, rest_ms) for clip, rest_ms in found if clip.utterance_id in said]
    return Document(
        sections=sections,
        bodies=tuple(numbered(mark_up(section, style), section.id) for section in sections),
        clips={clip.utterance_id: clip for clip, _ in own},
        rests_ms={clip.utterance_id: rest_ms for clip, rest_ms in own},
        words=words,
        audio_path=audio_path,
    )


def _chapters(sections: tuple[Section, ...]) -> Iterator[tuple[Section, ...]]:
    """Each section of level 1 with those below it: one file for what is read in one go."""
    begins = [at for at, section in enumerate(sections) if section.level == 1 or at == 0]
    for begin, end in zip(begins, [*begins[1:], len(sections)], strict=True):
        yield sections[begin:end]


def _style(
    publication: Publication, groups: tuple[tuple[Section, ...], ...], images: dict[str, str], by_words: bool
) -> MarkupOptions:
    names = {section.id: group[0].id for group in groups for section in group}
    notes = locate_notes(publication.sections)
    return MarkupOptions(
        language=publication.metadata.language,
        rank=2 if publication.sections[0].role == "opening" else 1,
        images={resource: f"../{path}" for resource, path in images.items()},
        notes={label: f"{names[section]}.xhtml#{id_}" for label, (section, id_) in notes.items()},
        words={clip.utterance_id: clip.words for clip in publication.timeline.clips} if by_words else {},
    )
