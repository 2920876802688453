"""PAGES -> PAGES without the headers, footers and numbers that are on several of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from tts.model import Skipped
from tts.regex import regex
from tts.text.readers.documents.pdf.lines import PdfLine

_MARGIN_LINES = 3  # at the top and at the bottom, among which headers and footers are
_MIN_PAGES = 3
_MIN_SHARE = 0.3  # of the pages; headers of the left and of the right pages differ
_MAX_SHARE = 0.4  # of the text; no headers have so much
_STEP = 4.0  # points in which the places of two are the same
_MAX_LENGTH = 160
_NUMBER = regex(r"\d{1,5}")
_PAGE = regex(r"[\W_]*(?:\d{1,4}|[ivxlc]{1,7})(?:\s*/\s*\d{1,4})?[\W_]*")
_REASON = "header or footer of pages"


def take_margins(pages: Sequence[Sequence[PdfLine]]) -> tuple[list[list[PdfLine]], list[Skipped]]:
    """Return the pages without what is at one place on several of them, apart from page numbers, and what that is."""
    counts: Counter[tuple[str, int]] = Counter()
    for page, lines in enumerate(pages):
        counts.update({description for index in _list_margin(lines) for description in _describe(lines[index], page)})
    needed = max(_MIN_PAGES, len(pages) * _MIN_SHARE)
    kept: list[list[PdfLine]] = []
    taken: list[str] = []
    for page, lines in enumerate(pages):
        edges = _list_margin(lines)
        removed = set()
        for index in edges:
            descriptions = _describe(lines[index], page)
            count = max(sum(counts[text, height + step] for step in (-1, 0, 1)) for text, height in descriptions)
            if count >= needed or (count > 1 and _PAGE.fullmatch(lines[index].text)):
                removed.add(index)
        taken += (lines[index].text for index in sorted(removed))
        kept.append([line for index, line in enumerate(lines) if index not in removed])
    if sum(map(len, taken)) > _MAX_SHARE * sum(len(line.text) for lines in pages for line in lines):
        return list(map(list, pages)), []
    return kept, [Skipped(text=text, reason=_REASON) for text in dict.fromkeys(taken)]


def _list_margin(lines: Sequence[PdfLine]) -> list[int]:
    """Return the indexes of the highest and the lowest lines of a page, whatever their order."""
    ordered = sorted(range(len(lines)), key=lambda index: lines[index].y)
    margin = {*ordered[:_MARGIN_LINES], *ordered[-_MARGIN_LINES:]}
    return [index for index in sorted(margin) if len(lines[index].text) <= _MAX_LENGTH]


def _describe(line: PdfLine, page: int) -> Iterator[tuple[str, int]]:
    """Yield how a line is compared with those of other pages: with its height, as it is, and as one with a page number.

    The first or last number in it is then less the number of the page, so that it is the same on all pages.
    """
    height = round(line.y / _STEP)
    text = line.text.casefold()
    yield text, height
    numbers = list(_NUMBER.finditer(text))
    for number in {numbers[0], numbers[-1]} if numbers else ():
        yield f"{text[: number.start()]}#{int(number[0]) - page}#{text[number.end() :]}", height
