"""Publication -> Book: the documents of an EPUB, and the address of everything in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tts.formats import MP3
from tts.model import Clip, Image, Publication, Section, Word
from tts.noun import noun
from tts.writers.epub.grouped import group_sections
from tts.writers.epub.numbered import number_escapable
from tts.writers.markup import Element, MarkupOptions, locate_notes, mark_up
from tts.writers.metadata import mp3_track
from tts.writers.mpeg import Stream
from tts.writers.options import EpubOptions
from tts.writers.stretches import Stretch, group_by_part, list_clips, split_stream


@noun
class Sound:
    """A file of sound: the MP3 file of the package, or the `stretch` of it with the sound of a part of an edition."""

    path: str
    stretch: Stretch | None = None

    def time_ms(self, recording_ms: int) -> int:
        """Return a time of the recording as one of the file."""
        return self.stretch.time_ms(recording_ms) if self.stretch else recording_ms

    def move_clip(self, clip: Clip) -> Clip:
        """Return a clip of the recording as one of the file."""
        if not self.stretch:
            return clip
        words = (
            Word(
                begin=word.begin,
                end=word.end,
                begin_ms=self.time_ms(word.begin_ms),
                end_ms=self.time_ms(word.end_ms),
            )
            for word in clip.words
        )
        begin_ms, end_ms = self.time_ms(clip.begin_ms), self.time_ms(clip.end_ms)
        return Clip(utterance_id=clip.utterance_id, begin_ms=begin_ms, end_ms=end_ms, words=tuple(words))


@noun
class Document:
    """A content document: an article, or chapters of a long one; in an edition also an announcement or a title.

    `bodies` are the mark-up of its sections, `language` is theirs. `clips` maps the id of each of its utterances to the
    clip in its `sound`, `rests_ms` to the end of the break after it. `words`: words have elements of their own.
    """

    sections: tuple[Section, ...]
    bodies: tuple[Element, ...]
    language: str
    clips: Mapping[str, Clip]
    rests_ms: Mapping[str, int]
    words: bool
    sound: Sound

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


@noun
class Book:
    """All that the files of an EPUB are made of."""

    publication: Publication
    documents: tuple[Document, ...]
    images: tuple[Image, ...]
    cover: Image | None

    @property
    def sounds(self) -> tuple[Sound, ...]:
        """The files of sound, each once."""
        return tuple(dict.fromkeys(document.sound for document in self.documents))

    @property
    def addresses(self) -> Mapping[str, str]:
        """The address of each section, from the package document."""
        return {
            section.id: f"{document.path}#{section.id}" for document in self.documents for section in document.sections
        }


def build_book(publication: Publication, options: EpubOptions, stream: Stream | None = None) -> Book:
    """Return the book of a publication.

    An article is one document, because reading systems begin each document on a new page; a long one is several. In an
    edition of many articles, each announcement and title of a section is one too, and each part has a file with its
    stretch of `stream`, the MP3 file: reading systems load files as a whole.
    """
    by_words = options.highlight == "word"
    clips = publication.timeline.clips
    words = {clip.utterance_id: clip.words for clip in clips} if by_words else {}
    groups = tuple(group_sections(publication, words))
    names = {section.id: group[0].id for group in groups for section in group}
    shown, cover = publication.images, publication.cover
    if cover:  # one that is also in the article is in the book once
        cover = next((image for image in shown.values() if image.sha256 == cover.sha256), cover)
    notes = locate_notes(publication.sections).items()
    markup_options = MarkupOptions(
        language=publication.metadata.language,
        images={resource: f"../{image_path(image)}" for resource, image in shown.items()},
        notes={key: f"{names[section]}.xhtml#{id_}" for key, (section, id_) in notes},
        words=words,
    )
    sounds = _split_sound(publication, stream) if stream else {}
    whole = Sound(path=f"audio/{mp3_track(publication).path}")
    rests_ms = [*(clip.begin_ms for clip in clips[1:]), publication.timeline.duration_ms]
    heard = {clip.utterance_id: (clip, rest_ms) for clip, rest_ms in zip(clips, rests_ms, strict=True)}
    images = {image.name: image for image in (*shown.values(), *((cover,) if cover else ()))}
    return Book(
        publication=publication,
        documents=tuple(
            _document(
                group,
                replace(
                    markup_options,
                    language=group[0].language or markup_options.language,
                    rank=_rank(publication, group),
                ),
                heard,
                sounds.get(group[0].id, whole),
            )
            for group in groups
        ),
        images=tuple(images.values()),
        cover=cover,
    )


def _rank(publication: Publication, group: tuple[Section, ...]) -> int:
    """Return the rank of the heading of a section of level 1, so that each document of an edition begins with `h1`.

    In the book of an article, only the first one does.
    """
    if not publication.parts:
        return 2 if publication.sections[0].role == "opening" else 1
    headed = (section.level for section in group if section.blocks[:1] and section.blocks[0].kind == "heading")
    return 2 - next(headed, group[0].level)


def _split_sound(publication: Publication, stream: Stream) -> dict[str, Sound]:
    """Return the file with the sound of each section of an edition, by the section's id."""
    stretches = split_stream(stream, list_clips(publication, group_by_part(publication)))
    names: dict[Stretch, str] = {}
    for part, stretch in zip(publication.parts, stretches, strict=True):
        names.setdefault(stretch, f"audio/{part.id}{MP3.extension}")
    return {
        section_id: Sound(path=names[stretch], stretch=stretch)
        for part, stretch in zip(publication.parts, stretches, strict=True)
        for section_id in part.section_ids
    }


def image_path(image: Image) -> str:
    """Return the path of an image, from the package document."""
    return f"images/{image.name}"


def _document(
    sections: tuple[Section, ...], options: MarkupOptions, heard: Mapping[str, tuple[Clip, int]], sound: Sound
) -> Document:
    """Return the document of `sections`; `heard` has each clip, and the end of the break after it, by utterance."""
    own = [heard[utterance.id] for section in sections for utterance in section.utterances()]
    return Document(
        sections=sections,
        bodies=tuple(number_escapable(mark_up(section, options), section.id) for section in sections),
        language=options.language,
        clips={clip.utterance_id: sound.move_clip(clip) for clip, _ in own},
        rests_ms={clip.utterance_id: sound.time_ms(rest_ms) for clip, rest_ms in own},
        words=bool(options.words),
        sound=sound,
    )
