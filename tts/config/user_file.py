"""Find the settings file of the user, which is below that of the project."""

from __future__ import annotations

import os
import sys
from pathlib import Path

VARIABLE = "ARTICAST_CONFIG"
"""The environment variable with the path of the file; no file of the user is read if it is set and empty."""
_NAME = Path("articast", "articast.toml")


def find_user_file() -> Path | None:
    """Return the path of the user's settings file, which need not exist; None if there is to be none.

    `ARTICAST_CONFIG` comes first, then `XDG_CONFIG_HOME` (XDG Base Directory Specification), then the place of the
    system: `APPDATA` on Windows, `~/Library/Application Support` on macOS, where the voices are too, else `~/.config`.
    """
    if (path := os.environ.get(VARIABLE)) is not None:
        return Path(path) if path else None
    base = Path(os.environ.get("APPDATA" if sys.platform == "win32" else "XDG_CONFIG_HOME", ""))
    if base.is_absolute():  # the specification says to ignore any other path
        return base / _NAME
    try:
        home = Path.home()
    except RuntimeError:  # nobody knows where it is
        return None
    folders = {"win32": "AppData/Roaming", "darwin": "Library/Application Support"}
    return home / folders.get(sys.platform, ".config") / _NAME
