"""ZIP -> ENTRIES: the archives of Omnivore and Pocket.

Omnivore: `metadata_0_to_20.json` and so on, `content/<slug>.html`, and `highlights/<slug>.md`, which are the reader's
and not part of the article. Pocket: `part_000000.csv` and so on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from tts.errors import ReadError
from tts.sources.entry import Entry
from tts.sources.exports.read_later import find_items, read_omnivore_item
from tts.sources.exports.tables import read_table
from tts.sources.values import clean_line, parse_json
from tts.text.readers.documents.container import Container

_ZIP = b"PK\x03\x04"
_METADATA = re.compile(r"metadata_(\d+)_to_\d+\.json")
_POCKET_PART = re.compile(r"part_\d+\.csv")


def read_archive(data: bytes, path: Path) -> tuple[str, Iterator[Entry]] | None:
    """Return the program and the entries of an export that is an archive; None for anything else.

    Raises:
        ReadError: the archive is damaged.
    """
    if not data.startswith(_ZIP):
        return None
    container = Container(path, data)
    metadata = sorted((int(match[1]), name) for name in container if (match := _METADATA.fullmatch(_file_name(name))))
    if metadata:
        return "Omnivore", _read_omnivore(container, [name for _, name in metadata])
    parts = sorted(name for name in container if _POCKET_PART.fullmatch(_file_name(name)))
    return ("Pocket", _read_tables(container, parts)) if parts else None


def _file_name(name: str) -> str:
    """Return the name of a part without its folders; a number of more digits than any export has makes it none."""
    name = PurePosixPath(name).name
    return name if len(name) < 100 else ""


def _read_omnivore(container: Container, names: list[str]) -> Iterator[Entry]:
    """Yield the articles of Omnivore, each with its content."""
    for name in names:
        try:
            items = find_items(parse_json(container.read(name)))
        except ValueError as error:
            message = f"The file is damaged: '{name}' in it is not JSON ({error}). Export it again."
            raise ReadError(message, path=container.path) from None
        for item in items:
            content = str(PurePosixPath(name).parent / "content" / f"{clean_line(item.get('slug'))}.html")
            html = container.read(content).decode("utf-8", "replace").strip() if content in container else ""
            entry = read_omnivore_item(item, html)
            if entry is not None:
                yield entry


def _read_tables(container: Container, names: list[str]) -> Iterator[Entry]:
    """Yield the entries of all tables of Pocket."""
    for name in names:
        table = read_table(container.read(name), container.path)
        if table is not None:
            yield from table[1]
