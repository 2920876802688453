"""Captions and labels against the manifest: one for each utterance, with its id, its times and its words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import count

from tts.noun import noun
from tts.verify.clocks import to_ms
from tts.verify.findings import Findings, Reading, report, shown
from tts.verify.manifest import Manifest, ManifestUtterance

_SUBRIP = ".srt"
_WEBVTT_TIMES = re.compile(r"(\d{2,6}):(\d\d):(\d\d)\.(\d{3}) --> (\d{2,6}):(\d\d):(\d\d)\.(\d{3})")
_SUBRIP_TIMES = re.compile(r"(\d{2,6}):(\d\d):(\d\d),(\d{3}) --> (\d{2,6}):(\d\d):(\d\d),(\d{3})")
_LABEL = re.compile(r"(\d{1,12}\.\d{3})000\t(\d{1,12}\.\d{3})000\t(.+)")
_UNLIKE_MARKUP = str.maketrans({"\u2060": None, "｛": "{", "｝": "}"})  # what SubRip has instead of references
_STRUCK = "~~"  # around what the author struck out
_REFERENCES = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}
_REFERENCE = re.compile("|".join(_REFERENCES))

_finding = partial(report, "captions")


@noun
class Cue:
    """One cue; `line` is the line of the file, from 1, on which its id is written."""

    id: str
    begin_ms: int
    end_ms: int
    text: str
    line: int


def check_captions(name: str, text: str, manifest: Manifest) -> Findings:
    """Check WebVTT (section 4), or SubRip if `name` says so, which has commas and numbered cues instead."""
    lines, is_subrip = text.split("\n"), name.endswith(_SUBRIP)
    if not is_subrip and (lines[0] != "WEBVTT" or lines[1:2] != [""]):
        yield _finding(name, "line 1", "WebVTT begins with the line WEBVTT and an empty one.")
    cues = yield from _read_cues(name, lines)
    keys = map(str, count(1)) if is_subrip else [utterance.id for utterance in manifest.utterances]
    yield from _compare(name, cues, dict(zip(keys, manifest.utterances, strict=False)))


def check_labels(name: str, text: str, manifest: Manifest) -> Findings:
    """Check `labels.txt`: begin and end in seconds and text of each utterance, between tabs (Audacity manual)."""
    cues = []
    for number, line in enumerate(text.rstrip("\n").split("\n"), start=1):
        if label := _LABEL.fullmatch(line):
            begin_ms, end_ms = (int(time.replace(".", "")) for time in label.group(1, 2))
            cues.append(Cue(id=str(number), begin_ms=begin_ms, end_ms=end_ms, text=label[3], line=number))
        else:
            yield _finding(name, f"line {number}", f"{shown(line)} is not a label.")
    yield from _compare(name, cues, dict(zip(map(str, count(1)), manifest.utterances, strict=False)))


def _read_cues(name: str, lines: Sequence[str]) -> Reading[list[Cue]]:
    """Return the cues of a file; a block that is not a cue is a finding."""
    cues = []
    pattern = _SUBRIP_TIMES if name.endswith(_SUBRIP) else _WEBVTT_TIMES
    for line, block in _split_blocks(lines):
        if block[0].startswith("WEBVTT") and line == 1:
            continue
        times = pattern.fullmatch(block[1]) if len(block) > 1 else None
        if times is None:
            what = f"{shown(' '.join(block[:2]))} is not a cue with an id and its times."
            yield _finding(name, f"line {line}", what)
            continue
        text = " ".join(" ".join(block[2:]).split())
        if not name.endswith(_SUBRIP):
            text = _REFERENCE.sub(lambda match: _REFERENCES[match[0]], text)
        begin_ms, end_ms = to_ms(*times.group(1, 2, 3, 4)), to_ms(*times.group(5, 6, 7, 8))
        cues.append(Cue(id=block[0], begin_ms=begin_ms, end_ms=end_ms, text=text, line=line))
    return cues


def _split_blocks(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield the runs of lines between empty ones, each with the number of its first line."""
    block: list[str] = []
    for number, line in enumerate([*lines, ""], start=1):
        if line.strip():
            block.append(line.rstrip("\r"))
        elif block:
            yield number - len(block), block
            block = []


def _compare(name: str, cues: list[Cue], utterances: dict[str, ManifestUtterance]) -> Findings:
    """Compare cues with the utterances that their ids name: all there, once, in order, with times and text."""
    counts = Counter(cue.id for cue in cues)
    for missing in (key for key in utterances if key not in counts):
        yield _finding(name, missing, f"There is no cue for {shown(utterances[missing].text)}.")
    order = {key: index for index, key in enumerate(utterances)}
    last = -1
    for cue in cues:
        utterance = utterances.get(cue.id)
        where = f"line {cue.line}, {cue.id[:40]}"
        if utterance is None:
            yield _finding(name, where, f"No utterance has the id of this cue, {shown(cue.text)}.")
            continue
        if counts[cue.id] > 1:
            yield _finding(name, where, f"There are {counts[cue.id]} cues of this id.")
        elif order[cue.id] < last:
            yield _finding(name, where, "This cue is not where it should be.")
        last = max(last, order[cue.id])
        if (cue.begin_ms, cue.end_ms) != (utterance.begin_ms, utterance.end_ms):
            times = f"{cue.begin_ms} to {cue.end_ms} ms instead of {utterance.begin_ms} to {utterance.end_ms} ms"
            yield _finding(name, where, f"The cue is shown from {times}.")
        texts = cue.text, utterance.text
        if name.endswith(_SUBRIP):
            texts = texts[0].translate(_UNLIKE_MARKUP), texts[1].translate(_UNLIKE_MARKUP)
        if texts[0].replace(_STRUCK, "").split() != texts[1].replace(_STRUCK, "").split():
            yield _finding(name, where, f"The cue says {shown(cue.text)} instead of {shown(utterance.text)}.")
