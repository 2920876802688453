"""PATHS -> the names of their packages, of which no two are alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from types import MappingProxyType

from tts.slug import DIGEST_LENGTH, slug, with_digest

_NO_PACKAGES: Mapping[str, str] = MappingProxyType({})

_PART = re.compile(r"(?P<stem>.+)\.\w+#(?P<number>\d+)")


def unique_slugs(paths: Iterable[str], packaged: Mapping[str, str] = _NO_PACKAGES) -> dict[str, str]:
    """Return a slug for each path, from its file name; no two are alike, whatever the order of `paths`.

    `packaged` gives the article of each existing package (slug to path). An article keeps the slug of its package
    and never gets another's: `bees.txt`, packaged alone after `bees.md`, becomes `bees-txt`. Leave out packages whose
    article is gone, so that an article that was moved keeps its package.

    If it has several packages, because one was given a name, it keeps the one that is called as its file.

    Of several articles with one name, the first by path gets the plain slug; the others add their extension, else
    their folder, else a hash of their path. Give all paths with slashes, relative to one folder.
    """
    names: dict[str, list[str]] = {}
    for name, path in packaged.items():
        if slug(name) == name:
            names.setdefault(path, []).append(name)
    ordered = sorted(set(paths))
    slugs = {path: _choose_name(path, names[path]) for path in ordered if path in names}
    taken = set(packaged)
    for path in ordered:
        if path not in slugs:
            slugs[path] = next(name for name in _list_candidates(PurePosixPath(path)) if name not in taken)
            taken.add(slugs[path])
    return {path: slugs[path] for path in ordered}


def _choose_name(path: str, names: Sequence[str]) -> str:
    """Return which of the `names` of its packages an article keeps."""
    if len(names) == 1:
        return names[0]
    plain = slug(PurePosixPath(path).stem)
    return plain if plain in names else min(names)


def _list_candidates(path: PurePosixPath) -> Iterator[str]:
    """Yield names for an article's package, the simplest first; the last two end in a digest of its whole path."""
    stem = path.stem
    if part := _PART.fullmatch(path.name):  # `book.epub#03`
        stem = f"{part['stem']} {part['number']}"
    yield slug(stem)
    yield slug(path.name)
    yield slug(f"{path.parent.name} {stem}")
    yield slug(f"{path.parent.name} {path.name}")
    for length in (DIGEST_LENGTH, 64):
        yield with_digest(slug(stem), path.as_posix(), length)
