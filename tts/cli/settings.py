"""Turn the arguments of a command into settings."""

from __future__ import annotations

import argparse

from tts.config.settings import FILE_SETTINGS, Settings, gather
from tts.errors import UsageError

_MAX_DIGITS = 100  # Python converts no number of more than 4300


def settings_from_args(options: argparse.Namespace) -> Settings:
    """Return the settings from the arguments, else from the file that `--config` names, else the defaults.

    Raises:
        UsageError: a setting is unknown or not possible, or the file cannot be read.
    """
    breaks = {}
    for text in getattr(options, "breaks", ()):
        name, _, ms = text.partition("=")
        if not ms.isdecimal() or len(ms) > _MAX_DIGITS:
            raise UsageError(f"'{text}' is not a break. Use NAME=MS, as in --break paragraph=800.")
        breaks[name.strip().replace("-", "_")] = int(ms)
    values = {name: getattr(options, name, None) for name in FILE_SETTINGS if name != "breaks"}
    values = {name: value for name, value in values.items() if value is not None}
    return gather({**values, "breaks": breaks}, options.config)
