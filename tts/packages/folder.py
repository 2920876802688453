"""FOLDER -> FILES: its articles, and the files that may be articles but that no reader knows."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from pathlib import Path

from tts.files import read_beginning
from tts.packages.manifest_header import read_manifest_header
from tts.text.readers import is_article
from tts.text.readers.other_kinds import find_next_step

_MAX_NAMES = 5  # in a message
_PAGES = frozenset({".htm", ".html", ".xht", ".xhtml"})
_OWN_PAGE = re.compile(rb'<meta name="generator" content="Articast\b')
_BEGINNING_BYTES = 16384
_SAVED_PAGE = re.compile(
    r"(?P<page>.+?)(?:[_.]files|-Dateien|_fichiers|_archivos|_file|_bestanden|-filer|_tiedostot|_pliki|_soubory|_elemei"
    r"|_ficheiros|_arquivos|_dosyalar|_datoteke|_fitxers|_failid|_fails|_bylos|_fajlovi|_fitxategiak|_файли|_файлы)",
    re.IGNORECASE,
)
"""The names of folders in which browsers put the pictures and scripts of a page, in the languages of Windows."""


def list_articles(folder: Path) -> list[Path]:
    """Return the articles below `folder`, without pages that Articast made."""
    return _sort(path for path in _walk(folder, []) if is_article(path) and not _is_own_page(path))


def has_article(folder: Path) -> bool:
    """Return whether `list_articles` lists an article."""
    return any(is_article(path) and not _is_own_page(path) for path in _walk(folder, []))


def is_article_below(path: Path, folder: Path) -> bool:
    """Return whether `path`, a file below `folder`, is among the articles that `list_articles` lists."""
    names = path.relative_to(folder).parts
    above = path.parents[: len(names)]
    is_left_aside = any(map(_is_hidden, names)) or any(map(_is_left_aside, above))
    return is_article(path) and not is_left_aside and not _is_own_page(path)


def warn_of_unread(folder: Path) -> Iterator[str]:
    """Yield which files below `folder` are not read because no reader knows their kind, with each next step.

    Folders that cannot be read are named too.
    """
    errors: list[OSError] = []
    groups = list(_group_unread(folder, errors))
    for error in errors:
        yield f"{error.filename}: {_describe(error)}"
    for step, names in groups:
        files, kind = ("1 file is", "its kind") if len(names) == 1 else (f"{len(names)} files are", "their kind")
        yield f"{folder}: {files} not read, because no reader knows {kind}: {_join_names(names)}. {step}"


def describe_unread(folder: Path) -> str:
    """Return the sentences about other files for the error that `folder` has no article, "" if it has no such files."""
    errors: list[OSError] = []
    steps = [f"No reader knows {_join_names(names)}. {step}" for step, names in _group_unread(folder, errors)]
    return " ".join([*(_describe(error) for error in errors if error.filename == str(folder)), *steps])


def _describe(error: OSError) -> str:
    """Return the sentences about a folder that cannot be read."""
    return f"This folder cannot be read: {error.strerror}. Change its permissions."


def _join_names(names: Sequence[str]) -> str:
    """Return names in a row; of very many, the first and the number of the others."""
    more = [f"and {len(names) - _MAX_NAMES} more"] if len(names) > _MAX_NAMES else []
    return ", ".join([*names[:_MAX_NAMES], *more])


def _group_unread(folder: Path, errors: list[OSError]) -> Iterator[tuple[str, list[str]]]:
    """Yield what to do with the files that no reader knows and that may be articles, and their names.

    Errors of folders that cannot be read are added to `errors`.
    """
    groups: dict[str, list[str]] = {}
    for path in _sort(path for path in _walk(folder, errors) if not is_article(path)):
        if step := find_next_step(path):
            groups.setdefault(step, []).append(path.relative_to(folder).as_posix())
    for step, names in groups.items():
        yield step.format(it="it" if len(names) == 1 else "them"), names


def _sort(files: Iterable[Path]) -> list[Path]:
    """Return files sorted by the names of their folders and their own."""
    return sorted(files, key=attrgetter("parts"))


def _walk(folder: Path, errors: list[OSError]) -> Iterator[Path]:
    """Yield the files below `folder` that are not hidden, and belong to no package or saved page.

    Links to folders are not followed. Errors of folders that cannot be read are added to `errors`.
    """
    waiting = [str(folder)] if os.path.isdir(folder) else []  # noqa: PTH112 - takes any name
    while waiting:  # folders may be nested deeper than functions can be
        above = waiting.pop()
        if _is_left_aside(Path(above)):
            continue
        try:
            with os.scandir(above) as entries:
                for entry in entries:
                    if _is_hidden(entry.name):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                    elif not (entry.is_symlink() and os.path.isdir(entry.path)):  # noqa: PTH112 - takes loops of links
                        yield Path(entry.path)  # also what is no regular file, so that it is named
        except FileNotFoundError:  # it was removed meanwhile
            continue
        except OSError as error:
            errors.append(error)


def _is_hidden(name: str) -> bool:
    """Return whether a file or folder of this name is hidden, or kept by Word while a file is open."""
    return name.startswith((".", "~$"))


def _is_left_aside(folder: Path) -> bool:
    """Return whether the files below a folder are no articles: those of a package, or of a page that was saved.

    Below a package are the files of its DAISY book. A browser saves those of `bees.html` in `bees_files`.
    """
    match = _SAVED_PAGE.fullmatch(folder.name)
    if match and any(folder.with_name(f"{match['page']}{extension}").is_file() for extension in _PAGES):
        return True
    return bool(read_manifest_header(folder))


def _is_own_page(path: Path) -> bool:
    """Return whether a page is one that Articast made: a library, or the page of a package without the package."""
    if path.suffix.lower() not in _PAGES:
        return False
    try:
        return _OWN_PAGE.search(read_beginning(path, _BEGINNING_BYTES)) is not None
    except OSError:
        return False  # its reader says so
