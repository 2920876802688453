"""Publication -> Book: the documents of an EPUB, and the address of everything in it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from tts.model import Clip, Image, Publication, Section, Timeline, Track
from tts.writers.epub.numbered import number_escapable
from tts.writers.markup import Element, MarkupOptions, locate_notes, mark_up
from tts.writers.metadata import mp3_track
from tts.writers.options import EpubOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A content document: a chapter with its parts. `bodies` are the mark-up of its sections.

    `clips` maps the id of each of its utterances to the clip, `rests_ms` to the end of the break after it. `words`:
    words have elements of their own.
    """

    sections: tuple[Section, ...]
    bodies: tuple[Element, ...]
    clips: dict[str, Clip]
    rests_ms: dict[str, int]
    words: bool
    audio_path: str

    @property
    def name(self) -> str:
        """The id of its first section, which is the name of its files."""
        return self.sections[0].id

    @property
    def path(self) -> str:
        """Its path from the package document."""
        return f"text/{self.name}.xhtml"

    @property
    def overlay_path(self) -> str:
        """The path of its media overlay, if it has one."""
        return f"overlays/{self.name}.smil"

    @property
    def duration_ms(self) -> int:
        """The length of its clips together, each with the break after it."""
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
        """Return the address of a section, from the package document."""
        document = next(
            document for document in self.documents if any(section.id == section_id for section in document.sections)
        )
        return f"{document.path}#{section_id}"


def build_book(publication: Publication, options: EpubOptions) -> Book:
    """Return the book of a publication: a document for each section of level 1, with the sections below it."""
    sections, timeline = publication.sections, publication.timeline
    starts = [index for index, section in enumerate(sections) if section.level == 1 or index == 0]
    groups = [sections[start:end] for start, end in pairwise([*starts, len(sections)])]
    names = {section.id: group[0].id for group in groups for section in group}
    shown, cover = publication.images, publication.cover
    if cover:  # one that is also in the article is in the book once
        cover = next((image for image in shown.values() if image.sha256 == cover.sha256), cover)
    by_words = options.highlight == "word"
    markup_options = MarkupOptions(
        language=publication.metadata.language,
        rank=2 if sections[0].role == "opening" else 1,
        images={resource: f"../{image_path(image)}" for resource, image in shown.items()},
        notes={label: f"{names[section]}.xhtml#{id_}" for label, (section, id_) in locate_notes(sections).items()},
        words={clip.utterance_id: clip.words for clip in timeline.clips} if by_words else {},
    )
    track = mp3_track(publication)
    audio_path = f"audio/{track.path}"
    images = {image.name: image for image in (*shown.values(), *((cover,) if cover else ()))}
    return Book(
        publication=publication,
        documents=tuple(_document(group, markup_options, timeline, by_words, audio_path) for group in groups),
        images=tuple(images.values()),
        cover=cover,
        track=track,
        audio_path=audio_path,
    )


def image_path(image: Image) -> str:
    """Return the path of an image, from the package document."""
    return f"images/{image.name}"


def _document(
    sections: tuple[Section, ...], options: MarkupOptions, timeline: Timeline, words: bool, audio_path: str
) -> Document:
    """Return the document of `sections`; `words` says whether words have elements of their own."""
    ids = {utterance.id for section in sections for utterance in section.utterances()}
    rests_ms = [*(clip.begin_ms for clip in timeline.clips[1:]), timeline.duration_ms]
    pairs = zip(timeline.clips, rests_ms, strict=True)
    heard = [(clip, rest_ms) for clip, rest_ms in pairs if clip.utterance_id in ids]
    return Document(
        sections=sections,
        bodies=tuple(number_escapable(mark_up(section, options), section.id) for section in sections),
        clips={clip.utterance_id: clip for clip, _ in heard},
        rests_ms={clip.utterance_id: rest_ms for clip, rest_ms in heard},
        words=words,
        audio_path=audio_path,
    )
