"""Find the articles, and choose the names of their packages."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from tts.errors import ReadError, UsageError
from tts.packages.folder import describe_unread, has_article, list_articles, warn_of_unread
from tts.packages.links import LinkRule
from tts.packages.manifest_header import read_manifest_header
from tts.packages.slug import unique_slugs
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


def name_packages(paths: tuple[Path, ...], output: Path) -> dict[Path, str]:
    """Return a slug for each path. A package in `output` keeps its slug as long as its article is there."""
    base = _find_base(output)
    paths_by_source = {_find_path(path, base): path for path in paths}
    packaged = dict(_list_packaged(output, base))
    is_file = {source: os.path.isfile(split_part(path)[0]) for source, path in paths_by_source.items()}  # noqa: PTH113
    slugs = unique_slugs((source for source in paths_by_source if is_file[source]), packaged)
    # A missing file or a folder gets no package, so it must not take a name from an article that is there.
    taken = packaged | {name: source for source, name in slugs.items()}
    slugs |= unique_slugs((source for source in paths_by_source if not is_file[source]), taken)
    return {path: slugs[source] for source, path in paths_by_source.items()}


def name_package(path: Path, output: Path, name: str) -> dict[Path, str]:
    """Return `name` as that of the package of the article at `path`.

    Raises:
        UsageError: it cannot be the name of a package, or is that of another article's.
    """
    if slug(name) != name:
        rule = "A name has lower-case letters a to z, digits, and single hyphens between them"
        raise UsageError(f"'{name}' cannot be the name of a package. {rule}, as in --name {slug(name)}.")
    source = _find_source(f"{output}/{name}", _find_base(output))
    if source and source != source_path(path, output):
        step = "Choose another --name, or remove that package."
        raise UsageError(f"{output / name} is the package of another article, {source}. {step}")
    return {path: name}


def _list_packaged(output: Path, base: str) -> Iterator[tuple[str, str]]:
    """Yield the name of each package in `output` whose article is still there, and the article."""
    try:
        with os.scandir(output) as entries:
            names = [entry.name for entry in entries]
    except OSError:  # it is missing, or a run will say what is wrong with it
        return
    for name in names:
        if source := _find_source(f"{output}/{name}", base):
            yield name, source


def _find_source(package: str, base: str) -> str:
    """Return the article of a package as its manifest names it, from the folder `base`; "" if it is not there."""
    options = read_manifest_header(f"{package}/manifest.json").get("options")
    source = options.get("source") if isinstance(options, dict) else None
    if not isinstance(source, str):
        return ""
    is_there = os.path.exists(os.path.join(base, source)) or _exists(Path(base, source))  # noqa: PTH110, PTH118
    return source if is_there else ""


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
