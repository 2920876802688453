"""PIECES -> PUBLICATION: one publication with the sections and clips of all pieces, in one timeline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from math import log10
from typing import Any

from tts.clock import frames_to_ms
from tts.editions.pieces import Piece
from tts.model import (
    Block,
    Chapter,
    Clip,
    ContentsEntry,
    Image,
    Loudness,
    Metadata,
    Part,
    Publication,
    Section,
    Series,
    Skipped,
    Timeline,
    Voice,
    Word,
    utterances,
)
from tts.noun import noun

_ARTICLE_LEVEL = 2  # of an article's title; its sections are below it
_DEEPEST = 6
_ROUNDING_MS = 2  # of a break between two times that are rounded


@noun
class _Place:
    """A piece, the beginning of all its ids, and the time at which its sound begins in the whole."""

    piece: Piece
    prefix: str
    start_ms: int


def combine(
    pieces: Sequence[Piece],
    starts: Sequence[int],
    frames: int,
    frame_rate_hz: int,
    *,
    metadata: Metadata,
    series: Series,
    cover: Image,
    record: Mapping[str, Any],
    warnings: tuple[str, ...] = (),
) -> Publication:
    """Return the edition of `pieces`, whose sound begins at the PCM frames `starts` of one file with `frames`.

    It has no tracks yet. Sections of the edition and announcements have level 1, articles level 2, and what is in
    articles the levels below. All ids begin with that of the piece. The loudness is the mean of the pieces, as their
    tracks have one target.

    Raises:
        ValueError: there is no piece with words.
    """
    places = [
        _Place(piece=piece, prefix=f"p{number:03d}", start_ms=frames_to_ms(start, frame_rate_hz))
        for number, (piece, start) in enumerate(zip(pieces, starts, strict=True), start=1)
    ]
    spoken = [place for place in places if place.piece.publication]
    duration_ms = frames_to_ms(frames, frame_rate_hz)
    images = _name_images(spoken)
    clips = tuple(clip for place in spoken for clip in _clips(place))
    sections = _set_breaks((section for place in spoken for section in _sections(place)), clips, duration_ms)
    parts = tuple(_parts(spoken, sections, clips, duration_ms))
    chapters = tuple(
        Chapter(title=_chapter_title(part), start_ms=part.begin_ms, end_ms=part.end_ms, section_id=part.section_ids[0])
        for part in parts
    )
    publications = [place.piece.publication for place in spoken if place.piece.publication]
    presenter = publications[0]
    return Publication(
        metadata=metadata,
        sections=sections,
        timeline=Timeline(
            clips=clips, chapters=chapters, duration_ms=duration_ms, interludes=tuple(_interludes(places, duration_ms))
        ),
        tracks=(),
        loudness=_mean_loudness(publications),
        engine=presenter.engine,
        voices=_voices(publications, metadata.language),
        engines={name: info for publication in publications for name, info in publication.engines.items()},
        cast={key: voice for place in spoken for key, voice in _prefixed(place, "cast")},
        notes={key: note for place in spoken for key, note in _prefixed(place, "notes")},
        prosody=presenter.prosody,
        images=images,
        cover=cover,
        skipped=tuple(_skipped(spoken)),
        left_out=_add_counts(publication.left_out for publication in publications),
        parts=parts,
        contents=tuple(_contents(parts, sections, clips)),
        series=series,
        record=record,
        warnings=warnings,
    )


def _sections(place: _Place) -> Iterator[Section]:
    """Yield the sections of a piece: one for an announcement, for an article one of level 2 and those below it."""
    piece, publication = place.piece, place.piece.publication
    assert publication is not None
    language = publication.metadata.language
    own = [
        replace(
            section,
            id=f"{place.prefix}-{section.id}",
            blocks=tuple(_prefix_block(block, place.prefix) for block in section.blocks),
            part=place.prefix,
            language=language,
        )
        for section in publication.sections
    ]
    first, *rest = own
    if piece.kind != "article":
        blocks = tuple(block for section in own for block in section.blocks)
        yield replace(first, role="opening" if piece.kind == "start" else "body", title=piece.title, blocks=blocks)
        return
    if first.role == "opening" and rest and rest[0].role == "body" and rest[0].blocks[0].kind != "heading":
        # text before the first heading has a section of its own only after key points
        first, rest = replace(first, blocks=(*first.blocks, *rest[0].blocks)), rest[1:]
    title = publication.metadata.title
    yield replace(first, title=title, level=_ARTICLE_LEVEL)
    for section in rest:
        level = min(section.level + _ARTICLE_LEVEL, _DEEPEST)
        yield replace(section, title=section.title.strip() or title, level=level)


def _prefix_block(block: Block, prefix: str) -> Block:
    """Return the block with the ids of its utterances, and the addresses of its images, after `prefix`."""
    return replace(
        block,
        blocks=tuple(_prefix_block(inner, prefix) for inner in block.blocks),
        utterances=tuple(replace(utterance, id=f"{prefix}-{utterance.id}") for utterance in block.utterances),
        resource=f"{prefix}/{block.resource}" if block.resource else "",
    )


def _set_breaks(sections: Iterable[Section], clips: Sequence[Clip], duration_ms: int) -> tuple[Section, ...]:
    """Return the sections with the silence, or the sound without words, that comes after each utterance.

    It is another one than in the piece alone after its last words, and before a jingle.
    """
    begins_ms = [*(clip.begin_ms for clip in clips[1:]), duration_ms]
    breaks_ms = {clip.utterance_id: next_ms - clip.end_ms for clip, next_ms in zip(clips, begins_ms, strict=True)}
    sections = tuple(sections)
    changed = {
        utterance.id
        for utterance in utterances(sections)
        if abs(breaks_ms[utterance.id] - utterance.break_ms) > _ROUNDING_MS
    }

    def set_break(block: Block) -> Block:
        """Return the block with the breaks that have changed."""
        if not any(utterance.id in changed for inner in block.all() for utterance in inner.utterances):
            return block
        own = (
            replace(utterance, break_ms=breaks_ms[utterance.id]) if utterance.id in changed else utterance
            for utterance in block.utterances
        )
        return replace(block, blocks=tuple(map(set_break, block.blocks)), utterances=tuple(own))

    return tuple(replace(section, blocks=tuple(map(set_break, section.blocks))) for section in sections)


def _interludes(places: Sequence[_Place], duration_ms: int) -> Iterator[tuple[int, int]]:
    """Yield the begin and end of each sound without words: of a jingle, or of a piece that is only a sound."""
    ends_ms = [*(place.start_ms for place in places[1:]), duration_ms]
    for place, end_ms in zip(places, ends_ms, strict=True):
        if place.piece.publication is None:
            yield place.start_ms, end_ms
        else:
            for begin_ms, own_end_ms in place.piece.publication.timeline.interludes:
                yield place.start_ms + begin_ms, place.start_ms + own_end_ms


def _clips(place: _Place) -> Iterator[Clip]:
    """Yield the clips of a piece at their times in the whole."""
    publication, shift_ms = place.piece.publication, place.start_ms
    assert publication is not None
    for clip in publication.timeline.clips:
        words = tuple(
            Word(begin=word.begin, end=word.end, begin_ms=word.begin_ms + shift_ms, end_ms=word.end_ms + shift_ms)
            for word in clip.words
        )
        yield Clip(
            utterance_id=f"{place.prefix}-{clip.utterance_id}",
            begin_ms=clip.begin_ms + shift_ms,
            end_ms=clip.end_ms + shift_ms,
            words=words,
        )


def _parts(
    places: Sequence[_Place], sections: Sequence[Section], clips: Sequence[Clip], duration_ms: int
) -> Iterator[Part]:
    """Yield the parts; the title of a section belongs to the part after it."""
    begins_ms = {clip.utterance_id: clip.begin_ms for clip in clips}
    ids = {part: tuple(group) for part, group in groupby(sections, key=lambda section: section.part)}
    groups: list[list[_Place]] = [[]]
    for place in places:
        groups[-1].append(place)
        if place.piece.kind != "section":
            groups.append([])
    heard = [[section for place in group for section in ids[place.prefix]] for group in filter(None, groups)]
    first_utterances = [next(utterance for section in own for utterance in section.utterances()) for own in heard]
    starts_ms = [0, *(begins_ms[utterance.id] for utterance in first_utterances[1:]), duration_ms]
    for group, own, (begin_ms, end_ms) in zip(filter(None, groups), heard, pairwise(starts_ms), strict=True):
        place = group[-1]
        piece, publication = place.piece, place.piece.publication
        assert publication is not None
        assert piece.kind != "section"
        assert piece.kind != "sound"
        is_article = piece.kind == "article"
        yield Part(
            id=place.prefix,
            kind=piece.kind,
            title=piece.title or publication.metadata.title,
            section_ids=tuple(section.id for section in own),
            begin_ms=begin_ms,
            end_ms=end_ms,
            folder=piece.folder,
            number=piece.number,
            folder_title=piece.folder_title,
            language=publication.metadata.language,
            authors=publication.metadata.authors if is_article else (),
            source_url=publication.metadata.source_url if is_article else "",
            slug=piece.slug,
        )


def _chapter_title(part: Part) -> str:
    """Return the title of a part where players know one level, as in `News: Harbour opens`."""
    return f"{part.folder_title}: {part.title}" if part.kind == "article" else part.title


def _contents(parts: Iterable[Part], sections: Iterable[Section], clips: Iterable[Clip]) -> Iterator[ContentsEntry]:
    """Yield the table of contents: announcements and sections, in these articles, in these their headings."""
    begins_ms = {clip.utterance_id: clip.begin_ms for clip in clips}
    starts_ms = {section.id: begins_ms[first.id] for section in sections if (first := next(section.utterances(), None))}
    headings = {
        id_: [section for section in group if section.id in starts_ms]
        for id_, group in groupby(sections, key=lambda section: section.part)
    }
    for (is_article, _), group in groupby(parts, key=lambda part: (part.kind == "article", part.folder)):
        of_section = tuple(group)
        entries = tuple(_entry(part, headings[part.id], starts_ms) for part in of_section)
        if is_article:
            yield ContentsEntry(
                title=of_section[0].folder_title,
                start_ms=of_section[0].begin_ms,
                end_ms=of_section[-1].end_ms,
                section_id=of_section[0].section_ids[0],
                entries=entries,
            )
        else:
            yield from entries


def _entry(part: Part, sections: Sequence[Section], starts_ms: Mapping[str, int]) -> ContentsEntry:
    """Return the entry of a part, with its headings; the first of `sections` is its title."""
    title, *below = sections
    return ContentsEntry(
        title=part.title,
        start_ms=starts_ms[title.id] if part.kind == "article" else part.begin_ms,
        end_ms=part.end_ms,
        section_id=title.id,
        entries=tuple(_nest(below, starts_ms, part.end_ms)),
    )


def _nest(sections: Sequence[Section], starts_ms: Mapping[str, int], end_ms: int) -> Iterator[ContentsEntry]:
    """Yield an entry for each section that is not below the one before it, with those below it."""
    tops = [index for index, section in enumerate(sections) if section.level <= sections[0].level]
    for begin, end in pairwise([*tops, len(sections)]):
        after_ms = starts_ms[sections[end].id] if end < len(sections) else end_ms
        yield ContentsEntry(
            title=sections[begin].title,
            start_ms=starts_ms[sections[begin].id],
            end_ms=after_ms,
            section_id=sections[begin].id,
            entries=tuple(_nest(sections[begin + 1 : end], starts_ms, after_ms)),
        )


def _name_images(places: Iterable[_Place]) -> dict[str, Image]:
    """Return all images by the addresses of `_prefix_block`, with a name of its own for each that differs."""
    images: dict[str, Image] = {}
    names: dict[str, str] = {}
    taken: set[str] = set()
    for place in places:
        assert place.piece.publication is not None
        for resource, image in place.piece.publication.images.items():
            if image.sha256 not in names:
                names[image.sha256] = image.name if image.name not in taken else f"{place.prefix}-{image.name}"
                taken.add(names[image.sha256])
            images[f"{place.prefix}/{resource}"] = replace(image, name=names[image.sha256])
    return images


def _prefixed(place: _Place, name: str) -> Iterator[tuple[str, Any]]:
    """Yield the items of a mapping by utterance, each with the id that the utterance has in the edition."""
    return ((f"{place.prefix}-{key}", value) for key, value in getattr(place.piece.publication, name).items())


def _voices(publications: Iterable[Publication], language: str) -> dict[str, Voice]:
    """Return a voice for each language: the first that reads it, and for the edition's own that of the presenter."""
    voices: dict[str, Voice] = {}
    for publication in publications:
        for tag, voice in publication.voices.items():
            voices.setdefault(tag, voice)
    voices.setdefault(language, next(iter(voices.values())))
    return voices


def _skipped(places: Iterable[_Place]) -> Iterator[Skipped]:
    """Yield what is not heard of the articles; lines of their files would mean nothing here."""
    for place in places:
        assert place.piece.publication is not None
        yield from (replace(skipped, line=None) for skipped in place.piece.publication.skipped)


def _add_counts(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """Return the sums of the counts by reason."""
    total: Counter[str] = Counter()
    for part in counts:
        total.update(part)
    return dict(total)


def _mean_loudness(publications: Sequence[Publication]) -> Loudness:
    """Return the mean loudness by energy and length, with the largest range and peak."""
    energy = sum(
        publication.timeline.duration_ms * 10 ** (publication.loudness.integrated_lufs / 10)
        for publication in publications
    )
    total_ms = sum(publication.timeline.duration_ms for publication in publications)
    return Loudness(
        integrated_lufs=round(10 * log10(energy / total_ms), 2),
        range_lu=max(publication.loudness.range_lu for publication in publications),
        true_peak_dbtp=max(publication.loudness.true_peak_dbtp for publication in publications),
        limited=any(publication.loudness.limited for publication in publications),
        target_lufs=publications[0].loudness.target_lufs,
    )
