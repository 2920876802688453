"""A folder of packages -> the library's items, warnings about packages that cannot be read, and a checksum of all."""

from __future__ import annotations

import os
from errno import ELOOP, ENOENT, ENOTDIR
from hashlib import sha256
from pathlib import Path

from tts.library import LibraryItem, read_item
from tts.packages.manifest_header import file_sizes_bytes, load_manifest_header, read_header_bytes

_NOT_A_PACKAGE = (ENOENT, ENOTDIR, ELOOP)  # or it is being removed


def read_items(output: Path) -> tuple[tuple[LibraryItem, ...], tuple[str, ...]]:
    """Return the packages in `output`, and a warning for each that cannot be read and is left out."""
    items, warnings = [], []
    for name in _list_names(output):
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


def checksum_packages(output: Path) -> str:
    """Return a SHA-256 of what `read_items` reads of the packages in `output`, "" if a package cannot be read.

    It takes a third of the time, because nothing is made of what is read.
    """
    digest = sha256()
    for name in _list_names(output):
        folder = f"{output}/{name}"
        try:
            if header := read_header_bytes(f"{folder}/manifest.json"):
                digest.update(header)
                digest.update(repr((name, len(header), file_sizes_bytes(folder))).encode(errors="surrogateescape"))
        except OSError as error:
            if error.errno not in _NOT_A_PACKAGE:
                return ""
    return digest.hexdigest()


def _list_names(output: Path) -> list[str]:
    """Return the names of what is in `output` and may be a package."""
    with os.scandir(output) as entries:
        return sorted(entry.name for entry in entries if not entry.name.startswith("."))
