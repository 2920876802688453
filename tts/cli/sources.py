"""ARGUMENTS -> PATHS of article files: also for addresses of the web, and for an article on standard input.

What uses the web is imported only for addresses, because most runs have none.
"""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tts.cli.console import Console
from tts.cli.standard_input import STANDARD_INPUT, read_standard_input
from tts.errors import ArticastError, UsageError
from tts.noun import noun
from tts.scratch import ScratchFolder
from tts.slug import slug
from tts.sources.places import is_address
from tts.text.readers import read
from tts.text.readers.held import hold

if TYPE_CHECKING:
    from tts.sources.add import Result

_ARTICLES = Path("articles")
_MAX_NUMBER = 1_000_000


@noun
class Opened:
    """The files of a command, and a console that names what a person gave in the place of files that nobody sees.

    `errors` are those of what could not be had.
    """

    paths: tuple[Path, ...]
    console: Console
    errors: tuple[ArticastError, ...] = ()


def add_sources(options: argparse.Namespace, console: Console) -> Opened:
    """Return the files in `options.paths`; for an address, add a file to the folder `articles` and say so.

    Raises:
        ReadError: there is no article on standard input.
    """
    paths: list[Path] = []
    errors: list[ArticastError] = []
    names: dict[str, str] = {}
    for place in _list_places(options):
        if not is_address(place):
            paths.append(_open_file(place, options, names))
            continue
        from tts.cli.add import show_result

        for result in _add(place, _ARTICLES, allow_private=options.allow_private, whole=options.whole):
            _keep(result, paths, errors)
            if not options.quiet or getattr(result, "error", None):
                show_result(result, console, as_json=options.json)
    return Opened(paths=tuple(paths), console=_rename(console, names), errors=tuple(errors))


@contextmanager
def open_sources(options: argparse.Namespace, console: Console, *, has_pictures: bool) -> Iterator[Opened]:
    """Give the files in `options.paths`; those of addresses, perhaps with their pictures, are removed afterwards.

    Raises:
        ReadError: there is no article on standard input.
    """
    paths: list[Path] = []
    errors: list[ArticastError] = []
    names: dict[str, str] = {}
    with ScratchFolder() as folder:
        for number, place in enumerate(_list_places(options)):
            if not is_address(place):
                paths.append(_open_file(place, options, names))
                continue
            target = Path(folder, str(number))
            more = {"whole": options.whole, "has_pictures": has_pictures}
            for result in _add(place, target, allow_private=options.allow_private, **more):
                if _keep(result, paths, errors):
                    names[str(paths[-1])] = result.source
        yield Opened(paths=tuple(paths), console=_rename(console, names), errors=tuple(errors))


@contextmanager
def open_page(address: str, *, allow_private: bool) -> Iterator[Path]:
    """Give the file of the page at `address`, or of the newest page of a feed, which is removed afterwards.

    Raises:
        ArticastError: there is no article.
    """
    paths: list[Path] = []
    errors: list[ArticastError] = []
    with ScratchFolder() as folder:
        for result in _add(address, Path(folder), allow_private=allow_private, has_pictures=False, newest=1):
            _keep(result, paths, errors)
        if not paths:
            raise errors[0]
        yield paths[0]


def _add(
    address: str,
    folder: Path,
    *,
    allow_private: bool,
    whole: bool = False,
    has_pictures: bool = True,
    newest: int | None = None,
) -> Iterator[Result]:
    """Add the page, document or feed at `address` to the files in `folder`."""
    from tts.sources.add import Adder
    from tts.sources.web import Web

    web = Web(allow_private=allow_private)
    yield from Adder(folder, web, newest=newest, whole=whole, has_pictures=has_pictures).add(address)


def _keep(result: Result, paths: list[Path], errors: list[ArticastError]) -> bool:
    """Keep the path or the error of a result; return whether it has a path."""
    path, error = getattr(result, "path", None), getattr(result, "error", None)
    paths += [path] if path else []
    errors += [error] if error else []
    return bool(path)


def _list_places(options: argparse.Namespace) -> list[str]:
    """Return the files and addresses that a command has, and check that its options fit them."""
    places = [str(place) for place in options.paths]
    if places == [str(_ARTICLES)] and not os.path.lexists(_ARTICLES):
        what = f"There is no folder {_ARTICLES} here. Put articles into it, or name files, folders or addresses."
        raise UsageError(what)
    if options.format and STANDARD_INPUT not in places:
        raise UsageError("--format is for an article on standard input. Leave it out, or give - as the path.")
    if places.count(STANDARD_INPUT) > 1:
        raise UsageError("Standard input can be read only once. Give - once.")
    return places


def open_standard_input(options: argparse.Namespace, console: Console) -> Opened:
    """Return the article on standard input as a file, held under a path that is free.

    Raises:
        ReadError: there is none.
    """
    names: dict[str, str] = {}
    path = _open_file(STANDARD_INPUT, options, names)
    return Opened(paths=(path,), console=_rename(console, names))


def open_edition_file(console: Console) -> Opened:
    """Return the file of an edition on standard input, held under a path that is free.

    Raises:
        ReadError: there is none.
    """
    given = read_standard_input("toml", "edition")
    path = _find_free("edition", given.extension)
    hold(path, given.data)
    return Opened(paths=(path,), console=_rename(console, {str(path): given.name}))


def _open_file(place: str, options: argparse.Namespace, names: dict[str, str]) -> Path:
    """Return the path of a file; an article on standard input is held under one that is free, after its title."""
    if place != STANDARD_INPUT:
        return Path(place)
    given = read_standard_input(options.format or "md", options.verb)
    path = _find_free("standard-input", given.extension)
    hold(path, given.data)
    try:
        title = read(path).metadata.title
    except ArticastError:
        pass  # who reads it next says what is wrong
    else:
        path = _find_free(slug(title), given.extension)
        hold(path, given.data)
    names[str(path)] = given.name
    return path


def _find_free(stem: str, extension: str) -> Path:
    """Return a path in the current folder where there is no file."""
    stems = (stem if number == 1 else f"{stem}-{number}" for number in range(1, _MAX_NUMBER))
    return next(path for path in (Path(f"{name}{extension}") for name in stems) if not os.path.lexists(path))


def _rename(console: Console, names: Mapping[str, str]) -> Console:
    """Return a console that prints other names for the paths of files that nobody sees.

    A line of a file that was made of a page means nothing, so it is left out.
    """
    if not names:
        return console
    listed = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    pattern = re.compile(rf"(?<![\w./-])(?P<path>{listed})(?P<line>, line \d+)?")

    def show(match: re.Match[str]) -> str:
        """Return the name for a path, with the line of what is not on the web."""
        name = names[match["path"]]
        return name if is_address(name) else f"{name}{match['line'] or ''}"

    return replace(console, rename=partial(pattern.sub, show))
