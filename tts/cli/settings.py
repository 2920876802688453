"""What arguments and `articast.toml` say together."""

from __future__ import annotations

import argparse
from typing import Any

from tts.config.settings import FILE_SETTINGS, Settings, gather
from tts.errors import UsageError


def settings_from_args(options: argparse.Namespace) -> Settings:
    """The settings for a verb: what its arguments say, over the file that `--config` names, over the defaults.

    Raises:
        UsageError: a setting is unknown or not possible, or the file cannot be read.
    """
    return gather(_arguments(options), options.config)


def _arguments(options: argparse.Namespace) -> dict[str, Any]:
    """Those settings that the verb takes and that were given."""
    names = [name for name in FILE_SETTINGS if name != "breaks"]
    values = {name: getattr(options, name, None) for name in names}
    breaks = dict(map(_break, getattr(options, "breaks", ())))
    return {name: value for name, value in values.items() if value is not None} | {"breaks": breaks}


def _break(text: str) -> tuple[str, int]:
    name, _, ms = text.partition("=")
    if not ms.isdecimal():
        raise UsageError(f"'{text}' sets no silence. Write a name and milliseconds, as in --break paragraph=800.")
    return name.strip().replace("-", "_"), int(ms)
