"""ARTICLES -> PACKAGES: one run, with a report on each article and on all."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tts.cli.console import Console
from tts.cli.reports import RunResult, choose_report, restore_warnings
from tts.config.config import Config
from tts.config.settings import Settings
from tts.library.build import LibraryResult, build_library
from tts.packages.batch import package
from tts.packages.links import LinkRule
from tts.packages.outcome import Outcome
from tts.packages.shard import parse_shard

if TYPE_CHECKING:
    from tts.packages.cluster.run import Workers
    from tts.publish.mirror import Mirror

_NO_LIBRARY = LibraryResult(packages=0, editions=0, is_new=False, written=(), warnings=())


def run_once(
    paths: tuple[Path, ...],
    links: LinkRule,
    unread: tuple[str, ...],
    settings: Settings,
    options: argparse.Namespace,
    console: Console,
    mirror: Mirror | None = None,
) -> RunResult:
    """Package the articles and report on each, after the warnings `unread`; send what is new in a `mirror` away."""
    shard = parse_shard(options.shard) if options.shard else None
    report = choose_report(options, console, 0 if shard else len(paths))
    for warning in unread:
        report.warn(warning)
    outcomes: list[Outcome] = []
    libraries: list[LibraryResult] = []
    with _find_workers(options.scheduler, settings.config) as (workers, refused):
        for worker in refused:
            report.warn(worker)
        results = package(
            paths,
            settings.output,
            settings.config,
            name=options.name or "",
            links=links,
            force=options.force,
            prune=options.prune,
            drafts=settings.drafts,
            jobs=settings.jobs,
            workers=workers,
            shard=shard,
            # `articast library` makes it when all parts are there
            finish=None
            if shard
            else lambda known: libraries.append(build_library(settings.output, settings.channel, known)),
            report=None if options.quiet else report.progress,
        )
        for number, outcome in enumerate(results, start=1):
            outcomes.append(restore_warnings(outcome) if options.strict else outcome)
            if mirror and outcome.status == "packaged":
                mirror.send_package(outcome.slug)
            report.article(number, outcomes[-1])
    if mirror:
        mirror.send_library(settings.channel)
    library = libraries[0] if libraries else _NO_LIBRARY
    if not options.quiet and (note := _find_cache_note()):
        report.warn(note)  # not counted, so that a strict run succeeds: the packages are as they should be
    warnings = len(unread) + len(refused) + sum(len(outcome.warnings) for outcome in outcomes) + len(library.warnings)
    result = RunResult(outcomes=tuple(outcomes), settings=settings, library=library, warnings=warnings)
    report.summary(result)
    return result


def _find_cache_note() -> str:
    """Return why speech of this run is not kept for the next one; "" if it is, or if no engine of the run keeps any."""
    if "tts.speech.cache" not in sys.modules:  # loaded with the first engine that keeps speech; it is slow to import
        return ""
    from tts.speech.cache import cache_note

    return cache_note()


@contextmanager
def _find_workers(scheduler: str | None, config: Config) -> Iterator[tuple[Workers | None, tuple[str, ...]]]:
    """Give the workers at the address of a scheduler, and why others are refused; no workers without an address."""
    if scheduler is None:
        yield None, ()
        return
    from tts.packages.cluster.dask import connect

    with connect(scheduler, config) as found:
        yield found
