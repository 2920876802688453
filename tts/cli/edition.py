"""`articast edition`: make one edition of many articles."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Any

from tts.cli.alike import WarningGroups
from tts.cli.console import Console, count_noun
from tts.cli.details import describe_package
from tts.cli.dry_run import preview_edition
from tts.cli.edition_report import report_edition
from tts.cli.progress import ProgressNotes
from tts.cli.reports import describe_strict, restore_warnings
from tts.cli.settings import settings_from_args
from tts.cli.sources import open_edition_file
from tts.cli.standard_input import STANDARD_INPUT
from tts.clock import in_words
from tts.config.config import Config
from tts.config.settings import Settings
from tts.editions.build import EditionOutcome, make_edition
from tts.editions.edition_file import read_edition_file
from tts.editions.edition_folder import read_edition_folder
from tts.editions.lengths import parse_length, warn_of_length
from tts.editions.readers import assign_readers, find_edition_voices
from tts.editions.settings import EditionSettings
from tts.editions.usb.copy import copy_tracks, plan_copy
from tts.errors import ArticastError, UsageError
from tts.formats import FEED, USB, check_formats_of_many
from tts.library.build import LibraryResult, build_library
from tts.packages.outcome import Outcome, Progress, describe_impossible
from tts.review.edition import review_edition
from tts.review.edition_dry_run import plan_edition_run
from tts.speech.engines import load

FILE = Path("edition.toml")
_FORMATS = ("mp3", "usb")
_MAX_DIGITS = 6


def run(options: argparse.Namespace, console: Console) -> int:
    """Make the edition; return 1 if it lacks something that was asked for, else 0."""
    if str(options.file) != STANDARD_INPUT:
        return _run(options, console)
    opened = open_edition_file(console)
    (options.file,) = opened.paths
    try:
        return _run(options, opened.console)
    except ArticastError as error:  # it names the file that nobody sees
        opened.console.error(str(error))
        return 2 if isinstance(error, UsageError) else 1


def _run(options: argparse.Namespace, console: Console) -> int:
    """Make the edition, or show what it would be, and return the exit status."""
    settings = settings_from_args(options)
    formats = _choose_formats(options.edition_formats, settings)
    if options.copy_to and USB not in formats:
        raise UsageError("Only the folder of tracks can be copied. Add usb to --formats.")
    if options.copy_to and not options.copy_to.is_dir():
        what = "There is no such folder. Put the stick in, and name the folder in which its files appear."
        raise UsageError(what, path=options.copy_to)
    edition = _read_edition(options, settings)
    pinned = settings.config.pinned
    edition = replace(
        edition,
        date=settings.config.date if "date" in pinned else edition.date,
        language=settings.config.language if "language" in pinned else edition.language,
    )
    max_ms = parse_length(options.max_length) if options.max_length else None
    if options.check:
        return _check(edition, settings, max_ms, options, console)
    if options.dry_run:
        readers = _assign_readers(edition, settings.config)
        plan = plan_edition_run(edition, settings, readers, formats, max_ms, force=options.force, prune=options.prune)
        return preview_edition(plan, options, console)
    report = _Report(console, len(tuple(edition.articles())), options)
    libraries: list[LibraryResult] = []
    results = make_edition(
        edition,
        _assign_readers(edition, settings.config),
        settings.output,
        settings.config,
        formats,
        from_all=tuple(name for name in formats if name not in _split_formats(options.edition_formats)),
        force=options.force,
        prune=options.prune,
        drafts=settings.drafts,
        jobs=settings.jobs,
        finish=lambda: libraries.append(build_library(settings.output, settings.channel)),
        report=None if options.quiet else report.progress,
    )
    made: EditionOutcome | None = None
    lengths: list[tuple[str, int]] = []
    for result in results:
        if isinstance(result, EditionOutcome):
            made = result
        else:
            report.article(restore_warnings(result) if options.strict else result)
            lengths.append((result.slug, result.duration_ms))
    assert made is not None
    report.edition(made, libraries[0])
    if max_ms:
        for warning in warn_of_length(made.duration_ms, max_ms, lengths):
            report.warn(f"{edition.path}: {warning}")
    if options.copy_to:
        _copy(made.package, options.copy_to, report)
    if options.strict and report.warnings:
        if not options.json:
            console.error(describe_strict(report.warnings))
        return 1
    return 1 if made.missing or made.missing_formats else 0


def _choose_formats(names: str | None, settings: Settings) -> tuple[str, ...]:
    """Return the formats that `--formats` names; `all` has no feed if the address for it is not known.

    Raises:
        UsageError: one of them does not exist, or is named and cannot be made.
    """
    asked = _split_formats(names)
    formats = check_formats_of_many(asked)
    if FEED not in formats or settings.channel.base_url:
        return formats
    if FEED in asked:
        raise UsageError("A feed needs the address of the output folder on the web. Give --base-url.")
    return tuple(name for name in formats if name != FEED)


def _split_formats(names: str | None) -> tuple[str, ...]:
    """Return the names in `--formats`, by default those of an edition."""
    return tuple(name.strip() for name in names.split(",")) if names else _FORMATS


def _check(
    edition: EditionSettings, run: Settings, max_ms: int | None, options: argparse.Namespace, console: Console
) -> int:
    """Print what the edition would be, without speaking anything; return 1 if an article cannot be read, else 0."""
    with load(run.config.engine) as engine:
        review = review_edition(edition, run, engine, max_ms)
    for line, values in report_edition(review):
        console.show(line, values, as_json=options.json)
    wrong = {"error", "warning"} if options.strict else {"error"}
    return 1 if any(finding.event in wrong for finding in review.findings) else 0


class _Report:
    """Prints what is made of `count` articles: lines, or objects of JSON, or errors only; counts the warnings."""

    def __init__(self, console: Console, count: int, options: argparse.Namespace) -> None:
        self._console = console
        self._count = count
        self._numbers: dict[Path, int] = {}
        self._as_json = options.json
        self._quiet = options.quiet
        self._strict = options.strict
        self._verbose = options.verbose
        self._notes = ProgressNotes()
        self._groups = WarningGroups(prints_all=options.verbose)
        self.warnings = 0

    def show(self, line: str, values: dict[str, Any]) -> None:
        """Print one result."""
        if not self._quiet:
            self._console.show(line, values, as_json=self._as_json)

    def warn(self, warning: str) -> None:
        """Print a warning, and count it; a quiet report prints it if it is an error."""
        if self._as_json:
            self._console.object({"event": "warning", "what": warning})
        self._count_warning(warning)

    def _count_warning(self, warning: str) -> None:
        """Count a warning, and print it if it is not part of an object, as `warn` does."""
        self.warnings += 1
        is_shown = not self._as_json and (self._strict or not self._quiet)
        if is_shown and self._groups.add(warning):
            self._console.error(f"Warning: {warning}")

    def progress(self, progress: Progress) -> None:
        """Print how far a long article is, if that is due."""
        if note := self._notes.note(progress):
            self.show(note.line, note.values)

    def article(self, outcome: Outcome) -> None:
        """Print how one article ended, then each of its warnings."""
        is_again = outcome.path in self._numbers
        number = self._numbers.setdefault(outcome.path, len(self._numbers) + 1)
        values = {
            "event": "article",
            "path": str(outcome.path),
            "slug": outcome.slug,
            "status": outcome.status,
            "duration_ms": outcome.duration_ms,
            "warnings": list(outcome.warnings),
            "reason": outcome.reason or None,
            "error": str(outcome.error) if outcome.error else None,
        }
        unchanged = ", unchanged" if outcome.status == "unchanged" else ""
        unchanged = ", again with the frame rate of the others" if is_again else unchanged
        length = f"{outcome.slug}, {in_words(outcome.duration_ms)}{unchanged}"
        line = f"{number} of {self._count}: {outcome.reason or length}"
        if outcome.error and not self._as_json:
            self._console.error(f"{number} of {self._count}: failed. {outcome.error}")
        else:
            self.show(line, values)
        if self._verbose and not self._as_json:
            for line in describe_package(outcome):
                self._console.say(line)
        for warning in outcome.warnings:
            self._count_warning(warning)

    def edition(self, outcome: EditionOutcome, library: LibraryResult) -> None:
        """Print how the edition ended, after its warnings and those of the library."""
        reasons = dict(outcome.impossible)
        for name in () if self._as_json else outcome.missing_formats:
            self._console.error(f"{outcome.title}: {describe_impossible(name, reasons[name])}")
        for warning in (*outcome.warnings, *library.warnings):
            self._count_warning(warning)
        for line in self._groups.summarize():
            self._console.error(f"Warning: {line}")
        values = {
            "event": "edition",
            "title": outcome.title,
            "status": outcome.status,
            "package": str(outcome.package),
            "articles": outcome.count,
            "missing": [str(path) for path in outcome.missing],
            "missing_formats": list(outcome.missing_formats),
            "impossible": reasons,
            "older": list(outcome.older),
            "duration_ms": outcome.duration_ms,
            "warnings": [*outcome.warnings, *library.warnings],
        }
        articles = count_noun(outcome.count, "article")
        unchanged = ", unchanged" if outcome.status == "unchanged" else ""
        length = in_words(outcome.duration_ms)
        self.show(f"{outcome.title}: {articles}, {length}{unchanged}. It is in {outcome.package}.", values)


def _copy(package: Path, target: Path, report: _Report) -> None:
    """Copy the folder of tracks, and say when the stick can be pulled out."""
    plan = plan_copy(package, target)
    for other in plan.others:
        report.warn(f"{target / other} is another edition of this series. It stays there.")
    if plan.was_interrupted:
        report.warn(f"{target}: An earlier copy was interrupted. It is removed and made again.")
    folder = ""
    for track in copy_tracks(plan):
        if track.folder != folder:
            folder = track.folder
            line = f"Copying {track.folder}: track {track.number} of {track.count}"
            report.show(line, {"event": "copy", "folder": track.folder, "number": track.number, "of": track.count})
    done = (
        f"{plan.folder}: {count_noun(len(plan.tracks), 'track')}, read back and right. You can pull the stick out now."
    )
    report.show(done, {"event": "copied", "folder": str(plan.folder), "tracks": len(plan.tracks)})


def _read_edition(options: argparse.Namespace, settings: Settings) -> EditionSettings:
    """Return the edition that the arguments name."""
    follow = settings.follow_links
    if options.folder is not None:
        if not options.title:
            raise UsageError("An edition of a folder needs a title. Give --title.")
        if options.file:
            raise UsageError("Give a file or --from, not both.")
        edition = read_edition_folder(options.folder, options.title, follow_links=follow)
    else:
        if options.file is None and not FILE.exists():
            what = f"There is no file {FILE} here. Name one, or make an edition of a folder with --from and --title."
            raise UsageError(what)
        edition = read_edition_file(options.file or FILE, follow_links=follow)
        edition = replace(edition, title=options.title or edition.title)
    if options.number == "next":
        return replace(edition, number=None, is_next=True)
    if options.number is None:
        return edition
    if not (options.number.isascii() and options.number.isdecimal() and len(options.number) <= _MAX_DIGITS):
        raise UsageError(f"--number must be a whole number of up to {_MAX_DIGITS} digits, or next.")
    return replace(edition, number=int(options.number), is_next=False)


def _assign_readers(edition: EditionSettings, config: Config) -> dict[Path, str]:
    """Return the reader of each article; the engine is asked for its voices only if the edition names some."""
    if not (edition.readers or edition.presenter or any(section.reader for section in edition.sections)):
        return {}
    with load(config.engine) as engine:
        voices = find_edition_voices(edition, engine.voices(), config.engine)
    return assign_readers(edition, voices, config.given_language)
