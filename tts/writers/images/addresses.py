"""The address of an image in an article -> the file in the article's folder that it names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from tts.regex import regex
from tts.writers.images.pixels import BadImageError

_ELSEWHERE = regex(r"//|[a-z][a-z0-9+.-]+:", re.IGNORECASE)
_DRIVE = regex(r"[a-z]:[\\/]", re.IGNORECASE)


class NoFileError(BadImageError):
    """An address names no file that may be read."""


def names_file(address: str) -> bool:
    """Return whether `address` is that of a file, and not of something on the web or in the article itself."""
    return bool(address.strip()) and not _ELSEWHERE.match(address)


class ImageFolder:
    """Finds the files in the folder of an article, and below it, that addresses in the article name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self._listings: dict[Path, dict[str, str]] = {}

    def find(self, address: str) -> Path:
        """Return the file that `address` names, with all links followed.

        The address may be percent-encoded, have a query, begin with a slash or have those of Windows. Where no file
        has just this name, one is taken that differs in upper and lower case, as most systems of authors do.

        Raises:
            NoFileError: there is none, or it is outside of the folder.
        """
        is_outside = False
        names = list(_names(address))
        try:
            for name in names:
                path = (self.folder / name).resolve()
                is_outside = not path.is_relative_to(self.folder)  # that of the last name counts
                if not is_outside and path.is_file():
                    return path
            for name in names:
                path = self._find_in_any_case(name).resolve()
                if path.is_relative_to(self.folder) and path.is_file():
                    return path
        except (OSError, ValueError, RuntimeError):  # no file has this name, links in a loop, no permission
            is_outside = False
        if is_outside or _DRIVE.match(address):
            raise NoFileError("is outside of the article's folder", "Put a copy there, and name that.")
        where = ", where addresses that begin with / begin" if address.startswith("/") else ""
        raise NoFileError(f"is not in the article's folder{where}", "Put it there, or correct its name.")

    def relative(self, path: Path) -> str:
        """Return the path of a file in the folder, from the folder, with slashes."""
        return path.relative_to(self.folder).as_posix()

    def _find_in_any_case(self, name: str) -> Path:
        """Return the path of the file that is called `name` but for the case of letters, or a path that is missing."""
        path = self.folder
        for part in name.strip("/").split("/"):
            exact = path / part
            if part in ("", ".", "..") or exact.exists():
                path = exact
            elif path.is_dir():
                path /= self._listing(path).get(_fold(part), part)
            else:
                return exact
        return path

    def _listing(self, folder: Path) -> dict[str, str]:
        """Return the names in a folder within the article's by their folded form, the first in order of each."""
        if folder not in self._listings:
            inside = folder.resolve().is_relative_to(self.folder)
            names = sorted((path.name for path in folder.iterdir()), reverse=True) if inside else []
            self._listings[folder] = {_fold(name): name for name in names}
        return self._listings[folder]


def _fold(name: str) -> str:
    """Return a name in the form in which names count as equal on a system that ignores case."""
    return unicodedata.normalize("NFC", name).casefold()


def _names(address: str) -> Iterator[str]:
    """Yield the names that a file at `address` may have, the most literal first."""
    address = address.strip()
    plain = unquote(re.split("[?#]", address, maxsplit=1)[0])
    names = (address, plain, plain.replace("\\", "/"), plain.replace("\\", "/").lstrip("/"))
    yield from (name for name in dict.fromkeys(names) if name)
