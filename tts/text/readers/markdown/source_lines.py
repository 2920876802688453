"""TEXTS -> the lines of the source in which they are."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import replace

from tts.model import Block, Skipped

_FIRST_WORDS = 4
_AROUND_CODE = " \t>`"


class SourceLines:
    """Finds the lines of parts of a text that begins in line `first_line` (from 1) of its file."""

    def __init__(self, text: str, first_line: int = 1) -> None:
        self._text = text
        self._first_line = first_line
        self._ends = [offset for offset, character in enumerate(text) if character == "\n"]

    def find_lines(self, parts: Iterable[str]) -> Iterator[int | None]:
        """Yield the line of each of `parts`, which are mostly in the source's order; None for one that is not there.

        Of a part that mark-up or line ends interrupt in the source, the first words are searched for.
        """
        position = 0
        for part in parts:
            first_words = " ".join(part.split(" ", _FIRST_WORDS)[:_FIRST_WORDS])
            searches = ((part, position), (part, 0), (first_words, position), (first_words, 0)) if part else ()
            offsets = (self._text.find(words, start) for words, start in searches)
            offset = next((offset for offset in offsets if offset >= 0), None)
            if offset is None:
                yield None
            else:
                position = offset + 1
                yield self._first_line + bisect_right(self._ends, offset)

    def locate_code(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        """Return `blocks` with the line of each block of code: of its first line that is not blank.

        Whole lines are compared, because a sentence before the code may quote it.
        """
        numbers = defaultdict[str, deque[int]](deque)
        for number, line in enumerate(self._text.split("\n"), self._first_line):
            numbers[line.strip(_AROUND_CODE)].append(number)

        def locate(block: Block) -> Block:
            """Return `block` with the line of each code in it, None where the source has no such line left."""
            if block.kind != "code":
                return replace(block, blocks=tuple(map(locate, block.blocks)))
            first_line = next((line for line in block.text.split("\n") if line.strip()), "")
            candidates = numbers[first_line.strip(_AROUND_CODE)]
            return replace(block, line=candidates.popleft() if candidates else None)

        return tuple(map(locate, blocks))

    def locate_skipped(self, skipped: Iterable[Skipped]) -> tuple[Skipped, ...]:
        """Return `skipped` with the lines of words that the source has in a row; marks, with any label, have none."""
        skipped = tuple(skipped)
        lines = self.find_lines("" if skip.line is not None or "mark" in skip.reason else skip.text for skip in skipped)
        return tuple(replace(skip, line=skip.line or line) for skip, line in zip(skipped, lines, strict=True))
