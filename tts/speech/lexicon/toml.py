"""`lexicon.toml`: a line a word under `[words]`, and an `[[entry]]` where there is more to say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from unicodedata import normalize

from tts.errors import UsageError
from tts.speech.lexicon import SAY_AS, STATES, Entry, Example
from tts.speech.lexicon.pattern import check_groups, compiled
from tts.speech.lexicon.phonemes import ALPHABETS, checked, mnemonics
from tts.toml import Place, TomlError, line_of, parse_toml

TABLES = ("defaults", "words", "entry")
DEFAULTS = ("language", "case_sensitive", "whole_word", "articles", "state")
"""What `[defaults]` may set for all entries of the file."""
KEYS = ("word", "pattern", "alias", "say_as", "phonemes", "alphabet", *DEFAULTS, "note", "examples")

_CHOICES = {"say_as": SAY_AS, "state": STATES, "alphabet": ALPHABETS}
_FLAGS = ("case_sensitive", "whole_word")


def read(text: bytes, path: Path) -> tuple[Entry, ...]:
    """The entries of a lexicon in TOML; see `tts.speech.lexicon.Read`."""
    try:
        values, lines = parse_toml(text, '"Sinn Féin" = "Shin Fain"')
    except TomlError as error:
        raise UsageError(str(error), path=path, line=error.line) from None
    entries: list[Entry] = []
    first: dict[tuple[object, ...], int | None] = {}
    for place, given in _placed(values, lines, path):
        line = line_of(lines, place)
        try:
            _check_names(given, KEYS, "key")
            entry = replace(_entry(values.get("defaults", {}) | given), line=line)
        except ValueError as error:
            wrong = line_of(lines, (*place, *error.args[1:]))
            raise UsageError(_sentence(error), path=path, line=wrong) from None
        scope = (entry.name, entry.language, entry.articles, entry.case_sensitive)
        if scope in first:
            raise UsageError(f"'{entry.name}' stands in line {first[scope]} already. Remove one.", path=path, line=line)
        first[scope] = line
        entries.append(entry)
    return tuple(entries)


def _placed(
    values: Mapping[str, Any], lines: Mapping[Place, int], path: Path
) -> Iterator[tuple[Place, dict[str, Any]]]:
    """What stands in the file for each entry, and where."""
    try:
        _check_names(values, TABLES, "table")
        _check_names(_table(values, "defaults"), DEFAULTS, "default", "defaults")
        words = _table(values, "words")
        entries = values.get("entry", [])
        if not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
            raise ValueError("each entry begins with a line [[entry]]", "entry")
    except ValueError as error:
        raise UsageError(_sentence(error), path=path, line=line_of(lines, error.args[1:])) from None
    for word, said in words.items():
        yield ("words", word), {"word": word, **(said if isinstance(said, dict) else {"alias": said})}
    for number, given in enumerate(entries):
        yield ("entry", number), given


def _table(values: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    table = values.get(name, {})
    if not isinstance(table, dict):
        raise ValueError(f"'{name}' is a table: begin it with a line [{name}]", name)
    return table


def _check_names(given: Mapping[str, Any], known: tuple[str, ...], kind: str, *place: str) -> None:
    """Raises ValueError for the first of `given` that is not `known`, with the nearest that is, and its place."""
    for name in given:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f"did you mean '{near[0]}'?" if near else f"known: {', '.join(known)}"
            raise ValueError(f"unknown {kind} '{name}': {hint}", *place, name)


def _entry(given: Mapping[str, Any]) -> Entry:
    values = {name: _checked(name, value) for name, value in given.items()}
    alphabet = values.pop("alphabet", ALPHABETS[0])
    if "phonemes" in values and values.get("language"):
        written = values["phonemes"]
        try:
            values["phonemes"] = mnemonics(written, values["language"]) if alphabet == "ipa" else checked(written)
        except ValueError as error:
            raise ValueError(*error.args, "phonemes") from None
    entry = Entry(**values)
    if entry.pattern:
        try:
            pattern = compiled(entry.pattern, case_sensitive=entry.case_sensitive, whole_word=entry.whole_word)
            check_groups(entry.alias, pattern)
        except ValueError as error:
            raise ValueError(*error.args, "pattern") from None
    return entry


def _checked(name: str, value: Any) -> Any:
    """The value of a key, as `Entry` has it.

    Raises:
        ValueError: the key does not take it.
    """
    if name in _FLAGS:
        if not isinstance(value, bool):
            raise ValueError(f"{name} is {value!r}; write true or false", name)
        return value
    if name == "articles":
        return _names(value)
    if name == "examples":
        return _examples(value)
    if not isinstance(value, str) or not value.strip() or not value.isprintable():
        raise ValueError(f"{name} is {value!r}; a text is needed", name)
    if value not in _CHOICES.get(name, (value,)):
        raise ValueError(f"{name} is '{value}'; choose one of {', '.join(_CHOICES[name])}", name)
    return normalize("NFC", value) if name in ("word", "alias") else value


def _names(value: Any) -> tuple[str, ...]:
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list) or not names or not all(isinstance(one, str) and one for one in names):
        raise ValueError(f"articles is {value!r}; names or globs are needed, as in: ['bees', '2026/*.md']", "articles")
    return tuple(names)


def _examples(value: Any) -> tuple[Example, ...]:
    if not isinstance(value, dict) or not all(isinstance(said, str) and said for said in value.values()):
        raise ValueError(
            "examples are what is shown and what is said, as in: examples = {'In Kyiv.' = 'In Keev.'}", "examples"
        )
    return tuple(Example(shown=shown, spoken=spoken) for shown, spoken in value.items() if shown.strip())


def _sentence(error: ValueError) -> str:
    text = str(error.args[0])
    return f"{text[0].upper()}{text[1:]}" + ("" if text.endswith((".", "?")) else ".")
