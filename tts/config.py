"""The settings that shape an edition, as one frozen Config; `settings` says where they come from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from difflib import get_close_matches
from typing import Any

from tts.errors import UsageError
from tts.model import BREAK_RANGE_MS, PROSODY_RANGES, Breaks, Prosody

LOUDNESS_LUFS: Mapping[str, float | None] = {"speech": -18.0, "podcast": -16.0, "broadcast": -23.0, "off": None}
"""Presets of integrated loudness (AES TD1008, Apple Podcasts, EBU R 128), as two loudspeakers play a mono file."""
CHOICES: Mapping[str, tuple[str, ...]] = {
    "loudness": tuple(LOUDNESS_LUFS),
    "verbosity": ("brief", "normal", "full"),
    "masked": ("bleep", "plain", "expletive"),
}
"""The settings that are one of a few words. `verbosity`: how much of what only the eye sees is announced; `masked`:
what is said for a masked word such as `sh*t`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """How an article becomes an edition. `voice` is an id or name, None for the best one of the article's language.

    `without_rules` names rules of pronunciation (see `tts.rules`) that are switched off.

    `pinned` names the settings that an article's head does not change, because the command line gave them; that of a
    break is its name after `breaks.`, as in `breaks.item`.
    """

    engine: str = "espeak"
    voice: str | None = None
    prosody: Prosody = field(default_factory=Prosody)
    breaks: Breaks = field(default_factory=Breaks)
    loudness: str = "speech"
    verbosity: str = "normal"
    masked: str = "bleep"
    without_rules: tuple[str, ...] = ()
    formats: tuple[str, ...] = ("mp3",)
    pinned: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name, choices in CHOICES.items():
            if (value := getattr(self, name)) not in choices:
                raise ValueError(f"{name} is '{value}'; choose one of {', '.join(choices)}")

    @property
    def target_lufs(self) -> float | None:
        """The integrated loudness to reach, None for the sound as it is."""
        return LOUDNESS_LUFS[self.loudness]


SETTINGS = ("engine", "voice", *PROSODY_RANGES, *CHOICES, "without_rules", "formats", "breaks")
"""The names that `configure` knows; `breaks` is a table of its own."""
ARTICLE_SETTINGS = SETTINGS[1:]
"""What an article's head may set: one engine speaks a whole run."""
_BREAK_RANGES = dict.fromkeys((one.name for one in fields(Breaks)), BREAK_RANGE_MS)


def configure(config: Config, settings: Mapping[str, Any], known: tuple[str, ...] = SETTINGS) -> Config:
    """`config` with `settings` over it: a mapping of names that are in `known`, with a mapping of breaks in ms.

    Raises:
        UsageError: a name is unknown (the nearest valid one is named) or a value is not possible.
    """
    check_names(settings, known, "setting")
    breaks = settings.get("breaks", {})
    if not isinstance(breaks, Mapping):
        raise UsageError("Setting 'breaks' is a table of milliseconds, as in: breaks: {paragraph: 600}.")
    check_names(breaks, tuple(_BREAK_RANGES), "break")
    try:
        return replace(
            config,
            prosody=replace(config.prosody, **_numbers(settings, PROSODY_RANGES)),
            breaks=replace(config.breaks, **_numbers(breaks, _BREAK_RANGES, "break ")),
            **_texts(settings),
        )
    except ValueError as error:
        raise UsageError(f"{error}.") from None


def configure_article(config: Config, head: Mapping[str, Any]) -> Config:
    """`config` with an article's own settings over it, but for those that are pinned.

    Raises:
        UsageError: as `configure`; also for what is pinned, so that a fault shows whatever the command line says.
    """
    told = dict(leaves(options(config)))
    after = configure(config, head, ARTICLE_SETTINGS)
    for name in config.pinned:
        after = configure(after, nested(name, told[name]))
    return after


def options(config: Config) -> dict[str, Any]:
    """All settings of `config` as plain values, in a fixed order: what a manifest records and a fingerprint hashes."""
    return {
        "engine": config.engine,
        "voice": config.voice,
        **asdict(config.prosody),
        "loudness": config.loudness,
        "verbosity": config.verbosity,
        "masked": config.masked,
        "without_rules": list(config.without_rules),
        "formats": list(config.formats),
        "breaks": asdict(config.breaks),
    }


def leaves(settings: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Each of `settings` by its name, those in the table of breaks as `breaks.item`."""
    for name, value in settings.items():
        if name == "breaks" and isinstance(value, Mapping):
            yield from ((f"breaks.{key}", ms) for key, ms in value.items())
        else:
            yield name, value


def nested(name: str, value: Any) -> dict[str, Any]:
    """One of `leaves` as the mapping that `configure` takes."""
    table, dot, key = name.partition(".")
    return {table: {key: value}} if dot and table == "breaks" else {name: value}


def check_names(settings: Mapping[str, Any], known: tuple[str, ...], kind: str) -> None:
    """Raises UsageError for the first of `settings` that is not `known`, and names the nearest one that is."""
    for name in settings:
        if name not in known:
            near = get_close_matches(str(name), known, n=1)
            hint = f"Did you mean '{near[0]}'?" if near else f"Known: {', '.join(known)}."
            raise UsageError(f"Unknown {kind} '{name}'. {hint}")


def _numbers(settings: Mapping[str, Any], ranges: Mapping[str, tuple[int, int]], kind: str = "") -> dict[str, int]:
    given = {name: settings[name] for name in ranges if name in settings}
    for name, value in given.items():
        low, high = ranges[name]
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise ValueError(f"{kind}{name} is {value!r}; a whole number from {low} to {high} is needed")
    return given


def _texts(settings: Mapping[str, Any]) -> dict[str, Any]:
    names = ("engine", "voice", *CHOICES)
    for name in names:
        if not isinstance(settings.get(name, ""), str):
            raise ValueError(f"{name} is {settings[name]!r}; a text is needed")
    texts = {name: settings[name] for name in names if name in settings}
    return texts | {name: _listed(name, settings[name]) for name in ("without_rules", "formats") if name in settings}


def _listed(name: str, value: Any) -> tuple[str, ...]:
    listed = value.split(",") if isinstance(value, str) else value
    if not isinstance(listed, (list, tuple)) or not all(isinstance(one, str) for one in listed):
        raise ValueError(f"{name} is {value!r}; names with commas between are needed")
    names = tuple(dict.fromkeys(one.strip() for one in listed if one.strip()))
    if not names and name == "formats":
        raise ValueError(f"{name} is {value!r}; names with commas between are needed")
    return names
