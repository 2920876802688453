"""What no article needs, and what would keep a reader busy for hours."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tts.errors import ReadError
from tts.text.readers.regions import find_paragraphs

_MAX_OPEN_BRACKETS = 200  # in one paragraph: for each, all the rest is looked through for its end
_MAX_MARKS = 500  # of one footnote: each is compared with all before it
_MAX_BACKTICK_RUNS = 200  # without an end in one paragraph, in which each looks for one
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
    """Refuse Markdown that is nested so deep, or repeats its marks so often, that only an attack or an accident does.

    Raises:
        ReadError: with the line (of the file; `text` begins in its line `first_line`) and what to take out there.
    """
    for at, what in _excesses(text):
        line = None if at is None else first_line + text.count("\n", 0, at)
        raise ReadError(what, path=path, line=line)


def _excesses(text: str) -> Iterator[tuple[int | None, str]]:
    """What is too much in `text`: where it stands, and a sentence that says so."""
    tags = Counter(_NESTING_TAG.findall(text.lower()))
    if tags[""] - tags["/"] > _MAX_OPEN_TAGS:
        yield None, "Its HTML is nested too deep. Close the elements that it opens."
    if marks := Counter(_NOTE_MARK.findall(text)):
        label, count = marks.most_common(1)[0]
        if count > _MAX_MARKS:
            what = f"The footnote '{label}' has {count} marks; {_MAX_MARKS} are possible. Take some out."
            yield text.find(f"[^{label}]"), what
    for begin, end in find_paragraphs(text):
        paragraph = text[begin:end]
        if item := _DEEP_ITEM.search(paragraph):
            yield begin + item.start(), "A list is nested too deep. Take out levels of it."
        if _open_brackets(paragraph) > _MAX_OPEN_BRACKETS:
            yield begin, "Too many brackets '[' are open at once in this paragraph. Close or delete them."
        if _endless_ticks(paragraph) > _MAX_BACKTICK_RUNS:
            yield begin, "Too many backticks in this paragraph have no partner. Delete them."


def _open_brackets(paragraph: str) -> int:
    """How many brackets are open at once."""
    if paragraph.count("[") <= _MAX_OPEN_BRACKETS:
        return 0
    depth = deepest = 0
    for bracket in _BRACKET.findall(paragraph):
        depth = max(0, depth + (1 if bracket == "[" else -1))
        deepest = max(deepest, depth)
    return deepest


def _endless_ticks(paragraph: str) -> int:
    """How many runs of backticks have a length that no other run has."""
    if "``" not in paragraph:
        return 0
    lengths = Counter(map(len, _TICKS.findall(paragraph)))
    return sum(1 for count in lengths.values() if count == 1)
