"""Sections on a timeline -> its chapters: the places to jump to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from tts.model import Chapter, Recording, Section

MAX_CHAPTERS = 255  # ID3v2 Chapter Frame Addendum 1.0, section 3.2: the entry count of a CTOC frame is one byte


def add_chapters(sections: Iterable[Section], recording: Recording, title: str) -> Recording:
    """Return the recording with the chapters of its timeline, and with a warning where there are too many.

    Each section of level 1 except the opening starts a chapter, with the first clip of its own; the first chapter
    starts at 0 instead, so that it holds the opening. A section without a clip has no chapter. An article without
    chapters is one chapter called `title`. More than 255 are merged evenly into 255, with a warning. The recording
    also says where each section, of whatever level, begins to be heard.
    """
    sections = tuple(sections)
    heard = tuple(_heard(sections, recording))
    starts = [(section, at_ms) for section, at_ms in heard if section.level == 1 and section.role != "opening"]
    warnings = []
    if len(starts) > MAX_CHAPTERS:
        warnings.append(f"{len(starts)} chapters are merged into {MAX_CHAPTERS}, the most that a player can list.")
        starts = [starts[at * len(starts) // MAX_CHAPTERS] for at in range(MAX_CHAPTERS)]
    if not starts:
        starts = [(replace(sections[0], title=title), 0)]
    timeline = replace(recording.timeline, chapters=_contiguous(starts, recording.timeline.duration_ms))
    starts_ms = tuple(start_ms for _, start_ms in heard)
    return replace(recording, timeline=timeline, starts_ms=starts_ms, warnings=(*recording.warnings, *warnings))


def _heard(sections: Iterable[Section], recording: Recording) -> Iterator[tuple[Section, int]]:
    """The sections in which something is heard, each with the time in ms of its first clip."""
    clips = recording.timeline.clips_by_utterance()
    for section in sections:
        first = next(section.utterances(), None)
        if first is not None:
            yield section, clips[first.id].begin_ms


def _contiguous(starts: Sequence[tuple[Section, int]], duration_ms: int) -> tuple[Chapter, ...]:
    bounds = pairwise([0, *(start_ms for _, start_ms in starts[1:]), duration_ms])
    return tuple(
        Chapter(title=section.title, start_ms=start_ms, end_ms=end_ms, section_id=section.id)
        for (section, _), (start_ms, end_ms) in zip(starts, bounds, strict=True)
    )
