"""`articast verify`: check finished packages."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Protocol

from tts.cli.console import Console, count_noun
from tts.verify import packages, verify
from tts.verify.findings import Finding


def run(options: argparse.Namespace, console: Console) -> int:
    """Check the packages in `options.paths`; return 1 if there are findings, else 0."""
    report: _Report = _Json(console) if options.json else _Lines(console)
    folders = packages(options.paths)
    total = 0
    for folder in folders:
        count = 0
        for finding in verify(folder):
            report.finding(folder, finding)
            count += finding.kind == "finding"
        report.package(folder, count)
        total += count
    report.summary(len(folders), total)
    return 1 if total else 0


class _Report(Protocol):
    def finding(self, folder: Path, finding: Finding, /) -> None: ...

    def package(self, folder: Path, count: int, /) -> None: ...

    def summary(self, packages: int, findings: int, /) -> None: ...


class _Lines:
    """Prints one line per finding, one per package, and a summary."""

    def __init__(self, console: Console) -> None:
        self.console = console

    def finding(self, folder: Path, finding: Finding) -> None:
        place = folder / finding.place if finding.place else folder
        step = f" {finding.next_step}" if finding.kind == "finding" else ""
        self.console.say(f"{'Note: ' if finding.kind == 'note' else ''}{place}: {finding.what}{step}")

    def package(self, folder: Path, count: int) -> None:
        self.console.say(f"{folder}: {count_noun(count, 'finding') if count else 'no findings'}.")

    def summary(self, packages: int, findings: int) -> None:
        self.console.say(f"{count_noun(packages, 'package')}, {count_noun(findings, 'finding')}.")


class _Json:
    """Prints one object per finding or note, one per package, and one for the summary."""

    def __init__(self, console: Console) -> None:
        self.console = console

    def finding(self, folder: Path, finding: Finding) -> None:
        self.console.object(
            {
                "event": finding.kind,
                "package": str(folder),
                "check": finding.check,
                "place": finding.place,
                "what": finding.what,
                "next": finding.next_step if finding.kind == "finding" else None,
            }
        )

    def package(self, folder: Path, count: int) -> None:
        self.console.object({"event": "package", "package": str(folder), "findings": count})

    def summary(self, packages: int, findings: int) -> None:
        self.console.object({"event": "summary", "packages": packages, "findings": findings})
