"""PAGES of lines -> TEXT with blank lines between paragraphs, and `#` before headings, as plain text has them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from tts.noun import noun
from tts.text.readers.documents.pdf.lines import PdfLine, find_text_size

_MIN_HEADING = 1.12  # of the size of the text
_MAX_HEADING = 150  # characters of a line of one
_MAX_HEADING_LINES = 3
_MAX_TITLE = 250  # characters of all lines of one
_NEAR = 1.6  # of the size of its lines
_MAX_BOLD = 80  # characters of a heading that is only bold
_MAX_SHARE = 0.25  # of all lines that may be headings; with more, sizes mean something else
_MAX_LEVELS = 4
_MAX_LEADING = 1.65  # of the size of the text, unless few lines are so close
_MIN_CLOSE = 0.15
_MIN_GAP = 1.25  # of the usual distance of lines, between paragraphs
_MAX_GAP = 5.0  # of it; a larger one leads to another column
_MIN_FULL = 0.7  # of the longest line: a shorter one ends a paragraph, if it ends a sentence
_MIN_INDENT = 0.7  # of the size of the text
_INDENT = "    "
_ENDS = tuple('.!?…:”"»“’)')
_STOPS = (".", ",", ";", ":")


@noun
class _Style:
    """What is usual in a text: its size, the distance of its lines, and the levels of headings by their sizes."""

    size: float
    leading: float
    levels: Mapping[float, int]
    bold_level: int


def write_text(pages: Sequence[Sequence[PdfLine]]) -> str:
    """Return the text of all pages."""
    style = _measure(pages)
    written: list[str] = []
    previous: PdfLine | None = None
    for lines in pages:
        margins = _find_margins(lines, style)
        width = max((len(line.text) for line in lines if line.size == style.size), default=0)
        is_first = True
        for level, group in _group_lines(lines, style):
            if level:
                written += ("", f"{'#' * level} {' '.join(line.text for line in group)}", "")
                previous = None
                continue
            for line in group:
                if previous is None or _begins_paragraph(previous, line, style, 0 if is_first else width):
                    written.append("")
                indent = _INDENT if _is_indented(line, margins, style) else ""
                written.append(f"{indent}{line.text}")
                previous, is_first = line, False
    return "\n".join(written)


def _measure(pages: Sequence[Sequence[PdfLine]]) -> _Style:
    """Return what is usual on `pages`."""
    lines = [line for page in pages for line in page]
    size = find_text_size(pages)
    bold: Counter[bool] = Counter()
    for line in lines:
        bold[line.is_bold] += len(line.text)
    steps = Counter(
        round((before.y - line.y) * 2) / 2
        for page in pages
        for before, line in pairwise(page)
        if before.size == line.size == size and 0 < before.y - line.y < size * 3
    )
    close = {step: count for step, count in steps.items() if step <= size * _MAX_LEADING}
    usual = close if sum(close.values()) >= steps.total() * _MIN_CLOSE else steps
    leading = max(usual, key=lambda step: (usual[step], -step), default=size * 1.2)
    large = [line for line in lines if line.size >= size * _MIN_HEADING and len(line.text) <= _MAX_HEADING]
    found = sorted({line.size for line in large}, reverse=True) if len(large) <= len(lines) * _MAX_SHARE else []
    levels = {size: min(rank, _MAX_LEVELS) for rank, size in enumerate(found, 1)}
    is_bold_rare = bold[True] <= (bold[True] + bold[False]) * _MAX_SHARE
    bold_level = min(max(len(found), 1) + 1, 6) if is_bold_rare else 0
    return _Style(size=size, leading=leading, levels=levels, bold_level=bold_level)


def _find_level(line: PdfLine, style: _Style) -> int:
    """Return the level of a line that its font shows to be a heading, 0 for other lines."""
    if not any(map(str.isalpha, line.text)):
        return 0
    if len(line.text) <= _MAX_HEADING and line.size in style.levels:
        return style.levels[line.size]
    is_short = len(line.text) <= _MAX_BOLD and not line.text.endswith(_STOPS)
    return style.bold_level if line.is_bold and is_short and line.size >= style.size * 0.95 else 0


def _group_lines(lines: Sequence[PdfLine], style: _Style) -> Iterator[tuple[int, Sequence[PdfLine]]]:
    """Yield the lines of each heading with its level, and other lines with 0; a heading does not have many lines."""
    begin = 0
    while begin < len(lines):
        first, end = lines[begin], begin + 1
        if level := _find_level(first, style):
            while end < len(lines) and _has_font_of(first, lines[end]) and _is_near(lines[end - 1], lines[end]):
                end += 1
        group = lines[begin:end]
        is_heading = len(group) <= _MAX_HEADING_LINES and sum(len(line.text) for line in group) <= _MAX_TITLE
        yield (level if is_heading else 0), group
        begin = end


def _has_font_of(first: PdfLine, line: PdfLine) -> bool:
    """Return whether two lines have one size and boldness."""
    return line.size == first.size and line.is_bold == first.is_bold


def _is_near(before: PdfLine, line: PdfLine) -> bool:
    """Return whether a line is right below another."""
    return 0 < before.y - line.y <= line.size * _NEAR


def _begins_paragraph(before: PdfLine, line: PdfLine, style: _Style, width: int) -> bool:
    """Return whether a paragraph begins with `line`: by its distance from the line before it, by their beginnings.

    `width` is the number of characters of the longest line of the page, 0 for the first line of one. On another page or
    in another column a sentence may go on.
    """
    gap = before.y - line.y
    is_ended = before.text.endswith(_ENDS)
    if not width or gap < 0 or gap > style.leading * _MAX_GAP:
        return is_ended or (not line.text[0].islower() and len(before.text) < len(line.text) / 2)
    if gap > max(style.leading, line.size * 1.05) * _MIN_GAP or abs(before.size - line.size) > style.size * 0.1:
        return True
    is_short = len(before.text) < width * _MIN_FULL
    if line.x - before.x > style.size * _MIN_INDENT:
        return is_ended or is_short
    is_shorter = before.x - line.x > style.size * _MIN_INDENT and is_short
    return is_shorter or (is_ended and is_short and not line.text[0].islower())


def _find_margins(lines: Sequence[PdfLine], style: _Style) -> list[float]:
    """Return where several lines of a page begin, from the left."""
    places = Counter(round(line.x) for line in lines)
    return sorted(place for place, count in places.items() if count >= max(2, len(lines) * 0.2) and style.size)


def _is_indented(line: PdfLine, margins: Sequence[float], style: _Style) -> bool:
    """Return whether a line begins a little to the right of where the lines of its column do."""
    left = max((margin for margin in margins if margin <= line.x + 1), default=line.x)
    return style.size * _MIN_INDENT <= line.x - left <= style.size * 5
