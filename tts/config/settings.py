"""Defaults, `articast.toml` and arguments laid over one another, each value with where it comes from."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from tts.config.channel import SETTINGS as FEED_SETTINGS
from tts.config.channel import Channel, configure_channel
from tts.config.config import SETTINGS, Config, check_names, configure, leaves, nested, options
from tts.errors import UsageError
from tts.formats import check_formats
from tts.speech.engines import load
from tts.speech.rules import check_rules
from tts.text.detect import check_detector

FILE = Path("articast.toml")
"""Where the file is looked for when none is named: in the folder in which the command is called."""
RUN_SETTINGS = ("output", "jobs", "base_url", "feed")
FILE_SETTINGS = (*SETTINGS, *RUN_SETTINGS)
"""The names that the file knows: those that shape an edition, and those of a run."""
MOST_JOBS = 256

_CHECKS: Mapping[str, Callable[[Any], object]] = {
    "engine": load,
    "formats": check_formats,
    "without_rules": check_rules,
    "detect_language": check_detector,
}
_TABLE = re.compile(r"\s*\[+\s*([^\]#]+?)\s*\]")
_KEY = re.compile(r"\s*([^=#]+?)\s*=")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One value, and where it comes from: `default`, `articast.toml, line 3` or `argument`."""

    name: str
    value: Any
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a run is told: how editions are made, the folder for them, how many at a time, the feed of all of them.

    `file` is the one that was read.

    `origins` has the names (those of `Config.pinned`) that are set, and where; what is not in it is a default.
    """

    config: Config = field(default_factory=Config)
    output: Path = Path("output")
    jobs: int = field(default_factory=lambda: os.cpu_count() or 1)
    channel: Channel = field(default_factory=Channel)
    file: Path | None = None
    origins: Mapping[str, str] = field(default_factory=dict)

    def all(self) -> Iterator[Setting]:
        """Every value, in a fixed order."""
        run = {"output": str(self.output), "jobs": self.jobs, "base_url": self.channel.base_url}
        feed = {f"feed.{name}": getattr(self.channel, name) for name in FEED_SETTINGS}
        for name, value in {**dict(leaves(options(self.config))), **run, **feed}.items():
            yield Setting(name=name, value=value, origin=self.origins.get(name, "default"))


def gather(arguments: Mapping[str, Any], file: Path | None = None) -> Settings:
    """The defaults, over them the settings in `file`, over them `arguments` (by the names of `FILE_SETTINGS`).

    Without `file` it is `articast.toml` in the current folder, if there is one. An article's head comes between the
    two: what `arguments` hold is pinned, see `Config`.

    Raises:
        UsageError: the file cannot be read, a name is unknown or a value is not possible; with file and line.
    """
    settings = Settings()
    if file is not None or FILE.exists():
        settings = _with_file(settings, file or FILE)
    for name, value in leaves(arguments):
        settings = _with(settings, name, value, "argument")
    pinned = tuple(sorted(name for name, _ in leaves(arguments) if name not in RUN_SETTINGS))
    return replace(settings, config=replace(settings.config, pinned=pinned))


def _with_file(settings: Settings, file: Path) -> Settings:
    text = _text(file)
    lines = _lines(text)
    settings = replace(settings, file=file)
    for name, value in leaves(_parsed(text, file)):
        line = lines.get(name, lines.get(name.partition(".")[0]))
        origin = f"{file}, line {line}" if line else str(file)
        try:
            settings = _with(settings, name, value, origin, beside=file.parent)
            if check := _CHECKS.get(name):
                check(getattr(settings.config, name))
        except UsageError as error:
            raise UsageError(error.message, path=file, line=line) from None
    return settings


def _with(settings: Settings, name: str, value: Any, origin: str, beside: Path = Path()) -> Settings:
    """`settings` with one value more. A relative path counts from the folder `beside`."""
    check_names({name.partition(".")[0]: value}, FILE_SETTINGS, "setting")
    settings = replace(settings, origins={**settings.origins, name: origin})
    if name == "output":
        if not isinstance(value, str | Path) or not str(value):
            raise UsageError(f"output is {value!r}; the path of a folder is needed.")
        return replace(settings, output=beside / value)
    if name == "jobs":
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= MOST_JOBS:
            raise UsageError(f"jobs is {value!r}; a whole number from 1 to {MOST_JOBS} is needed.")
        return replace(settings, jobs=value)
    if name.partition(".")[0] in ("base_url", "feed"):
        return replace(settings, channel=_with_feed(settings.channel, name, value))
    config = configure(settings.config, nested(name, value))
    if name == "lexicon":
        config = replace(config, lexicon=tuple(str(beside / one) for one in config.lexicon))
    return replace(settings, config=config)


def _with_feed(channel: Channel, name: str, value: Any) -> Channel:
    table, dot, key = name.partition(".")
    if table == "base_url":
        return configure_channel(channel, {table: value})
    if not dot:
        raise UsageError("Setting 'feed' is a table, as in: feed = { title = 'Our articles', category = 'Science' }.")
    check_names({key: value}, FEED_SETTINGS, "setting of the feed")
    return configure_channel(channel, {key: value})


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError("This is not UTF-8. Save the file as UTF-8.", path=file) from None
    except OSError as error:
        cause = "There is no such file" if isinstance(error, FileNotFoundError) else error.strerror
        raise UsageError(f"{cause}. Check the path and its permissions.", path=file) from error


def _parsed(text: str, file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except ValueError as error:
        cause, line = str(error), None
        if place := re.fullmatch(r"(.*) \(at (?:line (\d+), column \d+|end of document)\)", cause, re.DOTALL):
            cause, line = place[1], int(place[2] or text.rstrip().count("\n") + 1)
        raise UsageError(
            f"This is not TOML: {cause}. A line is as in: rate_wpm = 150, or voice = 'en-GB'.", path=file, line=line
        ) from None


def _lines(text: str) -> dict[str, int]:
    """The line of each key, because a TOML parser does not tell. Keys of a table are written `table.key`."""
    lines: dict[str, int] = {}
    table = ""
    for number, line in enumerate(text.split("\n"), start=1):
        if header := _TABLE.match(line):
            table = f"{_bare(header[1])}."
            lines.setdefault(_bare(header[1]), number)
        elif key := _KEY.match(line):
            name = table + _bare(key[1])
            lines.setdefault(name, number)
            lines.setdefault(name.partition(".")[0], number)
    return lines


def _bare(key: str) -> str:
    """A key without quotes, and without spaces around its points."""
    return ".".join(part.strip().strip("\"'") for part in key.split("."))
