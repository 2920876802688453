"""The nouns that word processors share: paragraphs with their kinds, runs of text, pictures, tables, notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from tts.noun import noun

ParagraphKind = Literal["text", "heading", "title", "subtitle", "author", "date", "quote", "code", "caption", "item"]
RunMark = Literal["strong", "em", "s", "sup", "sub", "code"]
"""Names of the elements of HTML for the looks that carry meaning."""


@noun
class Run:
    """Text of one look. `language` is a BCP 47 tag or "", `link` an address or "", `size` in points, 0 if unknown."""

    text: str
    marks: frozenset[RunMark] = frozenset()
    language: str = ""
    link: str = ""
    size: float = 0


@noun
class Picture:
    """An image: `alternative` is None if its author wrote none, "" if it is decoration."""

    address: str
    alternative: str | None = None


@noun
class Drawing:
    """A graphic that is not a picture file: a shape, chart, diagram or formula. `tag` is the element of HTML for it.

    `text` is what is written in it, `label` what its author says about it.
    """

    tag: Literal["canvas", "math", "object"]
    text: str = ""
    label: str = ""


@noun
class NoteMark:
    """The place of a note with this number (from 1)."""

    number: int


Inline = Run | Picture | Drawing | NoteMark


@noun
class Paragraph:
    """A paragraph of a kind. `level` is that of a heading (from 1) or an item (from 0).

    `ordinal` is the number of an item in a numbered list. `is_continued`: it belongs to the item above it.
    """

    inlines: tuple[Inline, ...]
    kind: ParagraphKind = "text"
    level: int = 0
    ordinal: int | None = None
    is_continued: bool = False

    def text(self) -> str:
        """Return its text, without those of pictures and drawings."""
        return "".join(inline.text for inline in self.inlines if isinstance(inline, Run))

    def is_picture(self) -> bool:
        """Return whether it holds pictures and no text."""
        return any(isinstance(inline, Picture) for inline in self.inlines) and not self.text().strip()


@noun
class Row:
    """A row of a table: the blocks of each cell."""

    cells: tuple[tuple[FlowBlock, ...], ...]
    is_header: bool = False


@noun
class Table:
    """The rows of a table."""

    rows: tuple[Row, ...]


FlowBlock = Paragraph | Table


def iterate_paragraphs(blocks: Sequence[FlowBlock]) -> Iterator[Paragraph]:
    """Yield all paragraphs of `blocks` in order, also those in tables."""
    stack: list[FlowBlock] = list(reversed(blocks))
    while stack:
        block = stack.pop()
        if isinstance(block, Paragraph):
            yield block
        else:
            stack += reversed([below for row in block.rows for cell in row.cells for below in cell])
