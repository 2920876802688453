"""MARKDOWN with tables of characters, of Pandoc or pasted -> MARKDOWN with tables of HTML."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tts.regex import regex
from tts.text.readers.markdown.dialects.replace import Cleaned
from tts.text.readers.markdown.regions import find_paragraphs

if TYPE_CHECKING:
    from tts.text.readers.plaintext.tables import Table

_GRID = regex(r"[ ]{0,3}\+(?:[-=:]{2,}\+)+[ ]*$")
_RULE = regex(r"[ ]{0,3}-{2,}(?:[ ]+-{2,})+[ ]*$")
_GAPS = regex(r"\S(?: {2,}|\t)\s*\S")
_OTHER_BLOCK = regex(r"[ ]{0,3}(?:[-*+>#|<]|\d+[.)])[ \t]|[ ]{0,3}[<>|#]")
_CAPTION = regex(r"[ ]{0,3}(?::|Table:)[ ]+(?=\S)")
_MIN_ROWS = 3  # of a table without rules


def replace_text_tables(text: str) -> Cleaned:
    """Replace grid tables and simple tables (Pandoc User's Guide), and rows with tabs or with columns of spaces.

    A paragraph after one that begins with a colon is its caption. Tables between bars stay as they are.
    """
    if not (re.search(r"\S(?: {2}|\t)\s*\S", text) or "\n+-" in f"\n{text}"):
        return Cleaned(text=text)
    pieces: list[str] = []
    position = 0
    is_after_table = False
    for begin, end in find_paragraphs(text):
        paragraph = text[begin:end]
        if not paragraph.strip():
            continue
        lines = paragraph.rstrip("\n").split("\n")
        if table := _find_table(lines):
            below = "\n".join(lines[table.end :])
            pieces += [text[position:begin], f"{_html_of(table)}\n", f"\n{below}\n" if below else ""]
            position = end
        elif is_after_table and (mark := _CAPTION.match(paragraph)):
            pieces += [text[position:begin], "Table: " if "Table" in mark[0] else ""]
            position = begin + mark.end()
        is_after_table = table is not None
    return Cleaned(text="".join([*pieces, text[position:]]))


def _find_table(lines: Sequence[str]) -> Table | None:
    """Return the table that the lines of a paragraph are, with at most a caption below it."""
    rows = lines
    if len(lines) > 1 and _CAPTION.match(lines[-1]):
        rows = lines[:-1]
    if len(rows) < 2 or not (_GRID.match(rows[0]) or _is_simple(rows)):
        return None
    from tts.text.readers.plaintext.tables import find_tables  # slow to import, with all that reads plain text

    tables = find_tables(rows, [False] * len(rows))
    return tables[0] if len(tables) == 1 and (tables[0].begin, tables[0].end) == (0, len(rows)) else None


def _is_simple(lines: Sequence[str]) -> bool:
    """Return whether lines may be a table without bars: with a rule of several dashes, or with gaps in each line."""
    texts = [line for line in lines if not _RULE.match(line)]
    if any("|" in line or _OTHER_BLOCK.match(line) for line in texts) or not all(map(_GAPS.search, texts)):
        return False
    return len(texts) < len(lines) or len(texts) >= _MIN_ROWS or all("\t" in line.strip() for line in texts)


def _html_of(table: Table) -> str:
    """Return the HTML of a table, whose cells are Markdown."""
    rows = []
    for number, row in enumerate(table.rows):
        name = "th" if table.has_header and not number else "td"
        rows.append("<tr>" + "".join(f"<{name}>{cell}</{name}>" for cell in row) + "</tr>")
    return "<table>\n" + "\n".join(rows) + "\n</table>\n"
