"""The nouns of a batch: the order of a package, and the job that carries it out."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import field
from pathlib import Path
from typing import Any

from tts.config.config import Config
from tts.errors import ArticastError
from tts.model import Step
from tts.noun import noun
from tts.packages.build import Built
from tts.packages.discover import source_path
from tts.packages.links import LinkRule
from tts.packages.manifest_header import read_manifest_header
from tts.packages.outcome import Outcome, Progress, Status, add_formats

_PROGRESS_S = 1


@noun
class PackageOrder:
    """An article that is to be packaged: its file, the name of its package and the settings for it.

    `links` are those that may lead to it. `prune` says that the package is to have no other formats than those of
    `config`.
    """

    path: Path
    slug: str
    config: Config
    links: LinkRule = field(default_factory=LinkRule)
    prune: bool = False


@noun
class Job:
    """One article of a run, and the number of threads for it."""

    order: PackageOrder
    output: Path
    threads: int = 1

    @property
    def package(self) -> Path:
        """The folder of the package."""
        return self.output / self.order.slug

    @property
    def source(self) -> str:
        """The path of the article as its package records it."""
        return source_path(self.order.path, self.output)

    @property
    def size_bytes(self) -> int:
        """The size of the article's file; 0 if it cannot be read."""
        with suppress(OSError):
            return self.order.path.stat().st_size
        return 0

    def outcome(self, status: Status, **values: Any) -> Outcome:
        """Return what became of the article; `values` are the fields that `status` needs."""
        return Outcome(path=self.order.path, slug=self.order.slug, package=self.package, status=status, **values)

    def failure(self, error: ArticastError) -> Outcome:
        """Return the outcome of an article that failed; the error names the article's file if it names none."""
        return self.outcome("failed", error=error if error.path else ArticastError(error.message, path=self.order.path))

    def success(self, built: Built, elapsed_ms: int) -> Outcome:
        """Return the outcome of an article whose package is in its place."""
        outcome = self.outcome(
            "packaged",
            elapsed_ms=elapsed_ms,
            duration_ms=built.duration_ms,
            warnings=built.warnings,
            voices=built.voices,
        )
        return add_formats(outcome, self.order.config, read_manifest_header(self.package))


def time_progress(path: Path, slug: str, put: Callable[[Progress], None]) -> Callable[[Step, float], None]:
    """Return a function that takes the part of a step that is done, and `put`s it once per second from now on."""
    begin_s = last_s = time.monotonic()

    def report(step: Step, part: float) -> None:
        """Put the progress if the last one was a second ago."""
        nonlocal last_s
        now_s = time.monotonic()
        if now_s - last_s >= _PROGRESS_S:
            last_s = now_s
            put(Progress(path=path, slug=slug, step=step, part=part, elapsed_ms=round(1000 * (now_s - begin_s))))

    return report
