"""The passages of a text that are each in one language."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from tts.model import Mark

Span = tuple[int, int, str]
"""Begin, end (offsets into a text), and the BCP 47 tag of the language of what stands between."""

_MOST_OPENING = 20  # signs that are looked for before a passage
_FEWEST_WORDS = 6
_FEWEST_SIGNS = 12  # of a script without spaces
_OPENING = re.compile(r"[“\"‘'«„»(\[¿¡]+\s?\Z")
_CLOSING = re.compile(r"\s?[”\"’'»“«)\]]+[.,;:!?…]*|[.,;:!?…]+[”\"’'»“«)\]]*")
_SPACE = re.compile(r"\s*")
_WITHOUT_SPACES = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


def passages(text: str, marks: tuple[Mark, ...], language: str) -> Iterator[Span]:
    """`text` in passages of one language each; together they are all of it.

    From six words on a mark of a language makes a passage of its own, with the quotation marks around it: what is
    shorter is not worth another voice in the middle of a sentence.
    """
    at = 0
    for mark in _long_marks(text, marks, language):
        begin, end = _with_its_signs(text, mark)
        if begin < at:
            continue
        if text[at:begin]:
            yield at, begin, language
        yield begin, end, mark.value
        at = end
    if text[at:]:
        yield at, len(text), language


def marks_by_span(marks: Iterable[Mark], spans: Sequence[Span]) -> list[list[Mark]]:
    """For each of `spans`, which are in order, the marks that reach into it. One without length is of the text before.

    Each mark is looked up, because a paragraph may have thousands of both.
    """
    begins, ends = [begin for begin, _, _ in spans], [end for _, end, _ in spans]
    found: list[list[Mark]] = [[] for _ in spans]
    for mark in marks:
        if mark.begin == mark.end:
            before = bisect_left(begins, mark.begin, 1) - 1
            reached = range(before, before + 1)
        else:
            reached = range(bisect_right(ends, mark.begin), bisect_left(begins, mark.end))
        for at in reached:
            found[at].append(mark)
    return found


def find_language(text: str, marks: Iterable[Mark], begin: int, end: int, language: str) -> str:
    """The language of what stands between `begin` and `end`: of the smallest mark of one around it, or `language`."""
    around = (
        mark
        for mark in marks
        if mark.kind == "language" and _is_around(mark, text, begin, end) and mark.begin < mark.end
    )
    smallest = min(around, key=lambda mark: mark.end - mark.begin, default=None)
    return smallest.value if smallest else language


def _is_around(mark: Mark, text: str, begin: int, end: int) -> bool:
    outside = text[begin : max(begin, mark.begin)] + text[min(end, mark.end) : end]
    return mark.begin < end and mark.end > begin and not any(map(str.isalnum, outside))


def _long_marks(text: str, marks: tuple[Mark, ...], language: str) -> Iterator[Mark]:
    for mark in marks:
        if mark.kind == "language" and mark.value != language:
            words = text[mark.begin : mark.end]
            if len(words.split()) >= _FEWEST_WORDS or len(_WITHOUT_SPACES.findall(words)) >= _FEWEST_SIGNS:
                yield mark


def _with_its_signs(text: str, mark: Mark) -> tuple[int, int]:
    """Where the passage of a mark begins and ends, with the white space after it."""
    opening = _OPENING.search(text, max(0, mark.begin - _MOST_OPENING), mark.begin)
    begin = opening.start() if opening else mark.begin
    closing = _CLOSING.match(text, mark.end)
    space = _SPACE.match(text, closing.end() if closing else mark.end)
    return begin, space.end() if space else mark.end
