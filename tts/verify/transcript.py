"""`transcript.txt` against the manifest: every utterance and skipped text once and in order, and no other word."""

from __future__ import annotations

import re
from functools import partial

from tts.verify.findings import Finding, Findings, report, shown
from tts.verify.manifest import Manifest

NAME = "transcript.txt"
_MAX_GAP = 5000  # characters: how far ahead an utterance is looked for after a gap
_MARKS = re.compile(r"(?:\d+\.(?=\s)|[\W_])*")  # what may be written between utterances: bullets, numbers, bars
_NEAR_MARKS = re.compile(r"(?:\d+\.(?=\s)|[\W_]){0,200}")
_WORD = re.compile(r"[^\W_]")

_finding = partial(report, "transcript", NAME)


def check_transcript(text: str, manifest: Manifest) -> Findings:
    """Walk along the text, utterance by utterance; differences of white space, and what is struck out, do not count."""
    text = _on_one_line(text)
    position = 0
    missing: tuple[str, str] | None = None
    for name, part in (pair for section in manifest.sections for pair in section.transcript):
        expected = _on_one_line(part)
        begin = _find_next(text, position, expected)
        if begin < 0:
            if missing:
                yield _compare(*missing, "")
            missing = name, expected
            continue
        if missing:
            yield _compare(*missing, text[position:begin])
        elif not _MARKS.fullmatch(text, position, begin):
            yield _finding(f"before {name}", f"{shown(text[position:begin])} is here, which is not in the manifest.")
        missing, position = None, begin + len(expected)
    if missing:
        yield _compare(*missing, text[position:])
    elif not _MARKS.fullmatch(text, position):
        yield _finding("at the end", f"{shown(text[position:])} is here, which is not in the manifest.")


def _on_one_line(text: str) -> str:
    """Return `text` with single spaces, without the marks of what the author struck out."""
    return " ".join(text.replace("~~", "").split())


def _find_next(text: str, position: int, expected: str) -> int:
    """Return where `expected` comes next: right after marks, else as near as possible; -1 if it does not."""
    marks = _NEAR_MARKS.match(text, position)
    begin = marks.end() if marks else position
    for start in range(begin, position - 1, -1):  # an utterance may itself begin with marks, such as a quotation mark
        if text.startswith(expected, start):
            return start
    return text.find(expected, position, position + len(expected) + _MAX_GAP)


def _compare(name: str, expected: str, text: str) -> Finding:
    """Return the finding that `expected` is missing, or that `text` is in its place, from where they differ on."""
    if _MARKS.fullmatch(text):
        return _finding(name, f"{shown(expected)} is missing.")
    words, others = expected.split(), [word for word in text.split() if _WORD.search(word)]
    differences = (index for index, (word, other) in enumerate(zip(words, others, strict=False)) if word != other)
    same = next(differences, min(len(words), len(others)))
    rest, other_rest = (" ".join(part[same:]) or "nothing more" for part in (words, others))
    return _finding(name, f"{shown(other_rest)} is in the place of {shown(rest)}.")
