"""RUN -> what became of each article, for those who report on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from tts.config.config import Config, apply_own_formats
from tts.errors import ArticastError

Status = Literal["packaged", "unchanged", "left_out", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one article. `package` is its folder; `duration_ms` the length of the audio,
    `elapsed_ms` the time that it took to make it now.

    `voices` are the names of the voices that spoke now, with their engines, the main one first.
    `reason` is why a draft was left out, in a sentence with the next step.

    `impossible` are the formats that could not be made, each with the reason, a sentence. `missing` are those of them
    that were asked for by name: a run that misses one has failed. About each of the others there is one of `warnings`.
    """

    path: Path
    slug: str
    status: Status
    package: Path
    duration_ms: int = 0
    elapsed_ms: int = 0
    warnings: tuple[str, ...] = ()
    voices: tuple[str, ...] = ()
    reason: str = ""
    impossible: tuple[tuple[str, str], ...] = ()
    missing: tuple[str, ...] = ()
    error: ArticastError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far an article is: the `part` of its text that has been spoken, from 0 to 1, and the time since it began."""

    path: Path
    slug: str
    part: float
    elapsed_ms: int


def add_impossible_formats(
    outcome: Outcome, config: Config, options: Mapping[str, Any], impossible: Mapping[str, str]
) -> Outcome:
    """Return `outcome` with the `impossible` formats among those that `config` asks for.

    `options` are those of the package's manifest, which has the formats that the article itself chose.
    """
    config = apply_own_formats(config, options.get("own_formats"))
    reasons = tuple((name, str(reason)) for name, reason in impossible.items())
    # a format that another one needs, such as the MP3 file of a book, was not asked for by name
    missing = tuple(name for name, _ in reasons if name in config.formats and name not in config.from_all)
    warnings = (
        f"{outcome.path}: The format {name} could not be made. {reason}"
        for name, reason in reasons
        if name not in missing
    )
    return replace(outcome, impossible=reasons, missing=missing, warnings=(*outcome.warnings, *warnings))
