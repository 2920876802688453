"""ARTICLES -> PACKAGES: one run, with a report on each article and on all."""

from __future__ import annotations

import argparse
from pathlib import Path

from tts.cli.console import Console
from tts.cli.reports import RunResult, choose_report, restore_warnings
from tts.config.settings import Settings
from tts.library.build import LibraryResult, build_library
from tts.packages.batch import package
from tts.packages.links import LinkRule
from tts.packages.outcome import Outcome


def run_once(
    paths: tuple[Path, ...],
    links: LinkRule,
    unread: tuple[str, ...],
    settings: Settings,
    options: argparse.Namespace,
    console: Console,
) -> RunResult:
    """Package the articles and report on each, after the warnings `unread`."""
    report = choose_report(options, console, len(paths))
    for warning in unread:
        report.warn(warning)
    outcomes: list[Outcome] = []
    libraries: list[LibraryResult] = []
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
        finish=lambda: libraries.append(build_library(settings.output, settings.channel)),
        report=None if options.quiet else report.progress,
    )
    for number, outcome in enumerate(results, start=1):
        outcomes.append(restore_warnings(outcome) if options.strict else outcome)
        report.article(number, outcomes[-1])
    warnings = len(unread) + sum(len(outcome.warnings) for outcome in outcomes) + len(libraries[0].warnings)
    result = RunResult(outcomes=tuple(outcomes), settings=settings, library=libraries[0], warnings=warnings)
    report.summary(result)
    return result
