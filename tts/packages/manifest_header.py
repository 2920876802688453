"""Read the beginning of a package's manifest, up to its sections."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tts.files import open_file
from tts.writers.earlier import EarlierPackage
from tts.writers.manifest import SCHEMA

_SECTIONS = b'\n "sections": ['  # ends the header: `writers.manifest` writes the small members first, one per line
_MAX_HEADER_BYTES = 4_000_000  # an edition of 400 articles with 100 headings each has 1.2 MB
_PIECE_BYTES = 16384

_headers: dict[Path, tuple[tuple[int, ...], Mapping[str, Any]]] = {}


def read_manifest_header(manifest: Path) -> Mapping[str, Any]:
    """Read the members of a manifest before its sections; return {} if the file is not a manifest of Articast.

    `load_manifest_header` is for those who must know whether it could be read.
    """
    try:
        return load_manifest_header(manifest)
    except OSError:
        return {}


def load_manifest_header(manifest: Path) -> Mapping[str, Any]:
    """Return the members of a manifest before its sections; none if it is of another format.

    Slugs, freshness and library of one run ask for the same headers: each is read again only when its file changed.

    Raises:
        OSError: the file is missing or cannot be read.
    """
    state = manifest.stat()
    version = state.st_ino, state.st_size, state.st_mtime_ns
    known = _headers.get(manifest)
    if known is None or known[0] != version:
        known = _headers[manifest] = version, _read(manifest)
    return known[1]


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


def _read(manifest: Path) -> Mapping[str, Any]:
    """Return the members before the sections; none if the file is of another format."""
    data, end = bytearray(), -1
    try:
        with open_file(manifest) as file:
            while end < 0 and len(data) < _MAX_HEADER_BYTES and (piece := file.read(_PIECE_BYTES)):
                begin = max(0, len(data) - len(_SECTIONS))
                data += piece
                end = data.find(_SECTIONS, begin)
        if end < 0:
            return {}
        members = json.loads(data[:end].decode(errors="replace").rstrip().rstrip(",") + "}")
    except (ValueError, RecursionError):
        return {}
    return members if isinstance(members, dict) and members.get("schema") == SCHEMA else {}


def file_sizes_bytes(folder: Path) -> dict[str, int]:
    """Return the size in bytes of each file in `folder`, sorted by name.

    Raises:
        OSError: the folder cannot be read.
    """
    with os.scandir(folder) as entries:
        files = [entry for entry in entries if entry.is_file(follow_symlinks=False)]
        return {
            file.name: file.stat(follow_symlinks=False).st_size for file in sorted(files, key=lambda file: file.name)
        }
