"""Find the articles, and choose the names of their packages."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from itertools import chain
from pathlib import Path

from tts.errors import ReadError, UsageError
from tts.packages.folder import describe_unread, has_article, list_articles, warn_of_unread
from tts.packages.links import LinkRule
from tts.packages.slug import unique_slugs
from tts.packages.survey import FoundPackage, find_packages
from tts.slug import slug
from tts.text.readers import READERS
from tts.text.readers.decode import describe_missing_file
from tts.text.readers.held import find_held
from tts.text.readers.parts import list_parts, split_part


def find_articles(paths: Iterable[Path], *, whole: bool = False) -> tuple[Path, ...]:
    """Return the files that `paths` name, each once: files as they are, and all articles below folders, sorted.

    Of a file with several articles, such as an EPUB, each is one path, unless the file is one article as a `whole`. A
    folder without an article is returned itself; `require_file` says what is wrong with it.

    Raises:
        ReadError: `paths` are folders, and none of them contains an article.
    """
    articles: dict[str, Path] = {}
    for path in paths:
        found = list_articles(path) or [path]
        for article in found if whole else chain.from_iterable(map(list_parts, found)):
            # one file may be named in several ways, such as `bees.md` and `/home/ann/bees.md`
            articles.setdefault(os.path.abspath(article), article)  # noqa: PTH100 - does not resolve links
    if all(map(os.path.isdir, articles)):
        for path in articles.values():
            require_file(path, LinkRule())
    return tuple(articles.values())


def find_unread(paths: Iterable[Path]) -> tuple[str, ...]:
    """Return warnings about files in the folders of `paths` that no reader knows; a folder without an article fails."""
    folders = dict.fromkeys(path for path in paths if has_article(path))
    return tuple(chain.from_iterable(map(warn_of_unread, folders)))


def require_file(path: Path, links: LinkRule) -> None:
    """Check that there is a file at `path`, and that `links` let it be read.

    Raises:
        ReadError: it is missing, is a link that is not followed, or is a folder, which `find_articles` returns when it
            has no article.
    """
    if links.has_checked(path):
        return
    if os.path.isdir(path):  # noqa: PTH112 - takes any name
        step = describe_unread(path) or f"Put one there ({', '.join(READERS)})."
        raise ReadError(f"There is no article in this folder. {step}", path=path)
    if not _exists(path):
        is_link = os.path.islink(split_part(path)[0])  # noqa: PTH114 - takes any name
        what = "This is a link that leads nowhere. Put the file itself here, or remove the link."
        raise ReadError(what if is_link else describe_missing_file(path), path=path)
    links.require_inside(split_part(path)[0])


def _exists(path: Path) -> bool:
    """Return whether the article at `path` is there: in its file, or held in memory."""
    return find_held(path) is not None or os.path.exists(split_part(path)[0])  # noqa: PTH110 - takes any name


class PackageNames:
    """Chooses the names of the packages of the articles `paths` in `output`, in which packages may be.

    A package keeps its name as long as its article is there.
    """

    def __init__(self, paths: Iterable[Path], output: Path) -> None:
        self._base = _find_base(output)
        self._paths = {_find_path(path, self._base): path for path in paths}
        self._files = {source for source, path in self._paths.items() if os.path.isfile(split_part(path)[0])}  # noqa: PTH113
        self._packaged: dict[str, str] = {}

    def add(self, package: FoundPackage) -> Path | None:
        """Note the article of a package, unless it is gone; return its path if it is among `paths`."""
        source = _find_source(package)
        if not source or not (source in self._files or _is_there(source, self._base)):
            return None
        self._packaged[package.name] = source
        return self._paths.get(source)

    def choose(self) -> dict[Path, str]:
        """Return a name for each of `paths`."""
        names = unique_slugs((source for source in self._paths if source in self._files), self._packaged)
        # A missing file or a folder gets no package, so it must not take a name from an article that is there.
        taken = self._packaged | {name: source for source, name in names.items()}
        names |= unique_slugs((source for source in self._paths if source not in self._files), taken)
        return {path: names[source] for source, path in self._paths.items()}


def name_packages(paths: Iterable[Path], output: Path) -> dict[Path, str]:
    """Return the name of the package of each path, as `PackageNames` chooses it."""
    names = PackageNames(paths, output)
    with suppress(OSError):  # `output` is missing, or a run will say what is wrong with it
        for package in find_packages(output):
            names.add(package)
    return names.choose()


def name_package(path: Path, output: Path, name: str) -> dict[Path, str]:
    """Return `name` as that of the package of the article at `path`.

    Raises:
        UsageError: it cannot be the name of a package, or is that of another article's.
    """
    if slug(name) != name:
        rule = "A name has lower-case letters a to z, digits, and single hyphens between them"
        raise UsageError(f"'{name}' cannot be the name of a package. {rule}, as in --name {slug(name)}.")
    source = _find_source(FoundPackage(f"{output}/{name}"))
    if source and source != source_path(path, output) and _is_there(source, _find_base(output)):
        step = "Choose another --name, or remove that package."
        raise UsageError(f"{output / name} is the package of another article, {source}. {step}")
    return {path: name}


def _find_source(package: FoundPackage) -> str:
    """Return the article of a package as its manifest names it; "" if there is no such manifest."""
    try:
        options = package.header.get("options")
    except OSError:
        return ""
    source = options.get("source") if isinstance(options, dict) else None
    return source if isinstance(source, str) else ""


def _is_there(source: str, base: str) -> bool:
    """Return whether the article that a manifest names is there, seen from the folder `base`."""
    return os.path.exists(os.path.join(base, source)) or _exists(Path(base, source))  # noqa: PTH110, PTH118


def source_path(path: Path, output: Path) -> str:
    """Return the article's path from the folder that contains `output`: the same on every machine."""
    return _find_path(path, _find_base(output))


def _find_base(output: Path) -> str:
    """Return the absolute path of the folder that contains `output`."""
    return os.path.abspath(output.absolute().parent)  # noqa: PTH100 - does not resolve links


def _find_path(path: Path, base: str) -> str:
    """Return the path from the absolute folder `base`, with slashes; on another drive of Windows the absolute path."""
    absolute = os.path.abspath(path)  # noqa: PTH100 - does not resolve links
    if absolute.startswith(f"{base}/"):  # as most are; `relpath` takes long
        return absolute[len(base) + 1 :]
    try:
        return Path(os.path.relpath(absolute, base)).as_posix()
    except ValueError:
        return path.absolute().as_posix()
