"""The parts of an edition of many articles: its tracks, which are also its chapters."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise

from tts.model import Part
from tts.verify.findings import Findings, report, shown
from tts.verify.manifest import MANIFEST, Manifest

_KINDS = ("start", "headlines", "index", "article", "end")  # in the order in which they are heard

_finding = partial(report, "parts", MANIFEST)


def check_parts(manifest: Manifest) -> Findings:
    """Check that the parts hold all sections in order, run from 0 to the end, have numbers, and are the chapters."""
    yield from _check_sections(manifest)
    yield from _check_order(manifest.parts)
    yield from _check_times(manifest)
    yield from _check_chapters(manifest)


def _check_sections(manifest: Manifest) -> Findings:
    """Check that each section is in its part, by its id, and that only the title of a section comes before them."""
    for section in manifest.sections:
        if not section.id.startswith(f"{section.part}-"):
            yield _finding(f"section {shown(section.id)}", f"Its id does not begin with its part, {section.part}.")
    sections = iter(manifest.sections)
    for part in manifest.parts:
        own = [next(sections) for _ in part.section_ids]
        titles = [section for section in own if section.part != part.id]
        if own[: len(titles)] != titles or len(titles) == len(own) or len(titles) > (part.kind == "article"):
            yield _finding(f"part {part.id}", "It has sections of another part.")
        for section in own[len(titles) :]:
            if section.language != part.language:
                languages = f"{shown(section.language)}, its part {shown(part.language)}"
                yield _finding(f"section {shown(section.id)}", f"It is in {languages}.")


def _check_order(parts: Sequence[Part]) -> Findings:
    """Check kinds and names, and that folders and the tracks in them are numbered from 1 on without a gap."""
    folder, number = 0, 0
    for part, following in pairwise(parts):
        if _KINDS.index(part.kind) > _KINDS.index(following.kind):
            yield _finding(f"part {following.id}", f"A part {following.kind} comes after {part.kind}.")
        if part.folder == following.folder and part.folder_title != following.folder_title:
            titles = f"{shown(part.folder_title)} and {shown(following.folder_title)}"
            yield _finding(f"part {following.id}", f"Its folder is called {titles}.")
    for part in parts:
        if (part.folder, part.number) not in ((folder, number + 1), (folder + 1, 1)):
            what = f"It is track {part.number} of folder {part.folder}, after track {number} of folder {folder}."
            yield _finding(f"part {part.id}", what)
        folder, number = part.folder, part.number
    if not any(part.kind == "article" for part in parts):
        yield _finding("parts", "There is no article.")


def _check_times(manifest: Manifest) -> Findings:
    """Check that the parts run from 0 to the end without a gap, and that all but the first begin with a clip."""
    begins_ms = {section.id: section.begin_ms for section in manifest.sections if section.begin_ms is not None}
    end_ms = 0
    for number, part in enumerate(manifest.parts):
        if part.begin_ms != end_ms:
            times = f"from {part.begin_ms} to {part.end_ms} ms, and the one before ends at {end_ms} ms"
            yield _finding(f"part {part.id}", f"It runs {times}.")
        first_ms = next((begins_ms[name] for name in part.section_ids if name in begins_ms), None)
        if number and part.begin_ms != first_ms:
            yield _finding(f"part {part.id}", f"It begins at {part.begin_ms} ms, its first words at {first_ms} ms.")
        end_ms = part.end_ms
    if end_ms != manifest.duration_ms:
        yield _finding("parts", f"The last one ends at {end_ms} ms instead of {manifest.duration_ms} ms.")


def _check_chapters(manifest: Manifest) -> Findings:
    """Check that there is a chapter for each part, that of an article with the title of its section before its own."""
    if len(manifest.chapters) != len(manifest.parts):
        what = f"There are {len(manifest.chapters)} chapters instead of one for each of {len(manifest.parts)} parts."
        yield _finding("chapters", what)
        return
    for number, (chapter, part) in enumerate(zip(manifest.chapters, manifest.parts, strict=True), start=1):
        where = f"chapter {number}"
        title = f"{part.folder_title}: {part.title}" if part.kind == "article" else part.title
        if chapter.title != title:
            yield _finding(where, f"It is called {shown(chapter.title)} instead of {shown(title)}.")
        times, expected = (chapter.start_ms, chapter.end_ms), (part.begin_ms, part.end_ms)
        if times != expected or chapter.section != part.section_ids[0]:
            yield _finding(where, f"It is not the part {part.id}, which runs from {expected[0]} to {expected[1]} ms.")
