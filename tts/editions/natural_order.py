"""PATH -> its place in natural order: 2 before 10, the same on every file system."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePath

_DIGITS = re.compile(r"([0-9]+)")

NaturalKey = tuple[tuple[str | tuple[int, str], ...], ...]


def natural_key(path: PurePath) -> tuple[NaturalKey, str]:
    """Return a key by which paths are sorted: folder by folder, numbers by their value, whatever the case of letters.

    The last part is compared without its extension first, so that `bees.md` comes before `bees 2.md`.
    """
    parts = (*path.parts[:-1], path.stem, path.suffix)
    return tuple(map(_split_digits, parts)), path.as_posix()


def _split_digits(text: str) -> tuple[str | tuple[int, str], ...]:
    """Return text and numbers of a name in turn; a number is compared by its length first, without leading zeros."""
    folded = unicodedata.normalize("NFC", text).casefold()
    parts = _DIGITS.split(folded)
    return tuple((len(part.lstrip("0")), part.lstrip("0")) if index % 2 else part for index, part in enumerate(parts))
