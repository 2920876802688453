"""Find the code in a Markdown text, which no other step may change."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from functools import lru_cache

from tts.regex import regex

FENCE = regex(r"^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?P<fence>`{3,}(?=[^`]*$)|~{3,})")
_ITEM = regex(r"^[ ]{0,3}(?:[-*+]|\d{1,9}[.)])[ \t]")
_BLOCK_TAG = regex(
    r"<(?P<end>/?)(?:address|article|aside|center|details|div|figure|footer|header|section|table)\b", re.IGNORECASE
)
_BOX = regex(r"[ ]*(?:(?:!{3}|\?{3}\+?)[ ]*[A-Za-z]|===[!+]{0,2}[ ]+[\"“])")
"""The mark of a note or tab of MkDocs, whose text is indented below it."""

_BACKTICKS = regex(r"`+")


@lru_cache(maxsize=2)  # many steps leave the text as it is
def find_code(text: str) -> Sequence[tuple[int, int]]:
    """Return fenced code, indented code and code spans of the Markdown `text` as offsets (begin, end), in order."""
    ranges: list[tuple[int, int]] = []
    for begin, end, is_code in _split_code(text):
        if is_code:
            ranges.append((begin, end))
        else:
            ranges += _find_spans(text, begin, end)
    return tuple(ranges)


def _find_spans(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the code spans from `begin` to `end` of `text` (CommonMark 0.31, section 6.1)."""
    if text.find("`", begin, end) < 0:
        return
    runs = [run.span() for run in _BACKTICKS.finditer(text, begin, end)]
    indexes = defaultdict[int, deque[int]](deque)
    for index, run in enumerate(runs):
        indexes[run[1] - run[0]].append(index)
    is_closed_until = 0
    for index, (opening, after) in enumerate(runs):
        same_length = indexes[after - opening]
        while same_length and same_length[0] <= index:
            same_length.popleft()
        is_escaped = opening > begin and text[opening - 1] == "\\"
        if same_length and opening >= is_closed_until and not is_escaped:
            is_closed_until = runs[same_length[0]][1]
            yield opening, is_closed_until


def find_paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of `text` between blank lines and blocks of code as offsets (begin, end), in order."""
    return ((begin, end) for begin, end, is_code in _split_code(text) if not is_code and begin < end)


def matches_outside(text: str, pattern: re.Pattern[str], ranges: Sequence[tuple[int, int]]) -> Iterator[re.Match[str]]:
    """Yield the matches of `pattern` in `text` that begin outside `ranges`, which are in order."""
    begins = [begin for begin, _ in ranges]
    position = 0
    while match := pattern.search(text, position):
        nearest = bisect_right(begins, match.start()) - 1
        if nearest >= 0 and match.start() < ranges[nearest][1]:
            position = ranges[nearest][1]  # not behind the match, which may hide another
            continue
        yield match
        position = match.end() + (match.start() == match.end())
        if position > len(text):
            return


def find_fences(text: str) -> Iterator[tuple[int, int, re.Match[str]]]:
    """Yield each fenced code in `text` that is closed: where it begins and ends, and the match of its opening.

    The match is that of the beginning of its first line. Its group "fence" is the fence.
    """
    state = LineState()
    position = begin = 0
    opening: re.Match[str] | None = None
    for line in text.split("\n"):
        was_open = bool(state.fence)
        state.is_code(line)
        if state.fence and not was_open:
            begin, opening = position, FENCE.match(line)
        elif was_open and not state.fence and opening:
            yield begin, position + len(line), opening
        position += len(line) + 1


def find_open_fence(text: str) -> int | None:
    """Return the line (from 1) of a fence in `text` that is never closed, so that all text after it is code."""
    state = LineState()
    opened = None
    for number, line in enumerate(text.split("\n"), 1):
        was_open = bool(state.fence)
        state.is_code(line)
        if state.fence and not was_open:
            opened = number
    return opened if state.fence else None


def closes_fence(line: str, fence: str) -> bool:
    """Return whether `line` ends the code that `fence` began (CommonMark 0.31, section 4.5)."""
    bare = line.strip(" \t>")
    return len(bare) >= len(fence) and not bare.strip(fence[0])


def _split_code(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield lines of code and the paragraphs between them as begin, end, and whether it is code."""
    state = LineState()
    begin = position = 0
    for line in text.split("\n"):
        is_code = state.is_code(line)
        end = position + len(line)
        if is_code or not line.strip():
            yield begin, position, False
            yield position, end, is_code
            begin = end + 1
        position = end + 1
    yield begin, len(text), False


class LineState:
    """What the lines so far have opened; `fence` is the open fence or ''."""

    def __init__(self) -> None:
        self.fence = ""
        self._is_in_list = False
        self._is_after_blank = True
        self._is_in_indented = False
        self._open_tags = 0
        self._boxes: list[tuple[int, bool]] = []  # the indent of the text in each, and whether it began in a list

    def is_code(self, line: str) -> bool:
        """Return whether the next line, `line`, is code."""
        if self.fence:
            if closes_fence(line, self.fence):
                self.fence = ""
            return True
        if match := FENCE.match(line):
            self.fence = match["fence"]
            return True
        if not line.strip():
            self._is_after_blank = True
            return False
        return self._is_indented_code(line)

    def _is_indented_code(self, line: str) -> bool:
        """Return whether `line` is code by its indent, and note which lists, boxes and tags are open after it."""
        expanded = self._leave_boxes(line.expandtabs(4))
        indent = len(expanded) - len(expanded.lstrip())
        if _ITEM.match(expanded):
            self._is_in_list = True
        elif indent < 2 and self._is_after_blank:
            self._is_in_list = False
        may_begin = self._is_after_blank or self._is_in_indented
        is_code = indent >= (8 if self._is_in_list else 4) and may_begin and not self._open_tags
        self._is_after_blank, self._is_in_indented = False, is_code
        if not is_code:
            for tag in _BLOCK_TAG.finditer(line) if "<" in line else ():
                self._open_tags = max(0, self._open_tags + (-1 if tag["end"] else 1))
            if _BOX.match(expanded):
                outer = self._boxes[-1][0] if self._boxes else 0
                self._boxes.append((outer + indent + 4, self._is_in_list))
                self._is_in_list = False
        return is_code

    def _leave_boxes(self, line: str) -> str:
        """Return `line` as it is in the innermost box that it is in; the others end before it."""
        indent = len(line) - len(line.lstrip())
        while self._boxes and indent < self._boxes[-1][0]:
            self._is_in_list = self._boxes.pop()[1]
        return line[self._boxes[-1][0] :] if self._boxes else line
