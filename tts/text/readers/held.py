"""PATH -> the bytes of an article that no file has: one from standard input, under a path that is free."""

from __future__ import annotations

import os
from pathlib import Path

_HELD: dict[Path, bytes] = {}  # by absolute paths


def hold(path: Path, data: bytes) -> None:
    """Let readers find `data` at `path`, where there is no file.

    Raises:
        ValueError: there is one.
    """
    if os.path.lexists(path):
        raise ValueError(f"there is a file {path}")
    _HELD[path.absolute()] = data


def find_held(path: Path) -> bytes | None:
    """Return the bytes that are held under `path`, None if there are none."""
    return _HELD.get(path.absolute()) if _HELD else None
