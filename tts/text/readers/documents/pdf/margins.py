"""PAGES -> PAGES without the headers, footers and numbers that are on several of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from tts.model import Skipped
from tts.text.readers.documents.pdf.lines import PdfLine

_MARGIN_LINES = 3  # at the top and at the bottom, among which headers and footers are
_MIN_PAGES = 3
_MIN_SHARE = 0.3  # of the pages; headers of the left and of the right pages differ
_STEP = 4.0  # points in which the places of two are the same
_MAX_LENGTH = 160
_NUMBER = re.compile(r"\d+")
_PAGE = re.compile(r"[\W_]*(?:\d{1,4}|[ivxlc]{1,7})(?:\s*/\s*\d{1,4})?[\W_]*")
_REASON = "header or footer of pages"


def take_margins(pages: Sequence[Sequence[PdfLine]]) -> tuple[list[list[PdfLine]], list[Skipped]]:
    """Return the pages without what is at the same place on several of them, apart from numbers, and what that is."""
    counts: Counter[tuple[str, int]] = Counter()
    for lines in pages:
        counts.update({_describe(lines[index]) for index in _list_margin(lines)})
    needed = max(_MIN_PAGES, len(pages) * _MIN_SHARE)
    kept, taken = [], []
    for lines in pages:
        margin = set(_list_margin(lines))
        remaining = []
        for index, line in enumerate(lines):
            count = sum(counts[_describe(line)[0], _describe(line)[1] + step] for step in (-1, 0, 1))
            is_number = bool(_PAGE.fullmatch(line.text)) and count > 1
            if index in margin and (count >= needed or is_number):
                taken.append(line.text)
            else:
                remaining.append(line)
        kept.append(remaining)
    return kept, [Skipped(text=text, reason=_REASON) for text in dict.fromkeys(taken)]


def _list_margin(lines: Sequence[PdfLine]) -> list[int]:
    """Return the indexes of the highest and the lowest lines of a page, whatever their order."""
    ordered = sorted(range(len(lines)), key=lambda index: lines[index].y)
    margin = {*ordered[:_MARGIN_LINES], *ordered[-_MARGIN_LINES:]}
    return [index for index in sorted(margin) if len(lines[index].text) <= _MAX_LENGTH]


def _describe(line: PdfLine) -> tuple[str, int]:
    """Return a line as lines of different pages are compared: each number as 0, and its height on the page."""
    return _NUMBER.sub("0", line.text.casefold()), round(line.y / _STEP)
