"""ARTICLE -> whether it may be read: a link out of its folder would publish a file that was never put there."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from tts.errors import ReadError


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRule:
    """Which links are followed: those that stay in one of `folders`, which were given, or all if `follow`.

    An article that is in none of them has its own folder.
    """

    folders: tuple[Path, ...] = ()
    follow: bool = False

    def require_inside(self, path: Path) -> None:
        """Check where the file at `path` is.

        Raises:
            ReadError: it is a link, or is below one, that leads out of its folder.
        """
        if self.follow:
            return
        real_path = Path(os.path.realpath(path))
        given = os.path.abspath(path)  # noqa: PTH100 - does not resolve links
        above = [folder for folder in self.folders if _is_below(given, folder)] or [path.parent]
        if not any(real_path.is_relative_to(os.path.realpath(folder)) for folder in above):
            what = f"This is a link to {real_path}, outside of its folder."
            raise ReadError(f"{what} Put the file itself here, or give --follow-links.", path=path)


def _is_below(path: str, folder: Path) -> bool:
    """Return whether the absolute `path` begins with that of `folder`, whatever is a link in it."""
    return Path(path).is_relative_to(os.path.abspath(folder)) and os.path.isdir(folder)  # noqa: PTH100, PTH112
