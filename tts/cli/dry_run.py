"""`--dry-run`: show what a run would make, without speaking or writing anything."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tts.cli.alike import WarningGroups
from tts.cli.console import Console, count_noun, join_names
from tts.cli.reports import describe_strict, restore_warnings
from tts.clock import in_words
from tts.config.settings import Settings
from tts.packages.links import LinkRule
from tts.packages.outcome import Outcome
from tts.review.dry_run import PlannedPackage, plan_run
from tts.review.edition_dry_run import PlannedEdition

_STATUSES = {
    "planned": "would be packaged",
    "unchanged": "unchanged",
    "left_out": "would be left out",
    "failed": "would fail",
}


def preview_run(
    paths: tuple[Path, ...],
    links: LinkRule,
    unread: tuple[str, ...],
    settings: Settings,
    options: argparse.Namespace,
    console: Console,
) -> int:
    """Show what `package` would do with `paths`, after the warnings `unread`; return the status that is known now."""
    report = DryRunReport(console, len(paths), options)
    for warning in unread:
        report.warn(warning)
    results = plan_run(paths, settings, links, name=options.name or "", force=options.force, prune=options.prune)
    report.show_articles(results)
    report.summary(settings.output)
    return 1 if report.counts["failed"] or report.is_strict_failure() else 0


def preview_edition(plan: PlannedEdition, options: argparse.Namespace, console: Console) -> int:
    """Show what `edition` would do; return the status that is known now."""
    report = DryRunReport(console, len(plan.articles), options)
    report.show_articles(plan.articles)
    articles = {article.path for article in plan.articles}
    for finding in plan.review.findings:
        if finding.path not in articles and finding.event == "warning":
            report.warn(finding.what)
        elif finding.path not in articles and not options.json:
            console.error(finding.what)
    report.edition(plan)
    is_impossible = any(finding.event == "error" for finding in plan.review.findings)
    return 1 if plan.missing or is_impossible or report.is_strict_failure() else 0


class DryRunReport:
    """Prints what would become of `count` articles: lines, or objects of JSON, or if quiet errors only."""

    def __init__(self, console: Console, count: int, options: argparse.Namespace) -> None:
        self._console = console
        self._count = count
        self._options = options
        self._groups = WarningGroups(prints_all=options.verbose)
        self.counts: Counter[str] = Counter()
        self.duration_ms = 0

    def warn(self, warning: str) -> None:
        """Count a warning, and print it unless it is part of an object."""
        self.counts["warnings"] += 1
        is_shown = not self._options.json and (self._options.strict or not self._options.quiet)
        if is_shown and self._groups.add(warning):
            self._console.error(f"Warning: {warning}")

    def warn_of_others(self) -> None:
        """Print one line for each kind of which there were more warnings than were printed."""
        for line in self._groups.summarize():
            self._console.error(f"Warning: {line}")

    def show(self, line: str, values: dict[str, Any]) -> None:
        """Print a result, unless only errors are printed."""
        if self._options.json or not self._options.quiet:
            self._console.show(line, values, as_json=self._options.json)

    def show_articles(self, results: Iterable[Outcome | PlannedPackage]) -> None:
        """Print what would become of each article, then its warnings."""
        for number, result in enumerate(results, start=1):
            if self._options.strict and isinstance(result, Outcome):
                result = restore_warnings(result)
            place = f"{number} of {self._count}"
            self.counts[result.status] += 1
            self.duration_ms += result.duration_ms
            values = {"event": "article", "number": number, "of": self._count, "path": str(result.path)}
            values |= {"slug": result.slug, "status": result.status, "package": str(result.package)}
            values |= {"duration_ms": result.duration_ms, "warnings": list(result.warnings)}
            if isinstance(result, PlannedPackage):
                line = _describe_plan(result)
                values |= {"formats": list(result.formats), "is_new": result.is_new}
                values |= {"kept": list(result.kept), "removed": list(result.removed)}
            else:
                line = result.reason or f"{result.slug}, {in_words(result.duration_ms)}, unchanged"
                values |= {"reason": result.reason or None, "error": str(result.error) if result.error else None}
                if result.error and not self._options.json:
                    self._console.error(f"{place}: would fail. {result.error}")
                    continue
            self.show(f"{place}: {line}", values)
            for warning in result.warnings:
                self.warn(warning)

    def summary(self, output: Path) -> None:
        """Print how many articles there are of each kind, and that nothing was written."""
        self.warn_of_others()
        parts = [f"{self.counts[status]} {text}" for status, text in _STATUSES.items() if self.counts[status]]
        length = f"About {in_words(self.duration_ms)} of audio in {output}"
        line = f"{count_noun(self._count, 'article')}: {', '.join(parts)}. {length}. Nothing was written."
        counts = {status: self.counts[status] for status in _STATUSES}
        values = {"event": "summary", "dry_run": True, "output": str(output), **counts}
        self.show(line, {**values, "duration_ms": self.duration_ms, "warning_count": self.counts["warnings"]})
        if self.is_strict_failure() and not self._options.json:
            self._console.error(describe_strict(self.counts["warnings"]))

    def edition(self, plan: PlannedEdition) -> None:
        """Print what the edition would be."""
        self.warn_of_others()
        review = plan.review
        name = ", number ".join(filter(None, (review.settings.title, str(review.settings.number or ""))))
        count = count_noun(len(plan.articles) - len(plan.missing), "article")
        made = "unchanged" if plan.is_unchanged else f"{join_names(plan.formats)}, would be made in {plan.package}"
        line = f"{name}: {count}, about {in_words(review.duration_ms)}, {made}. Nothing was written."
        values = {"event": "edition", "dry_run": True, "title": review.settings.title}
        values |= {"number": review.settings.number, "status": "unchanged" if plan.is_unchanged else "planned"}
        values |= {
            "package": str(plan.package),
            "formats": list(plan.formats),
            "articles": len(plan.articles) - len(plan.missing),
        }
        values |= {"missing": [str(path) for path in plan.missing], "duration_ms": review.duration_ms}
        self.show(line, {**values, "warning_count": self.counts["warnings"]})
        if self.is_strict_failure() and not self._options.json:
            self._console.error(describe_strict(self.counts["warnings"]))

    def is_strict_failure(self) -> bool:
        """Return whether there are warnings, and these are to fail the run."""
        return bool(self._options.strict and self.counts["warnings"])


def _describe_plan(plan: PlannedPackage) -> str:
    """Return a planned package as a line: its name, estimated length, formats and folder."""
    again = "" if plan.is_new else " again"
    warnings = f", {count_noun(len(plan.warnings), 'warning')}" if plan.warnings else ""
    length = f"about {in_words(plan.duration_ms)}"
    kept = f"; not again: {join_names(plan.kept)}" if plan.kept else ""
    removed = f"; removed: {join_names(plan.removed)}" if plan.removed else ""
    made = f"{join_names(plan.formats)}, would be made{again} in {plan.package}"
    return f"{plan.slug}, {length}, {made}{kept}{removed}{warnings}"
