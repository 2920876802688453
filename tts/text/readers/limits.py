"""Limits that no article needs to exceed, and beyond which a reader would be busy for hours."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate

from tts.regex import regex
from tts.text.readers.markdown.regions import find_paragraphs

_MAX_OPEN_BRACKETS = 200  # in one paragraph: for each, the rest of it is searched for its end
_MAX_MARKS = 500  # of one footnote: each is compared with all before it
_MAX_BACKTICK_RUNS = 200  # without an end in one paragraph, in which each is searched for
_MAX_ITEM_INDENT = 400  # columns
_MAX_OPEN_TAGS = 20_000  # the time for more grows with their square
_NOTE_MARK = regex(r"\[\^([^\]\s]{1,80})\](?!:)", needs="[^")
_BRACKET = regex(r"[\[\]]")
_TICKS = regex(r"`+")
_DEEP_ITEM = regex(rf"^[ \t]{{{_MAX_ITEM_INDENT},}}(?:[-*+]|\d{{1,9}}[.)])[ \t]", re.MULTILINE)
_NESTING_TAG = regex(
    r"<(/?)(?:a|b|blockquote|code|div|em|font|i|section|small|span|strong|sub|sup|table|u|ul|ol)\b",
    re.IGNORECASE,
    needs="<",
)


def find_excesses(text: str) -> Iterator[tuple[int, str]]:
    """Yield what in the Markdown `text` is nested so deep, or so often, that it can only be an attack or an accident.

    Each is an offset and a clause that says what is there.
    """
    marks: Counter[str] = Counter()
    for mark in _NOTE_MARK.finditer(text):
        marks[mark[1]] += 1
        if marks[mark[1]] > _MAX_MARKS:
            yield mark.start(), f"the footnote '{mark[1]}' has more than {_MAX_MARKS} marks"
    depth: Counter[str] = Counter()
    for tag in _NESTING_TAG.finditer(text):
        depth["/" if tag[1] else ""] += 1
        if depth[""] - depth["/"] > _MAX_OPEN_TAGS:
            yield tag.start(), f"more than {_MAX_OPEN_TAGS} elements of HTML are open"
    for begin, end in find_paragraphs(text):
        paragraph = text[begin:end]
        if item := _DEEP_ITEM.search(paragraph):
            yield begin + item.start(), "a list is nested too deep"
        steps = (1 if bracket == "[" else -1 for bracket in _BRACKET.findall(paragraph))
        if max(accumulate(steps, lambda depth, step: max(0, depth + step), initial=0)) > _MAX_OPEN_BRACKETS:
            yield begin, "too many brackets '[' are open at once"
        lengths = Counter(map(len, _TICKS.findall(paragraph) if "``" in paragraph else ()))
        if sum(count == 1 for count in lengths.values()) > _MAX_BACKTICK_RUNS:
            yield begin, "too many backticks have no partner"
