"""Merge defaults, the settings files of user and project, and arguments, and remember where each value comes from."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from pathlib import Path
from typing import Any

from tts.config.channel import SETTINGS as FEED_SETTINGS
from tts.config.channel import Channel, configure_channel
from tts.config.config import SETTINGS, Config, configure, options, resolve_files, resolve_path
from tts.config.names import as_written, check_names, leaves, nested, option_name, setting_name, written_name
from tts.config.user_file import VARIABLE, find_user_file
from tts.errors import UsageError
from tts.files import describe_unreadable, read_file
from tts.noun import noun
from tts.speech.lexicon.toml_lines import TomlError, line_of, parse_toml

FILE = Path("articast.toml")
"""The file that is read from the current folder when none is named."""
RUN_SETTINGS = ("output", "jobs", "drafts", "follow_links", "base_url", "feed")
FILE_SETTINGS = (*SETTINGS, *RUN_SETTINGS)
"""The names that the file may set: those that shape an edition, and those of a run."""
MAX_JOBS = 256
_MAX_BYTES = 1_000_000


@noun
class Setting:
    """One value, and where it comes from: `default`, `articast.toml, line 3` or `argument`."""

    name: str
    value: Any
    origin: str


@noun
class Settings:
    """The settings of a run: how editions are made, the folder for them, the number of jobs, drafts, links, the feed.

    `files` are the settings files that were read, the strongest last. `origins` maps the names that are set, written as
    in `Config.pinned`, to where they are set; all others have their default.
    """

    config: Config = field(default_factory=Config)
    output: Path = Path("output")
    jobs: int = field(default_factory=lambda: os.cpu_count() or 1)
    drafts: bool = False
    follow_links: bool = False
    channel: Channel = field(default_factory=Channel)
    files: tuple[Path, ...] = ()
    origins: Mapping[str, str] = field(default_factory=dict)

    def all(self) -> Iterator[Setting]:
        """Yield every value, in a fixed order."""
        run = {"output": str(self.output), "jobs": self.jobs, "drafts": self.drafts, "follow_links": self.follow_links}
        run |= {"base_url": self.channel.base_url}
        feed = {f"feed.{name}": getattr(self.channel, name) for name in FEED_SETTINGS}
        for name, value in {**dict(leaves(options(self.config))), **run, **feed}.items():
            yield Setting(name=written_name(name), value=value, origin=self.origins.get(name, "default"))


def gather(arguments: Mapping[str, Any], file: Path | None = None) -> Settings:
    """Return the settings from `arguments` (by the names in `FILE_SETTINGS`), else from `file`, else the defaults.

    Without `file`, `articast.toml` in the current folder is read if it exists. Between the file and the defaults are
    the settings in the file of the user, see `find_user_file`. An article's front matter comes between the arguments
    and the file: the settings in `arguments` are pinned, see `Config`.

    Raises:
        UsageError: a file cannot be read, a name is unknown or a value is not possible; with file and line.
    """
    settings = Settings()
    user_file = find_user_file()
    if user_file is not None and (os.environ.get(VARIABLE) or os.path.lexists(user_file)):
        settings = _with_file(settings, user_file, is_of_user=True)
    if file is not None or os.path.lexists(FILE):
        settings = _with_file(settings, file or FILE)
    for name, value in leaves(arguments):
        try:
            settings = _with_setting(settings, name, value, "argument")
        except UsageError as error:
            raise UsageError(as_written(error.message, name, option_name(name))) from None
    pinned = tuple(sorted(name for name, _ in leaves(arguments) if name not in RUN_SETTINGS))
    return replace(settings, config=replace(settings.config, pinned=pinned))


def _with_file(settings: Settings, file: Path, *, is_of_user: bool = False) -> Settings:
    """Return `settings` with those in `file`; raise `UsageError`, with the line of a wrong setting."""
    try:
        values, lines = parse_toml(read_file(file, _MAX_BYTES), "rate = 150")
    except OSError as error:
        raise UsageError(describe_unreadable(error), path=file) from error
    except TomlError as error:
        raise UsageError(str(error), path=file, line=error.line) from None
    settings = replace(settings, files=(*settings.files, file))
    names: dict[str, str] = {}
    for written, value in leaves(values):
        name = setting_name(written)
        line = line_of(lines, (written,)) or line_of(lines, tuple(written.split(".", 1)))
        origin = f"{file}, line {line}" if line else str(file)
        try:
            if (other := names.setdefault(name, written)) != written:
                raise UsageError(f"{written} is the same setting as {other}. Remove one of them.")
            if is_of_user and name == "output" and not Path(os.path.expanduser(str(value))).is_absolute():  # noqa: PTH111
                raise UsageError("output must be a whole path in a file for all projects, such as ~/Articast.")
            settings = _with_setting(settings, name, value, origin, folder=file.parent)
        except UsageError as error:
            raise UsageError(as_written(error.message, name, written), path=file, line=line) from None
    return settings


def _with_setting(settings: Settings, name: str, value: Any, origin: str, folder: Path | None = None) -> Settings:
    """Return `settings` with one more value, which comes from `origin`, perhaps a file in `folder`."""
    table, dot, key = name.partition(".")
    check_names([table], FILE_SETTINGS, "setting")
    settings = replace(settings, origins={**settings.origins, name: origin})
    if name == "output":
        if not isinstance(value, str | Path) or not str(value) or "\0" in str(value):
            raise UsageError(f"output must be the path of a folder, not {value!r}.")
        return replace(settings, output=Path(value if folder is None else resolve_path(folder, str(value))))
    if name == "jobs":
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= MAX_JOBS:
            raise UsageError(f"jobs must be a whole number from 1 to {MAX_JOBS}, not {value!r}.")
        return replace(settings, jobs=value)
    if name in ("drafts", "follow_links"):
        if not isinstance(value, bool):
            raise UsageError(f"{name} must be true or false, not {value!r}.")
        return replace(settings, drafts=value) if name == "drafts" else replace(settings, follow_links=value)
    if table == "base_url":
        return replace(settings, channel=configure_channel(settings.channel, {table: value}))
    if table == "feed":
        if not dot:
            raise UsageError("feed must be a table, as in: feed = { title = 'Our articles', category = 'Science' }.")
        check_names([key], FEED_SETTINGS, "feed setting")
        return replace(settings, channel=configure_channel(settings.channel, {key: value}))
    config = configure(settings.config, nested(name, value))
    return replace(settings, config=config if folder is None else resolve_files(config, name, folder))
