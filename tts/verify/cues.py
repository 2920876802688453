"""Captions and labels against the manifest: one for every utterance, with its id, its time, its words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tts.verify.findings import Finding, Findings, Reading, shown
from tts.verify.manifest import Manifest, ManifestUtterance

_TIMES = {
    "captions.vtt": re.compile(r"(\d{2,}):(\d\d):(\d\d)\.(\d{3}) --> (\d{2,}):(\d\d):(\d\d)\.(\d{3})"),
    "captions.srt": re.compile(r"(\d{2,}):(\d\d):(\d\d),(\d{3}) --> (\d{2,}):(\d\d):(\d\d),(\d{3})"),
}
_LABEL = re.compile(r"(\d+)\.(\d{3})000\t(\d+)\.(\d{3})000\t(.+)")
_UNLIKE_MARKUP = str.maketrans({"\u2060": None, "｛": "{", "｝": "}"})  # what SubRip has instead of references
_MAX_DIGITS = 6  # of hours
_REFERENCES = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}
_REFERENCE = re.compile("|".join(_REFERENCES))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One cue; `line` is the line of the file, from 1, on which its id stands."""

    id: str
    begin_ms: int
    end_ms: int
    text: str
    line: int


def check_captions(name: str, text: str, manifest: Manifest) -> Findings:
    """`captions.vtt` (WebVTT, section 4) or `captions.srt` (the same but for its head, commas and numbered cues)."""
    lines = text.split("\n")
    if name == "captions.vtt" and (lines[0] != "WEBVTT" or lines[1:2] != [""]):
        yield _finding(name, "line 1", "WebVTT begins with the line WEBVTT and an empty one.")
    cues = yield from _cues(name, lines)
    if name == "captions.vtt":
        yield from _compare(name, cues, {utterance.id: utterance for utterance in manifest.utterances})
    else:
        yield from _compare(name, cues, _numbered(manifest))


def check_labels(name: str, text: str, manifest: Manifest) -> Findings:
    """`labels.txt`: begin and end in seconds and the text of each utterance, with tabs between (Audacity manual)."""
    cues = []
    for number, line in enumerate(text.rstrip("\n").split("\n"), start=1):
        label = _LABEL.fullmatch(line)
        if label is None or max(len(label[1]), len(label[3])) > 2 * _MAX_DIGITS:
            yield _finding(name, f"line {number}", f"{shown(line)} is no label.")
        else:
            begin_ms, end_ms = (int(label[at]) * 1000 + int(label[at + 1]) for at in (1, 3))
            cues.append(Cue(id=str(number), begin_ms=begin_ms, end_ms=end_ms, text=label[5], line=number))
    yield from _compare(name, cues, _numbered(manifest))


def _numbered(manifest: Manifest) -> dict[str, ManifestUtterance]:
    return {str(number): utterance for number, utterance in enumerate(manifest.utterances, start=1)}


def _cues(name: str, lines: Sequence[str]) -> Reading[list[Cue]]:
    cues = []
    for line, block in _blocks(lines):
        if block[0].startswith("WEBVTT") and line == 1:
            continue
        times = _TIMES[name].fullmatch(block[1]) if len(block) > 1 else None
        if times is None or len(times[1]) > _MAX_DIGITS or len(times[5]) > _MAX_DIGITS:
            yield _finding(name, f"line {line}", f"{shown(' '.join(block[:2]))} is no cue with an id and its times.")
            continue
        parts = [int(part) for part in times.groups()]
        shown_text = " ".join(" ".join(block[2:]).split())
        if name == "captions.vtt":
            shown_text = _REFERENCE.sub(lambda found: _REFERENCES[found[0]], shown_text)
        cues.append(Cue(id=block[0], begin_ms=_ms(*parts[:4]), end_ms=_ms(*parts[4:]), text=shown_text, line=line))
    return cues


def _blocks(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """The runs of lines between empty ones, each with the number of its first line."""
    block: list[str] = []
    for number, line in enumerate([*lines, ""], start=1):
        if line.strip():
            block.append(line.rstrip("\r"))
        elif block:
            yield number - len(block), block
            block = []


def _ms(hours: int, minutes: int, seconds: int, ms: int) -> int:
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms


def _compare(name: str, cues: list[Cue], wanted: dict[str, ManifestUtterance]) -> Findings:
    counts = Counter(cue.id for cue in cues)
    for missing in (one for one in wanted if one not in counts):
        yield _finding(name, missing, f"There is no cue for {shown(wanted[missing].text)}.")
    order = {one: at for at, one in enumerate(wanted)}
    last = -1
    for cue in cues:
        utterance = wanted.get(cue.id)
        where = f"line {cue.line}, {cue.id[:40]}"
        if utterance is None:
            yield _finding(name, where, f"No utterance has the id of this cue, {shown(cue.text)}.")
            continue
        if counts[cue.id] > 1:
            yield _finding(name, where, f"There are {counts[cue.id]} cues of this id.")
        elif order[cue.id] < last:
            yield _finding(name, where, "This cue is not where it should be.")
        last = max(last, order[cue.id])
        yield from _compare_one(name, where, cue, utterance)


def _compare_one(name: str, where: str, cue: Cue, utterance: ManifestUtterance) -> Findings:
    if (cue.begin_ms, cue.end_ms) != (utterance.begin_ms, utterance.end_ms):
        times = f"{cue.begin_ms} to {cue.end_ms} ms instead of {utterance.begin_ms} to {utterance.end_ms} ms"
        yield _finding(name, where, f"The cue is shown from {times}.")
    if _plain(name, cue.text) != _plain(name, utterance.text):
        yield _finding(name, where, f"The cue says {shown(cue.text)} instead of {shown(utterance.text)}.")


def _plain(name: str, text: str) -> str:
    return " ".join((text.translate(_UNLIKE_MARKUP) if name == "captions.srt" else text).split())


def _finding(name: str, where: str, what: str) -> Finding:
    return Finding(check="captions", place=f"{name}, {where}", what=what)
