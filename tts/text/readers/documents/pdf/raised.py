"""RUN -> whether it is raised above its line, as the mark of a note is."""

from __future__ import annotations

from tts.regex import regex
from tts.text.readers.documents.pdf.runs import Run

RAISED_BEGIN, RAISED_END = "\ue000", "\ue001"
"""Stand around raised text in lines; private characters of a font, which nobody can read aloud, become spaces."""
_MAY_BE_RAISED = regex(r"\s*(?:\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*|[*†‡§]{1,3})\s*")
_MAX_SIZE = 0.92  # of that of the line
_MIN_HEIGHT, _MAX_HEIGHT = 0.15, 0.75  # above the line, as parts of its size


def is_raised(run: Run, previous: Run | None) -> bool:
    """Return whether `run`, after the run `previous`, is a raised number or sign."""
    if previous is None or "\n" in previous.text or not _MAY_BE_RAISED.fullmatch(run.text):
        return False
    height = (run.y - previous.y) / previous.size if previous.size else 0
    return run.size <= previous.size * _MAX_SIZE and _MIN_HEIGHT <= height <= _MAX_HEIGHT and run.x > previous.x
