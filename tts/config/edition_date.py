"""FILES OF ARTICLES -> the date of their edition, for formats that need one where the articles have none."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from tts.errors import UsageError
from tts.noun import noun

VARIABLE = "SOURCE_DATE_EPOCH"
"""The date of all that is built, in seconds since 1970 (https://reproducible-builds.org/specs/source-date-epoch)."""


@noun
class EditionDate:
    """The date of an edition as ISO 8601; `is_chosen` says that somebody set it, so that it needs no warning."""

    day: str
    is_chosen: bool = False

    def describe(self) -> str:
        """Return the date and where it comes from, in words that stay the same when a package is made again."""
        return f"{self.day}, the day of its last known change"


def find_edition_date(files: Iterable[Path], kept: str = "", build_date: str | None = None) -> EditionDate:
    """Return the date of the environment, else `kept`, that of a package from the same article, else that of `files`.

    `build_date` is what the variable says on the computer that started the run, if that is another one. The date
    of files is the day on which the newest of them was last changed, in UTC. It is the same wherever nobody changes
    them; copies of them may have another one. Articles that no file holds are of today.

    Raises:
        UsageError: the date of the environment is not one.
    """
    if seconds := os.environ.get(VARIABLE) if build_date is None else build_date:
        try:
            return EditionDate(day=_to_day(int(seconds)), is_chosen=True)
        except (ValueError, OverflowError, OSError):
            what = f"{VARIABLE} must be a number of seconds since 1970, not '{seconds}'."
            raise UsageError(f"{what} Correct or remove this variable of the environment.") from None
    if kept:
        return EditionDate(day=kept)
    times_s: list[float] = []
    for file in files:
        with suppress(OSError, ValueError):
            times_s.append(file.stat().st_mtime)
    with suppress(ValueError, OverflowError, OSError):
        if times_s:
            return EditionDate(day=_to_day(max(times_s)))
    return EditionDate(day=_to_day(time.time()))


def _to_day(seconds: float) -> str:
    """Return the day of a time in seconds since 1970, in UTC."""
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()
