"""ARTICLE -> whether it may be read: a link out of its folder would publish a file that was never put there."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import field
from pathlib import Path

from tts.errors import ReadError
from tts.noun import noun


@noun
class LinkRule:
    """Which links are followed: those that stay in one of `folders`, which were given, or all if `follow`.

    `folders` are absolute paths. An article that is in none of them has its own folder. `real_folders` are folders
    of articles of which no link leads out; many articles are in one folder, and it is looked at once.
    """

    folders: frozenset[str] = frozenset()
    follow: bool = False
    real_folders: set[str] = field(default_factory=set, repr=False, compare=False)

    def has_checked(self, path: Path) -> bool:
        """Return whether `path` is a file, and no link, in a folder that has been looked at, as most are."""
        with suppress(OSError, ValueError):
            is_inside = self.follow or os.path.dirname(path) in self.real_folders  # noqa: PTH120 - quick for thousands
            return is_inside and stat.S_ISREG(os.lstat(path).st_mode)
        return False

    def require_inside(self, path: Path) -> None:
        """Check where the file at `path` is.

        Raises:
            ReadError: it is a link, or is below one, that leads out of its folder.
        """
        if self.follow:
            return
        folder, is_link = os.path.dirname(path), os.path.islink(path)  # noqa: PTH114, PTH120 - quick for thousands
        if folder in self.real_folders and not is_link:
            return
        real_path = Path(os.path.realpath(path))
        above = map(str, Path(_make_absolute(path)).parents)
        given = [folder for folder in above if folder in self.folders] or [str(path.parent)]
        if not any(real_path.is_relative_to(os.path.realpath(folder)) for folder in given):
            what = f"This is a link to {real_path}, outside of its folder."
            raise ReadError(f"{what} Put the file itself here, or give --follow-links.", path=path)
        if not is_link:
            self.real_folders.add(folder)


def make_link_rule(paths: Iterable[Path], *, follow: bool) -> LinkRule:
    """Return the rule for articles that are `paths`, or are in folders among them."""
    return LinkRule(folders=frozenset(map(_make_absolute, paths)), follow=follow)


def _make_absolute(path: Path) -> str:
    """Return the absolute path, whatever is a link in it."""
    return os.path.abspath(path)  # noqa: PTH100 - does not resolve links
