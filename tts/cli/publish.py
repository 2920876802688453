"""`articast publish`: upload the packages and their library to a folder on the web."""

from __future__ import annotations

import argparse
from collections import Counter

from tts.cli.console import Console, count_noun
from tts.cli.settings import settings_from_args
from tts.errors import UsageError
from tts.publish.folder import read_folder
from tts.publish.record import NAME, Record
from tts.publish.target import Target
from tts.publish.upload import Outcome, publish, read_record


def run(options: argparse.Namespace, console: Console) -> int:
    """Upload what has changed in the output folder to `options.address`."""
    settings = settings_from_args(options)
    target = Target(options.address)
    if target.lies_in(settings.output):
        raise UsageError(f"{target.shown}: This is in the folder of the packages. Give another folder.")
    folder = read_folder(settings.output, settings.channel)
    for path in folder.left_out:
        console.error(f"Warning: {path}: This is not a regular file with a plain name, and is not published.")
    record = read_record(target)
    if record is None:
        message = "The record of earlier uploads cannot be read, so all files are uploaded again, and none is removed."
        console.error(f"Warning: {target.shown.rstrip('/')}/{NAME}: {message}")
        record = Record(files={})
    counts: Counter[str] = Counter()
    for outcome in publish(
        folder.groups, target, record, removes=options.delete, dry_run=options.dry_run, force=options.force
    ):
        if outcome.name or outcome.status == "removed":
            counts[outcome.status] += 1
        counts["files"] += outcome.files * (outcome.status == "uploaded")
        counts["bytes"] += outcome.size_bytes * (outcome.status == "uploaded")
        is_quiet = options.quiet or (outcome.status == "unchanged" and not options.verbose)
        if options.json or not is_quiet:
            console.show(_line(outcome, options.dry_run), _values(outcome), as_json=options.json)
    _summarize(options, console, target, counts, settings.channel.base_url)
    return 0


def _line(outcome: Outcome, dry_run: bool) -> str:
    """Return the outcome of a package, or of the library, as one line."""
    name, files = outcome.name or "Library", count_noun(outcome.files, "file")
    if outcome.status == "unchanged":
        return f"{name}: unchanged."
    if outcome.status == "kept":
        return f"{name}: {files} at the address, but no longer in the folder. Give --delete to remove such files."
    verb = ("would be " if dry_run else "") + outcome.status
    return f"{name}: {files} {verb}, {_megabytes(outcome.size_bytes)}."


def _values(outcome: Outcome) -> dict[str, object]:
    """Return the outcome as an object for programs."""
    return {
        "event": "package" if outcome.name else "library",
        "package": outcome.name,
        "status": outcome.status,
        "files": outcome.files,
        "bytes": outcome.size_bytes,
    }


def _summarize(
    options: argparse.Namespace, console: Console, target: Target, counts: Counter[str], base_url: str
) -> None:
    """Print what was done in all, and where listeners find it."""
    done = "would be uploaded" if options.dry_run else "uploaded"
    parts = [f"{count_noun(counts['uploaded'], 'package')} {done}", f"{counts['unchanged']} unchanged"]
    parts += [f"{counts['removed']} removed"] if counts["removed"] and not options.dry_run else []
    amount = f"{count_noun(counts['files'], 'file')}, {_megabytes(counts['bytes'])}"
    where = f" Listeners find them at {base_url}" if base_url and not options.dry_run else ""
    line = f"{target.shown}: {', '.join(parts)}; {amount}.{where}"
    names = ("uploaded", "unchanged", "removed", "kept", "files", "bytes")
    values: dict[str, object] = {"event": "summary", "address": target.shown} | {name: counts[name] for name in names}
    if options.json or not options.quiet:
        console.show(line, values, as_json=options.json)


def _megabytes(size_bytes: int) -> str:
    """Return a size as people read it."""
    return f"{size_bytes / 1e6:.1f} MB" if size_bytes >= 100_000 else f"{-(-size_bytes // 1000)} kB"
