"""`articast verify`: check finished packages."""

from __future__ import annotations

import argparse
from pathlib import Path

from tts.cli.console import Console, count_noun
from tts.cli.folders import require_packages
from tts.cli.settings import settings_from_args
from tts.verify import packages, verify


def run(options: argparse.Namespace, console: Console) -> int:
    """Check the packages in `options.paths`; return 1 if there are findings, else 0."""
    folders = packages(options.paths or [_default_folder(options)])
    total = 0
    for folder in folders:
        count = 0
        for finding in verify(folder):
            is_note = finding.kind == "note"
            count += not is_note
            place = folder / finding.place if finding.place else folder
            line = f"Note: {place}: {finding.what}" if is_note else f"{place}: {finding.what} {finding.next_step}"
            values = {
                "event": finding.kind,
                "package": str(folder),
                "check": finding.check,
                "place": finding.place,
                "what": finding.what,
                "next": None if is_note else finding.next_step,
            }
            console.show(line, values, as_json=options.json)
        line = f"{folder}: {count_noun(count, 'finding') if count else 'no findings'}."
        console.show(line, {"event": "package", "package": str(folder), "findings": count}, as_json=options.json)
        total += count
    line = f"{count_noun(len(folders), 'package')}, {count_noun(total, 'finding')}."
    console.show(line, {"event": "summary", "packages": len(folders), "findings": total}, as_json=options.json)
    return 1 if total else 0


def _default_folder(options: argparse.Namespace) -> Path:
    """Return the output folder of the settings, which has packages."""
    output = settings_from_args(options).output
    require_packages(output, is_named=False)
    return output
