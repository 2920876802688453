"""Where a Markdown text shows code, which nothing may touch."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

_FENCE = re.compile(r"^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?P<fence>`{3,}(?=[^`]*$)|~{3,})")
_ITEM = re.compile(r"^[ ]{0,3}(?:[-*+]|\d{1,9}[.)])[ \t]")
_BLOCK_TAG = re.compile(
    r"<(?P<end>/?)(?:address|article|aside|center|details|div|figure|footer|header|section|table)\b", re.IGNORECASE
)
_COMMENT = re.compile(r"<!--(?:(?!<!--)[\s\S])*?-->")
_SPAN = re.compile(r"(?<![`\\])(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)


def find_code(text: str) -> list[tuple[int, int]]:
    """The stretches of the Markdown `text` (begin, end) that are fenced code, indented code or code spans, in order."""
    ranges: list[tuple[int, int]] = []
    for begin, end, is_code in _stretches(text):
        if is_code:
            ranges.append((begin, end))
        else:
            ranges += [(begin + span.start(), begin + span.end()) for span in _SPAN.finditer(text[begin:end])]
    return ranges


def find_paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of `text` (begin, end) between blank lines and blocks of code, in order."""
    return ((begin, end) for begin, end, is_code in _stretches(text) if not is_code and begin < end)


def matches_outside(text: str, pattern: re.Pattern[str], ranges: Sequence[tuple[int, int]]) -> Iterator[re.Match[str]]:
    """Where `pattern` is found in `text` beginning outside `ranges`, which are in order."""
    begins = [begin for begin, _ in ranges]
    for found in pattern.finditer(text):
        nearest = bisect_right(begins, found.start()) - 1
        if nearest < 0 or ranges[nearest][1] <= found.start():
            yield found


def remove_comments(text: str) -> str:
    """`text` without HTML comments; its lines keep their numbers."""
    pieces = []
    at = 0
    for comment in matches_outside(text, _COMMENT, find_code(text)):
        pieces += [text[at : comment.start()], "\n" * comment[0].count("\n")]
        at = comment.end()
    return "".join([*pieces, text[at:]])


def find_open_fence(text: str) -> int | None:
    """The line (from 1) of a fence in `text` that nothing closes, so that all after it is code."""
    state = _State()
    opened = None
    for number, line in enumerate(text.split("\n"), 1):
        was_open = state.is_in_fence
        state.takes(line)
        if state.is_in_fence and not was_open:
            opened = number
    return opened if state.is_in_fence else None


def opening_fence(line: str) -> str:
    """The fence that opens a block of code in `line`, else ''."""
    found = _FENCE.match(line)
    return found["fence"] if found else ""


def closes_fence(line: str, fence: str) -> bool:
    """Whether `line` ends the code that `fence` began (CommonMark 0.31, section 4.5)."""
    bare = line.strip(" \t>")
    return len(bare) >= len(fence) and not bare.strip(fence[0])


def _stretches(text: str) -> Iterator[tuple[int, int, bool]]:
    """Blocks of code, line by line, and the paragraphs between them, each as begin, end, and whether it is code."""
    state = _State()
    begin = at = 0
    for line in text.split("\n"):
        is_code = state.takes(line)
        if is_code or not line.strip():
            yield begin, at, False
            yield at, at + len(line), is_code
            begin = at + len(line) + 1
        at += len(line) + 1
    yield begin, len(text), False


class _State:
    """What the lines so far have opened."""

    def __init__(self) -> None:
        self._fence = ""
        self._is_in_list = False
        self._is_after_blank = True
        self._is_in_indented = False
        self._open_tags = 0

    @property
    def is_in_fence(self) -> bool:
        """Whether a fence is open."""
        return bool(self._fence)

    def takes(self, line: str) -> bool:
        """Whether `line`, the next one, is code."""
        if self._fence:
            if closes_fence(line, self._fence):
                self._fence = ""
            return True
        if fence := opening_fence(line):
            self._fence = fence
            return True
        return self._is_indented(line)

    def _is_indented(self, line: str) -> bool:
        if not line.strip():
            self._is_after_blank = True
            return False
        expanded = line.expandtabs(4)
        indent = len(expanded) - len(expanded.lstrip())
        if _ITEM.match(line):
            self._is_in_list = True
        elif indent < 2 and self._is_after_blank:
            self._is_in_list = False
        may_begin = self._is_after_blank or self._is_in_indented
        is_code = indent >= (8 if self._is_in_list else 4) and may_begin and not self._open_tags
        self._is_after_blank, self._is_in_indented = False, is_code
        if not is_code:
            for tag in _BLOCK_TAG.finditer(line):
                self._open_tags = max(0, self._open_tags + (-1 if tag["end"] else 1))
        return is_code
