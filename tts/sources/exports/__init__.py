"""FILE -> ENTRIES: what read-later services, browsers and feed readers give to those who leave them.

The kind of a file is known by its content: names are changed, and services pack the same file in different ways.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tts.errors import ReadError
from tts.noun import noun
from tts.sources.entry import Entry
from tts.sources.exports.archives import read_archive
from tts.sources.exports.bookmarks import read_bookmarks
from tts.sources.exports.opml import read_opml
from tts.sources.exports.read_later import read_json_export
from tts.sources.exports.tables import read_table
from tts.text.readers.decode import read_bytes

MAX_BYTES = 200_000_000
MAX_ENTRIES = 100_000


@noun
class Export:
    """An export of the program `name`. Its entries are in the order of the file, and are read one after another."""

    name: str
    entries: Iterator[Entry]


def open_export(path: Path) -> Export | None:
    """Return the export in the file at `path`, or None if it is not a known one.

    Its entries raise ReadError where the file turns out to be damaged.

    Raises:
        ReadError: the file cannot be read, is too large, or is a damaged export.
    """
    data = read_bytes(path, MAX_BYTES)
    for read in (read_archive, read_json_export, read_opml, read_bookmarks, read_table):
        opened = read(data, path)
        if opened is not None:
            name, entries = opened
            return Export(name=name, entries=_limit(entries, path))
    return None


def _limit(entries: Iterator[Entry], path: Path) -> Iterator[Entry]:
    """Yield each entry once by its id, unless they are too many."""
    seen: set[str] = set()
    for number, entry in enumerate(entries):
        if number >= MAX_ENTRIES:
            raise ReadError(f"The file has more than {MAX_ENTRIES:,} entries. Divide it.", path=path)
        if entry.id not in seen:
            seen.add(entry.id)
            yield entry
