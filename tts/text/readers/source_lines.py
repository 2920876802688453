"""Where in the source things stand that are found in what was made of it."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import replace

from tts.model import Block, Skipped

_FIRST_WORDS = 4
_SIGNS = " \t>`"  # what may stand around a line of code


class SourceLines:
    """Finds the lines of what a text holds; the text begins in line `first_line` (from 1) of its file."""

    def __init__(self, text: str, first_line: int = 1) -> None:
        self._text = text
        self._first_line = first_line
        self._ends = [at for at, character in enumerate(text) if character == "\n"]

    def lines(self, texts: Iterable[str]) -> Iterator[int | None]:
        """The line of each of `texts`, which are mostly in the source's order; None for one that is not in it.

        Of a text that mark-up or line ends cut in the source, the first words are looked for.
        """
        at = 0
        for text in texts:
            found = self._find(text, at)
            at = found + 1 if found >= 0 else at
            yield None if found < 0 else self._first_line + bisect_right(self._ends, found)

    def _find(self, text: str, at: int) -> int:
        begin = " ".join(text.split(" ", _FIRST_WORDS)[:_FIRST_WORDS])
        tries = ((text, at), (text, 0), (begin, at), (begin, 0)) if text else ()
        return next((found for wanted, after in tries if (found := self._text.find(wanted, after)) >= 0), -1)

    def of_code(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        """`blocks` with the line of each block of code, that of its first line which is not blank."""
        code = (below for block in blocks for below in block.all() if below.kind == "code")
        return _placed(blocks, self._lines_of_code([_first_line(block.text) for block in code]))

    def _lines_of_code(self, first_lines: Iterable[str]) -> Iterator[int | None]:
        """Where whole lines stand: the same code may be named in a sentence before it."""
        numbers = defaultdict[str, deque[int]](deque)
        for number, line in enumerate(self._text.split("\n"), self._first_line):
            numbers[line.strip(_SIGNS)].append(number)
        for line in first_lines:
            found = numbers[line.strip(_SIGNS)]
            yield found.popleft() if found else None

    def of_skipped(self, skipped: Iterable[Skipped]) -> tuple[Skipped, ...]:
        """`skipped` with the lines of those whose words the source has in one piece; a mark may have any label."""
        skipped = tuple(skipped)
        lines = self.lines("" if one.line is not None or "mark" in one.reason else one.text for one in skipped)
        return tuple(replace(one, line=one.line or line) for one, line in zip(skipped, lines, strict=True))


def _first_line(code: str) -> str:
    return next((line for line in code.split("\n") if line.strip()), "")


def _placed(blocks: tuple[Block, ...], lines: Iterator[int | None]) -> tuple[Block, ...]:
    return tuple(_placed_block(block, lines) for block in blocks)


def _placed_block(block: Block, lines: Iterator[int | None]) -> Block:
    if block.kind == "code":
        return replace(block, line=next(lines))
    return replace(block, blocks=_placed(block.blocks, lines))
