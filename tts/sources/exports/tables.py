"""CSV -> ENTRIES: Pocket, Instapaper, Readwise Reader, and any other table with a column of addresses."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

from tts.errors import ReadError
from tts.sources.entry import Entry
from tts.sources.values import clean_address, clean_line, clean_lines, find_first, parse_moment, split_tags

_PROGRAMS = (
    ("Pocket", frozenset(("title", "url", "time_added", "status"))),
    ("Instapaper", frozenset(("url", "title", "selection", "folder", "timestamp"))),
    ("Readwise Reader", frozenset(("title", "url", "document tags", "saved date", "location"))),
)
"""The columns by which a program's export is known."""
_ADDRESSES = ("url", "link", "address", "source url", "href")
_TITLES = ("title", "name")
_AUTHORS = ("author", "authors")
_TAGS = ("tags", "document tags", "labels")
_SAVED = ("time_added", "timestamp", "saved date", "saved_at", "created", "date added", "date")
_PUBLISHED = ("published", "published date", "published_at")
_FOLDERS = ("status", "folder", "location")
_ARCHIVED = frozenset(("archive", "archived", "read"))
_MAX_HEADER_CHARACTERS = 2_000
_MAX_FIELD_CHARACTERS = 1_000_000


def read_table(data: bytes, path: Path) -> tuple[str, Iterator[Entry]] | None:
    """Return the program and the entries of a table whose first row names a column of addresses, else None."""
    header = data[:_MAX_HEADER_CHARACTERS].partition(b"\n")[0].decode("utf-8-sig", "replace")
    delimiter = max(",;\t", key=header.count)
    columns = [clean_line(name.strip('"')).lower() for name in header.strip().split(delimiter)]
    if not set(columns) & set(_ADDRESSES) or (len(columns) == 1 and path.suffix.lower() not in {".csv", ".tsv"}):
        return None
    name = find_first(name for name, names in _PROGRAMS if names <= set(columns)) or "a table of addresses"
    return name, _read_rows(data.decode("utf-8-sig", "replace"), columns, delimiter, path)


def _read_rows(text: str, columns: list[str], delimiter: str, path: Path) -> Iterator[Entry]:
    """Yield an entry for each row with an address of the web."""
    csv.field_size_limit(_MAX_FIELD_CHARACTERS)
    rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    try:
        next(rows, None)
        for row in rows:
            cells = dict(zip(columns, row, strict=False))
            address = find_first(clean_address(cells.get(name, "")) for name in _ADDRESSES)
            if address:
                yield _read_row(cells, address)
    except csv.Error as error:
        raise ReadError(f"The table is damaged ({error}). Export it again.", path=path, line=rows.line_num) from None


def _read_row(cells: dict[str, str], address: str) -> Entry:
    """Return the entry of a row, whose tags have their folder among them if it is one that the reader made."""
    title = find_first(clean_line(cells.get(name, "")) for name in _TITLES)
    return Entry(
        id=address,
        address=address,
        title="" if clean_address(title) == address else title,  # as Pocket writes what it could not fetch
        authors=clean_lines([cells.get(name, "") for name in _AUTHORS]),
        published=next(filter(None, (parse_moment(cells.get(name, "")) for name in _PUBLISHED)), None),
        saved=next(filter(None, (parse_moment(cells.get(name, "")) for name in _SAVED)), None),
        tags=next(filter(None, (split_tags(cells.get(name, "")) for name in _TAGS)), ()),
        is_teaser=True,
        is_archived=any(cells.get(name, "").strip().lower() in _ARCHIVED for name in _FOLDERS),
    )
