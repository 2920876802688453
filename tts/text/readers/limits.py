"""Limits that no article needs to exceed, and beyond which a reader would be busy for hours."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

from tts.errors import ReadError
from tts.text.readers.markdown.regions import find_paragraphs

_MAX_OPEN_BRACKETS = 200  # in one paragraph: for each, the rest of it is searched for its end
_MAX_MARKS = 500  # of one footnote: each is compared with all before it
_MAX_BACKTICK_RUNS = 200  # without an end in one paragraph, in which each is searched for
_MAX_ITEM_INDENT = 400  # columns
_MAX_OPEN_TAGS = 20_000  # the time for more grows with their square
_NOTE_MARK = re.compile(r"\[\^([^\]\s]{1,80})\](?!:)")
_BRACKET = re.compile(r"[\[\]]")
_TICKS = re.compile(r"`+")
_DEEP_ITEM = re.compile(rf"^[ \t]{{{_MAX_ITEM_INDENT},}}(?:[-*+]|\d{{1,9}}[.)])[ \t]", re.MULTILINE)
_NESTING_TAG = re.compile(
    r"<(/?)(?:a|b|blockquote|code|div|em|font|i|section|small|span|strong|sub|sup|table|u|ul|ol)\b"
)


def check_limits(text: str, first_line: int, path: Path) -> None:
    """Refuse Markdown with nesting so deep, or marks so many, that it can only be an attack or an accident.

    Raises:
        ReadError: with the line (of the file; `text` begins in its line `first_line`) and the next step.
    """
    for offset, problem in _find_excesses(text):
        line = None if offset is None else first_line + text.count("\n", 0, offset)
        raise ReadError(problem, path=path, line=line)


def _find_excesses(text: str) -> Iterator[tuple[int | None, str]]:
    """Yield the offset of each excess in `text`, if it has one, and the message about it."""
    tags = Counter(_NESTING_TAG.findall(text.lower()))
    if tags[""] - tags["/"] > _MAX_OPEN_TAGS:
        yield None, "Its HTML is nested too deep. Close the elements that it opens."
    for label, count in Counter(_NOTE_MARK.findall(text)).most_common(1):
        if count > _MAX_MARKS:
            problem = f"The footnote '{label}' has {count} marks; {_MAX_MARKS} are possible. Remove some."
            yield text.find(f"[^{label}]"), problem
    for begin, end in find_paragraphs(text):
        paragraph = text[begin:end]
        if item := _DEEP_ITEM.search(paragraph):
            yield begin + item.start(), "A list is nested too deep. Remove levels of it."
        steps = (1 if bracket == "[" else -1 for bracket in _BRACKET.findall(paragraph))
        if max(accumulate(steps, lambda depth, step: max(0, depth + step), initial=0)) > _MAX_OPEN_BRACKETS:
            yield begin, "Too many brackets '[' are open at once in this paragraph. Close or delete them."
        lengths = Counter(map(len, _TICKS.findall(paragraph) if "``" in paragraph else ()))
        if sum(count == 1 for count in lengths.values()) > _MAX_BACKTICK_RUNS:
            yield begin, "Too many backticks in this paragraph have no partner. Delete them."
