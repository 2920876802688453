"""Merge defaults, `articast.toml` and arguments, and remember where each value comes from."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from tts.config.channel import SETTINGS as FEED_SETTINGS
from tts.config.channel import Channel, configure_channel
from tts.config.config import SETTINGS, Config, check_names, configure, leaves, nested, options, resolve_files
from tts.errors import UsageError
from tts.speech.lexicon.toml_lines import TomlError, line_of, parse_toml

FILE = Path("articast.toml")
"""The file that is read from the current folder when none is named."""
RUN_SETTINGS = ("output", "jobs", "drafts", "base_url", "feed")
FILE_SETTINGS = (*SETTINGS, *RUN_SETTINGS)
"""The names that the file may set: those that shape an edition, and those of a run."""
MAX_JOBS = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One value, and where it comes from: `default`, `articast.toml, line 3` or `argument`."""

    name: str
    value: Any
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of a run: how editions are made, the folder for them, the number of jobs, drafts, the feed.

    `file` is the settings file that was read. `origins` maps the names that are set, written as in `Config.pinned`,
    to where they are set; all others have their default.
    """

    config: Config = field(default_factory=Config)
    output: Path = Path("output")
    jobs: int = field(default_factory=lambda: os.cpu_count() or 1)
    drafts: bool = False
    channel: Channel = field(default_factory=Channel)
    file: Path | None = None
    origins: Mapping[str, str] = field(default_factory=dict)

    def all(self) -> Iterator[Setting]:
        """Yield every value, in a fixed order."""
        run = {"output": str(self.output), "jobs": self.jobs, "drafts": self.drafts, "base_url": self.channel.base_url}
        feed = {f"feed.{name}": getattr(self.channel, name) for name in FEED_SETTINGS}
        for name, value in {**dict(leaves(options(self.config))), **run, **feed}.items():
            yield Setting(name=name, value=value, origin=self.origins.get(name, "default"))


def gather(arguments: Mapping[str, Any], file: Path | None = None) -> Settings:
    """Return the settings from `arguments` (by the names in `FILE_SETTINGS`), else from `file`, else the defaults.

    Without `file`, `articast.toml` in the current folder is read if it exists. An article's front matter comes between
    the two: the settings in `arguments` are pinned, see `Config`.

    Raises:
        UsageError: the file cannot be read, a name is unknown or a value is not possible; with file and line.
    """
    settings = Settings()
    if file is not None or FILE.exists():
        settings = _with_file(settings, file or FILE)
    for name, value in leaves(arguments):
        settings = _with_setting(settings, name, value, "argument")
    pinned = tuple(sorted(name for name, _ in leaves(arguments) if name not in RUN_SETTINGS))
    return replace(settings, config=replace(settings.config, pinned=pinned))


def _with_file(settings: Settings, file: Path) -> Settings:
    """Return `settings` with those in `file`; raise `UsageError`, with the line of a wrong setting."""
    try:
        values, lines = parse_toml(file.read_bytes(), "rate_wpm = 150")
    except OSError as error:
        cause = "There is no such file" if isinstance(error, FileNotFoundError) else error.strerror
        raise UsageError(f"{cause}. Check the path and its permissions.", path=file) from error
    except TomlError as error:
        raise UsageError(str(error), path=file, line=error.line) from None
    settings = replace(settings, file=file)
    for name, value in leaves(values):
        line = line_of(lines, (name,)) or line_of(lines, tuple(name.split(".", 1)))
        origin = f"{file}, line {line}" if line else str(file)
        try:
            settings = _with_setting(settings, name, value, origin, folder=file.parent)
        except UsageError as error:
            raise UsageError(error.message, path=file, line=line) from None
    return settings


def _with_setting(settings: Settings, name: str, value: Any, origin: str, folder: Path = Path()) -> Settings:
    """Return `settings` with one more value, which comes from `origin`. A relative path is relative to `folder`."""
    table, dot, key = name.partition(".")
    check_names({table: value}, FILE_SETTINGS, "setting")
    settings = replace(settings, origins={**settings.origins, name: origin})
    if name == "output":
        if not isinstance(value, str | Path) or not str(value) or "\0" in str(value):
            raise UsageError(f"output must be the path of a folder, not {value!r}.")
        return replace(settings, output=folder / value)
    if name == "jobs":
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= MAX_JOBS:
            raise UsageError(f"jobs must be a whole number from 1 to {MAX_JOBS}, not {value!r}.")
        return replace(settings, jobs=value)
    if name == "drafts":
        if not isinstance(value, bool):
            raise UsageError(f"drafts must be true or false, not {value!r}.")
        return replace(settings, drafts=value)
    if table == "base_url":
        return replace(settings, channel=configure_channel(settings.channel, {table: value}))
    if table == "feed":
        if not dot:
            raise UsageError("feed must be a table, as in: feed = { title = 'Our articles', category = 'Science' }.")
        check_names({key: value}, FEED_SETTINGS, "feed setting")
        return replace(settings, channel=configure_channel(settings.channel, {key: value}))
    config = configure(settings.config, nested(name, value))
    return replace(settings, config=resolve_files(config, name, folder))
