"""Whether what the manifest says agrees with itself: sections, utterances, times, breaks, chapters."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from tts.verify.edition import MANIFEST, Edition, Part, Said
from tts.verify.findings import Finding, Findings, shown

ROLES = ("opening", "key-points", "body", "caption")
MOST_CHAPTERS = 255  # more sections than these are merged into as many chapters
LATEST_MS = 2**32 - 2  # ID3v2 Chapter Frame Addendum 1.0, section 3.1: a time is 32 bits, all of them set mean none
_LANGUAGE = re.compile("[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*")  # BCP 47, section 2.1
_ROUNDING_MS = 1  # both ends of a break are rounded


def check_timeline(edition: Edition) -> Findings:
    """All that can be known of the manifest without another file."""
    if edition.duration_ms > LATEST_MS:
        yield _finding("metadata.duration_ms", "An edition of more than 49 days cannot have chapters in its audio.")
    if not _LANGUAGE.fullmatch(edition.metadata["language"]):
        yield _finding("metadata.language", f"{shown(edition.metadata['language'])} names no language.")
    for track in edition.tracks:
        if track.duration_ms != edition.duration_ms:
            what = f"The track {track.path} has {track.duration_ms} ms, the edition {edition.duration_ms} ms."
            yield _finding("tracks", what)
    yield from _check_sections(edition)
    yield from _check_ids(edition)
    for said in edition.said:
        yield from _check_clip(said, edition.duration_ms)
    yield from _check_breaks(edition)
    yield from _check_chapters(edition)


def _check_sections(edition: Edition) -> Findings:
    for one, following in pairwise(edition.parts):
        if ROLES.index(one.role) > ROLES.index(following.role):
            yield _finding(f"section {shown(following.id)}", f"A section {following.role} comes after {one.role}.")
    for name, count in Counter(part.id for part in edition.parts).items():
        if count > 1:
            yield _finding(f"section {shown(name)}", f"There are {count} sections of this id.")
    for part in edition.parts:
        heard = (part.said[0].begin_ms, part.said[-1].end_ms) if part.said else (None, None)
        if (part.begin_ms, part.end_ms) != heard:
            what = f"It runs from {part.begin_ms} to {part.end_ms} ms, its utterances from {heard[0]} to {heard[1]} ms."
            yield _finding(f"section {shown(part.id)}", what)


def _check_ids(edition: Edition) -> Findings:
    """Ids run from u0001 through the whole edition, so that an utterance that was taken out leaves a gap."""
    seen: set[str] = set()
    expected = 1
    for said in edition.said:
        number = int(said.id[1:]) if len(said.id) < 12 else -1
        if said.id in seen:
            yield _finding(said.id, "This utterance is there more than once.")
            continue
        seen.add(said.id)
        if number != expected:
            yield _finding(said.id, f"Utterance u{expected:04d} should stand here.")
        expected = number + 1
    if not seen:
        yield _finding("sections", "There is no utterance.")


def _check_clip(said: Said, duration_ms: int) -> Findings:
    if not said.begin_ms < said.end_ms <= duration_ms:
        what = f"It runs from {said.begin_ms} to {said.end_ms} ms in an edition of {duration_ms} ms."
        yield _finding(said.id, what)
        return
    at_ms = said.begin_ms
    for word in said.words:
        if not 0 <= word.begin < word.end <= len(said.text):
            yield _finding(said.id, f"A word stands at {word.begin} to {word.end} of {len(said.text)} characters.")
        elif not at_ms <= word.begin_ms <= word.end_ms <= said.end_ms:
            yield _finding(said.id, f"The word {shown(said.text[word.begin : word.end])} is not heard in its order.")
        at_ms = max(at_ms, word.begin_ms)


def _check_breaks(edition: Edition) -> Findings:
    for said, following in pairwise(edition.said):
        rest_ms = following.begin_ms - said.end_ms
        if rest_ms < 0:
            yield _finding(following.id, f"It begins {-rest_ms} ms before {said.id} ends.")
        elif abs(rest_ms - said.break_ms) > _ROUNDING_MS:
            yield _finding(said.id, f"After it come {rest_ms} ms of silence instead of {said.break_ms} ms.")
    breaks = edition.options.get("breaks")
    if isinstance(breaks, dict) and edition.said:
        ends = {"head": edition.said[0].begin_ms, "tail": edition.duration_ms - edition.said[-1].end_ms}
        for name, found_ms in ends.items():
            wanted_ms = breaks.get(name)
            if isinstance(wanted_ms, int) and abs(found_ms - wanted_ms) > _ROUNDING_MS:
                yield _finding(f"break {name}", f"It has {found_ms} ms instead of {wanted_ms} ms.")


def _check_chapters(edition: Edition) -> Findings:
    at_ms = 0
    parts = {part.id: part for part in edition.parts}
    for number, chapter in enumerate(edition.chapters, start=1):
        if chapter.start_ms != at_ms or chapter.end_ms is None or chapter.end_ms <= chapter.start_ms:
            what = f"It runs from {chapter.start_ms} to {chapter.end_ms} ms, and the one before ends at {at_ms} ms."
            yield _finding(f"chapter {number}", what)
        at_ms = chapter.end_ms or 0
        part = parts.get(chapter.section)
        if part is None:
            yield _finding(f"chapter {number}", f"There is no section {shown(chapter.section)} for it.")
        elif number > 1 and chapter.start_ms != part.begin_ms:
            what = f"It starts at {chapter.start_ms} ms, its section {shown(part.id)} at {part.begin_ms} ms."
            yield _finding(f"chapter {number}", what)
        elif chapter.title not in (part.title, edition.metadata["title"]):
            what = f"It is called {shown(chapter.title)}, its section {shown(part.title)}."
            yield _finding(f"chapter {number}", what)
    if at_ms != edition.duration_ms:
        yield _finding("chapters", f"The last one ends at {at_ms} ms instead of {edition.duration_ms} ms.")
    yield from _check_places(edition)


def _check_places(edition: Edition) -> Findings:
    """Each section that has a place in the navigation has its chapter."""
    starts = {chapter.section for chapter in edition.chapters}
    wanted = list(filter(_has_chapter, edition.parts))
    if len(wanted) <= MOST_CHAPTERS:
        for part in wanted:
            if part.id not in starts:
                yield _finding(f"section {shown(part.id)}", "It has no chapter.")


def _has_chapter(part: Part) -> bool:
    return part.level == 1 and part.role != "opening" and bool(part.said)


def _finding(where: str, what: str) -> Finding:
    return Finding(check="timeline", place=f"{MANIFEST}, {where}", what=what)
