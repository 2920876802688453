"""Publication -> Book: which text and sound belong to which file, before any of them is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from tts.formats import MP3
from tts.model import Block, Clip, Publication, Section
from tts.text.languages.tags import UNDETERMINED, well_formed
from tts.writers.daisy.sound import Part, SectionBoundary, split_stream
from tts.writers.images import convert_image
from tts.writers.markup import locate_notes
from tts.writers.mpeg import Stream
from tts.writers.options import DaisyOptions

_MAX_LEVEL = 6
IMAGE_TYPES = frozenset({"image/gif", "image/jpeg", "image/png"})
"""The kinds of images that a book can hold (DAISY 2.02, section 2.3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """An utterance in the file of its part: it is heard from `begin_ms` to `end_ms`, and its break to `rest_ms`."""

    utterance_id: str
    begin_ms: int
    end_ms: int
    rest_ms: int
    is_note: bool

    @property
    def duration_ms(self) -> int:
        """The length of the utterance with its break."""
        return self.rest_ms - self.begin_ms


@dataclass(frozen=True, slots=True, kw_only=True)
class SmilDocument:
    """What is in one SMIL file: a section that is heard, and the sections after it that are only shown.

    `part` is its sound. `phrases` are in order.
    """

    name: str
    sections: tuple[Section, ...]
    part: Part
    phrases: tuple[Phrase, ...]

    @property
    def smil(self) -> str:
        """The name of its SMIL file."""
        return f"{self.name}.smil"

    @property
    def text(self) -> str:
        """The name of its text file."""
        return f"{self.name}.htm"

    @property
    def duration_ms(self) -> int:
        """The length of all its phrases with their breaks."""
        return sum(phrase.duration_ms for phrase in self.phrases)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the NCC: a heading of `level`, or 0 for a note; `utterance_id` is the first that is heard there.

    `shares_target`: another entry begins at the same place.
    """

    id: str
    level: int
    text: str
    document: SmilDocument
    utterance_id: str
    shares_target: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A DAISY book; without `has_text` its only text is that of the NCC.

    `notes` maps the label of a note to its address in the text, `images` the name of an image file to its bytes,
    `addresses` the address of an image in the article to that name.
    """

    publication: Publication
    has_text: bool
    documents: tuple[SmilDocument, ...]
    entries: tuple[Entry, ...]
    notes: Mapping[str, str]
    images: Mapping[str, bytes]
    addresses: Mapping[str, str]

    @property
    def language(self) -> str:
        """The article's language as a well-formed tag."""
        return well_formed(self.publication.metadata.language) or UNDETERMINED

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts of the sound, each once."""
        return tuple(dict.fromkeys(document.part for document in self.documents))

    @property
    def duration_ms(self) -> int:
        """The length of the whole book."""
        return sum(document.duration_ms for document in self.documents)

    @property
    def files(self) -> tuple[str, ...]:
        """The names of all its files, in the order of the archive."""
        texts = ["style.css", *self.images, *(document.text for document in self.documents)] if self.has_text else []
        smils = [document.smil for document in self.documents]
        return ("ncc.html", "master.smil", "readme.txt", *texts, *smils, *(part.name for part in self.parts))


def build_book(publication: Publication, stream: Stream, options: DaisyOptions) -> Book:
    """Return the book of a publication whose MP3 file is `stream`."""
    documents = _documents(publication, stream)
    files = {section.id: document.text for document in documents for section in document.sections}
    places = locate_notes(publication.sections).items()
    held = ((resource, convert_image(image, IMAGE_TYPES)) for resource, image in publication.images.items())
    images = {resource: image for resource, image in held if image}
    return Book(
        publication=publication,
        has_text=options.text == "full",
        documents=documents,
        entries=tuple(_entries(publication.metadata.title, documents)),
        notes={label: f"{files[section_id]}#{note_id}" for label, (section_id, note_id) in places},
        images={image.name: image.data for image in images.values()},
        addresses={resource: image.name for resource, image in images.items()},
    )


def _documents(publication: Publication, stream: Stream) -> tuple[SmilDocument, ...]:
    """Return a document for each section that is heard.

    Sections that are only shown are in the document before them, or in the first one.
    """
    groups: list[list[Section]] = [[]]
    for section in publication.sections:
        if any(section.utterances()) and any(any(other.utterances()) for other in groups[-1]):
            groups.append([])
        groups[-1].append(section)
    clips = publication.timeline.clips_by_utterance()
    heard = [[clips[utterance.id] for section in group for utterance in section.utterances()] for group in groups]
    boundaries = [
        SectionBoundary(previous_end_ms=before[-1].end_ms, begin_ms=after[0].begin_ms)
        for before, after in pairwise(heard)
    ]
    names = [f"{number:04d}" for number in range(1, len(groups) + 1)]
    parts = split_stream(stream, boundaries, [f"{name}{MP3.extension}" for name in names])
    ends_ms = [*(boundary.begin_ms for boundary in boundaries), publication.timeline.duration_ms]
    return tuple(
        SmilDocument(name=name, sections=tuple(group), part=part, phrases=tuple(_phrases(group, own, part, end_ms)))
        for name, group, own, part, end_ms in zip(names, groups, heard, parts, ends_ms, strict=True)
    )


def _phrases(sections: Iterable[Section], clips: list[Clip], part: Part, end_ms: int) -> Iterator[Phrase]:
    """Yield a phrase for each of `clips`, the last of which has a break until `end_ms` of the recording."""
    blocks = (block for note in _notes(sections) for block in note.all())
    note_ids = {utterance.id for block in blocks for utterance in block.utterances}
    rests_ms = [*(clip.begin_ms for clip in clips[1:]), end_ms]
    for clip, rest_ms in zip(clips, rests_ms, strict=True):
        yield Phrase(
            utterance_id=clip.utterance_id,
            begin_ms=part.time_ms(clip.begin_ms),
            end_ms=part.time_ms(clip.end_ms),
            rest_ms=part.time_ms(rest_ms),
            is_note=clip.utterance_id in note_ids,
        )


def _notes(sections: Iterable[Section]) -> Iterator[Block]:
    """Return the notes in `sections`, at any depth."""
    return (block for section in sections for block in section.all_blocks() if block.kind == "note")


def _entries(title: str, documents: Iterable[SmilDocument]) -> Iterator[Entry]:
    """Yield the title, then the sections, each followed by its notes.

    The opening is the title's section. An article without an opening says its title in the body: the title then is an
    entry for the first utterance, and the first section has an entry of its own only if it has a heading.
    """
    number, level = 0, 0
    for document in documents:
        section = next(section for section in document.sections if any(section.utterances()))
        first_id = document.phrases[0].utterance_id
        is_first = number == 0
        headings = [(title, False)] if is_first else []
        if not is_first or (section.role != "opening" and section.blocks[0].kind == "heading"):
            headings.append((section.title, is_first))
        for text, shares_target in headings:
            number, level = number + 1, min(section.level, level + 1, _MAX_LEVEL)
            yield Entry(
                id=f"ncc-{number}",
                level=level,
                text=text,
                document=document,
                utterance_id=first_id,
                shares_target=shares_target,
            )
        for note in _notes(document.sections):
            utterances = (utterance for block in note.all() for utterance in block.utterances)
            if first := next(utterances, None):
                number += 1
                yield Entry(id=f"ncc-{number}", level=0, text=note.label, document=document, utterance_id=first.id)
