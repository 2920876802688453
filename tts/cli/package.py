"""`articast package`: make an edition of every article."""

from __future__ import annotations

import argparse
import time
from collections import Counter

from tts.cli.console import Console, count_noun
from tts.cli.settings import settings_from_args
from tts.cli.sources import add_sources
from tts.clock import in_words
from tts.config.channel import FEED
from tts.config.settings import Settings
from tts.library.build import LibraryResult, build_library
from tts.library.item import PAGE
from tts.packages.batch import Outcome, Status, package
from tts.packages.discover import find_articles, find_unread

_BAR_WIDTH = 20
_MAX_VOICES = 5  # that the summary names
_STATUSES: tuple[Status, ...] = ("packaged", "unchanged", "left_out", "failed")


def run(options: argparse.Namespace, console: Console) -> int:
    """Package `options.paths`, for addresses the files that are made of them; return 1 if an article failed, else 0."""
    settings = settings_from_args(options)
    opened = add_sources(options, console)
    if not opened.paths:
        return 1
    console = opened.console
    paths = find_articles(opened.paths, whole=options.whole)
    kind = _Json if options.json else _Quiet if options.quiet else _Bar if options.progress == "bar" else _Lines
    report = kind(console, len(paths))
    for warning in find_unread(opened.paths):
        report.warn(warning)
    outcomes = []
    libraries: list[LibraryResult] = []
    results = package(
        paths,
        settings.output,
        settings.config,
        force=options.force,
        drafts=settings.drafts,
        jobs=settings.jobs,
        finish=lambda: libraries.append(build_library(settings.output, settings.channel)),
    )
    for number, outcome in enumerate(results, start=1):
        report.article(number, outcome)
        outcomes.append(outcome)
    report.summary(outcomes, settings, libraries[0])
    return 1 if opened.errors or any(outcome.error for outcome in outcomes) else 0


class _Quiet:
    """Reports on a run of `count` articles: prints errors only."""

    def __init__(self, console: Console, count: int) -> None:
        self.console = console
        self.count = count

    def warn(self, _warning: str, /) -> None:
        """Print nothing."""

    def article(self, _number: int, outcome: Outcome, /) -> None:
        """Print the error of an article that failed; nothing of any other."""
        if outcome.error:
            self.console.error(str(outcome.error))

    def summary(self, _outcomes: list[Outcome], _settings: Settings, _library: LibraryResult, /) -> None:
        """Print nothing."""


class _Lines(_Quiet):
    """Prints one line per article, one per warning, and a summary."""

    def warn(self, warning: str) -> None:
        """Print a warning about the run."""
        self.console.error(f"Warning: {warning}")

    def article(self, number: int, outcome: Outcome) -> None:
        """Print how one article ended, then each of its warnings."""
        place = f"{number} of {self.count}"
        if outcome.error:
            self.console.error(f"{place}: failed. {outcome.error}")
            return
        if outcome.reason:
            self.console.say(f"{place}: {outcome.reason}")
            return
        unchanged = ", unchanged" if outcome.status == "unchanged" else ""
        warnings = f", {count_noun(len(outcome.warnings), 'warning')}" if outcome.warnings else ""
        self.console.say(f"{place}: {outcome.slug}, {in_words(outcome.duration_ms)}{unchanged}{warnings}")
        for warning in outcome.warnings:
            self.console.error(f"Warning: {warning}")

    def summary(self, outcomes: list[Outcome], settings: Settings, library: LibraryResult) -> None:
        """Print the warnings of the library, how many articles ended in which way, and where the new pages are."""
        for warning in library.warnings:
            self.console.error(f"Warning: {warning}")
        statuses = Counter(outcome.status for outcome in outcomes)
        parts = [f"{statuses[status]} {status.replace('_', ' ')}" for status in _STATUSES if statuses[status]]
        length = in_words(sum(outcome.duration_ms for outcome in outcomes))
        output = settings.output
        self.console.say(f"{count_noun(len(outcomes), 'article')}: {', '.join(parts)}. {length} of audio in {output}.")
        voices = list(dict.fromkeys(voice for outcome in outcomes for voice in outcome.voices))
        if voices:
            more = [f"{len(voices) - _MAX_VOICES} more"] if len(voices) > _MAX_VOICES else []
            self.console.say(f"{'Voice' if len(voices) == 1 else 'Voices'}: {', '.join(voices[:_MAX_VOICES] + more)}.")
        if library.is_new:
            hint = "" if settings.channel.base_url else " For a podcast feed, give --base-url."
            self.console.say(f"{output / PAGE} lists all packages.{hint}")


class _Bar(_Lines):
    """Redraws one line with the estimated time left, below errors and warnings."""

    def __init__(self, console: Console, count: int) -> None:
        super().__init__(console, count)
        self.start_s = time.monotonic()
        console.redraw(self._bar(0))

    def warn(self, warning: str) -> None:
        """Print a warning about the run above the bar, and draw the bar again."""
        self.console.redraw("")
        super().warn(warning)
        self.console.redraw(self._bar(0))

    def article(self, number: int, outcome: Outcome) -> None:
        """Print the error, the reason and the warnings of one article above the bar, and draw the bar again."""
        self.console.redraw("")
        if outcome.error:
            self.console.error(str(outcome.error))
        if outcome.reason:
            self.console.error(outcome.reason)
        for warning in outcome.warnings:
            self.console.error(f"Warning: {warning}")
        self.console.redraw(self._bar(number))

    def _bar(self, number: int) -> str:
        """Return the bar after `number` articles, with the time left if that can be estimated."""
        filled = _BAR_WIDTH * number // self.count
        bar = f"[{'#' * filled}{'.' * (_BAR_WIDTH - filled)}] {number} of {self.count}"
        if not 0 < number < self.count:
            return bar
        left_s = (time.monotonic() - self.start_s) / number * (self.count - number)
        return f"{bar}, about {in_words(round(left_s * 1000))} left"

    def summary(self, outcomes: list[Outcome], settings: Settings, library: LibraryResult) -> None:
        """End the line of the bar, and print the summary below it."""
        self.console.error("")
        super().summary(outcomes, settings, library)


class _Json(_Quiet):
    """Prints one object per article, and one for the summary."""

    def warn(self, warning: str) -> None:
        """Print a warning about the run as an object of JSON."""
        self.console.object({"event": "warning", "what": warning})

    def article(self, number: int, outcome: Outcome) -> None:
        """Print one article as an object of JSON."""
        self.console.object(
            {
                "event": "article",
                "number": number,
                "of": self.count,
                "path": str(outcome.path),
                "slug": outcome.slug,
                "status": outcome.status,
                "package": str(outcome.package),
                "duration_ms": outcome.duration_ms,
                "warnings": list(outcome.warnings),
                "voices": list(outcome.voices),
                "reason": outcome.reason or None,
                "error": str(outcome.error) if outcome.error else None,
            }
        )

    def summary(self, outcomes: list[Outcome], settings: Settings, library: LibraryResult) -> None:
        """Print the counts and the library as an object of JSON."""
        statuses = Counter(outcome.status for outcome in outcomes)
        counts: dict[str, int] = {status: statuses[status] for status in _STATUSES}
        duration_ms = sum(outcome.duration_ms for outcome in outcomes)
        self.console.object(
            {
                "event": "summary",
                "output": str(settings.output),
                **counts,
                "duration_ms": duration_ms,
                "library": str(settings.output / PAGE),
                "feed": settings.channel.url(FEED) if settings.channel.base_url else None,
                "warnings": list(library.warnings),
            }
        )
