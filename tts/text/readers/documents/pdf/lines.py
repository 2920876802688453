"""RUNS -> LINES of a page, with their places and fonts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tts.noun import noun
from tts.regex import regex
from tts.text.readers.documents.pdf.raised import RAISED_BEGIN, RAISED_END, is_raised
from tts.text.readers.documents.pdf.runs import Run
from tts.text.readers.whitespace import normalize_whitespace

_SYMBOL = regex(r"^[\ue002-\uf8ff](?:\s+|$)")  # of a font such as Wingdings
_LABEL = regex(r"[•●▪■◦○‣⁃∙·◆◇▶►▸➢➤–—*-]|\d{1,3}[.)]|\(\d{1,3}\)")
_MAX_LABEL_GAP = 4  # of the size of a line, from its label to its text
_PRIVATE = str.maketrans({RAISED_BEGIN: " ", RAISED_END: " "})


@noun
class PdfLine:
    """A line: its text, the place of its beginning, the size of most of its letters, and whether all are bold."""

    text: str
    x: float
    y: float
    size: float
    is_bold: bool


def make_lines(runs: Sequence[Run]) -> list[PdfLine]:
    """Return the lines that the runs of a page make, in the order in which they are drawn."""
    lines: list[PdfLine] = []
    current: list[tuple[Run, str]] = []
    previous: Run | None = None
    for run in runs:
        for part in _split(run.text):
            if part == "\n":
                lines += _make_line(current)
                current, previous = [], None
            else:
                text = part.translate(_PRIVATE)
                is_mark = is_raised(run, previous)
                current.append((run, f"{RAISED_BEGIN}{text.strip()}{RAISED_END}" if is_mark else text))
                previous = run if text.strip() and not is_mark else previous
    return _attach_labels([*lines, *_make_line(current)])


def find_text_size(pages: Sequence[Sequence[PdfLine]]) -> float:
    """Return the size in which most of the text is."""
    sizes: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            sizes[line.size] += len(line.text)
    return max(sizes, key=lambda size: sizes[size], default=1.0)


def _attach_labels(lines: Sequence[PdfLine]) -> list[PdfLine]:
    """Return lines with each bullet or number that is drawn apart at the beginning of the line that it is for."""
    labels = [line for line in lines if _LABEL.fullmatch(line.text)]
    if not labels:
        return list(lines)
    by_height: dict[int, list[PdfLine]] = defaultdict(list)
    for line in lines:
        if not _LABEL.fullmatch(line.text):
            by_height[round(line.y)].append(line)
    owners: dict[int, PdfLine] = {}
    taken: set[int] = set()
    for label in labels:
        near = [line for step in (-1, 0, 1) for line in by_height[round(label.y) + step] if line.x > label.x]
        owner = min(near, key=lambda line: line.x, default=None)
        if owner is not None and owner.x - label.x <= owner.size * _MAX_LABEL_GAP and id(owner) not in owners:
            owners[id(owner)] = label
            taken.add(id(label))
    return [
        replace(line, text=f"{owners[id(line)].text} {line.text}", x=owners[id(line)].x) if id(line) in owners else line
        for line in lines
        if id(line) not in taken
    ]


def _split(text: str) -> Iterator[str]:
    """Yield the parts of a text between line ends, and the line ends."""
    for index, part in enumerate(text.split("\n")):
        if index:
            yield "\n"
        if part:
            yield part


def _make_line(parts: Sequence[tuple[Run, str]]) -> Iterator[PdfLine]:
    """Yield the line of runs, unless there is no text in it."""
    text = _SYMBOL.sub("• ", normalize_whitespace("".join(text for _, text in parts)))
    if not text:
        return
    written = [(run, len(part.strip())) for run, part in parts if part.strip()]
    sizes: Counter[float] = Counter()
    for run, length in written:
        sizes[round(run.size, 1)] += length
    first = written[0][0]
    yield PdfLine(
        text=text.strip(),
        x=first.x,
        y=first.y,
        size=max(sizes, key=lambda size: sizes[size]),
        is_bold=all(run.is_bold for run, _ in written),
    )
