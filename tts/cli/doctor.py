"""`articast doctor`: check the installation, and show all settings."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import asdict

from tts.cli.console import Console, count_noun
from tts.cli.settings import settings_from_args
from tts.config.settings import FILE, Setting, Settings
from tts.config.user_file import find_user_file
from tts.doctor import Finding, examine, list_packages
from tts.errors import UsageError


def run(options: argparse.Namespace, console: Console) -> int:
    """Print every finding, then every setting, and as JSON every package; return 1 if there are problems, else 0."""
    problems = 0
    for line in _examine(options):
        problems += isinstance(line, Finding) and not line.ok
        console.show(_to_line(line), _to_json(line), as_json=options.json)
    if options.json:
        for package in list_packages():
            console.object({"event": "package", **asdict(package)})
    summary = f"{count_noun(problems, 'problem')}." if problems else "No problems found."
    console.show(summary, {"event": "summary", "problems": problems}, as_json=options.json)
    return 1 if problems else 0


def _examine(options: argparse.Namespace) -> Iterator[Finding | Setting]:
    """Examine with the settings from file and arguments, or with the defaults if something is wrong with these."""
    name = "Configuration"
    try:
        settings = settings_from_args(options)
    except UsageError as error:
        yield from examine(Settings())
        yield Finding(name=name, ok=False, detail=str(error).rstrip("."))
    else:
        yield from examine(settings)
        files = " and ".join(map(str, settings.files))
        yield Finding(name=name, ok=True, detail=f"from {files}" if files else _describe_missing_files())
        yield from settings.all()


def _describe_missing_files() -> str:
    """Return which settings files could be there, but are not."""
    user_file = find_user_file()
    return f"no {FILE} here" + (f", and no file of yours, {user_file}" if user_file else "")


def _to_json(line: Finding | Setting) -> dict[str, object]:
    """Return a finding or a setting as `--json` prints it."""
    if isinstance(line, Setting):
        return {"event": "setting", **asdict(line)}
    return {"event": "finding", "name": line.name, "ok": line.ok, "detail": line.detail, "mend": line.next_step}


def _to_line(line: Finding | Setting) -> str:
    """Return a finding as sentences, with the next step as the last, or a setting with its value and origin."""
    if isinstance(line, Finding):
        sentences = [f"{line.name}: {line.detail}", *filter(None, [line.next_step])]
        return ("" if line.ok else "Problem. ") + " ".join(f"{sentence}." for sentence in sentences)
    if line.value is None:
        value = "chosen by the language" if line.name == "voice" else ""
    else:
        value = ", ".join(line.value) if isinstance(line.value, list) else str(line.value)
    return f"{line.name} is {value or 'not set'} ({line.origin})"
