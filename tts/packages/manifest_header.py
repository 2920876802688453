"""Read the beginning of a package's manifest, up to its sections."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from operator import attrgetter
from pathlib import Path
from typing import Any

from tts.files import read_beginning
from tts.writers.earlier import EarlierPackage
from tts.writers.manifest import SCHEMA

_SECTIONS = b'\n "sections": ['  # ends the header: `writers.manifest` writes the small members first, one per line
_LOOKS_BYTES = (16_384, 262_144, 4_000_000)
"""How many bytes are read until the header is among them: that of an edition of 400 articles with 100 headings each
has 1.2 MB, and hardly any other as much as the first look."""


def read_manifest_header(manifest: Path | str) -> Mapping[str, Any]:
    """Read the members of a manifest before its sections; return {} if the file is not a manifest of Articast.

    `load_manifest_header` is for those who must know whether it could be read.
    """
    try:
        return load_manifest_header(manifest)
    except OSError:
        return {}


def load_manifest_header(manifest: Path | str) -> Mapping[str, Any]:
    """Return the members of a manifest before its sections; none if it is of another format.

    Raises:
        OSError: the file is missing or cannot be read.
    """
    return parse_header(read_header_bytes(manifest))


def parse_header(header: bytes) -> Mapping[str, Any]:
    """Return the members of the `header` of a manifest, which ends before its sections; none if it is not of ours."""
    try:
        members = json.loads(header.decode(errors="replace").rstrip().rstrip(",") + "}")
    except (ValueError, RecursionError):
        return {}
    return members if isinstance(members, dict) and members.get("schema") == SCHEMA else {}


def read_header_bytes(manifest: Path | str) -> bytes:
    """Return the bytes of a manifest before its sections, none if it has no sections.

    Raises:
        OSError: the file is missing or cannot be read.
    """
    for size_bytes in _LOOKS_BYTES:
        beginning = read_beginning(manifest, size_bytes)
        end = beginning.find(_SECTIONS)
        if end >= 0:
            return beginning[:end]
        if len(beginning) < size_bytes:
            break
    return b""


def read_earlier(package: Path) -> EarlierPackage | None:
    """Return the package in the folder `package`, None if there is none.

    Raises:
        OSError: its manifest cannot be read; without it, formats that it has would be lost.
    """
    try:
        header = load_manifest_header(package / "manifest.json")
    except (FileNotFoundError, NotADirectoryError):
        return None
    return EarlierPackage(folder=package, header=header) if header else None


def read_warnings(manifest: Path) -> tuple[str, ...]:
    """Return the warnings that a package was made with."""
    warnings = read_manifest_header(manifest).get("warnings")
    return tuple(map(str, warnings)) if isinstance(warnings, list) else ()


def file_sizes_bytes(folder: Path | str) -> dict[str, int]:
    """Return the size in bytes of each file in `folder`, sorted by name.

    Raises:
        OSError: the folder cannot be read.
    """
    with os.scandir(folder) as entries:
        files = [entry for entry in sorted(entries, key=attrgetter("name")) if entry.is_file(follow_symlinks=False)]
        return {file.name: file.stat(follow_symlinks=False).st_size for file in files}
