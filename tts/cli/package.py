"""`articast package`: make an edition of every article."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from tts.cli.console import Console
from tts.cli.reports import QuietReport, RunResult, choose_report
from tts.cli.settings import settings_from_args
from tts.cli.sources import add_sources
from tts.config.settings import Settings
from tts.errors import UsageError
from tts.library.build import LibraryResult, build_library
from tts.packages.batch import Outcome, package
from tts.packages.discover import find_articles, find_unread
from tts.packages.manifest_header import read_warnings


def run(options: argparse.Namespace, console: Console) -> int:
    """Package `options.paths`, for addresses the files that are made of them; return 1 if an article failed, else 0."""
    settings = settings_from_args(options)
    opened = add_sources(options, console)
    if not opened.paths:
        return 1
    paths = find_articles(opened.paths, whole=options.whole)
    if options.name and len(paths) != 1:
        raise UsageError(f"--name is for one article, and there are {len(paths)}. Leave it out, or give one article.")
    report = choose_report(options, opened.console, len(paths))
    unread = find_unread(opened.paths)
    for warning in unread:
        report.warn(warning)
    result = _package(paths, settings, options, report, len(unread))
    is_wrong = any(outcome.error for outcome in result.outcomes) or (options.strict and result.warnings)
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
        if options.strict and outcome.status == "unchanged":
            # what was wrong when it was made is wrong still
            outcome = replace(outcome, warnings=read_warnings(outcome.package / "manifest.json"))
        report.article(number, outcome)
        outcomes.append(outcome)
    warnings += sum(len(outcome.warnings) for outcome in outcomes) + len(libraries[0].warnings)
    result = RunResult(outcomes=tuple(outcomes), settings=settings, library=libraries[0], warnings=warnings)
    report.summary(result)
    return result
