"""FILE -> PATHS: the articles in a file that may hold several, such as the content documents of an EPUB."""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path

from tts.errors import ArticastError, contain_defects
from tts.regex import regex

_NUMBER = regex("[0-9]{1,6}")
_LISTERS = {".epub": "tts.text.readers.documents.epub:list_numbers"}
"""The function that returns the numbers of the articles in a file, as text, by the file's extension."""


def split_part(path: Path) -> tuple[Path, str]:
    """Return the file and the number of the article in it that `path` names: `book.epub#03`; "" for a whole file.

    A file that is really called so is a whole one.
    """
    name, has_number, number = path.name.rpartition("#")
    if not has_number:
        return path, ""
    is_number = _NUMBER.fullmatch(number) is not None
    # A name that is too long for a file is no error here
    if not is_number or Path(name).suffix.lower() not in _LISTERS or os.path.isfile(path):  # noqa: PTH113
        return path, ""
    return path.with_name(name), number


def list_parts(path: Path) -> list[Path]:
    """Return a path for each article in the file at `path`; the path itself for one that is a single article.

    A file that cannot be read is returned itself, so that its reader says what is wrong with it.
    """
    place = _LISTERS.get(path.suffix.lower())
    if place is None:
        return [path]
    module, name = place.split(":")
    try:
        with contain_defects(path):
            numbers = getattr(import_module(module), name)(path)
    except ArticastError:
        return [path]
    return [path.with_name(f"{path.name}#{number}") for number in numbers] or [path]
