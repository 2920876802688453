"""A folder of packages -> the library's items, and warnings about packages that cannot be read."""

from __future__ import annotations

import os
from errno import ELOOP, ENOENT, ENOTDIR
from pathlib import Path

from tts.library import LibraryItem, read_item
from tts.packages.manifest_header import file_sizes_bytes, load_manifest_header

_NOT_A_PACKAGE = (ENOENT, ENOTDIR, ELOOP)  # or it is being removed


def read_items(output: Path) -> tuple[tuple[LibraryItem, ...], tuple[str, ...]]:
    """Return the packages in `output`, and a warning for each that cannot be read and is left out."""
    items, warnings = [], []
    with os.scandir(output) as entries:
        names = sorted(entry.name for entry in entries if not entry.name.startswith("."))
    for name in names:
        folder = output / name
        try:
            members = load_manifest_header(f"{folder}/manifest.json")
            if members and (item := read_item(folder, members, file_sizes_bytes(folder))):
                items.append(item)
        except OSError as error:
            if error.errno not in _NOT_A_PACKAGE:
                step = "The package is left out. Make it readable, or move it to another folder."
                warnings.append(f"{error.filename or folder}: {error.strerror or error}. {step}")
    return tuple(items), tuple(warnings)
