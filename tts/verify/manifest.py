"""`manifest.json` -> Manifest: what a package says of itself, read from the file alone."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import islice
from typing import Any, NoReturn

from tts.model import Track, Word
from tts.verify.findings import Finding, Reading
from tts.verify.schema import Violation, violations

MANIFEST = "manifest.json"
_MAX_VIOLATIONS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestUtterance:
    """One utterance with its clip, as the manifest has them; nothing in it is checked yet."""

    id: str
    text: str
    spoken: str
    begin_ms: int
    end_ms: int
    break_ms: int
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestSection:
    """One section; `begin_ms` and `end_ms` are None where nothing is heard."""

    id: str
    role: str
    title: str
    level: int
    begin_ms: int | None
    end_ms: int | None
    utterances: tuple[ManifestUtterance, ...]
    transcript: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestChapter:
    """A chapter, or a line of a list of chapters; `end_ms` is None in lists that do not give it."""

    title: str
    start_ms: int
    end_ms: int | None = None
    section: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What `verify` relies on. `metadata`, `options`, `engine`, `loudness` are the manifest's own members."""

    metadata: Mapping[str, Any]
    options: Mapping[str, Any]
    engine: Mapping[str, Any]
    loudness: Mapping[str, Any]
    duration_ms: int
    tracks: tuple[Track, ...]
    chapters: tuple[ManifestChapter, ...]
    sections: tuple[ManifestSection, ...]

    @property
    def utterances(self) -> tuple[ManifestUtterance, ...]:
        """Every utterance in the order in which it is heard."""
        return tuple(one for section in self.sections for one in section.utterances)

    @property
    def is_silent(self) -> bool:
        """Whether the edition was made for a trial, without a voice."""
        return bool(self.engine["name"] == "silent")


def parse_manifest(text: str) -> Reading[Manifest | None]:
    """The edition that a manifest describes; None, with findings, if it is no manifest or breaks its schema."""
    try:
        value = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        cause = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        yield _finding("", f"This is no JSON: {cause}.")
        return None
    found = list(islice(violations(value, _schema()), _MAX_VIOLATIONS))
    yield from map(_said_of, found)
    if all(one.harmless for one in found):
        return _manifest(value)
    what = "A manifest that breaks its schema cannot be relied on: nothing else of the package was checked."
    yield Finding(check="manifest", place=MANIFEST, what=what, kind="note")
    return None


def _schema() -> Any:
    return json.loads(files("tts").joinpath("writers", "manifest.schema.json").read_text(encoding="utf-8"))


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _said_of(one: Violation) -> Finding:
    return _finding(one.place, f"This {one.what}.")


def _finding(where: str, what: str) -> Finding:
    return Finding(check="manifest", place=f"{MANIFEST}, {where}" if where else MANIFEST, what=what)


def _manifest(value: Mapping[str, Any]) -> Manifest:
    return Manifest(
        metadata=value["metadata"],
        options=value["options"],
        engine=value["engine"],
        loudness=value["loudness"],
        duration_ms=value["metadata"]["duration_ms"],
        tracks=tuple(Track(**{name: one[name] for name in Track.__slots__}) for one in value["tracks"]),
        chapters=tuple(
            ManifestChapter(**{name: one[name] for name in ManifestChapter.__slots__}) for one in value["chapters"]
        ),
        sections=tuple(map(_section, value["sections"])),
    )


def _section(section: Mapping[str, Any]) -> ManifestSection:
    names = ("id", "role", "title", "level", "begin_ms", "end_ms")
    blocks = section["blocks"]
    return ManifestSection(
        **{name: section[name] for name in names},
        utterances=tuple(_utterances(blocks)),
        transcript=tuple(_transcript(blocks)),
    )


def _utterances(blocks: Sequence[Mapping[str, Any]]) -> Iterator[ManifestUtterance]:
    names = ("id", "text", "spoken", "begin_ms", "end_ms", "break_ms")
    for block in blocks:
        for one in block.get("utterances", ()):
            words = tuple(Word(**{name: word[name] for name in Word.__slots__}) for word in one.get("words", ()))
            yield ManifestUtterance(**{name: one[name] for name in names}, words=words)
        yield from _utterances(block.get("blocks", ()))


def _transcript(blocks: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for block in blocks:
        utterance = block.get("utterances", ())
        yield from ((one["id"], one["text"]) for one in utterance)
        if not utterance and block["kind"] != "image" and any(map(str.isalnum, block.get("text", ""))):
            yield f"the skipped {block['kind']}", block["text"]
        yield from _transcript(block.get("blocks", ()))
