"""What was heard against the timeline: sound in every clip and word, silence between clips, pauses where commas are.

Clips in a wrong order or at a wrong time show where sound and silence change places, unless they are equally long: to
0.06 s in MP3, 0.08 s in M4B, 0.14 s in Opus, by how far each spreads sound into silence. Of equally long ones, a pause
that is missing after a comma, semicolon or colon gives half away (with engines that tell word times, up to 200 words a
minute). What cannot be found without understanding speech: two clips of equal length without such a mark, or a clip
that says something else in the same time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from tts.verify.findings import Finding, Findings, clock, shown
from tts.verify.listen import SILENCE_LUFS, Heard
from tts.verify.manifest import Manifest, ManifestUtterance

MAX_LOUDNESS_ERROR_LU = 0.5
CEILING_DBTP = -1.0
_SOUND_DB = 45  # below the loudest: what is softer is no speech; the softest word has 15
_QUIET_DB = 60  # below the loudest: what is louder is no silence; a break is digital silence before it is encoded
_WINDOW_MS = 10
_LATEST_MS = 250  # how late sound may begin in a clip, and how early it may end
_MIN_WORD_MS = 40

# pauses at commas: measured with espeak-ng in English, German, Spanish, Ukrainian, at 80 to 200 words a minute
_CLAUSE = re.compile(r"[,;:][^\w\s]*\s")
_FASTEST_WPM = 200
_PAUSE_WINDOWS = 5
_PAUSE_DB = 50
_REACH_MS = 80
_MAX_UNUSUAL = 0.1  # of the clips with such marks; with more, it is the voice that does not pause there
_FEW_UNUSUAL = 3

_KNOWN_SCRIPT = re.compile("[0-9A-Za-zÀ-ÖØ-öø-ſͰ-ԯ]")


def check_sound(name: str, manifest: Manifest, heard: Heard, smear_ms: float) -> Findings:
    """Compares the decoded track `name` with the clips, breaks and loudness of the manifest.

    `smear_ms` is how far its codec spreads sound into silence.
    """
    yield from _check_loudness(name, manifest, heard)
    if manifest.is_silent or not heard.levels:
        return
    loudest_db = min(heard.levels)
    silent: set[str] = set()
    for utterance in manifest.utterances:
        for finding in _check_clip(name, utterance, heard, loudest_db + _SOUND_DB):
            silent.add(utterance.id)
            yield finding
    yield from _check_silence(name, manifest, heard, round(smear_ms) + _WINDOW_MS)
    if _has_rhythm(manifest):
        yield from _check_rhythm(name, manifest, heard, loudest_db + _PAUSE_DB, silent)


def _check_loudness(name: str, manifest: Manifest, heard: Heard) -> Findings:
    wanted_lufs = max(SILENCE_LUFS, manifest.loudness["integrated_lufs"])
    if abs(heard.integrated_lufs - wanted_lufs) > MAX_LOUDNESS_ERROR_LU:
        what = f"Its loudness is {heard.integrated_lufs:.1f} LUFS instead of {wanted_lufs:.1f} LUFS."
        yield Finding(check="loudness", place=name, what=what)
    if manifest.loudness["target_lufs"] is not None and heard.true_peak_dbtp > CEILING_DBTP:
        what = f"Its true peak is {heard.true_peak_dbtp:.1f} dBTP, over the ceiling of {CEILING_DBTP:.0f} dBTP."
        yield Finding(check="loudness", place=name, what=what)


def _check_clip(name: str, utterance: ManifestUtterance, heard: Heard, sound_db: int) -> Findings:
    levels = heard.between(utterance.begin_ms, utterance.end_ms)
    if not levels:
        return
    place = _place(name, utterance.begin_ms, utterance)
    if min(levels) > sound_db:
        if _KNOWN_SCRIPT.search(utterance.text):
            yield Finding(check="sound", place=place, what=f"Nothing is heard of {shown(utterance.text)}.")
        else:
            what = f"Nothing is heard of {shown(utterance.text)}: the voice may not know its script."
            yield Finding(check="sound", place=place, what=what, next_step="Choose another voice.", kind="note")
        return
    edge = _LATEST_MS // _WINDOW_MS
    for word in utterance.words:
        part = heard.between(word.begin_ms, word.end_ms)
        if word.end_ms - word.begin_ms >= _MIN_WORD_MS and part and min(part) > sound_db:
            what = f"Nothing is heard of the word {shown(utterance.text[word.begin : word.end])}."
            yield Finding(check="sound", place=_place(name, word.begin_ms, utterance), what=what)
            return
    if len(levels) > edge and (min(levels[:edge]) > sound_db or min(levels[-edge:]) > sound_db):
        yield Finding(check="sound", place=place, what="It begins or ends with silence that does not belong to it.")


def _check_silence(name: str, manifest: Manifest, heard: Heard, smear_ms: int) -> Findings:
    quiet_db = min(heard.levels) + _QUIET_DB
    for after, begin_ms, end_ms in _breaks(manifest):
        levels = heard.between(begin_ms + (smear_ms if begin_ms else 0), max(begin_ms, end_ms - smear_ms))
        if levels and min(levels) < quiet_db:
            what = "Something is heard where the manifest has silence."
            yield Finding(check="silence", place=f"{name}, {clock(begin_ms)}, {after}", what=what)


def _breaks(manifest: Manifest) -> Iterator[tuple[str, int, int]]:
    utterance = manifest.utterances
    if utterance:
        yield "before the first word", 0, utterance[0].begin_ms
        yield from ((f"after {one.id}", one.end_ms, following.begin_ms) for one, following in pairwise(utterance))
        yield "after the last word", utterance[-1].end_ms, manifest.duration_ms


def _has_rhythm(manifest: Manifest) -> bool:
    rate_wpm = manifest.options.get("rate_wpm")
    return manifest.engine["word_times"] and isinstance(rate_wpm, int) and rate_wpm <= _FASTEST_WPM


def _check_rhythm(name: str, manifest: Manifest, heard: Heard, quiet_db: int, silent: set[str]) -> Findings:
    marked, unusual = 0, []
    for utterance in manifest.utterances:
        if utterance.id not in silent and (starts_ms := _after_clauses(utterance)):
            marked += 1
            ends_ms = _pauses(utterance, heard, quiet_db)
            missed = [at for at in starts_ms if not any(abs(at - end_ms) <= _REACH_MS for end_ms in ends_ms)]
            unusual += [(utterance, missed[0])] if missed else []
    if len(unusual) <= max(_FEW_UNUSUAL, _MAX_UNUSUAL * marked):
        for utterance, at_ms in unusual:
            what = f"There is no pause at a comma of {shown(utterance.text)}: it may be the sound of another sentence."
            yield Finding(check="rhythm", place=_place(name, at_ms, utterance), what=what)


def _after_clauses(utterance: ManifestUtterance) -> list[int]:
    """When the words begin that stand after a comma, semicolon or colon, if all of these are spoken as they stand."""
    if len(_CLAUSE.findall(utterance.text)) != len(_CLAUSE.findall(utterance.spoken)):
        return []
    return [
        following.begin_ms
        for word, following in pairwise(utterance.words)
        if _CLAUSE.fullmatch(utterance.text[word.end : following.begin])
    ]


def _pauses(utterance: ManifestUtterance, heard: Heard, quiet_db: int) -> list[int]:
    """When the pauses inside a clip end."""
    levels = heard.between(utterance.begin_ms, utterance.end_ms)
    quiet = bytes(level >= quiet_db for level in levels)
    ends = (match.end() for match in re.finditer(rb"\x01{%d,}" % _PAUSE_WINDOWS, quiet))
    return [utterance.begin_ms + round(end * heard.window * 1000 / heard.frame_rate_hz) for end in ends]


def _place(name: str, ms: int, utterance: ManifestUtterance) -> str:
    return f"{name}, {clock(ms)}, {utterance.id}"
