"""Find the articles, and choose the names of their packages."""

from __future__ import annotations

import os
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

from tts.errors import ReadError, UsageError
from tts.packages.folder import describe_unread, list_articles, warn_of_unread
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
    folders = dict.fromkeys(path for path in paths if list_articles(path))
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
    paths_by_source = {source_path(path, output): path for path in paths}
    packaged = {
        manifest.parent.name: source
        for manifest in output.glob("*/manifest.json")
        if (source := _find_source(manifest, output))
    }
    is_file = {source: os.path.isfile(split_part(path)[0]) for source, path in paths_by_source.items()}  # noqa: PTH113
    slugs = unique_slugs((Path(source) for source in paths_by_source if is_file[source]), packaged)
    # A missing file or a folder gets no package, so it must not take a name from an article that is there.
    taken = packaged | {name: source for source, name in slugs.items()}
    slugs |= unique_slugs((Path(source) for source in paths_by_source if not is_file[source]), taken)
    return {path: slugs[Path(source)] for source, path in paths_by_source.items()}


def name_package(path: Path, output: Path, name: str) -> dict[Path, str]:
    """Return `name` as that of the package of the article at `path`.

    Raises:
        UsageError: it cannot be the name of a package, or is that of another article's.
    """
    if slug(name) != name:
        rule = "A name has lower-case letters a to z, digits, and single hyphens between them"
        raise UsageError(f"'{name}' cannot be the name of a package. {rule}, as in --name {slug(name)}.")
    source = _find_source(output / name / "manifest.json", output)
    if source and source.as_posix() != source_path(path, output):
        step = "Choose another --name, or remove that package."
        raise UsageError(f"{output / name} is the package of another article, {source}. {step}")
    return {path: name}


def _find_source(manifest: Path, output: Path) -> Path | None:
    """Return the article of a package as its manifest names it, None if it is not there any more."""
    options = read_manifest_header(manifest).get("options")
    source = options.get("source") if isinstance(options, dict) else None
    is_there = isinstance(source, str) and _exists(output.absolute().parent / source)
    return Path(source) if isinstance(source, str) and is_there else None


def source_path(path: Path, output: Path) -> str:
    """Return the article's path from the folder that contains `output`: the same on every machine."""
    try:
        return Path(os.path.relpath(path, output.absolute().parent)).as_posix()
    except ValueError:  # another drive of Windows
        return path.absolute().as_posix()
