"""`articast package`: make an edition of every article."""

from __future__ import annotations

import argparse
from pathlib import Path

from tts.cli.console import Console
from tts.cli.reports import QuietReport, RunResult, choose_report, restore_warnings
from tts.cli.settings import settings_from_args
from tts.cli.sources import add_sources
from tts.config.settings import Settings
from tts.errors import UsageError
from tts.library.build import LibraryResult, build_library
from tts.packages.batch import package
from tts.packages.discover import find_articles, find_unread
from tts.packages.outcome import Outcome
from tts.sources.places import is_address


def run(options: argparse.Namespace, console: Console) -> int:
    """Package `options.paths`, for addresses the files that are made of them; return 1 if something failed, else 0."""
    settings = settings_from_args(options)
    if options.dry_run and (addresses := [str(place) for place in options.paths if is_address(str(place))]):
        what = f"{addresses[0]} would first be added as a file, and --dry-run writes nothing"
        raise UsageError(f"{what}. Look at it with `articast check {addresses[0]}`, or add it with `articast add`.")
    opened = add_sources(options, console)
    if not opened.paths:
        return 1
    paths = find_articles(opened.paths, whole=options.whole)
    if options.name and len(paths) != 1:
        raise UsageError(f"--name is for one article, and there are {len(paths)}. Leave it out, or give one article.")
    unread = find_unread(opened.paths)
    if options.dry_run:
        from tts.cli.dry_run import preview_run

        return preview_run(paths, unread, settings, options, opened.console)
    report = choose_report(options, opened.console, len(paths))
    for warning in unread:
        report.warn(warning)
    result = _package(paths, settings, options, report, len(unread))
    is_wrong = any(outcome.error or outcome.missing for outcome in result.outcomes) or (
        options.strict and result.warnings
    )
    return 1 if opened.errors or is_wrong else 0


def _package(
    paths: tuple[Path, ...], settings: Settings, options: argparse.Namespace, report: QuietReport, warnings: int
) -> RunResult:
    """Package the articles and report on each; `warnings` were reported before."""
    outcomes: list[Outcome] = []
    libraries: list[LibraryResult] = []
    results = package(
        paths,
        settings.output,
        settings.config,
        name=options.name or "",
        force=options.force,
        drafts=settings.drafts,
        jobs=settings.jobs,
        finish=lambda: libraries.append(build_library(settings.output, settings.channel)),
        report=None if options.quiet else report.progress,
    )
    for number, outcome in enumerate(results, start=1):
        outcomes.append(restore_warnings(outcome) if options.strict else outcome)
        report.article(number, outcomes[-1])
    warnings += sum(len(outcome.warnings) for outcome in outcomes) + len(libraries[0].warnings)
    result = RunResult(outcomes=tuple(outcomes), settings=settings, library=libraries[0], warnings=warnings)
    report.summary(result)
    return result
