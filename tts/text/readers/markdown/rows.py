"""Tables in Markdown with rows that are longer than the first, whose last cells Python-Markdown would lose."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.extensions.tables import TableExtension, TableProcessor


class KeptCells(TableExtension):
    """Tables with all their cells; `long_rows` collects the rows that have more than the first."""

    def __init__(self) -> None:
        super().__init__()
        self.long_rows: list[str] = []

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register the tables in the place of Python-Markdown's own."""
        super().extendMarkdown(md)
        processor = _KeptCells(md.parser, self.getConfigs(), self.long_rows)
        md.parser.blockprocessors.register(processor, "table", 75)


class _KeptCells(TableProcessor):
    def __init__(self, parser: BlockParser, config: dict[str, Any], long_rows: list[str]) -> None:
        super().__init__(parser, config)
        self._long_rows = long_rows

    def _build_row(self, row: str, parent: Element, align: Sequence[str | None]) -> None:
        """Build a row with a cell for each column, and for each cell with text after the last column."""
        cells = self._split_row(row)  # type: ignore[attr-defined]
        while len(cells) > len(align) and not cells[-1].strip():
            cells.pop()
        if len(cells) > len(align):
            self._long_rows.append(row)
        super()._build_row(  # type: ignore[misc]
            row, parent, [*align, *[None] * (len(cells) - len(align))]
        )
