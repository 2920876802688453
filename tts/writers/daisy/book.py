"""Publication -> Book: what is heard and shown with which file, before any of them is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from tts.formats import MP3
from tts.model import Block, Clip, Image, Publication, Section, Utterance
from tts.writers.daisy.sound import Part, SectionBoundary, parts
from tts.writers.markup import locate_notes, well_formed
from tts.writers.mpeg import Stream
from tts.writers.options import DaisyOptions

_DEEPEST = 6
_IMAGES = frozenset({"image/gif", "image/jpeg", "image/png"})


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
        """Its length with its break."""
        return self.rest_ms - self.begin_ms


@dataclass(frozen=True, slots=True, kw_only=True)
class SmilDocument:
    """What is in one SMIL file: a section in which something is heard, and what is only shown after it.

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
        """How long it is played: all its phrases with their breaks."""
        return sum(phrase.duration_ms for phrase in self.phrases)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the NCC: a heading of `level`, or 0 for a note; `utterance_id` is what is heard there first.

    `shares_target`: another entry begins at the same place.
    """

    id: str
    level: int
    text: str
    leaf: SmilDocument
    utterance_id: str
    shares_target: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A DAISY book: `has_text` says whether it holds the whole text, or the headings of its NCC alone.

    `notes` has the address of each note in the text, by its label; `images` the image files by their names, and
    `addresses` those names by the addresses that the images have in the article.
    """

    publication: Publication
    has_text: bool
    leaves: tuple[SmilDocument, ...]
    entries: tuple[Entry, ...]
    notes: Mapping[str, str]
    images: Mapping[str, bytes]
    addresses: Mapping[str, str]

    @property
    def language(self) -> str:
        """The article's language as the formats write it."""
        return well_formed(self.publication.metadata.language) or "und"

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts of the sound, each once."""
        return tuple(dict.fromkeys(leaf.part for leaf in self.leaves))

    @property
    def duration_ms(self) -> int:
        """How long it is played."""
        return sum(leaf.duration_ms for leaf in self.leaves)

    @property
    def files(self) -> tuple[str, ...]:
        """The names of all its files, in the order in which they stand in the archive."""
        texts = ["style.css", *self.images, *(leaf.text for leaf in self.leaves)] if self.has_text else []
        smils = [leaf.smil for leaf in self.leaves]
        return ("ncc.html", "master.smil", "readme.txt", *texts, *smils, *(part.name for part in self.parts))


def build_book(publication: Publication, stream: Stream, options: DaisyOptions) -> Book:
    """Return the book of a publication whose MP3 file is `stream`."""
    leaves = tuple(_leaves(publication, stream))
    files = {section.id: leaf.text for leaf in leaves for section in leaf.sections}
    places = locate_notes(publication.sections).items()
    notes = {label: f"{files[section_id]}#{note_id}" for label, (section_id, note_id) in places}
    entries = tuple(_entries(publication.metadata.title, leaves))
    shown = _images(publication)
    return Book(
        publication=publication,
        has_text=options.text == "full",
        leaves=leaves,
        entries=entries,
        notes=notes,
        images={image.name: image.data for image in shown.values()},
        addresses={address: image.name for address, image in shown.items()},
    )


def _images(publication: Publication) -> dict[str, Image]:
    """Return the images of the kinds that the format allows, by their addresses (DAISY 2.02, section 2.3)."""
    return {address: image for address, image in publication.images.items() if image.media_type in _IMAGES}


def _leaves(publication: Publication, stream: Stream) -> Iterator[SmilDocument]:
    clips = publication.timeline.clips_by_utterance()
    groups = tuple(_groups(publication.sections))
    heard = [[clips[one.id] for section in group for one in section.utterances()] for group in groups]
    names = [f"{number:04d}" for number in range(1, len(groups) + 1)]
    boundaries = [
        SectionBoundary(previous_end_ms=one[-1].end_ms, begin_ms=two[0].begin_ms) for one, two in pairwise(heard)
    ]
    found = parts(stream, boundaries, [f"{name}{MP3.extension}" for name in names])
    ends_ms = [*(two[0].begin_ms for two in heard[1:]), publication.timeline.duration_ms]
    for name, group, own, part, end_ms in zip(names, groups, heard, found, ends_ms, strict=True):
        yield SmilDocument(name=name, sections=group, part=part, phrases=tuple(_phrases(group, own, part, end_ms)))


def _groups(sections: Iterable[Section]) -> Iterator[tuple[Section, ...]]:
    """Each section in which something is heard, with those after it that are only shown, the first with all before."""
    group: list[Section] = []
    is_heard = False
    for section in sections:
        sounds = next(section.utterances(), None) is not None
        if sounds and is_heard:
            yield tuple(group)
            group = []
        group.append(section)
        is_heard = is_heard or sounds
    yield tuple(group)


def _phrases(group: Iterable[Section], clips: list[Clip], part: Part, end_ms: int) -> Iterator[Phrase]:
    of_notes = {one.id for note in _notes(group) for one in _said(note)}
    rests_ms = [*(clip.begin_ms for clip in clips[1:]), end_ms]
    for clip, rest_ms in zip(clips, rests_ms, strict=True):
        yield Phrase(
            utterance_id=clip.utterance_id,
            begin_ms=part.time_ms(clip.begin_ms),
            end_ms=part.time_ms(clip.end_ms),
            rest_ms=part.time_ms(rest_ms),
            is_note=clip.utterance_id in of_notes,
        )


def _notes(sections: Iterable[Section]) -> Iterator[Block]:
    return (block for section in sections for top in section.blocks for block in top.all() if block.kind == "note")


def _said(block: Block) -> Iterator[Utterance]:
    return (utterance for one in block.all() for utterance in one.utterances)


def _entries(title: str, leaves: Iterable[SmilDocument]) -> Iterator[Entry]:
    """The title, then the sections and in each of them its notes.

    The opening says the title. Where there is none, because the body says it, the title stands for the first thing
    that is heard; the first section then has an entry of its own only if it has a heading.
    """
    number, level = 0, 0
    for leaf in leaves:
        section = next(one for one in leaf.sections if any(one.utterances()))
        first = leaf.phrases[0].utterance_id
        for text, shares_target in _headings(title, section, is_first=number == 0):
            number, level = number + 1, min(section.level, level + 1, _DEEPEST)
            yield Entry(
                id=f"ncc-{number}", level=level, text=text, leaf=leaf, utterance_id=first, shares_target=shares_target
            )
        for note in _notes(leaf.sections):
            if said := next(_said(note), None):
                number += 1
                yield Entry(id=f"ncc-{number}", level=0, text=note.label, leaf=leaf, utterance_id=said.id)


def _headings(title: str, section: Section, *, is_first: bool) -> Iterator[tuple[str, bool]]:
    if is_first:
        yield title, False
    if not is_first or (section.role != "opening" and section.blocks[0].kind == "heading"):
        yield section.title, is_first
