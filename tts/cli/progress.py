"""PROGRESS -> NOTES: when to say how far a long article is, and about how long it still takes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from tts.clock import about
from tts.noun import noun
from tts.packages.outcome import Progress

_MIN_MS = 10_000  # between two notes, so that articles of a few seconds have none
_MAX_MS = 30_000
_MIN_PART = 0.1


@noun
class ProgressNote:
    """How far an article is, in percent, and about how long the step still takes; None if it does not move."""

    progress: Progress
    percent: int
    left_ms: int | None

    @property
    def line(self) -> str:
        """The note as a line: `bees: 40 % spoken, about 2 min left.`"""
        left = "" if self.left_ms is None else f", about {about(self.left_ms)} left"
        return f"{self.progress.slug}: {self.percent} % {self.progress.step}{left}."

    @property
    def values(self) -> dict[str, Any]:
        """The note as an object for programs."""
        values = {"event": "progress", "path": str(self.progress.path), "slug": self.progress.slug}
        values["step"] = self.progress.step
        times_ms = {"elapsed_ms": self.progress.elapsed_ms, "left_ms": self.left_ms}
        return {**values, "percent": self.percent, **times_ms}


class ProgressNotes:
    """Chooses which progress is worth a note: after 10 % more, but not within 10 s, and after 30 s in any case."""

    def __init__(self) -> None:
        self._noted: dict[Path, Progress] = {}
        self._seen: dict[Path, Progress] = {}

    def note(self, progress: Progress) -> ProgressNote | None:
        """Return a note if one is due for the article of `progress`, else None.

        The time left is that of the step. It follows from the time since the last note: at its start, an article may be
        quick, because parts of it are in the cache.
        """
        last = self._noted.get(progress.path)
        if last is None or last.step != progress.step:
            seen = self._seen.get(progress.path)
            last = replace(progress, part=0, elapsed_ms=seen.elapsed_ms if seen else 0)
            self._noted[progress.path] = last
        self._seen[progress.path] = progress
        since_ms, part = progress.elapsed_ms - last.elapsed_ms, progress.part - last.part
        if since_ms < (_MIN_MS if part >= _MIN_PART else _MAX_MS):
            return None
        self._noted[progress.path] = progress
        left_ms = round((1 - progress.part) / part * since_ms) if part > 0 else None
        return ProgressNote(progress=progress, percent=round(100 * progress.part), left_ms=left_ms)
