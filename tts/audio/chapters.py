"""Sections, timeline -> chapters: the places that a listener can jump to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from tts.model import Chapter, Recording, Section

MAX_CHAPTERS = 255  # ID3v2 Chapter Frame Addendum 1.0, section 3.2: the entry count of a CTOC frame is one byte


def add_chapters(sections: Iterable[Section], recording: Recording, title: str) -> Recording:
    """Return the recording with the chapters of its timeline, and with a warning where there are too many.

    Each section of level 1 except the opening starts a chapter, with the first clip of its own; the first chapter
    starts at 0 instead, so that it holds the opening. A section without a clip has no chapter. An article without
    chapters is one chapter called `title`. More than 255 are merged evenly into 255, with a warning. The recording
    also has the time at which each section, of every level, begins.
    """
    sections = tuple(sections)
    clips = recording.timeline.clips_by_utterance()
    firsts = ((section, next(section.utterances(), None)) for section in sections)
    heard = tuple((section, clips[utterance.id].begin_ms) for section, utterance in firsts if utterance)
    starts = [(section, start_ms) for section, start_ms in heard if section.level == 1 and section.role != "opening"]
    warnings = []
    if len(starts) > MAX_CHAPTERS:
        warnings.append(f"{len(starts)} chapters are merged into {MAX_CHAPTERS}, the most that a player can list.")
        starts = [starts[number * len(starts) // MAX_CHAPTERS] for number in range(MAX_CHAPTERS)]
    if not starts:
        starts = [(replace(sections[0], title=title), 0)]
    bounds = pairwise([0, *(start_ms for _, start_ms in starts[1:]), recording.timeline.duration_ms])
    chapters = tuple(
        Chapter(title=section.title, start_ms=start_ms, end_ms=end_ms, section_id=section.id)
        for (section, _), (start_ms, end_ms) in zip(starts, bounds, strict=True)
    )
    timeline = replace(recording.timeline, chapters=chapters)
    starts_ms = tuple(start_ms for _, start_ms in heard)
    return replace(recording, timeline=timeline, starts_ms=starts_ms, warnings=(*recording.warnings, *warnings))
