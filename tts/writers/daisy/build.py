"""Publication -> Book: which sections, phrases and headings are in which file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from tts.formats import MP3
from tts.model import Block, Clip, ContentsEntry, Image, Publication, Section
from tts.writers.daisy.book import Book, Entry, Phrase, SmilDocument
from tts.writers.images import convert_image
from tts.writers.markup import locate_notes
from tts.writers.mpeg import Stream
from tts.writers.options import DaisyOptions
from tts.writers.stretches import Stretch, group_by_part, list_clips, split_stream

IMAGE_TYPES = frozenset({"image/gif", "image/jpeg", "image/png"})
"""The kinds of images that a book can hold (DAISY 2.02, section 2.3)."""
_MAX_LEVEL = 6
_Headings = Mapping[str, list[tuple[int, str]]]
"""Levels and texts of the headings by the section with whose first utterance they begin."""


def build_book(publication: Publication, stream: Stream, options: DaisyOptions) -> Book:
    """Return the book of a publication whose MP3 file is `stream`."""
    if publication.parts:
        groups, headings = group_by_part(publication), _list_contents(publication)
    else:
        groups = _group_by_heard(publication.sections)
        headings = _list_sections(publication.metadata.title, groups)
    documents = tuple(_documents(publication, stream, groups, headings))
    files = {section.id: document.text for document in documents for section in document.sections}
    places = locate_notes(publication.sections).items()
    has_text = options.text == "full"
    images = _convert_images(publication) if has_text else {}
    return Book(
        publication=publication,
        has_text=has_text,
        documents=documents,
        entries=tuple(_entries(headings, documents)),
        notes={key: f"{files[section_id]}#{note_id}" for key, (section_id, note_id) in places},
        images=tuple({image.name: image for image in images.values()}.values()),
        addresses={resource: image.name for resource, image in images.items()},
    )


def _group_by_heard(sections: Iterable[Section]) -> tuple[tuple[Section, ...], ...]:
    """Return a group for each section that is heard.

    Sections that are only shown are in the group before them, or in the first one.
    """
    groups: list[list[Section]] = [[]]
    for section in sections:
        if any(section.utterances()) and any(any(other.utterances()) for other in groups[-1]):
            groups.append([])
        groups[-1].append(section)
    return tuple(map(tuple, groups))


def _list_sections(title: str, groups: Iterable[Iterable[Section]]) -> _Headings:
    """Return the headings of an article: its title, then its sections. No level is skipped.

    The opening is the title's section. An article without an opening says its title in the body: the title then is an
    entry for the first utterance, and the first section has an entry of its own only if it has a heading.
    """
    headings: dict[str, list[tuple[int, str]]] = {}
    level = 0
    for group in groups:
        section = next(section for section in group if any(section.utterances()))
        texts = [section.title] if headings else [title]
        if not headings and section.role != "opening" and section.blocks[0].kind == "heading":
            texts.append(section.title)
        for text in texts:
            level = min(section.level, level + 1, _MAX_LEVEL)
            headings.setdefault(section.id, []).append((level, text))
    return headings


def _list_contents(publication: Publication) -> _Headings:
    """Return the headings of an edition of many articles: its title, then its table of contents.

    The start announcement says the title. The sections of the edition have level 1, and so have the other
    announcements; articles have level 2.
    """
    headings: dict[str, list[tuple[int, str]]] = {}

    def add(entries: Iterable[ContentsEntry], level: int) -> None:
        """Add entries, each with those below it."""
        for entry in entries:
            headings.setdefault(entry.section_id, []).append((level, entry.title))
            add(entry.entries, level + 1)

    title, (first, *others) = publication.metadata.title, publication.contents
    headings[first.section_id] = [(1, title)]
    add(others if publication.parts[0].kind == "start" else publication.contents, 1)
    return headings


def _documents(
    publication: Publication, stream: Stream, groups: tuple[tuple[Section, ...], ...], headings: _Headings
) -> Iterator[SmilDocument]:
    """Yield a document for each group of sections; the title of an article or announcement is that of its part."""
    metadata, parts = publication.metadata, publication.parts
    languages = [part.language for part in parts] or [metadata.language] * len(groups)
    titles = [metadata.title if part.kind == "start" else part.title for part in parts] or [
        next(text for section in group for _, text in headings.get(section.id, ())) for group in groups
    ]
    heard = list_clips(publication, groups)
    stretches = split_stream(stream, heard)
    ends_ms = [*(clips[0].begin_ms for clips in heard[1:]), publication.timeline.duration_ms]
    sounds: dict[Stretch, str] = {}
    rows = zip(groups, titles, languages, heard, stretches, ends_ms, strict=True)
    for number, (group, title, language, clips, stretch, end_ms) in enumerate(rows, start=1):
        name = f"{number:04d}"
        yield SmilDocument(
            name=name,
            title=title,
            language=language,
            sections=group,
            sound=sounds.setdefault(stretch, f"{name}{MP3.extension}"),
            stretch=stretch,
            phrases=tuple(_phrases(group, clips, stretch, end_ms)),
        )


def _phrases(sections: Iterable[Section], clips: list[Clip], stretch: Stretch, end_ms: int) -> Iterator[Phrase]:
    """Yield a phrase for each of `clips`, the last of which has a break until `end_ms` of the recording."""
    blocks = (block for section in sections for note in _notes(section) for block in note.all())
    note_ids = {utterance.id for block in blocks for utterance in block.utterances}
    rests_ms = [*(clip.begin_ms for clip in clips[1:]), end_ms]
    for clip, rest_ms in zip(clips, rests_ms, strict=True):
        yield Phrase(
            utterance_id=clip.utterance_id,
            begin_ms=stretch.time_ms(clip.begin_ms),
            end_ms=stretch.time_ms(clip.end_ms),
            rest_ms=stretch.time_ms(rest_ms),
            is_note=clip.utterance_id in note_ids,
        )


def _notes(section: Section) -> Iterator[Block]:
    """Return the notes in a section, at any depth."""
    return (block for block in section.all_blocks() if block.kind == "note")


def _entries(headings: _Headings, documents: Iterable[SmilDocument]) -> Iterator[Entry]:
    """Yield the headings of each section, followed by its notes."""
    number = 0
    for document in documents:
        for section in document.sections:
            for index, (level, text) in enumerate(headings.get(section.id, ())):
                number += 1
                yield Entry(
                    id=f"ncc-{number}",
                    level=level,
                    text=text,
                    document=document,
                    utterance_id=next(section.utterances()).id,
                    shares_target=index > 0,
                )
            for note in _notes(section):
                utterances = (utterance for block in note.all() for utterance in block.utterances)
                if said := next(utterances, None):
                    number += 1
                    yield Entry(id=f"ncc-{number}", level=0, text=note.label, document=document, utterance_id=said.id)


def _convert_images(publication: Publication) -> dict[str, Image]:
    """Return the images that the book can hold, by their addresses.

    In an edition of many articles their names are short and follow one another.
    """
    held = ((resource, convert_image(image, IMAGE_TYPES)) for resource, image in publication.images.items())
    images = {resource: image for resource, image in held if image}
    if not publication.parts:
        return images
    numbers: dict[str, int] = {}
    for image in images.values():
        numbers.setdefault(image.sha256, len(numbers) + 1)
    return {
        resource: replace(image, name=f"img{numbers[image.sha256]:05d}{Path(image.name).suffix}")
        for resource, image in images.items()
    }
