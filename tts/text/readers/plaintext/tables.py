"""LINES -> TABLES: rows whose cells are separated by tabs, by columns of spaces, or by lines of characters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from tts.model import Block
from tts.noun import noun
from tts.regex import regex
from tts.text.readers.whitespace import normalize_whitespace

_RULE = regex(r"\s*[-=+|:─━═│┃║┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝╒╤╕╞╪╡╘╧╛ \t]+")
_RULE_CHARACTER = regex(r"[-=─━═]{2}")
_BAR = regex(r"[|│┃║]")
_WIDE_SPACE = regex(r"\S {2,}\S")
_MAX_COLUMNS = 30
_MAX_ROWS = 1000


@noun
class Table:
    """A table that is made of the lines from `begin` to `end`; the first row holds headers if `has_header`."""

    begin: int
    end: int
    rows: tuple[tuple[str, ...], ...]
    has_header: bool


def find_tables(lines: Sequence[str], breaks: Sequence[bool]) -> list[Table]:
    """Return the tables in raw `lines`; `breaks` says before which lines a blank line or other text ends a table."""
    tables: list[Table] = []
    begin = 0
    for end in range(1, len(lines) + 1):
        if end == len(lines) or breaks[end]:
            tables += _find_in_block(lines, begin, end)
            begin = end
    return tables


def make_table(table: Table, line: int) -> Block:
    """Return the block of a table, which begins in `line`."""
    rows = (
        Block(
            kind="row",
            blocks=tuple(
                Block(kind="cell", text=text, header=table.has_header and not number, line=line) for text in row
            ),
            line=line,
        )
        for number, row in enumerate(table.rows)
    )
    return Block(kind="table", blocks=tuple(rows), line=line)


def _find_in_block(lines: Sequence[str], begin: int, end: int) -> Iterator[Table]:
    """Yield the tables among lines without a blank line between them."""
    if end - begin < 2:
        return
    for kind, group in groupby(range(begin, end), key=lambda index: _kind(lines[index])):
        indexes = list(group)
        if kind:
            yield from _read_rows(lines, indexes[0], indexes[-1] + 1, kind)


def _kind(line: str) -> str:
    """Return what separates the cells of a line, "" for a line of text."""
    if "\t" in line.strip():
        return "tabs"
    if _is_rule(line) or _BAR.search(line):
        return "bars"
    return "bars" if _WIDE_SPACE.search(line) else ""


def _is_rule(line: str) -> bool:
    """Return whether a line only draws a line between rows."""
    return bool(_RULE_CHARACTER.search(line) and _RULE.fullmatch(line))


def _read_rows(lines: Sequence[str], begin: int, end: int, kind: str) -> Iterator[Table]:
    """Yield the table of neighbouring lines, if they have the same columns."""
    raw = list(lines[begin:end])
    texts = [line for line in raw if not _is_rule(line)]
    rules = [index for index, line in enumerate(raw) if _is_rule(line)]
    if not 2 <= len(texts) <= _MAX_ROWS:
        return
    if kind == "tabs":
        rows = _split_at_tabs(texts)
    elif all(_BAR.search(line) for line in texts):
        rows = _split_at_bars(texts, has_rule=bool(rules))
    else:
        rows = _split_at_gaps(texts, has_rule=bool(rules))
    if rows and 2 <= len(rows[0]) <= _MAX_COLUMNS and all(any(row) for row in rows):
        is_ruled = 2 in rules if _is_rule(raw[0]) else 1 in rules
        yield Table(begin=begin, end=end, rows=rows, has_header=is_ruled or _names_columns(rows))


def _split_at_tabs(lines: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Return the cells between tabs, none if the rows differ in their number and runs of tabs do not explain it."""
    indented = all(line.startswith("\t") for line in lines)
    for pattern in (r"\t", r"\t+"):
        rows = [
            re.split(pattern, line.strip(" ").removeprefix("\t") if indented else line.strip(" ")) for line in lines
        ]
        width = max(map(len, rows))
        if all(len(row) == width for row in rows):
            return _normalize(rows)
    short = [row + [""] * (width - len(row)) for row in rows]
    return _normalize(short) if all(len(row) > 1 for row in rows) else ()


def _split_at_bars(lines: Sequence[str], *, has_rule: bool) -> tuple[tuple[str, ...], ...]:
    """Return the cells between bars.

    Without a rule each line must begin with one, or there must be three rows, or numbers in the second row only.
    """
    is_framed = all(_BAR.match(line.strip()) for line in lines)
    rows = [_BAR.split(line.strip()) for line in lines]
    if not (has_rule or is_framed or len(lines) > 2 or _counts_below(rows)):
        return ()
    if is_framed:
        rows = [row[1:-1] if not row[-1].strip() else row[1:] for row in rows]
    return _normalize(rows) if len(set(map(len, rows))) == 1 else ()


def _counts_below(rows: Sequence[Sequence[str]]) -> bool:
    """Return whether the second row has a number where the first, without any digit, has a word."""
    names, values = rows[:2]
    return not any(map(str.isdigit, "".join(names))) and any(value.strip()[:1].isdigit() for value in values[1:])


def _split_at_gaps(lines: Sequence[str], *, has_rule: bool) -> tuple[tuple[str, ...], ...]:
    """Return the cells between columns of spaces that go through all lines."""
    width = max(map(len, lines))
    is_used = [False] * (width + 2)
    for line in lines:
        for index, character in enumerate(line):
            is_used[index] = is_used[index] or character != " "
    columns: list[tuple[int, int]] = []
    begin = None
    for index in range(width + 2):
        if is_used[index] and begin is None:
            begin = index
        elif begin is not None and not any(is_used[index : index + 2]):
            columns.append((begin, index))
            begin = None
    if len(columns) < 2 or (len(lines) < 3 and len(columns) < 3 and not has_rule):
        return ()
    return _normalize([[line[begin:end] for begin, end in columns] for line in lines])


def _normalize(rows: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """Return the rows with single spaces in their cells."""
    return tuple(tuple(map(normalize_whitespace, row)) for row in rows)


def _names_columns(rows: Sequence[Sequence[str]]) -> bool:
    """Return whether the first row has headers: words where every other row has a number, or no number at all."""
    first, others = rows[0], rows[1:]
    has_number = [all(any(map(str.isdigit, row[column])) for row in others) for column in range(len(first))]
    is_word = [not any(map(str.isdigit, cell)) for cell in first]
    return all(is_word) or any(number and word for number, word in zip(has_number, is_word, strict=True))
