"""`manifest.json` -> Manifest: the package's own description, read from the file alone. Imports jsonschema.

The whole of `manifest.schema.json` holds for every package, so that no other program fails on one.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from functools import cache
from itertools import groupby, pairwise, zip_longest
from pathlib import Path
from typing import Any, NoReturn

from tts.model import ContentsEntry, Part, Series, Track, Word
from tts.noun import noun
from tts.verify.findings import AGAIN, ELSEWHERE, Finding, Reading, report

MANIFEST = "manifest.json"
MAX_DEPTH = 100
"""Of lists and objects in one another: no article nests its blocks half as deep, and jsonschema recurses."""
_MAX_INTEGER = 2**53  # RFC 8259, section 6: what every reader of JSON can hold
_MAX_VIOLATIONS = 20
_SCHEMA = Path(__file__).parents[1] / "writers" / "manifest.schema.json"
_PLAIN_KEYWORDS = frozenset({"type", "minimum", "minLength", "description"})
_COMPUTED = frozenset({"words", "utterances", "transcript"})  # fields that are built from several members
MESSAGES: Mapping[str, Callable[[Any, Any], str]] = {
    "type": lambda _, types: f"is not of type {types if isinstance(types, str) else ' or '.join(types)}",
    "const": lambda _, value: f"is not {value!r}",
    "enum": lambda _, values: f"is not one of {', '.join(map(str, values))}",
    "anyOf": lambda *_: "is not of an allowed type",
    "required": lambda value, names: f"lacks the member {', '.join(name for name in names if name not in value)}",
    "minLength": lambda *_: "is empty",
    "pattern": lambda *_: "does not have the expected form",
    "minimum": lambda *_: "is too small",
    "maximum": lambda *_: "is too large",
    "minItems": lambda *_: "has too few members",
    "minProperties": lambda *_: "has too few members",
}
"""What a violation of a keyword of the schema is called, after the value and the keyword's own value."""


@noun
class ManifestUtterance:
    """One utterance with its clip, as the manifest has them; its times are not checked yet.

    `voice` is a name in the engine's `cast`, "" for the voice of its language.
    """

    id: str
    text: str
    spoken: str
    language: str
    begin_ms: int
    end_ms: int
    break_ms: int
    words: tuple[Word, ...]
    voice: str = ""


@noun
class ManifestSection:
    """One section; `begin_ms` and `end_ms` are None where nothing is heard.

    `transcript` has the texts that a transcript shows, each after the id of its utterance or its kind of block.
    Only in an edition of many articles they have a `part` and a `language`.
    """

    id: str
    role: str
    title: str
    level: int
    begin_ms: int | None
    end_ms: int | None
    utterances: tuple[ManifestUtterance, ...]
    transcript: tuple[tuple[str, str], ...]
    part: str = ""
    language: str = ""


@noun
class ManifestChapter:
    """A chapter, or an entry of a list of chapters; `end_ms` is None in lists that do not give it."""

    title: str
    start_ms: int
    end_ms: int | None = None
    section: str = ""


@noun
class Manifest:
    """What the checks rely on. `metadata`, `options`, `engine`, `loudness` are the manifest's own members.

    Only an edition of many articles has `parts`, and perhaps a `series` and `interludes`: stretches of sound without
    words, each with its begin and end in ms. `older` are files and folders that an earlier run made. `images` are the
    SHA-256 of pictures by their names, and `files` the sizes and SHA-256 of all files by their paths. An
    `is_announcement` in the package of an edition has no cover as a file.
    """

    metadata: Mapping[str, Any]
    options: Mapping[str, Any]
    engine: Mapping[str, Any]
    loudness: Mapping[str, Any]
    duration_ms: int
    tracks: tuple[Track, ...]
    chapters: tuple[ManifestChapter, ...]
    sections: tuple[ManifestSection, ...]
    parts: tuple[Part, ...] = ()
    series: Series | None = None
    interludes: tuple[tuple[int, int], ...] = ()
    older: tuple[str, ...] = ()
    images: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    is_announcement: bool = False

    @property
    def utterances(self) -> tuple[ManifestUtterance, ...]:
        """Every utterance in the order in which it is heard."""
        return tuple(utterance for section in self.sections for utterance in section.utterances)

    @property
    def contents(self) -> tuple[ContentsEntry, ...]:
        """The table of contents of an edition: announcements and sections, in these articles, in these headings."""
        sections = {section.id: section for section in self.sections}
        entries: list[ContentsEntry] = []
        for (is_article, _), group in groupby(self.parts, key=lambda part: (part.kind == "article", part.folder)):
            of_folder = list(group)
            tracks = [
                _list_part(part, [sections[name] for name in part.section_ids if name in sections])
                for part in of_folder
            ]
            first, last = of_folder[0], of_folder[-1]
            folder = ContentsEntry(
                title=first.folder_title,
                start_ms=first.begin_ms,
                end_ms=last.end_ms,
                section_id=first.section_ids[0],
                entries=tuple(tracks),
            )
            entries += [folder] if is_article else tracks
        return tuple(entries)

    def engine_of(self, utterance: ManifestUtterance) -> str:
        """Return the name of the engine that speaks `utterance`."""
        own = self.engine.get("cast", {}).get(utterance.voice) or self.engine.get("voices", {}).get(utterance.language)
        return str((own or {}).get("engine", self.engine["name"]))

    @property
    def is_silent(self) -> bool:
        """Whether the edition was made for a trial, without a voice."""
        return bool(self.engine["name"] == "silent")

    @property
    def stem(self) -> str:
        """The name that the package's own files share, without their extensions."""
        return Path(self.tracks[0].path).stem

    def section_title(self, section: ManifestSection) -> str:
        """Return the title under which a section is listed: the edition's own where it has none."""
        return section.title.strip() or str(self.metadata["title"])


@noun
class Violation:
    """A value that breaks the schema. `place` is written as in JavaScript: `sections[0].blocks`.

    `is_harmless`: it only has members that the schema does not know.
    """

    place: str
    what: str
    is_harmless: bool = False


def parse_manifest(text: str) -> Reading[Manifest | None]:
    """Return the manifest that `text` holds, or None with findings if it is not JSON or breaks the schema."""
    try:
        value = json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        cause = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        yield replace(report("manifest", MANIFEST, "", f"This is not JSON: {cause}."), next_step=ELSEWHERE)
        return None
    is_reliable, violations = True, dict[Violation, None]()
    for violation in find_violations(value):
        is_reliable &= violation.is_harmless
        if len(violations) < _MAX_VIOLATIONS:
            violations[violation] = None
        elif not is_reliable:
            break
    next_step = AGAIN if is_reliable else ELSEWHERE
    for violation in violations:
        finding = report("manifest", MANIFEST, violation.place, f"This {violation.what}.")
        yield replace(finding, next_step=next_step)
    if is_reliable:
        try:
            return _build_manifest(value)
        except ValueError as error:  # a part that ends before it begins, or has other sections
            yield report("manifest", MANIFEST, "parts", f"It is wrong that {error}.")
    what = "A manifest that breaks its schema cannot be relied on: nothing else of the package was checked."
    yield Finding(check="manifest", place=MANIFEST, what=what, kind="note")
    return None


def _refuse_constant(name: str) -> NoReturn:
    """Refuse `NaN` and `Infinity`, which are not JSON."""
    raise ValueError(f"{name} is not a number")


def find_violations(value: object) -> Iterator[Violation]:
    """Yield every place at which `value`, read from a JSON file, breaks the manifest's schema.

    Stricter than JSON Schema (draft 2020-12) where this program would stumble: integers are written without a point
    and are at most 2^53, numbers are finite, and `$` does not match before a line break at the end.
    """
    if path := _deep_path(value):
        place = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in path).strip(".")
        yield Violation(place=place, what=f"is nested more than {MAX_DEPTH} levels deep")
        return

    for error in _validator().iter_errors(value):
        place = " ".join(error.json_path.removeprefix("$").removeprefix(".").split())
        if error.validator == "additionalProperties":
            for name in error.instance:
                if name not in error.schema["properties"]:
                    yield Violation(place=place, what=f"has the unknown member {name[:60]!r}", is_harmless=True)
        elif type(error.instance) is int and abs(error.instance) > _MAX_INTEGER:
            yield Violation(place=place, what="is a number too large for JSON")
        else:
            yield Violation(place=place, what=MESSAGES[error.validator](error.instance, error.validator_value))


@cache
def _validator() -> Any:
    """Return the validator of the manifest's schema, which is made once."""
    from jsonschema import Draft202012Validator, ValidationError
    from jsonschema.validators import extend

    # by ECMA-262, `$` does not match before a line break at the end
    def check_pattern(_: object, pattern: str, text: object, __: object) -> Iterator[ValidationError]:
        """Yield an error if a text does not match `pattern`; its message is not used."""
        if isinstance(text, str) and not re.search(re.sub(r"\$$", r"\\Z", pattern), text):
            yield ValidationError("")

    def is_integer(_: object, number: object) -> bool:
        """Return whether `number` is an integer that every reader of JSON can represent; True and 1.0 are not."""
        return type(number) is int and abs(number) <= _MAX_INTEGER

    def is_number(_: object, number: object) -> bool:
        """Return whether `number` passes `is_integer` or is a finite float."""
        return is_integer(_, number) or (type(number) is float and math.isfinite(number))

    def check_properties(
        validator: Any, properties: Mapping[str, Any], value: object, _: object
    ) -> Iterator[ValidationError]:
        """Yield the errors of the members of an object; most are plain texts and numbers, and need no validator."""
        if isinstance(value, dict):
            for name, schema in properties.items():
                if name in value and not _is_plainly_valid(value[name], schema):
                    yield from validator.descend(value[name], schema, path=name, schema_path=name)

    types = Draft202012Validator.TYPE_CHECKER.redefine_many({"integer": is_integer, "number": is_number})
    schema = json.loads(_SCHEMA.read_text(encoding="utf-8"))
    keywords = {"pattern": check_pattern, "properties": check_properties}
    return extend(Draft202012Validator, validators=keywords, type_checker=types)(schema)


def _is_plainly_valid(value: object, schema: Mapping[str, Any]) -> bool:
    """Return whether a text or an integer satisfies a schema that asks for nothing but a type and a least size."""
    if not schema.keys() <= _PLAIN_KEYWORDS:
        return False
    if type(value) is int:
        return schema.get("type") == "integer" and schema.get("minimum", -_MAX_INTEGER) <= value <= _MAX_INTEGER
    return type(value) is str and schema.get("type") == "string" and schema.get("minLength", 0) <= len(value)


def _deep_path(value: object, levels: int = MAX_DEPTH) -> tuple[str | int, ...] | None:
    """Return the keys that lead to the first list or object below more than `levels` others, None without one."""
    if levels < 0:
        return ()
    for key, child in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        if isinstance(child, dict | list) and (path := _deep_path(child, levels - 1)) is not None:
            return (key, *path)
    return None


def _build_manifest(value: Mapping[str, Any]) -> Manifest:
    """Return the manifest of a JSON value that satisfies the schema.

    Raises:
        ValueError: the parts of an edition do not have each section once and in order.
    """
    parts = value.get("parts", ())
    listed = [name for part in parts for name in part["sections"]]
    names = [section["id"] for section in value["sections"]]
    if parts and (listed != names or len(set(names)) < len(names)):
        pairs = zip_longest(listed, names)
        name, expected = next((pair for pair in pairs if pair[0] != pair[1]), (listed[0], "another one"))
        raise ValueError(f"the parts list the section {str(name)[:60]!r} where {str(expected)[:60]!r} should be")
    return Manifest(
        metadata=value["metadata"],
        options=value["options"],
        engine=value["engine"],
        loudness=value["loudness"],
        duration_ms=value["metadata"]["duration_ms"],
        tracks=tuple(
            Track(**(_pick(track, Track) | {"starts_ms": tuple(track.get("starts_ms", ()))}))
            for track in value["tracks"]
        ),
        chapters=tuple(ManifestChapter(**_pick(chapter, ManifestChapter)) for chapter in value["chapters"]),
        sections=tuple(
            ManifestSection(
                **_pick(section, ManifestSection),
                utterances=tuple(_utterances(section["blocks"])),
                transcript=tuple(_transcript(section["blocks"])),
            )
            for section in value["sections"]
        ),
        parts=tuple(
            Part(
                **(_pick(part, Part) | {"authors": tuple(part.get("authors", ()))}),
                section_ids=tuple(part["sections"]),
            )
            for part in parts
        ),
        series=Series(**_pick(value["series"], Series)) if "series" in value else None,
        interludes=tuple((interlude["begin_ms"], interlude["end_ms"]) for interlude in value.get("interludes", ())),
        older=tuple(name for names in value.get("older", {}).values() for name in names),
        images=value.get("images", {}),
        files={name: (file["size_bytes"], file["sha256"]) for name, file in value.get("files", {}).items()},
    )


def _pick(members: Mapping[str, Any], noun: type) -> dict[str, Any]:
    """Return the members that are fields of `noun` as they are."""
    return {name: members[name] for name in noun.__annotations__ if name in members and name not in _COMPUTED}


def _utterances(blocks: Sequence[Mapping[str, Any]]) -> Iterator[ManifestUtterance]:
    """Yield the utterances of blocks and of the blocks in them, in order."""
    for block in blocks:
        for utterance in block.get("utterances", ()):
            words = tuple(Word(**_pick(word, Word)) for word in utterance.get("words", ()))
            yield ManifestUtterance(**_pick(utterance, ManifestUtterance), words=words)
        yield from _utterances(block.get("blocks", ()))


def _transcript(blocks: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Yield what a transcript shows of blocks: utterances, and the texts that are not heard, such as code."""
    for block in blocks:
        utterances = block.get("utterances", ())
        yield from ((utterance["id"], utterance["text"]) for utterance in utterances)
        if not utterances and block["kind"] != "image" and any(map(str.isalnum, block.get("text", ""))):
            yield f"the skipped {block['kind']}", block["text"]
        yield from _transcript(block.get("blocks", ()))


def _list_part(part: Part, sections: Sequence[ManifestSection]) -> ContentsEntry:
    """Return the entry of a part of an edition, with its headings below it."""
    heard = [section for section in sections if section.part == part.id and section.utterances]
    title = next(iter(heard), None)
    start_ms = title.begin_ms if title and part.kind == "article" else part.begin_ms
    return ContentsEntry(
        title=part.title,
        start_ms=start_ms or 0,
        end_ms=part.end_ms,
        section_id=title.id if title else part.section_ids[0],
        entries=tuple(_list_headings(heard[1:], part.end_ms)),
    )


def _list_headings(sections: Sequence[ManifestSection], end_ms: int) -> Iterator[ContentsEntry]:
    """Yield an entry for each of the highest sections, with those below it."""
    tops = [index for index, section in enumerate(sections) if section.level <= sections[0].level]
    for begin, after in pairwise([*tops, len(sections)]):
        section = sections[begin]
        last_ms = (sections[after].begin_ms or 0) if after < len(sections) else end_ms
        yield ContentsEntry(
            title=section.title,
            start_ms=section.begin_ms or 0,
            end_ms=last_ms,
            section_id=section.id,
            entries=tuple(_list_headings(sections[begin + 1 : after], last_ms)),
        )
