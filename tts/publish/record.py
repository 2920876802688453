"""`.articast-published.json` at the address: what has been uploaded there, so that a run uploads only what changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from tts.noun import noun
from tts.publish.folder import PublishedFile

NAME = ".articast-published.json"
_SCHEMA = 1


@noun
class Record:
    """The files at the address: the size in bytes and the SHA-256 of each, by its path."""

    files: Mapping[str, tuple[int, str]]

    def has(self, file: PublishedFile) -> bool:
        """Return whether just this file is there."""
        return self.files.get(file.path) == (file.size_bytes, file.sha256)


def parse_record(data: bytes) -> Record | None:
    """Return the record that `data` holds, None if it is not one: anybody may have changed it.

    A path that would lead out of the folder makes it none, because files that it names may be removed.
    """
    try:
        value: Any = json.loads(data)
        files = {str(path): (int(size), str(checksum)) for path, (size, checksum) in value["files"].items()}
    except (ValueError, OverflowError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    if value.get("schema") != _SCHEMA or not all(_is_inside(path) for path in files):
        return None
    return Record(files=files)


def render_record(record: Record) -> bytes:
    """Return the record as JSON."""
    return json.dumps({"schema": _SCHEMA, "files": dict(sorted(record.files.items()))}, indent=0).encode()


def _is_inside(path: str) -> bool:
    """Return whether `path` names a file below the folder, in every file system."""
    parts = path.split("/")
    return path.isprintable() and not set(path) & set("\\:*?") and all(part.strip(". ") for part in parts)
