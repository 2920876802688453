"""PATTERNS -> ARTICLES: the files that a section names, in the order in which they are heard."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from difflib import get_close_matches
from fnmatch import translate
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path

from tts.editions.natural_order import natural_key
from tts.errors import UsageError
from tts.packages.folder import is_article_below, warn_of_unread
from tts.text.readers import is_article
from tts.text.readers.beginning import find_order
from tts.text.readers.other_kinds import find_next_step
from tts.text.readers.parts import list_parts, split_part

MAX_ARTICLES = 999
"""Of a section: the numbers of tracks have three digits."""
_TOO_MANY = f"The section has more than {MAX_ARTICLES} articles. Divide it, or name them more closely."
_MAX_ENTRIES = 200_000  # that the patterns of an edition look at
_MAX_PATTERN = 1000  # characters
_MAX_NAMES = 1000  # that are compared with one that is not there
_ANY_DEPTH = "**"
_MAGIC = re.compile(r"[*?\[]")
_NUMBER = re.compile(r"[-+]?[0-9]{1,9}(?:\.[0-9]{1,9})?")


class ArticleFinder:
    """Finds the articles that an edition names, relative to `folder`. Patterns leave out the files `aside`.

    Patterns are compared without regard to case, and to how a file system writes accents. `**` stands for folders of
    any depth; hidden files, packages and pages of our own are left out. `folders` are those that were named: `folder`,
    and those of patterns outside of it. `problems` are sentences about patterns, without a place; `warnings` are about
    files, with their places.
    """

    def __init__(self, folder: Path, aside: Collection[Path] = ()) -> None:
        self.folders = [folder]
        self.problems: list[str] = []
        self.warnings: list[str] = []
        self._folder = folder
        self._aside = frozenset(map(identity, aside))
        self._entries = 0

    def find(self, patterns: Iterable[str]) -> tuple[Path, ...]:
        """Return the articles that `patterns` name, each once: in their order, then by `order:`, then by name.

        A pattern is the path of a file or of a folder, or has wildcards. One that matches nothing is a warning, and the
        path of an article that is not there is returned, so that this article fails and no other.

        Raises:
            UsageError: a pattern looks at too many files, or there are too many articles.
        """
        articles: dict[str, Path] = {}
        for pattern in patterns:
            for part in self._sort(self._find(pattern)):
                articles.setdefault(identity(part), part)
        if len(articles) > MAX_ARTICLES:
            raise UsageError(_TOO_MANY)
        return tuple(articles.values())

    def find_in_folder(self, folder: Path, *, deep: bool) -> tuple[Path, ...]:
        """Return the articles in `folder`, and in the folders below it if `deep`, by `order:`, then by name.

        Raises:
            UsageError: there are too many files or articles.
        """
        return self._sort(self._match(folder, (_ANY_DEPTH, "*") if deep else ("*",)))

    def _sort(self, paths: list[Path]) -> tuple[Path, ...]:
        """Return the articles of the files `paths` in order; raise UsageError if there are too many."""
        if len(paths) <= MAX_ARTICLES:
            articles = tuple(chain.from_iterable(map(list_parts, sort_articles(paths, self.warnings))))
            if len(articles) <= MAX_ARTICLES:
                return articles
        raise UsageError(_TOO_MANY)

    def _find(self, pattern: str) -> list[Path]:
        """Return the articles that one pattern names, in no order."""
        if not pattern or "\0" in pattern or len(pattern) > _MAX_PATTERN:
            raise UsageError(f"articles must be paths or patterns such as 'news/*.md', not {pattern[:60]!r}.")
        base, parts = self._folder, list(Path(pattern.replace("\\", "/")).parts)
        path = base.joinpath(*parts)
        if os.path.isfile(path) or os.path.isfile(split_part(path)[0]):  # noqa: PTH113 - takes any name
            return [path]
        is_folder = os.path.isdir(path)  # noqa: PTH112 - takes any name
        if is_folder:
            found = self._match(path, (_ANY_DEPTH, "*"))
            self.warnings.extend(warn_of_unread(path))
        else:
            while len(parts) > 1 and os.path.isdir(base / parts[0]):  # noqa: PTH112 - takes any name
                base /= parts.pop(0)
            found = self._match(base, tuple(parts))
        if found:
            self._keep_folder(path if is_folder else base)
            return found
        if not is_folder and (os.path.lexists(path) or (is_article(path) and not _MAGIC.search(pattern))):
            return [path]
        self.problems.append(f"No article matches '{pattern}'. {self._advise(path)}")
        return []

    def _keep_folder(self, folder: Path) -> None:
        """Add a folder that a pattern names to `folders`, unless it is below one of them."""
        given = Path(identity(folder))
        if not any(given.is_relative_to(identity(other)) for other in self.folders):
            self.folders.append(folder)

    def _match(self, base: Path, parts: tuple[str, ...]) -> list[Path]:
        """Return the articles below `base` whose paths match `parts`."""
        files = (path for path in self._match_files(base, parts) if is_article_below(path, base))
        return [path for path in files if identity(path) not in self._aside]

    def _match_files(self, base: Path, parts: tuple[str, ...]) -> Iterator[Path]:
        """Yield the files below `base` whose paths match `parts`; links to folders are followed only where named."""
        waiting, done = [(base, parts)], set()
        while waiting:
            folder, (part, *below) = place = waiting.pop()
            if place in done:
                continue
            done.add(place)
            rest = tuple(below)
            if part == _ANY_DEPTH:
                waiting.append((folder, rest or ("*",)))
            for entry in self._list(folder):
                path = folder / entry.name
                if part == _ANY_DEPTH:
                    if entry.is_dir(follow_symlinks=False) and not entry.name.startswith("."):
                        waiting.append((path, place[1]))
                elif _pattern(part).match(_fold(entry.name)):
                    if rest and os.path.isdir(path):  # noqa: PTH112 - takes loops of links
                        waiting.append((path, rest))
                    elif not rest and not os.path.isdir(path):  # noqa: PTH112 - takes loops of links
                        yield path

    def _list(self, folder: Path) -> Iterator[os.DirEntry[str]]:
        """Yield the entries of a folder; raise UsageError if the edition has looked at too many."""
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    self._entries += 1
                    if self._entries > _MAX_ENTRIES:
                        what = f"The patterns look at more than {_MAX_ENTRIES:,} files."
                        raise UsageError(f"{what} Name the folders of the articles, as in 'news/*.md'.")
                    yield entry
        except (FileNotFoundError, NotADirectoryError):
            return
        except OSError as error:
            self.warnings.append(f"{folder}: This folder cannot be read: {error.strerror}. Change its permissions.")

    def _advise(self, path: Path) -> str:
        """Return what to do about a pattern without an article."""
        if step := find_next_step(path):
            return f"No reader knows this kind of file. {step.format(it='it')}"
        names = [entry.name for entry in islice(self._list(path.parent), _MAX_NAMES)]
        near = get_close_matches(path.name, names, n=1)
        return f"Did you mean '{near[0]}'?" if near else "Correct the pattern, or put an article there."


def sort_articles(paths: Iterable[Path], warnings: list[str]) -> list[Path]:
    """Return `paths` by the field `order` of their front matter, those without one last, then in natural order.

    What `order` says and is no number is added to `warnings`.
    """
    paths = list(paths)
    orders: dict[Path, float] = {}
    for path in paths if len(paths) > 1 else ():
        written = find_order(path)
        if _NUMBER.fullmatch(written):
            orders[path] = float(written)
        elif written:
            warnings.append(f"{path}: the order '{written[:60]}' is not a number. Write one, as in `order: 1`.")
    return sorted(paths, key=lambda path: (orders.get(path, float("inf")), natural_key(path)))


def identity(path: Path) -> str:
    """Return what is the same for all ways to write the path of one file; links are not resolved."""
    return os.path.normcase(os.path.abspath(path))  # noqa: PTH100 - does not resolve links


@lru_cache
def _pattern(part: str) -> re.Pattern[str]:
    """Return the expression for one part of a pattern."""
    return re.compile(translate(_fold(part)))


def _fold(name: str) -> str:
    """Return a name as patterns compare it."""
    return unicodedata.normalize("NFC", name).casefold()
