"""`articast doctor`: says what is here, what is set and what is wrong, and how to mend it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from tts.cli.console import Console
from tts.cli.settings import settings_from_args
from tts.config.settings import FILE, Setting, Settings
from tts.doctor import Finding, examine
from tts.errors import UsageError


def run(options: argparse.Namespace, console: Console) -> int:
    """Says every finding, then every setting; 1 if something must be mended."""
    problems = 0
    for line in _examined(options):
        problems += isinstance(line, Finding) and not line.ok
        _say(line, options, console)
    if options.json:
        console.object({"event": "summary", "problems": problems})
    else:
        many = "1 problem." if problems == 1 else f"{problems} problems."
        console.say(many if problems else "Everything needed is here.")
    return 1 if problems else 0


def _examined(options: argparse.Namespace) -> Iterator[Finding | Setting]:
    configuration, settings = _configuration(options)
    yield from examine(settings)
    yield configuration
    if configuration.ok:
        yield from settings.all()


def _configuration(options: argparse.Namespace) -> tuple[Finding, Settings]:
    """What the file and the arguments say together, or what is wrong with them; then the defaults are examined."""
    name = "Configuration"
    try:
        settings = settings_from_args(options)
    except UsageError as error:
        return Finding(name=name, ok=False, detail=str(error).rstrip(".")), Settings()
    where = f"from {settings.file}" if settings.file else f"no {FILE} here"
    return Finding(name=name, ok=True, detail=where), settings


def _say(line: Finding | Setting, options: argparse.Namespace, console: Console) -> None:
    if options.json:
        console.object({"event": type(line).__name__.lower(), **asdict(line)})
    elif isinstance(line, Setting):
        console.say(f"{line.name} is {_value(line.value)} ({line.origin})")
    else:
        sentences = [f"{line.name}: {line.detail}", *filter(None, [line.mend])]
        console.say(("" if line.ok else "Problem. ") + " ".join(f"{sentence}." for sentence in sentences))


def _value(value: Any) -> str:
    if value is None:
        return "chosen by the language"
    return (", ".join(value) if isinstance(value, list) else str(value)) or "none"
