"""defaults < article's head < arguments, as one frozen Config."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from difflib import get_close_matches
from typing import Any

from tts.errors import UsageError
from tts.model import Breaks, Prosody

LOUDNESS_LUFS: Mapping[str, float | None] = {"speech": -18.0, "podcast": -16.0, "broadcast": -23.0, "off": None}
"""Presets of integrated loudness (AES TD1008, Apple Podcasts, EBU R 128), as two loudspeakers play a mono file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """How an article becomes an edition. `voice` is an id or name, None for the best one of the article's language."""

    engine: str = "espeak"
    voice: str | None = None
    prosody: Prosody = field(default_factory=Prosody)
    breaks: Breaks = field(default_factory=Breaks)
    loudness: str = "speech"
    formats: tuple[str, ...] = ("mp3",)

    def __post_init__(self) -> None:
        if self.loudness not in LOUDNESS_LUFS:
            raise ValueError(f"loudness is '{self.loudness}'; choose one of {', '.join(LOUDNESS_LUFS)}")

    @property
    def target_lufs(self) -> float | None:
        """The integrated loudness to reach, None for the sound as it is."""
        return LOUDNESS_LUFS[self.loudness]


_PROSODY = tuple(one.name for one in fields(Prosody))
_BREAKS = tuple(one.name for one in fields(Breaks))
SETTINGS = ("engine", "voice", *_PROSODY, "loudness", "formats", "breaks")
"""The names that `configure` knows; `breaks` is a table of its own."""
ARTICLE_SETTINGS = SETTINGS[1:]
"""What an article's head may set: one engine speaks a whole run."""


def configure(config: Config, settings: Mapping[str, Any], known: tuple[str, ...] = SETTINGS) -> Config:
    """`config` with `settings` over it: a mapping of names that are in `known`, with a mapping of breaks in ms.

    Raises:
        UsageError: a name is unknown (the nearest valid one is named) or a value is not possible.
    """
    _check_names(settings, known, "setting")
    breaks = settings.get("breaks", {})
    if not isinstance(breaks, Mapping):
        raise UsageError("Setting 'breaks' is a table of milliseconds, as in: breaks: {paragraph: 600}.")
    _check_names(breaks, _BREAKS, "break")
    try:
        return replace(
            config,
            prosody=replace(config.prosody, **_numbers(settings, _PROSODY)),
            breaks=replace(config.breaks, **_numbers(breaks, _BREAKS)),
            **_texts(settings),
        )
    except ValueError as error:
        raise UsageError(f"{str(error)[0].upper()}{str(error)[1:]}.") from None


def options(config: Config) -> dict[str, Any]:
    """All settings of `config` as plain values, in a fixed order: what a manifest records and a fingerprint hashes."""
    return {
        "engine": config.engine,
        "voice": config.voice,
        **asdict(config.prosody),
        "loudness": config.loudness,
        "formats": list(config.formats),
        "breaks": asdict(config.breaks),
    }


def _check_names(settings: Mapping[str, Any], known: tuple[str, ...], kind: str) -> None:
    for name in settings:
        if name not in known:
            near = get_close_matches(str(name), known, n=1)
            hint = f"Did you mean '{near[0]}'?" if near else f"Known: {', '.join(known)}."
            raise UsageError(f"Unknown {kind} '{name}'. {hint}")


def _numbers(settings: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, int]:
    for name in names:
        if not isinstance(settings.get(name, 0), int) or isinstance(settings.get(name), bool):
            raise ValueError(f"{name} is {settings[name]!r}; a whole number is needed")
    return {name: settings[name] for name in names if name in settings}


def _texts(settings: Mapping[str, Any]) -> dict[str, Any]:
    for name in ("engine", "voice", "loudness"):
        if not isinstance(settings.get(name, ""), str):
            raise ValueError(f"{name} is {settings[name]!r}; a text is needed")
    texts = {name: settings[name] for name in ("engine", "voice", "loudness") if name in settings}
    if "formats" in settings:
        formats = settings["formats"]
        listed = formats.split(",") if isinstance(formats, str) else formats
        if not isinstance(listed, (list, tuple)) or not all(isinstance(one, str) for one in listed) or not listed:
            raise ValueError(f"formats is {formats!r}; names with commas between are needed")
        texts["formats"] = tuple(dict.fromkeys(one.strip() for one in listed))
    return texts
