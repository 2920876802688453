"""The target of a request -> a file of the served folder, or none: no target leads out of the folder."""

from __future__ import annotations

import stat
from pathlib import Path
from urllib.parse import unquote_to_bytes

INDEX = "index.html"
_REFUSED = frozenset('\\:*?"<>|')  # special characters of Windows paths


def split_target(target: str) -> tuple[str, ...] | None:
    """Return the names in the path of a request's target, the last one "" for a folder; None if it names no file.

    Hidden names are refused, and `..` with them, which also begins with a full stop.
    """
    if target.startswith(("http://", "https://")):  # the absolute form, which proxies use
        target = f"/{target.partition('://')[2].partition('/')[2]}"
    path, *_ = target.partition("#")[0].partition("?")
    if not path.startswith("/"):
        return None
    try:
        names = tuple(unquote_to_bytes(path[1:]).decode("utf-8").split("/"))
    except UnicodeError:
        return None
    is_plain = all(not name.startswith(".") and name.isprintable() and not set(name) & _REFUSED for name in names)
    return names if is_plain and all(names[:-1]) else None


def find_file(root: Path, path: tuple[str, ...]) -> Path | None:
    """Return the file at `path` below the resolved folder `root`, for a folder its `index.html`; None if there is none.

    A link is followed if it stays inside `root`.
    """
    try:
        file = root.joinpath(*path[:-1], path[-1] or INDEX).resolve(strict=True)
        inside = file.relative_to(root).parts
        is_file = stat.S_ISREG(file.stat().st_mode)  # opening a pipe would wait for ever
    except (OSError, ValueError, RuntimeError):
        return None
    return file if is_file and not any(name.startswith(".") for name in inside) else None
