"""The decoded sound against the timeline: sound in every clip and word, silence between clips, pauses at commas.

Clips in a wrong order or at a wrong time show where sound and silence change places, unless they are equally long: to
0.06 s in MP3, 0.08 s in M4B, 0.14 s in Opus, by how far each spreads sound into silence. Of equally long ones, a pause
that is missing after a comma, semicolon or colon gives half away (with engines that report word times, up to 200 words
per minute). What cannot be found without understanding speech: two clips of equal length without such a mark, or a
clip that says something else in the same time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from tts.verify.clocks import clock
from tts.verify.findings import Finding, Findings, shown
from tts.verify.listen import Heard
from tts.verify.loudness import SILENCE_LUFS
from tts.verify.manifest import Manifest, ManifestUtterance

MAX_LOUDNESS_ERROR_LU = 0.5
CEILING_DBTP = -1.0
_SOUND_DB = 45  # below the loudest: anything softer is not speech; the softest word has 15
_QUIET_DB = 60  # below the loudest: anything louder is not silence; a break is digital silence before it is encoded
_WINDOW_MS = 10
_MAX_EDGE_MS = 250  # how late sound may begin in a clip, and how early it may end
_MIN_WORD_MS = 40

_PAUSING_ENGINE = "espeak"  # others do not pause at every comma
# pauses at commas: measured with espeak-ng in English, German, Spanish, Ukrainian, at 80 to 200 words per minute
_CLAUSE = re.compile(r"(?<!\.)[,;:][^\w\s]*\s")  # not after an abbreviation: there is no pause in "10 p.m., an hour"
_MAX_WPM = 200
_PAUSE_WINDOWS = 5
_PAUSE_DB = 50
_REACH_MS = 80
_MAX_UNUSUAL_SHARE = 0.1  # of the clips with such marks; with more, it is the voice that does not pause there
_MAX_UNUSUAL = 3

_KNOWN_SCRIPT = re.compile("[0-9A-Za-zÀ-ÖØ-öø-ſͰ-ԯ]")


def check_sound(name: str, manifest: Manifest, heard: Heard, smear_ms: float) -> Findings:
    """Compare the decoded track `name` with the clips, breaks and loudness of the manifest.

    `smear_ms` is how far its codec spreads sound into silence.
    """
    expected_lufs = max(SILENCE_LUFS, manifest.loudness["integrated_lufs"])
    is_measured = not (manifest.is_silent and manifest.interludes)  # sounds without words are loud beside silence
    if is_measured and abs(heard.integrated_lufs - expected_lufs) > MAX_LOUDNESS_ERROR_LU:
        what = f"Its loudness is {heard.integrated_lufs:.1f} LUFS instead of {expected_lufs:.1f} LUFS."
        yield Finding(check="loudness", place=name, what=what)
    if manifest.loudness["target_lufs"] is not None and heard.true_peak_dbtp > CEILING_DBTP:
        what = f"Its true peak is {heard.true_peak_dbtp:.1f} dBTP, over the ceiling of {CEILING_DBTP:.0f} dBTP."
        yield Finding(check="loudness", place=name, what=what)
    if manifest.is_silent or not heard.levels:
        return
    loudest_db = min(heard.levels)
    silent: set[str] = set()
    for utterance in manifest.utterances:
        for finding in _check_clip(name, utterance, heard, loudest_db + _SOUND_DB):
            silent.add(utterance.id)
            yield finding
    spread_ms = round(smear_ms) + _WINDOW_MS
    for where, begin_ms, end_ms in _list_breaks(manifest):
        levels = heard.between(begin_ms + (spread_ms if begin_ms else 0), max(begin_ms, end_ms - spread_ms))
        if levels and min(levels) < loudest_db + _QUIET_DB:
            what = "Something is heard where the manifest has silence."
            yield Finding(check="silence", place=f"{name}, {clock(begin_ms)}, {where}", what=what)
    rate_wpm = manifest.options.get("rate_wpm")
    if manifest.engine["word_times"] and isinstance(rate_wpm, int) and rate_wpm <= _MAX_WPM:
        pausing = (utterance for utterance in manifest.utterances if manifest.engine_of(utterance) == _PAUSING_ENGINE)
        clips = [utterance for utterance in pausing if utterance.id not in silent]
        yield from _check_rhythm(name, clips, heard, loudest_db + _PAUSE_DB)


def _check_clip(name: str, utterance: ManifestUtterance, heard: Heard, sound_db: int) -> Findings:
    """Check that an utterance and each of its words is heard, from its beginning to its end."""
    levels = heard.between(utterance.begin_ms, utterance.end_ms)
    if not levels:
        return
    place = f"{name}, {clock(utterance.begin_ms)}, {utterance.id}"
    if min(levels) > sound_db:
        if _KNOWN_SCRIPT.search(utterance.text):
            yield Finding(check="sound", place=place, what=f"Nothing is heard of {shown(utterance.text)}.")
        else:
            what = f"Nothing is heard of {shown(utterance.text)}: the voice may not know its script."
            yield Finding(check="sound", place=place, what=what, next_step="Choose another voice.", kind="note")
        return
    for word in utterance.words:
        part = heard.between(word.begin_ms, word.end_ms)
        if word.end_ms - word.begin_ms >= _MIN_WORD_MS and part and min(part) > sound_db:
            place = f"{name}, {clock(word.begin_ms)}, {utterance.id}"
            what = f"Nothing is heard of the word {shown(utterance.text[word.begin : word.end])}."
            yield Finding(check="sound", place=place, what=what)
            return
    edge = _MAX_EDGE_MS // _WINDOW_MS
    if len(levels) > edge and (min(levels[:edge]) > sound_db or min(levels[-edge:]) > sound_db):
        yield Finding(check="sound", place=place, what="It begins or ends with silence that does not belong to it.")


def _list_breaks(manifest: Manifest) -> Iterator[tuple[str, int, int]]:
    """Yield where silence is expected, in words, and when it begins and ends in ms."""
    heard = [(f"after {utterance.id}", utterance.begin_ms, utterance.end_ms) for utterance in manifest.utterances]
    heard += [("after a sound without words", begin_ms, end_ms) for begin_ms, end_ms in manifest.interludes]
    if heard:
        heard.sort(key=lambda stretch: stretch[1])
        yield "before the first word", 0, heard[0][1]
        for (where, _, end_ms), (_, begin_ms, _) in pairwise(heard):
            yield where, end_ms, begin_ms
        yield "after the last word", heard[-1][2], manifest.duration_ms


def _check_rhythm(name: str, clips: list[ManifestUtterance], heard: Heard, quiet_db: int) -> Findings:
    """Check that the voice pauses where an utterance has a comma, unless it often does not."""
    marked, unusual = 0, []
    for clip in clips:
        if starts_ms := _clause_starts_ms(clip):
            marked += 1
            quiet = bytes(level >= quiet_db for level in heard.between(clip.begin_ms, clip.end_ms))
            pauses = re.finditer(rb"\x01{%d,}" % _PAUSE_WINDOWS, quiet)
            window_ms = heard.window * 1000 / heard.frame_rate_hz
            ends_ms = [clip.begin_ms + round(pause.end() * window_ms) for pause in pauses]
            missed = [ms for ms in starts_ms if not any(abs(ms - end_ms) <= _REACH_MS for end_ms in ends_ms)]
            unusual += [(clip, missed[0])] if missed else []
    if len(unusual) <= max(_MAX_UNUSUAL, _MAX_UNUSUAL_SHARE * marked):
        for clip, start_ms in unusual:
            place = f"{name}, {clock(start_ms)}, {clip.id}"
            what = f"There is no pause at a comma of {shown(clip.text)}: it may be the sound of another sentence."
            yield Finding(check="rhythm", place=place, what=what)


def _clause_starts_ms(utterance: ManifestUtterance) -> list[int]:
    """Return when the words after a comma, semicolon or colon begin, if all of these marks are spoken as written."""
    if len(_CLAUSE.findall(utterance.text)) != len(_CLAUSE.findall(utterance.spoken)):
        return []
    return [
        following.begin_ms
        for word, following in pairwise(utterance.words)
        if _CLAUSE.fullmatch(utterance.text, word.end, following.begin)
    ]
