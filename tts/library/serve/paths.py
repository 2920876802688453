"""The target of a request -> a file of the served folder, or nothing: no way leads out of it."""

from __future__ import annotations

import stat
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes

INDEX = "index.html"
_REFUSED = frozenset('\\:*?"<>|')  # what Windows gives a meaning of its own


def names(target: str) -> tuple[str, ...] | None:
    """The names in the path of a request's target, "" as the last for a folder's; None if no file can be meant."""
    if target.startswith(("http://", "https://")):  # the absolute form, which a proxy uses
        target = f"/{target.partition('://')[2].partition('/')[2]}"
    path, *_ = target.partition("#")[0].partition("?")
    if not path.startswith("/"):
        return None
    try:
        found = tuple(unquote_to_bytes(path[1:]).decode("utf-8").split("/"))
    except UnicodeError:
        return None
    return found if all(found[:-1]) and all(map(_is_plain, found)) else None


def _is_plain(name: str) -> bool:
    """Whether a name can be a file's that is not hidden: `..` begins with a point, as those do."""
    return not name.startswith(".") and name.isprintable() and not set(name) & _REFUSED


def find(root: Path, path: tuple[str, ...]) -> Path | None:
    """The file at `path` below `root`, that of a folder its `index.html`; None where there is none to be shown.

    `root` is resolved. A link is followed if it stays in the folder.
    """
    wanted = root.joinpath(*path[:-1], path[-1] or INDEX)
    try:
        file = wanted.resolve(strict=True)
        inside = file.relative_to(root).parts
        is_file = stat.S_ISREG(file.stat().st_mode)  # to open a pipe would wait for ever
    except (OSError, ValueError, RuntimeError):
        return None
    return file if is_file and not any(name.startswith(".") for name in inside) else None


def is_folder(root: Path, path: tuple[str, ...]) -> bool:
    """Whether `path` names a folder with a page in it, without the slash at the end."""
    return bool(path[-1]) and find(root, (*path, "")) is not None


def quoted(path: tuple[str, ...]) -> str:
    """The path as it is written in an address."""
    return "/" + "/".join(quote(name, safe="") for name in path)
