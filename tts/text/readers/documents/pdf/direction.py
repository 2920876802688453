"""RUNS in the order in which they are drawn -> RUNS in the order in which they are read, from the right to the left."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from tts.text.readers.documents.pdf.runs import Run

_RIGHT_TO_LEFT = frozenset({"R", "AL"})


def order_runs(runs: Sequence[Run]) -> list[Run]:
    """Return `runs` with those of each line that is mostly in Arabic, Hebrew or the like in the order of reading.

    pypdf turns the letters of each run around, but programs draw the runs from the left to the right.
    """
    ordered: list[Run] = []
    line: list[Run] = []
    for run in runs:
        if "\n" in run.text:
            ordered += _order_line(line)
            line = []
            ordered.append(run)
        else:
            line.append(run)
    return [*ordered, *_order_line(line)]


def _order_line(line: Sequence[Run]) -> Sequence[Run]:
    """Return the runs of a line in the order of reading; of several at one place the last one comes first."""
    if len(line) < 2 or "".join(run.text for run in line).isascii():
        return line
    classes = [unicodedata.bidirectional(character) for run in line for character in run.text]
    if sum(kind in _RIGHT_TO_LEFT for kind in classes) <= classes.count("L"):
        return line
    places = sorted(range(len(line)), key=lambda index: (-round(line[index].x), -index))
    return [line[index] for index in places]
