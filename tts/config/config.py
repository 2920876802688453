"""Hold the settings that shape an edition in one frozen Config."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, field, fields, replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from tts.config.choices import CHOICES, LOUDNESS_LUFS
from tts.config.names import check_names, leaves, nested
from tts.errors import UsageError, end_sentence
from tts.formats import check_formats, expand
from tts.model import BREAK_RANGE_MS, PROSODY_RANGES, Breaks, Prosody
from tts.noun import noun
from tts.speech.cast import ROLES
from tts.speech.engines import check_engine
from tts.speech.engines.voice_files import is_voice_file, without_folder
from tts.speech.rules import check_rules
from tts.text.detect import check_detector
from tts.text.languages.names import read_tag, require_tag
from tts.text.languages.tags import GivenLanguage
from tts.writers.options import DaisyOptions, DaisyText, EpubOptions, Highlight, ReadalongOptions, WriterOptions


@noun
class Config:
    """How an article becomes an edition. `choices` explains the settings that accept one of a few words.

    `voice` is an id or a name, None for the best voice of the article's language. `voices` has pairs of a role (see
    `tts.speech.cast`) or a language (BCP 47) and its voice, `speakers` pairs of a speaker's name and voice.
    `without_rules` names pronunciation rules (see `tts.speech.rules`) that are switched off. `lexicon` holds paths of
    lexicons, the first one with the highest precedence; all of them take precedence over those found in the article's
    folder (see `tts.speech.lexicon`). `detect_language` is the minimum confidence (0.5 to 1) with which a passage is
    taken to be in another language, None for no detection. `date` (ISO 8601) is for articles without one of their own.
    `language` (BCP 47) is for articles without a language of their own, "" to guess it; pinned, it is for all.

    `frame_rate_hz` is that of the sound, 0 for that of the voices. Only an edition of many articles sets it, so that
    all of them have the same.

    `from_all` are those of the `formats` that were not asked for by name but by `all`: a run does not fail where one of
    them is impossible. `own_formats` are what the article's front matter asks for, empty if nothing.

    `run_folder` and `build_date` are of the computer on which a run was started, where another one makes the package:
    the folder in which the run works, and what `SOURCE_DATE_EPOCH` says there.

    `pinned` names the settings that an article's front matter does not change because the command line set them. The
    name of a break is as in `breaks.item`.
    """

    engine: str = "auto"
    voice: str | None = None
    voices: tuple[tuple[str, str], ...] = ()
    speakers: tuple[tuple[str, str], ...] = ()
    date: str | None = None
    language: str = ""
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
    from_all: tuple[str, ...] = ()
    own_formats: tuple[str, ...] = ()
    frame_rate_hz: int = 0
    run_folder: Path | None = None
    build_date: str | None = None
    pinned: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name, choices in CHOICES.items():
            if (value := getattr(self, name)) not in choices:
                raise ValueError(f"{name} must be one of {', '.join(choices)}, not '{value}'")
        if self.date is not None:
            day = ""
            with suppress(ValueError):
                day = date.fromisoformat(self.date).isoformat()
            if day != self.date:  # `fromisoformat` also reads other notations, such as 20260517
                raise ValueError(f"date must be a date such as 2026-05-17, not '{self.date}'")

    @property
    def target_lufs(self) -> float | None:
        """The integrated loudness to reach, None to leave the sound unchanged."""
        return LOUDNESS_LUFS[self.loudness]

    @property
    def given_language(self) -> GivenLanguage:
        """The language that the articles of a run are given."""
        return GivenLanguage(tag=self.language, overrules="language" in self.pinned)

    @property
    def writer_options(self) -> WriterOptions:
        """The settings of the writers."""
        return WriterOptions(
            formats=self.formats,
            readalong=ReadalongOptions(highlight=self.highlight, formats=self.formats),
            epub=EpubOptions(highlight=self.highlight),
            daisy=DaisyOptions(text=self.daisy_text),
        )


SETTINGS = (
    *("engine", "date", "language", "voice", *PROSODY_RANGES, *CHOICES),
    *("without_rules", "lexicon", "formats", "detect_language", "breaks", "voices", "speakers"),
)
"""The names that `configure` accepts; `breaks`, `voices` and `speakers` are tables."""
ARTICLE_SETTINGS = SETTINGS[3:]
"""The names that an article's front matter may set: one engine speaks a whole run, `date` and `language` are fields."""
_BREAK_RANGES = dict.fromkeys((field.name for field in fields(Breaks)), BREAK_RANGE_MS)


def configure(config: Config, settings: Mapping[str, Any], known: tuple[str, ...] = SETTINGS) -> Config:
    """Return `config` with `settings`: values by names that are in `known`, with a mapping of breaks in ms.

    Voices by role, language and speaker are added to those of `config`.

    Raises:
        UsageError: a name is unknown (the nearest valid one is suggested), or a value is not possible: there is no such
            engine, format or rule, or languages cannot be detected here.
    """
    check_names(settings, known, "setting")
    breaks = settings.get("breaks", {})
    if not isinstance(breaks, Mapping):
        raise UsageError("breaks must be a table of milliseconds, such as {paragraph: 600}.")
    check_names(breaks, tuple(_BREAK_RANGES), "break")
    try:
        return replace(
            config,
            prosody=replace(config.prosody, **_numbers(settings, PROSODY_RANGES)),
            breaks=replace(config.breaks, **_numbers(breaks, _BREAK_RANGES, "breaks.")),
            voices=tuple((dict(config.voices) | _voices(settings.get("voices", {}))).items()),
            speakers=tuple((dict(config.speakers) | _speakers(settings.get("speakers", {}))).items()),
            **{name: _VALUES[name](name, value) for name, value in settings.items() if name in _VALUES},
            from_all=_list_from_all(settings["formats"]) if "formats" in settings else config.from_all,
        )
    except ValueError as error:
        raise UsageError(end_sentence(str(error))) from None


def configure_article(config: Config, settings: Mapping[str, Any]) -> Config:
    """Return `config` with an article's own settings, except for those that are pinned.

    Raises:
        UsageError: as `configure`; also for pinned settings, so that an error shows whatever the command line sets.
    """
    before = dict(leaves(options(config)))
    after = configure(config, settings, ARTICLE_SETTINGS)
    for name in config.pinned:
        after = configure(after, nested(name, before[name]))
    if "formats" not in settings or "formats" in config.pinned:
        after = replace(after, from_all=config.from_all)
    own_formats = _list("formats", settings["formats"]) if "formats" in settings else config.own_formats
    return replace(after, own_formats=own_formats)


def apply_own_formats(config: Config, own: Any) -> Config:
    """Return `config` with `own`, the formats that an article chose as its package records them, if they hold."""
    if own is None or "formats" in config.pinned:
        return config
    return configure(config, {"formats": own}, ("formats",))


def options(config: Config) -> dict[str, Any]:
    """Return all settings as plain values in a fixed order, as a manifest records and a fingerprint hashes them."""
    return {
        "engine": config.engine,
        "voice": config.voice,
        "date": config.date,
        "language": config.language or "auto",
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
        "voices": dict(config.voices),
        "speakers": dict(config.speakers),
        **({"frame_rate_hz": config.frame_rate_hz} if config.frame_rate_hz else {}),
    }


def recorded_options(config: Config) -> dict[str, Any]:
    """Return `options` as a package records them: files by name only, because packages do not name our machine."""
    return options(config) | {
        **({"own_formats": list(config.own_formats)} if config.own_formats else {}),
        "lexicon": [Path(lexicon).name for lexicon in config.lexicon],
        "voice": config.voice and without_folder(config.voice),
        "voices": {name: without_folder(voice) for name, voice in config.voices},
        "speakers": {name: without_folder(voice) for name, voice in config.speakers},
    }


def resolve_files(config: Config, name: str, folder: Path) -> Config:
    """Return `config` with the files that its setting `name` names as `resolve_path` finds them from `folder`."""
    table, _, key = name.partition(".")
    if table == "lexicon":
        return replace(config, lexicon=tuple(resolve_path(folder, path) for path in config.lexicon))
    if table == "voice" and config.voice:
        return replace(config, voice=_in_folder(folder, config.voice))
    if table == "voices":
        return replace(config, voices=_with_path(config.voices, key, folder))
    if table == "speakers":
        return replace(config, speakers=_with_path(config.speakers, key, folder))
    return config


def resolve_path(folder: Path, path: str) -> str:
    """Return a path that a file in `folder` names: relative to `folder`, or to the user's folder after `~`."""
    return str(folder / os.path.expanduser(path))  # noqa: PTH111 - leaves what it cannot resolve


def _with_path(table: tuple[tuple[str, str], ...], key: str, folder: Path) -> tuple[tuple[str, str], ...]:
    """Return a table of voices in which the voice of `key` is a path in `folder`, if it is the path of a file."""
    return tuple((name, _in_folder(folder, voice) if name == key else voice) for name, voice in table)


def _in_folder(folder: Path, voice: str) -> str:
    """Return the name of a voice; if it is the path of a file, that in `folder`."""
    return resolve_path(folder, voice) if is_voice_file(voice) else voice


def wanted_voices(config: Config) -> tuple[str, ...]:
    """Return the names of all voices that `config` chooses."""
    names = (config.voice or "", *dict(config.voices).values(), *dict(config.speakers).values())
    return tuple(filter(None, names))


def _numbers(settings: Mapping[str, Any], ranges: Mapping[str, tuple[int, int]], prefix: str = "") -> dict[str, int]:
    """Return those of the settings that `ranges` names; raise `ValueError` for one that is not in its range."""
    numbers = {name: settings[name] for name in ranges if name in settings}
    for name, value in numbers.items():
        low, high = ranges[name]
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise ValueError(f"{prefix}{name} must be a whole number from {low} to {high}, not {value!r}")
    return numbers


def _voices(table: Any) -> dict[str, str]:
    """Return the voices by role and language; raise an error for a name that is neither, or for a wrong value."""
    voices = _voice_table("voices", table, "{quotation: Anna}")
    for name in voices:
        tag, problem = (None, "") if name.lower().replace("-", "_") in ROLES else read_tag(name)
        if name not in ROLES and (tag is None or problem):
            roles = [role.replace("_", "-") for role in ROLES]
            meant = tag or next(iter(get_close_matches(name, roles, n=1)), "")
            known = f"Known: {', '.join(roles)}, and tags of languages such as de."
            hint = f"Did you mean '{meant}'?" if meant else known
            raise UsageError(f"Unknown role or language '{name}' of a voice. {hint}")
    return voices


def _speakers(table: Any) -> dict[str, str]:
    """Return the voices by speaker; raise an error for a wrong value."""
    return _voice_table("speakers", table, "{Ana: Anna}")


def _voice_table(name: str, table: Any, example: str) -> dict[str, str]:
    """Return a table of the names of voices; raise an error if it is something else."""
    if not isinstance(table, Mapping):
        raise UsageError(f"{name} must be a table of voices, as in: {name}: {example}.")
    return {str(key): _text(f"{name}.{key}", value) for key, value in table.items()}


def _engine(name: str, value: Any) -> str:
    """Return the name of an engine; raise an error if there is none of that name."""
    engine = _text(name, value)
    check_engine(engine)
    return engine


def _language(name: str, value: Any) -> str:
    """Return the tag of a language; "" if that of each article is to be found."""
    text = _text(name, value).strip()
    return "" if text in ("", "auto") else require_tag(name, text)


def _text(name: str, value: Any) -> str:
    """Return `value`, or a date of TOML in ISO 8601; raise `ValueError` if it is not text."""
    if name == "date" and isinstance(value, date):  # TOML has a type for dates
        return value.isoformat()
    if not isinstance(value, str):
        raise ValueError(f"{name} must be text, not {value!r}")
    return value


def _list(name: str, value: Any) -> tuple[str, ...]:
    """Return the names of a list, or of a text with commas, each of them once; raise `ValueError` for anything else."""
    items = value.split(",") if isinstance(value, str) else value
    if not isinstance(items, (list, tuple)) or not all(isinstance(item, str) for item in items):
        raise ValueError(f"{name} must be a comma-separated list of names, not {value!r}")
    return tuple(dict.fromkeys(item.strip() for item in items if item.strip()))


def _rules(name: str, value: Any) -> tuple[str, ...]:
    """Return the names of pronunciation rules; raise an error for an unknown one."""
    check_rules(rules := _list(name, value))
    return rules


def _formats(name: str, value: Any) -> tuple[str, ...]:
    """Return the formats that `value` names or includes; raise an error for an unknown one, or if there is none."""
    formats = expand(_list(name, value))
    if not formats:
        raise ValueError(f"{name} must be a comma-separated list of names, not {value!r}")
    check_formats(formats)
    return formats


def _list_from_all(value: Any) -> tuple[str, ...]:
    """Return the formats that `value`, a list of them, includes with `all` and does not name."""
    names = _list("formats", value)
    return tuple(name for name in expand(names) if name not in names)


def _confidence(name: str, value: Any) -> float | None:
    """Return how sure the detection of languages must be; None if it is off."""
    if value == "off":
        return None
    with suppress(TypeError, ValueError, OverflowError):
        if not isinstance(value, bool) and 0.5 <= (confidence := float(value)) <= 1:
            check_detector(confidence)
            return confidence
    raise ValueError(f"{name} must be a number from 0.5 to 1, such as 0.9, or 'off', not {value!r}")


_VALUES: Mapping[str, Callable[[str, Any], Any]] = {
    **dict.fromkeys(("voice", "date", *CHOICES), _text),
    "engine": _engine,
    "language": _language,
    "without_rules": _rules,
    "lexicon": _list,
    "formats": _formats,
    "detect_language": _confidence,
}
"""The functions that check values other than numbers, once for all that use them; called with name and value."""
