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


def read_manifest_header(package: Path) -> Mapping[str, Any]:
    """Return the members of a package's manifest before its sections; none if there is no manifest of Articast."""
    try:
        return parse_header(read_header_bytes(package))
    except OSError:
        return {}


def parse_header(header: bytes) -> Mapping[str, Any]:
    """Return the members of the `header` of a manifest, which ends before its sections; none if it is not of ours."""
    try:
        members = json.loads(header.decode(errors="replace").rstrip().rstrip(",") + "}")
    except (ValueError, RecursionError):
        return {}
    return members if isinstance(members, dict) and members.get("schema") == SCHEMA else {}


def read_header_bytes(package: Path | str) -> bytes:
    """Return the bytes of a package's manifest before its sections, none if it has no sections.

    Raises:
        OSError: the file is missing or cannot be read.
    """
    manifest = f"{package}/manifest.json"  # a path takes longer to build, and there are thousands
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
        header = parse_header(read_header_bytes(package))
    except (FileNotFoundError, NotADirectoryError):
        return None
    return EarlierPackage(folder=package, header=header) if header else None


def read_warnings(package: Path) -> tuple[str, ...]:
    """Return the warnings that a package was made with."""
    warnings = read_manifest_header(package).get("warnings")
    return tuple(map(str, warnings)) if isinstance(warnings, list) else ()


def file_sizes_bytes(folder: Path | str) -> dict[str, int]:
    """Return the size in bytes of each file in `folder`, sorted by name.

    Raises:
        OSError: the folder cannot be read.
    """
    with os.scandir(folder) as entries:
        files = [entry for entry in sorted(entries, key=attrgetter("name")) if entry.is_file(follow_symlinks=False)]
        return {file.name: file.stat(follow_symlinks=False).st_size for file in files}
