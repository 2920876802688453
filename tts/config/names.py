"""The names of settings: as users write them, and as the code has them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from tts.errors import UsageError
from tts.speech.cast import ROLES

_NAMES = {"rate": "rate_wpm", "break": "breaks"}
"""Settings whose option has another name than the code. Files may have either."""
_WRITTEN = {name: written for written, name in _NAMES.items()}
_TABLES = ("breaks", "feed", "speakers", "voices")


def setting_name(written: str) -> str:
    """Return the code's name of a setting: `rate_wpm` for `rate`, `breaks.lead_in` for `break.lead-in`.

    Dashes and underscores are alike, except in the names of languages and speakers.
    """
    table, dot, key = written.partition(".")
    table = table.replace("-", "_")
    table, folded = _NAMES.get(table, table), key.replace("-", "_")
    return f"{table}{dot}{folded if table == 'breaks' or folded in ROLES else key}"


def written_name(name: str) -> str:
    """Return the name of a setting as documents and options have it: `rate`, `break.lead-in`, `daisy-text`."""
    table, dot, key = name.partition(".")
    table = _WRITTEN.get(table, table)
    has_words = table == "break" or key in ROLES
    return f"{table.replace('_', '-')}{dot}{key.replace('_', '-') if has_words else key}"


def option_name(name: str) -> str:
    """Return the option that sets `name`: `--rate`, `--break lead-in`."""
    return f"--{written_name(name).replace('.', ' ')}"


def as_written(message: str, name: str, written: str) -> str:
    """Return a message about the setting `name` with the name that the user wrote in its place."""
    if re.match(rf"{re.escape(name)}(?![\w-])", message):
        return written + message.removeprefix(name)
    if message.startswith("Unknown"):
        for old, new in ((name, written), (name.partition(".")[2], written.partition(".")[2])):
            message = message.replace(f"'{old}'", f"'{new}'", 1) if new else message
    return message


def check_names(names: Iterable[object], known: Iterable[str], kind: str) -> None:
    """Check that all `names`, as the code has them, are `known`.

    Raises:
        UsageError: one is not; the nearest known one is suggested.
    """
    shown = {name: written_name(name) for name in known}
    for name in names:
        if name not in shown:
            near = get_close_matches(str(name).replace("_", "-"), shown.values(), n=1)
            hint = f"Did you mean '{near[0]}'?" if near else f"Known: {', '.join(shown.values())}."
            raise UsageError(f"Unknown {kind} '{name}'. {hint}")


def leaves(settings: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield each of `settings` with its name; a name in a table is prefixed, as in `breaks.item`."""
    for name, value in settings.items():
        if setting_name(str(name)) in _TABLES and isinstance(value, Mapping):
            yield from ((f"{name}.{key}", inner) for key, inner in value.items())
        else:
            yield str(name), value


def nested(name: str, value: Any) -> dict[str, Any]:
    """Return one of `leaves`, with its name in the code, as the mapping that `configure` takes."""
    table, dot, key = name.partition(".")
    return {table: {key: value}} if dot and table in _TABLES and table != "feed" else {name: value}
