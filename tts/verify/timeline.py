"""Whether what the manifest says agrees with itself: sections, utterances, times, breaks, chapters."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from tts.verify.findings import Finding, Findings, shown
from tts.verify.manifest import MANIFEST, Manifest, ManifestSection, ManifestUtterance

ROLES = ("opening", "key-points", "body", "caption")
MAX_CHAPTERS = 255  # more sections than these are merged into as many chapters
LATEST_MS = 2**32 - 2  # ID3v2 Chapter Frame Addendum 1.0, section 3.1: a time is 32 bits, all of them set mean none
_LANGUAGE = re.compile("[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*")  # BCP 47, section 2.1
_ROUNDING_MS = 1  # both ends of a break are rounded


def check_timeline(manifest: Manifest) -> Findings:
    """All that can be known of the manifest without another file."""
    if manifest.duration_ms > LATEST_MS:
        yield _finding("metadata.duration_ms", "An edition of more than 49 days cannot have chapters in its audio.")
    if not _LANGUAGE.fullmatch(manifest.metadata["language"]):
        yield _finding("metadata.language", f"{shown(manifest.metadata['language'])} names no language.")
    for track in manifest.tracks:
        if track.duration_ms != manifest.duration_ms:
            what = f"The track {track.path} has {track.duration_ms} ms, the edition {manifest.duration_ms} ms."
            yield _finding("tracks", what)
    yield from _check_sections(manifest)
    yield from _check_ids(manifest)
    for utterance in manifest.utterances:
        yield from _check_clip(utterance, manifest.duration_ms)
    yield from _check_breaks(manifest)
    yield from _check_chapters(manifest)


def _check_sections(manifest: Manifest) -> Findings:
    for one, following in pairwise(manifest.sections):
        if ROLES.index(one.role) > ROLES.index(following.role):
            yield _finding(f"section {shown(following.id)}", f"A section {following.role} comes after {one.role}.")
    for name, count in Counter(section.id for section in manifest.sections).items():
        if count > 1:
            yield _finding(f"section {shown(name)}", f"There are {count} sections of this id.")
    for section in manifest.sections:
        heard = (section.utterances[0].begin_ms, section.utterances[-1].end_ms) if section.utterances else (None, None)
        if (section.begin_ms, section.end_ms) != heard:
            times = f"{section.begin_ms} to {section.end_ms} ms"
            what = f"It runs from {times}, its utterances from {heard[0]} to {heard[1]} ms."
            yield _finding(f"section {shown(section.id)}", what)


def _check_ids(manifest: Manifest) -> Findings:
    """Ids run from u0001 through the whole edition, so that an utterance that was taken out leaves a gap."""
    seen: set[str] = set()
    expected = 1
    for utterance in manifest.utterances:
        number = int(utterance.id[1:]) if len(utterance.id) < 12 else -1
        if utterance.id in seen:
            yield _finding(utterance.id, "This utterance is there more than once.")
            continue
        seen.add(utterance.id)
        if number != expected:
            yield _finding(utterance.id, f"Utterance u{expected:04d} should stand here.")
        expected = number + 1
    if not seen:
        yield _finding("sections", "There is no utterance.")


def _check_clip(utterance: ManifestUtterance, duration_ms: int) -> Findings:
    if not utterance.begin_ms < utterance.end_ms <= duration_ms:
        what = f"It runs from {utterance.begin_ms} to {utterance.end_ms} ms in an edition of {duration_ms} ms."
        yield _finding(utterance.id, what)
        return
    at_ms = utterance.begin_ms
    for word in utterance.words:
        if not 0 <= word.begin < word.end <= len(utterance.text):
            yield _finding(
                utterance.id, f"A word stands at {word.begin} to {word.end} of {len(utterance.text)} characters."
            )
        elif not at_ms <= word.begin_ms <= word.end_ms <= utterance.end_ms:
            yield _finding(
                utterance.id, f"The word {shown(utterance.text[word.begin : word.end])} is not heard in its order."
            )
        at_ms = max(at_ms, word.begin_ms)


def _check_breaks(manifest: Manifest) -> Findings:
    for utterance, following in pairwise(manifest.utterances):
        rest_ms = following.begin_ms - utterance.end_ms
        if rest_ms < 0:
            yield _finding(following.id, f"It begins {-rest_ms} ms before {utterance.id} ends.")
        elif abs(rest_ms - utterance.break_ms) > _ROUNDING_MS:
            yield _finding(utterance.id, f"After it come {rest_ms} ms of silence instead of {utterance.break_ms} ms.")
    breaks = manifest.options.get("breaks")
    if isinstance(breaks, dict) and manifest.utterances:
        ends = {
            "lead_in": manifest.utterances[0].begin_ms,
            "lead_out": manifest.duration_ms - manifest.utterances[-1].end_ms,
        }
        for name, found_ms in ends.items():
            wanted_ms = breaks.get(name)
            if isinstance(wanted_ms, int) and abs(found_ms - wanted_ms) > _ROUNDING_MS:
                yield _finding(f"break {name}", f"It has {found_ms} ms instead of {wanted_ms} ms.")


def _check_chapters(manifest: Manifest) -> Findings:
    at_ms = 0
    parts = {section.id: section for section in manifest.sections}
    for number, chapter in enumerate(manifest.chapters, start=1):
        if chapter.start_ms != at_ms or chapter.end_ms is None or chapter.end_ms <= chapter.start_ms:
            what = f"It runs from {chapter.start_ms} to {chapter.end_ms} ms, and the one before ends at {at_ms} ms."
            yield _finding(f"chapter {number}", what)
        at_ms = chapter.end_ms or 0
        section = parts.get(chapter.section)
        if section is None:
            yield _finding(f"chapter {number}", f"There is no section {shown(chapter.section)} for it.")
        elif number > 1 and chapter.start_ms != section.begin_ms:
            what = f"It starts at {chapter.start_ms} ms, its section {shown(section.id)} at {section.begin_ms} ms."
            yield _finding(f"chapter {number}", what)
        elif chapter.title not in (section.title, manifest.metadata["title"]):
            what = f"It is called {shown(chapter.title)}, its section {shown(section.title)}."
            yield _finding(f"chapter {number}", what)
    if at_ms != manifest.duration_ms:
        yield _finding("chapters", f"The last one ends at {at_ms} ms instead of {manifest.duration_ms} ms.")
    yield from _check_places(manifest)


def _check_places(manifest: Manifest) -> Findings:
    """Each section that has a place in the navigation has its chapter."""
    starts = {chapter.section for chapter in manifest.chapters}
    wanted = list(filter(_has_chapter, manifest.sections))
    if len(wanted) <= MAX_CHAPTERS:
        for section in wanted:
            if section.id not in starts:
                yield _finding(f"section {shown(section.id)}", "It has no chapter.")


def _has_chapter(section: ManifestSection) -> bool:
    return section.level == 1 and section.role != "opening" and bool(section.utterances)


def _finding(where: str, what: str) -> Finding:
    return Finding(check="timeline", place=f"{MANIFEST}, {where}", what=what)
