"""Check that the manifest agrees with itself: sections, utterances, times, breaks, chapters."""

from __future__ import annotations

import re
from collections import Counter
from functools import partial
from itertools import groupby, pairwise

from tts.verify.findings import Findings, report, shown
from tts.verify.manifest import MANIFEST, Manifest, ManifestUtterance
from tts.verify.parts import check_parts

_MAX_PACKET_MS = 50  # of sound whose packets are copied, by which tracks of an edition differ
ROLES = ("opening", "key-points", "body", "caption")
MAX_CHAPTERS = 255  # more sections than these are merged into as many chapters
MAX_MS = 2**32 - 2  # ID3v2 Chapter Frame Addendum 1.0, section 3.1: a time is 32 bits, all of them set mean none
_LANGUAGE = re.compile("[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*")  # BCP 47, section 2.1
_ROUNDING_MS = 1  # both ends of a break are rounded

_finding = partial(report, "timeline", MANIFEST)


def check_timeline(manifest: Manifest) -> Findings:
    """Check all that can be known of the manifest without another file."""
    if manifest.duration_ms > MAX_MS:
        yield _finding("metadata.duration_ms", "An edition of more than 49 days cannot have chapters in its audio.")
    languages = {"metadata.language": manifest.metadata["language"]}
    for where, language in (languages | {f"part {part.id}": part.language for part in manifest.parts}).items():
        if not _LANGUAGE.fullmatch(language):
            yield _finding(where, f"{shown(language)} is not the tag of a language.")
    for track in manifest.tracks:
        if abs(track.duration_ms - manifest.duration_ms) > (_MAX_PACKET_MS if track.starts_ms else 0):
            what = f"The track {track.path} has {track.duration_ms} ms, the edition {manifest.duration_ms} ms."
            yield _finding("tracks", what)
    yield from _check_sections(manifest)
    yield from _check_ids(manifest)
    for utterance in manifest.utterances:
        yield from _check_clip(utterance, manifest.duration_ms)
    yield from _check_breaks(manifest)
    yield from check_parts(manifest) if manifest.parts else _check_chapters(manifest)


def _check_sections(manifest: Manifest) -> Findings:
    """Check the order of the sections, their ids, and that they begin and end with their utterances."""
    for section, following in pairwise(manifest.sections):
        if section.part == following.part and ROLES.index(section.role) > ROLES.index(following.role):
            what = f"A section {following.role} comes after {section.role}."
            yield _finding(f"section {shown(following.id)}", what)
    for name, count in Counter(section.id for section in manifest.sections).items():
        if count > 1:
            yield _finding(f"section {shown(name)}", f"There are {count} sections with this id.")
    for section in manifest.sections:
        clips = section.utterances
        begin_ms, end_ms = (clips[0].begin_ms, clips[-1].end_ms) if clips else (None, None)
        if (section.begin_ms, section.end_ms) != (begin_ms, end_ms):
            times = f"from {section.begin_ms} to {section.end_ms} ms, its utterances from {begin_ms} to {end_ms} ms"
            yield _finding(f"section {shown(section.id)}", f"It runs {times}.")


def _check_ids(manifest: Manifest) -> Findings:
    """Check that ids run from u0001 through an article, so that a lost utterance leaves a gap."""
    seen: set[str] = set()
    for part, sections in groupby(manifest.sections, key=lambda section: section.part):
        prefix = f"{part}-u" if part else "u"
        expected = 1
        for utterance in (utterance for section in sections for utterance in section.utterances):
            if utterance.id in seen:
                yield _finding(utterance.id, "This utterance is there more than once.")
                continue
            seen.add(utterance.id)
            number = utterance.id.removeprefix(prefix)
            if number != f"{expected:04d}":
                yield _finding(utterance.id, f"Utterance {prefix}{expected:04d} should be here.")
            expected = int(number) + 1 if number.isdigit() and len(number) < 12 else expected + 1
    if not seen:
        yield _finding("sections", "There is no utterance.")


def _check_clip(utterance: ManifestUtterance, duration_ms: int) -> Findings:
    """Check that a clip lies in the edition, and its words in the clip and in the text, in order."""
    text, begin_ms, end_ms = utterance.text, utterance.begin_ms, utterance.end_ms
    if not begin_ms < end_ms <= duration_ms:
        yield _finding(utterance.id, f"It runs from {begin_ms} to {end_ms} ms in an edition of {duration_ms} ms.")
        return
    for word in utterance.words:
        if not 0 <= word.begin < word.end <= len(text):
            yield _finding(utterance.id, f"A word is at {word.begin} to {word.end} of {len(text)} characters.")
        elif not begin_ms <= word.begin_ms <= word.end_ms <= end_ms:
            yield _finding(utterance.id, f"The word {shown(text[word.begin : word.end])} is not heard in its order.")
        begin_ms = max(begin_ms, word.begin_ms)


def _check_breaks(manifest: Manifest) -> Findings:
    """Check the silence between utterances, and before the first and after the last one."""
    utterances = manifest.utterances
    for utterance, following in pairwise(utterances):
        rest_ms = following.begin_ms - utterance.end_ms
        if rest_ms < 0:
            yield _finding(following.id, f"It begins {-rest_ms} ms before {utterance.id} ends.")
        elif abs(rest_ms - utterance.break_ms) > _ROUNDING_MS:
            what = f"{rest_ms} ms of silence follow it instead of {utterance.break_ms} ms."
            yield _finding(utterance.id, what)
    breaks = manifest.options.get("breaks")
    if isinstance(breaks, dict) and utterances:
        ends = {"lead_in": utterances[0].begin_ms, "lead_out": manifest.duration_ms - utterances[-1].end_ms}
        if manifest.parts:  # the first track begins with speech, too
            del ends["lead_in"]
        for name, break_ms in ends.items():
            expected_ms = breaks.get(name)
            if isinstance(expected_ms, int) and abs(break_ms - expected_ms) > _ROUNDING_MS:
                yield _finding(f"break {name}", f"It has {break_ms} ms instead of {expected_ms} ms.")


def _check_chapters(manifest: Manifest) -> Findings:
    """Check that chapters run from 0 to the end without a gap, each with the start and the title of its section.

    Each section that is listed in the navigation has its chapter, unless there are too many.
    """
    sections = {section.id: section for section in manifest.sections}
    end_ms = 0
    for number, chapter in enumerate(manifest.chapters, start=1):
        where, section = f"chapter {number}", sections.get(chapter.section)
        if chapter.start_ms != end_ms or chapter.end_ms is None or chapter.end_ms <= chapter.start_ms:
            times = f"from {chapter.start_ms} to {chapter.end_ms} ms, and the one before ends at {end_ms} ms"
            yield _finding(where, f"It runs {times}.")
        end_ms = chapter.end_ms or 0
        if section is None:
            yield _finding(where, f"There is no section {shown(chapter.section)} for it.")
        elif number > 1 and chapter.start_ms != section.begin_ms:
            times = f"at {chapter.start_ms} ms, its section {shown(section.id)} at {section.begin_ms} ms"
            yield _finding(where, f"It starts {times}.")
        elif chapter.title not in (section.title, manifest.metadata["title"]):
            yield _finding(where, f"It is called {shown(chapter.title)}, its section {shown(section.title)}.")
    if end_ms != manifest.duration_ms:
        yield _finding("chapters", f"The last one ends at {end_ms} ms instead of {manifest.duration_ms} ms.")
    listed = [
        section.id
        for section in manifest.sections
        if section.level == 1 and section.role != "opening" and section.utterances
    ]
    lost = set(listed) - {chapter.section for chapter in manifest.chapters} if len(listed) <= MAX_CHAPTERS else ()
    for name in (name for name in listed if name in lost):
        yield _finding(f"section {shown(name)}", "It has no chapter.")
