"""Divide a text into passages, each in one language and with its marks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from tts.model import Mark
from tts.regex import regex
from tts.text.languages.scripts import foreign_passages

Span = tuple[int, int, str]
"""The begin and end offsets of a passage in a text, and the BCP 47 tag of its language."""

_MAX_OPENING = 20  # of quotation marks and similar characters before a passage
_MIN_WORDS = 6
_MIN_CHARACTERS = 12  # in a script without spaces
_OPENING = regex(r"[“\"‘'«„»(\[¿¡]+\s?\Z")
_CLOSING = regex(r"(?:\s?[”\"’'»“«)\]]+[.,;:!?…]*|[.,;:!?…]+[”\"’'»“«)\]]*)?\s*")
_WITHOUT_SPACES = regex(r"[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


def split_passages(text: str, marks: tuple[Mark, ...], language: str) -> Iterator[Span]:
    """Split `text` into passages of one language each, and yield them in order.

    Words in another language become a passage of their own if their mark has six words or more, with the quotation
    marks around it and the white space after it. A shorter one does not justify another voice within a sentence, unless
    it is in another script, which a voice would spell letter by letter.
    """
    position = 0
    for mark in marks:
        if mark.kind != "language" or mark.value == language:
            continue
        marked = text[mark.begin : mark.end]
        is_short = len(marked.split()) < _MIN_WORDS and len(_WITHOUT_SPACES.findall(marked)) < _MIN_CHARACTERS
        if is_short and not any(foreign_passages(marked, language)):
            continue
        opening = _OPENING.search(text, max(0, mark.begin - _MAX_OPENING), mark.begin)
        closing = _CLOSING.match(text, mark.end)
        begin, end = opening.start() if opening else mark.begin, closing.end() if closing else mark.end
        if begin < position:
            continue
        if begin > position:
            yield position, begin, language
        yield begin, end, mark.value
        position = end
    if position < len(text):
        yield position, len(text), language


def marks_by_span(marks: Iterable[Mark], spans: Sequence[Span]) -> list[list[Mark]]:
    """Return the marks that overlap each of `spans`, which are in order.

    A mark without length belongs to the text before it. Marks are found by bisection, because a paragraph may have
    thousands of both marks and spans.
    """
    begins, ends = [begin for begin, _, _ in spans], [end for _, end, _ in spans]
    by_span: list[list[Mark]] = [[] for _ in spans]
    for mark in marks:
        if mark.begin == mark.end:
            before = bisect_left(begins, mark.begin, 1) - 1
            indexes = range(before, before + 1)
        else:
            indexes = range(bisect_right(ends, mark.begin), bisect_left(begins, mark.end))
        for index in indexes:
            by_span[index].append(mark)
    return by_span


def find_language(text: str, marks: Iterable[Mark], begin: int, end: int, language: str) -> str:
    """Return the language from `begin` to `end`: that of the shortest mark around all letters there, or `language`."""
    around = []
    for mark in marks:
        if mark.kind == "language" and mark.begin < mark.end and mark.begin < end and mark.end > begin:
            outside = text[begin : max(begin, mark.begin)] + text[min(end, mark.end) : end]
            if not any(map(str.isalnum, outside)):
                around.append(mark)
    shortest = min(around, key=lambda mark: mark.end - mark.begin, default=None)
    return shortest.value if shortest else language
