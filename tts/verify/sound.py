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

from tts.verify.edition import Edition, Said
from tts.verify.findings import Finding, Findings, clock, shown
from tts.verify.listen import SILENCE_LUFS, Heard

MOST_LU_OFF = 0.5
CEILING_DBTP = -1.0
_SOUND_DB = 45  # below the loudest: what is softer is no speech; the softest word has 15
_QUIET_DB = 60  # below the loudest: what is louder is no silence; a break is digital silence before it is encoded
_WINDOW_MS = 10
_LATEST_MS = 250  # how late sound may begin in a clip, and how early it may end
_SHORTEST_WORD_MS = 40

# pauses at commas: measured with espeak-ng in English, German, Spanish, Ukrainian, at 80 to 200 words a minute
_CLAUSE = re.compile(r"[,;:][^\w\s]*\s")
_FASTEST_WPM = 200
_PAUSE_WINDOWS = 5
_PAUSE_DB = 50
_REACH_MS = 80
_MOST_UNUSUAL = 0.1  # of the clips with such marks; with more, it is the voice that does not pause there
_FEW_UNUSUAL = 3

_KNOWN_SCRIPT = re.compile("[0-9A-Za-zÀ-ÖØ-öø-ſͰ-ԯ]")


def check_sound(name: str, edition: Edition, heard: Heard, smear_ms: float) -> Findings:
    """Compares the decoded track `name` with the clips, breaks and loudness of the manifest.

    `smear_ms` is how far its codec spreads sound into silence.
    """
    yield from _check_loudness(name, edition, heard)
    if edition.is_silent or not heard.levels:
        return
    loudest_db = min(heard.levels)
    silent: set[str] = set()
    for said in edition.said:
        for finding in _check_clip(name, said, heard, loudest_db + _SOUND_DB):
            silent.add(said.id)
            yield finding
    yield from _check_silence(name, edition, heard, round(smear_ms) + _WINDOW_MS)
    if _has_rhythm(edition):
        yield from _check_rhythm(name, edition, heard, loudest_db + _PAUSE_DB, silent)


def _check_loudness(name: str, edition: Edition, heard: Heard) -> Findings:
    wanted_lufs = max(SILENCE_LUFS, edition.loudness["integrated_lufs"])
    if abs(heard.integrated_lufs - wanted_lufs) > MOST_LU_OFF:
        what = f"Its loudness is {heard.integrated_lufs:.1f} LUFS instead of {wanted_lufs:.1f} LUFS."
        yield Finding(check="loudness", place=name, what=what)
    if edition.loudness["target_lufs"] is not None and heard.true_peak_dbtp > CEILING_DBTP:
        what = f"Its true peak is {heard.true_peak_dbtp:.1f} dBTP, over the ceiling of {CEILING_DBTP:.0f} dBTP."
        yield Finding(check="loudness", place=name, what=what)


def _check_clip(name: str, said: Said, heard: Heard, sound_db: int) -> Findings:
    levels = heard.between(said.begin_ms, said.end_ms)
    if not levels:
        return
    place = _place(name, said.begin_ms, said)
    if min(levels) > sound_db:
        if _KNOWN_SCRIPT.search(said.text):
            yield Finding(check="sound", place=place, what=f"Nothing is heard of {shown(said.text)}.")
        else:
            what = f"Nothing is heard of {shown(said.text)}: the voice may not know its script."
            yield Finding(check="sound", place=place, what=what, next_step="Choose another voice.", kind="note")
        return
    edge = _LATEST_MS // _WINDOW_MS
    for word in said.words:
        part = heard.between(word.begin_ms, word.end_ms)
        if word.end_ms - word.begin_ms >= _SHORTEST_WORD_MS and part and min(part) > sound_db:
            what = f"Nothing is heard of the word {shown(said.text[word.begin : word.end])}."
            yield Finding(check="sound", place=_place(name, word.begin_ms, said), what=what)
            return
    if len(levels) > edge and (min(levels[:edge]) > sound_db or min(levels[-edge:]) > sound_db):
        yield Finding(check="sound", place=place, what="It begins or ends with silence that does not belong to it.")


def _check_silence(name: str, edition: Edition, heard: Heard, smear_ms: int) -> Findings:
    quiet_db = min(heard.levels) + _QUIET_DB
    for after, begin_ms, end_ms in _breaks(edition):
        levels = heard.between(begin_ms + (smear_ms if begin_ms else 0), max(begin_ms, end_ms - smear_ms))
        if levels and min(levels) < quiet_db:
            what = "Something is heard where the manifest has silence."
            yield Finding(check="silence", place=f"{name}, {clock(begin_ms)}, {after}", what=what)


def _breaks(edition: Edition) -> Iterator[tuple[str, int, int]]:
    said = edition.said
    if said:
        yield "before the first word", 0, said[0].begin_ms
        yield from ((f"after {one.id}", one.end_ms, following.begin_ms) for one, following in pairwise(said))
        yield "after the last word", said[-1].end_ms, edition.duration_ms


def _has_rhythm(edition: Edition) -> bool:
    rate_wpm = edition.options.get("rate_wpm")
    return edition.engine["word_times"] and isinstance(rate_wpm, int) and rate_wpm <= _FASTEST_WPM


def _check_rhythm(name: str, edition: Edition, heard: Heard, quiet_db: int, silent: set[str]) -> Findings:
    marked, unusual = 0, []
    for said in edition.said:
        if said.id not in silent and (starts_ms := _after_clauses(said)):
            marked += 1
            ends_ms = _pauses(said, heard, quiet_db)
            missed = [at for at in starts_ms if not any(abs(at - end_ms) <= _REACH_MS for end_ms in ends_ms)]
            unusual += [(said, missed[0])] if missed else []
    if len(unusual) <= max(_FEW_UNUSUAL, _MOST_UNUSUAL * marked):
        for said, at_ms in unusual:
            what = f"There is no pause at a comma of {shown(said.text)}: it may be the sound of another sentence."
            yield Finding(check="rhythm", place=_place(name, at_ms, said), what=what)


def _after_clauses(said: Said) -> list[int]:
    """When the words begin that stand after a comma, semicolon or colon, if all of these are spoken as they stand."""
    if len(_CLAUSE.findall(said.text)) != len(_CLAUSE.findall(said.spoken)):
        return []
    return [
        following.begin_ms
        for word, following in pairwise(said.words)
        if _CLAUSE.fullmatch(said.text[word.end : following.begin])
    ]


def _pauses(said: Said, heard: Heard, quiet_db: int) -> list[int]:
    """When the pauses inside a clip end."""
    levels = heard.between(said.begin_ms, said.end_ms)
    quiet = bytes(level >= quiet_db for level in levels)
    ends = (match.end() for match in re.finditer(rb"\x01{%d,}" % _PAUSE_WINDOWS, quiet))
    return [said.begin_ms + round(end * heard.window * 1000 / heard.frame_rate_hz) for end in ends]


def _place(name: str, ms: int, said: Said) -> str:
    return f"{name}, {clock(ms)}, {said.id}"
