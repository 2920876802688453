"""OUTCOMES of a run -> LINES for people, a bar, or objects for programs."""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from shutil import get_terminal_size

from tts.cli.alike import WarningGroups, group_warnings
from tts.cli.console import Console, count_noun, join_names
from tts.cli.details import describe_package
from tts.cli.progress import ProgressNotes
from tts.clock import about, in_words
from tts.config.channel import FEED
from tts.config.settings import Settings
from tts.library.build import LibraryResult
from tts.library.item import PAGE
from tts.noun import noun
from tts.packages.manifest_header import read_warnings
from tts.packages.outcome import Outcome, Progress, Status

_BAR_WIDTH = 20
_MAX_VOICES = 5  # that the summary names
_STATUSES: tuple[Status, ...] = ("packaged", "unchanged", "left_out", "failed")


@noun
class RunResult:
    """What became of a run: its articles, the library of its folder, and the number of all warnings."""

    outcomes: tuple[Outcome, ...]
    settings: Settings
    library: LibraryResult
    warnings: int


class QuietReport:
    """Reports on a run of `count` articles: prints errors only. If it is `strict`, warnings are errors.

    The `count` is 0 where it is not known. Of many warnings that are alike, the first are printed, and at the end one
    line for all of them.
    """

    def __init__(self, console: Console, count: int, *, strict: bool = False) -> None:
        self.console = console
        self.count = count
        self.strict = strict
        self.prints_warnings = strict
        self._groups = WarningGroups()

    def warn(self, warning: str) -> None:
        """Print a warning, if warnings are printed and it is not one of many that are alike."""
        if self.prints_warnings and self._groups.add(warning):
            self.print_warning(warning)

    def print_warning(self, warning: str) -> None:
        """Print a warning, or one line for many."""
        self.console.error(f"Warning: {warning}")

    def warn_of_others(self) -> None:
        """Print one line for each kind of which there were more warnings than were printed."""
        for line in self._groups.summarize():
            self.print_warning(line)

    def progress(self, _progress: Progress, /) -> None:
        """Print nothing."""

    def article(self, _number: int, outcome: Outcome, /) -> None:
        """Print the error of an article that failed, its missing formats, and its warnings if they are errors."""
        if outcome.error:
            self.console.error(str(outcome.error))
        self.report_missing(outcome)
        for warning in outcome.warnings:
            self.warn(warning)

    def warn_of_library(self, library: LibraryResult) -> None:
        """Print the lines for warnings that were only counted, and those for the warnings of the library."""
        self.warn_of_others()
        if self.prints_warnings:
            for line in library.warnings if self._groups.prints_all else group_warnings(library.warnings):
                self.print_warning(line)

    def report_missing(self, outcome: Outcome) -> None:
        """Print why formats that were asked for by name could not be made."""
        for line in describe_missing(outcome):
            self.console.error(line)

    def summary(self, result: RunResult) -> None:
        """Print the number of warnings if they are errors, after those of the library."""
        self.warn_of_library(result.library)
        if self.strict and result.warnings:
            self.console.error(describe_strict(result.warnings))


class LineReport(QuietReport):
    """Prints one line per article, one per warning, and a summary; of long articles also how far they are.

    If it is `verbose`, there are lines with details of each package.
    """

    def __init__(self, console: Console, count: int, *, strict: bool = False, verbose: bool = False) -> None:
        super().__init__(console, count, strict=strict)
        self._notes = ProgressNotes()
        self._verbose = verbose
        self.prints_warnings = True
        self._groups = WarningGroups(prints_all=verbose)

    def progress(self, progress: Progress) -> None:
        """Print how far a long article is, if a line is due."""
        if note := self._notes.note(progress):
            self.console.say(note.line)

    def article(self, number: int, outcome: Outcome) -> None:
        """Print how one article ended, then each of its warnings."""
        place = f"{number} of {self.count}: " if self.count else ""
        if outcome.error:
            self.console.error(f"{place}{'failed' if place else 'Failed'}. {outcome.error}")
            return
        unchanged = ", unchanged" if outcome.status == "unchanged" else ""
        warnings = f", {count_noun(len(outcome.warnings), 'warning')}" if outcome.warnings else ""
        missing = f", without {join_names(outcome.missing)}" if outcome.missing else ""
        made = f"{outcome.slug}, {in_words(outcome.duration_ms)}{unchanged}{missing}{warnings}"
        self.console.say(f"{place}{outcome.reason or made}")
        if self._verbose:
            for line in describe_package(outcome):
                self.console.say(line)
        self.report_missing(outcome)
        for warning in outcome.warnings:
            self.warn(warning)

    def summary(self, result: RunResult) -> None:
        """Print the warnings of the library, how many articles ended in which way, and where the new pages are."""
        outcomes, settings = result.outcomes, result.settings
        self.warn_of_library(result.library)
        statuses = Counter(outcome.status for outcome in outcomes)
        parts = [f"{statuses[status]} {status.replace('_', ' ')}" for status in _STATUSES if statuses[status]]
        length = in_words(sum(outcome.duration_ms for outcome in outcomes))
        output = settings.output
        self.console.say(f"{count_noun(len(outcomes), 'article')}: {', '.join(parts)}. {length} of audio in {output}.")
        if missing := sum(len(outcome.missing) for outcome in outcomes):
            self.console.error(f"{count_noun(missing, 'format')} that you asked for could not be made.")
        voices = list(dict.fromkeys(voice for outcome in outcomes for voice in outcome.voices))
        if voices:
            more = [f"{len(voices) - _MAX_VOICES} more"] if len(voices) > _MAX_VOICES else []
            self.console.say(f"{'Voice' if len(voices) == 1 else 'Voices'}: {', '.join(voices[:_MAX_VOICES] + more)}.")
        if result.library.is_new:
            hint = "" if settings.channel.base_url else " For a podcast feed, give --base-url."
            self.console.say(f"{output / PAGE} lists all packages.{hint}")
        if self.strict and result.warnings:
            self.console.error(describe_strict(result.warnings))


class BarReport(LineReport):
    """Redraws one line with the estimated time left, below errors and warnings."""

    def __init__(self, console: Console, count: int, *, strict: bool = False, verbose: bool = False) -> None:
        super().__init__(console, count, strict=strict, verbose=verbose)
        self._start_s = time.monotonic()
        self._done = 0
        self._working: dict[Path, Progress] = {}
        self._is_drawn = True
        self._draw()

    def print_warning(self, warning: str) -> None:
        """Print a warning above the bar, and draw the bar again."""
        self._print_above(f"Warning: {warning}")

    def progress(self, progress: Progress) -> None:
        """Draw the bar with the part of a long article that is done."""
        self._working[progress.path] = progress
        self._draw()

    def article(self, number: int, outcome: Outcome) -> None:
        """Print what there is to say of one article above the bar, and draw the bar again."""
        self._working.pop(outcome.path, None)
        self._done = number
        if outcome.error or outcome.reason:
            self._print_above(str(outcome.error or outcome.reason))
        for line in (*(describe_package(outcome) if self._verbose else ()), *describe_missing(outcome)):
            self._print_above(line)
        for warning in outcome.warnings:
            self.warn(warning)
        self._draw()

    def _print_above(self, line: str) -> None:
        """Print a line in the place of the bar, if it is still there, and draw the bar below it."""
        if self._is_drawn:
            self.console.redraw("")
        self.console.error(line)
        if self._is_drawn:
            self._draw()

    def _draw(self) -> None:
        """Draw the bar, with the articles at work and the time left if that can be estimated."""
        parts = ((progress.part + (progress.step == "encoded")) / 2 for progress in self._working.values())
        done = self._done + sum(parts)
        filled = int(_BAR_WIDTH * done / self.count)
        pieces = [f"[{'#' * filled}{'.' * (_BAR_WIDTH - filled)}] {self._done} of {self.count}"]
        if 0 < done < self.count:
            left_s = (time.monotonic() - self._start_s) / done * (self.count - done)
            pieces.append(f"about {about(round(left_s * 1000))} left")
        pieces += (
            f"{progress.slug} {round(100 * progress.part)} % {progress.step}" for progress in self._working.values()
        )
        width = get_terminal_size().columns - 1  # a line that wraps could not be drawn again
        self.console.redraw(", ".join(pieces)[:width])

    def summary(self, result: RunResult) -> None:
        """End the line of the bar, and print the summary below it."""
        self.console.error("")
        self._is_drawn = False
        super().summary(result)


class JsonReport(QuietReport):
    """Prints one object per article, one for the summary, and for long articles how far they are."""

    def __init__(self, console: Console, count: int, *, strict: bool = False) -> None:
        super().__init__(console, count, strict=strict)
        self._notes = ProgressNotes()

    def warn(self, warning: str) -> None:
        """Print a warning about the run as an object of JSON."""
        self.console.object({"event": "warning", "what": warning})

    def progress(self, progress: Progress) -> None:
        """Print how far a long article is as an object of JSON, when a line would be due."""
        if note := self._notes.note(progress):
            self.console.object(note.values)

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
                "elapsed_ms": outcome.elapsed_ms,
                "warnings": list(outcome.warnings),
                "voices": list(outcome.voices),
                "impossible": dict(outcome.impossible),
                "missing": list(outcome.missing),
                "older": list(outcome.older),
                "reason": outcome.reason or None,
                "error": str(outcome.error) if outcome.error else None,
            }
        )

    def summary(self, result: RunResult) -> None:
        """Print the counts and the library as an object of JSON."""
        statuses = Counter(outcome.status for outcome in result.outcomes)
        counts: dict[str, int] = {status: statuses[status] for status in _STATUSES}
        settings = result.settings
        self.console.object(
            {
                "event": "summary",
                "output": str(settings.output),
                **counts,
                "duration_ms": sum(outcome.duration_ms for outcome in result.outcomes),
                "library": str(settings.output / PAGE),
                "feed": settings.channel.url(FEED) if settings.channel.base_url else None,
                "warnings": list(result.library.warnings),
                "warning_count": result.warnings,
            }
        )


def choose_report(options: argparse.Namespace, console: Console, count: int = 0) -> QuietReport:
    """Return the report that the options ask for, on a run of `count` articles; if that is not known, without a bar."""
    if options.json or options.quiet:
        kind = JsonReport if options.json else QuietReport
        return kind(console, count, strict=options.strict)
    shown = BarReport if options.progress == "bar" and count else LineReport
    return shown(console, count, strict=options.strict, verbose=options.verbose)


def restore_warnings(outcome: Outcome) -> Outcome:
    """Return an outcome with the warnings that its package was made with: if it is unchanged, they hold still."""
    if outcome.status != "unchanged":
        return outcome
    return replace(outcome, warnings=(*read_warnings(outcome.package), *outcome.warnings))


def describe_missing(outcome: Outcome) -> Iterator[str]:
    """Yield a line about each format that was asked for by name and could not be made."""
    reasons = dict(outcome.impossible)
    for name in outcome.missing:
        yield f"{outcome.path}: The format {name} could not be made. {reasons[name]}"


def describe_strict(warnings: int) -> str:
    """Return why a strict run failed."""
    return f"{count_noun(warnings, 'warning')}. Because of --strict, the exit status is 1."
