"""The settings that shape an edition, as one frozen Config; `settings` says where they come from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from difflib import get_close_matches
from typing import Any

from tts.errors import UsageError
from tts.formats import expand
from tts.model import BREAK_RANGE_MS, PROSODY_RANGES, Breaks, Prosody
from tts.writers.options import DaisyOptions, DaisyText, EpubOptions, Highlight, ReadalongOptions, WriterOptions

LOUDNESS_LUFS: Mapping[str, float | None] = {"speech": -18.0, "podcast": -16.0, "broadcast": -23.0, "off": None}
"""Presets of integrated loudness (AES TD1008, Apple Podcasts, EBU R 128), as two loudspeakers play a mono file."""
CHOICES: Mapping[str, tuple[str, ...]] = {
    "loudness": tuple(LOUDNESS_LUFS),
    "verbosity": ("brief", "normal", "full"),
    "notes": ("auto", "inline", "end", "skip"),
    "censored": ("bleep", "plain", "expletive"),
    "highlight": ("sentence", "word"),
    "daisy_text": ("full", "headings"),
}
"""The settings that are one of a few words. `verbosity`: how much of what only the eye sees is announced; `notes`:
where footnotes are heard, `auto` as `verbosity` has it; `censored`: what is said for a censored word such as `sh*t`;
`highlight`: what is marked while it is heard, in editions with text; `daisy_text`: the text of a DAISY book."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """How an article becomes an edition. `voice` is an id or name, None for the best one of the article's language.

    `without_rules` names rules of pronunciation (see `tts.speech.rules`) that are switched off. `lexicon` has paths of
    lexicons that go before those that are found beside the article (see `tts.speech.lexicon`), the first before others.
    `detect_language` is how sure (0.5 to 1) the language of a passage must be to be taken for it; None asks for none.
    `date` (ISO 8601) is the day of articles that say none.

    `pinned` names the settings that an article's head does not change, because the command line gave them; that of a
    break is its name after `breaks.`, as in `breaks.item`.
    """

    engine: str = "espeak"
    voice: str | None = None
    date: str | None = None
    prosody: Prosody = field(default_factory=Prosody)
    breaks: Breaks = field(default_factory=Breaks)
    loudness: str = "speech"
    verbosity: str = "normal"
    notes: str = "auto"
    censored: str = "bleep"
    highlight: Highlight = "sentence"
    daisy_text: DaisyText = "full"
    without_rules: tuple[str, ...] = ()
    lexicon: tuple[str, ...] = ()
    detect_language: float | None = None
    formats: tuple[str, ...] = ("mp3",)
    pinned: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name, choices in CHOICES.items():
            if (value := getattr(self, name)) not in choices:
                raise ValueError(f"{name} is '{value}'; choose one of {', '.join(choices)}")

        if self.date is not None:
            _check_date(self.date)

    @property
    def target_lufs(self) -> float | None:
        """The integrated loudness to reach, None for the sound as it is."""
        return LOUDNESS_LUFS[self.loudness]

    @property
    def writer_options(self) -> WriterOptions:
        """The settings of the writers."""
        return WriterOptions(
            formats=self.formats,
            readalong=ReadalongOptions(highlight=self.highlight, formats=self.formats),
            epub=EpubOptions(highlight=self.highlight),
            daisy=DaisyOptions(text=self.daisy_text),
        )


def _check_date(value: str) -> None:
    try:
        is_written_out = date.fromisoformat(value).isoformat() == value
    except ValueError:
        is_written_out = False
    if not is_written_out:
        raise ValueError(f"date is '{value}'; a day is needed, as in 2026-05-17")


_LISTS = ("without_rules", "lexicon", "formats")
SETTINGS = ("engine", "date", "voice", *PROSODY_RANGES, *CHOICES, *_LISTS, "detect_language", "breaks")
"""The names that `configure` knows; `breaks` is a table of its own."""
ARTICLE_SETTINGS = SETTINGS[2:]
"""What an article's head may set: one engine speaks a whole run, and a head has a date of its own."""
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
            **_floor(settings),
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
        "date": config.date,
        **asdict(config.prosody),
        "loudness": config.loudness,
        "verbosity": config.verbosity,
        "notes": config.notes,
        "censored": config.censored,
        "highlight": config.highlight,
        "daisy_text": config.daisy_text,
        "without_rules": list(config.without_rules),
        "lexicon": list(config.lexicon),
        "detect_language": "off" if config.detect_language is None else config.detect_language,
        "formats": list(config.formats),
        "breaks": asdict(config.breaks),
    }


_TABLES = ("breaks", "feed")


def leaves(settings: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Each of `settings` by its name, those in a table with its name before, as in `breaks.item`."""
    for name, value in settings.items():
        if name in _TABLES and isinstance(value, Mapping):
            yield from ((f"{name}.{key}", inner) for key, inner in value.items())
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
    names = ("engine", "voice", "date", *CHOICES)
    texts = {name: settings[name] for name in names if name in settings}
    if isinstance(texts.get("date"), date):  # TOML has a kind of value for it
        texts["date"] = texts["date"].isoformat()
    for name, value in texts.items():
        if not isinstance(value, str):
            raise ValueError(f"{name} is {value!r}; a text is needed")
    return texts | {name: _listed(name, settings[name]) for name in _LISTS if name in settings}


def _floor(settings: Mapping[str, Any]) -> dict[str, Any]:
    if "detect_language" not in settings:
        return {}
    value = settings["detect_language"]
    if value == "off":
        return {"detect_language": None}
    with suppress(TypeError, ValueError):
        if not isinstance(value, bool) and 0.5 <= (floor := float(value)) <= 1:
            return {"detect_language": floor}
    raise ValueError(f"detect_language is {value!r}; a number from 0.5 to 1 is needed, such as 0.9, or 'off'")


def _listed(name: str, value: Any) -> tuple[str, ...]:
    listed = value.split(",") if isinstance(value, str) else value
    if not isinstance(listed, (list, tuple)) or not all(isinstance(one, str) for one in listed):
        raise ValueError(f"{name} is {value!r}; names with commas between are needed")
    names = tuple(dict.fromkeys(one.strip() for one in listed if one.strip()))
    if not names and name == "formats":
        raise ValueError(f"{name} is {value!r}; names with commas between are needed")
    return expand(names) if name == "formats" else names
