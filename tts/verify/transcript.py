"""`transcript.txt` against the manifest: every utterance, every skipped text once and in order, no word beside them."""

from __future__ import annotations

import re

from tts.verify.findings import Finding, Findings, shown
from tts.verify.manifest import Manifest

NAME = "transcript.txt"
_FAR = 5000  # characters: how far ahead an utterance is looked for after a gap
_MARKS = re.compile(r"(?:\d+\.(?=\s)|[\W_])*")  # what may stand between utterances: bullets, numbers, bars
_NEAR_MARKS = re.compile(r"(?:\d+\.(?=\s)|[\W_]){0,200}")
_WORD = re.compile(r"[^\W_]")


def check_transcript(text: str, manifest: Manifest) -> Findings:
    """Walks along the text, utterance by utterance; differences of white space do not count."""
    text = " ".join(text.split())
    at = 0
    missing: tuple[str, str] | None = None
    for name, shown_text in (one for section in manifest.sections for one in section.transcript):
        wanted = " ".join(shown_text.split())
        found = _next(text, at, wanted)
        if found < 0:
            if missing:
                yield _lost(*missing)
            missing = name, wanted
            continue
        if missing:
            yield _changed(*missing, text[at:found])
        elif not _MARKS.fullmatch(text, at, found):
            yield _extra(f"before {name}", text[at:found])
        missing, at = None, found + len(wanted)
    if missing:
        yield _changed(*missing, text[at:])
    elif not _MARKS.fullmatch(text, at):
        yield _extra("at the end", text[at:])


def _next(text: str, at: int, wanted: str) -> int:
    """Where `wanted` stands next: at once but for marks, else as near as possible; -1 if it does not."""
    marks = _NEAR_MARKS.match(text, at)
    begin = marks.end() if marks else at
    for start in range(begin, at - 1, -1):  # an utterance may itself begin with marks, such as a quotation mark
        if text.startswith(wanted, start):
            return start
    return text.find(wanted, at, at + len(wanted) + _FAR)


def _lost(name: str, wanted: str) -> Finding:
    return _finding(name, f"{shown(wanted)} is missing.")


def _changed(name: str, wanted: str, found: str) -> Finding:
    if _MARKS.fullmatch(found):
        return _lost(name, wanted)
    one, other = _difference(wanted, found)
    return _finding(name, f"{shown(one)} should stand where {shown(other)} stands.")


def _difference(wanted: str, found: str) -> tuple[str, str]:
    """Two texts from the first word on in which they differ."""
    one, other = wanted.split(), [word for word in found.split() if _WORD.search(word)]
    same = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return " ".join(one[same:]) or "nothing more", " ".join(other[same:]) or "nothing more"


def _extra(where: str, text: str) -> Finding:
    return _finding(where, f"{shown(text)} stands here, which nobody says.")


def _finding(where: str, what: str) -> Finding:
    return Finding(check="transcript", place=f"{NAME}, {where}", what=what)
