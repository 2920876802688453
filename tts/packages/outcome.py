"""RUN -> what became of each article, for those who report on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from tts.config.config import Config, apply_own_formats
from tts.errors import ArticastError
from tts.formats import list_audio
from tts.model import Step
from tts.noun import noun

Status = Literal["packaged", "unchanged", "left_out", "failed"]


@noun
class Outcome:
    """What became of one article. `package` is its folder; `duration_ms` the length of the audio,
    `elapsed_ms` the time that it took to make it now.

    `voices` are the names of the voices that spoke now, with their engines, the main one first.
    `reason` is why a draft was left out, in a sentence with the next step.

    `impossible` are the formats that could not be made, each with the reason, a sentence. `missing` are those of them
    that were asked for by name: a run that misses one has failed. About each of the others there is one of `warnings`.
    `older` are files of the package that were made of other contents by an earlier run; one of `warnings` says so.
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
    older: tuple[str, ...] = ()
    error: ArticastError | None = None


@noun
class Progress:
    """How far an article is: the `part` of a `step` that is done, from 0 to 1, and the time since its work began."""

    path: Path
    slug: str
    step: Step
    part: float
    elapsed_ms: int


@noun
class FormatsOutcome:
    """What became of the formats of a package; `Outcome` has the same fields."""

    impossible: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]
    older: tuple[str, ...]
    warnings: tuple[str, ...]


def judge_formats(path: Path, config: Config, header: Mapping[str, Any]) -> FormatsOutcome:
    """Return which formats a package lacks of those that `config` asks for, and which are older than it.

    `path` is its article, `header` the first members of its manifest.
    """
    config = apply_own_formats(config, header.get("options", {}).get("own_formats"))
    wanted = {*config.formats, *list_audio(config.formats)}
    reasons = tuple((name, str(reason)) for name, reason in header.get("impossible", {}).items() if name in wanted)
    # a format that another one needs, such as the MP3 file of a book, was not asked for by name
    missing = tuple(name for name, _ in reasons if name in config.formats and name not in config.from_all)
    warnings = [f"{path}: {describe_impossible(*reason)}" for reason in reasons if reason[0] not in missing]
    older: Mapping[str, Sequence[str]] = header.get("older", {})
    files = tuple(str(file) for names in older.values() for file in names)
    if files:
        verb, them = ("are", "them") if files[1:] else ("is", "it")
        what = f"{', '.join(files[:-1])} and {files[-1]}".removeprefix(" and ")
        step = f"Make {them} again with --formats {','.join(older)}, or give --prune to remove {them}."
        warnings.append(f"{path}: {what} {verb} older than the other files. {step}")
    return FormatsOutcome(impossible=reasons, missing=missing, older=files, warnings=tuple(warnings))


def describe_impossible(format_: str, reason: str) -> str:
    """Return what became of a format that could not be made, in sentences."""
    return f"The format {format_} could not be made. {reason}"


def add_formats(outcome: Outcome, config: Config, header: Mapping[str, Any]) -> Outcome:
    """Return the outcome of an article with what `judge_formats` says about its package."""
    if not header.get("impossible") and not header.get("older"):
        return outcome
    formats = judge_formats(outcome.path, config, header)
    return replace(
        outcome,
        impossible=formats.impossible,
        missing=formats.missing,
        older=formats.older,
        warnings=(*outcome.warnings, *formats.warnings),
    )
