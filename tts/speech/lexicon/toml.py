"""`lexicon.toml`: one line per word under `[words]`, and an `[[entry]]` for a word with more settings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from unicodedata import normalize

from tts.errors import UsageError, end_sentence
from tts.speech.lexicon import SAY_AS, STATES, Entry, Example
from tts.speech.lexicon.pattern import check_groups, compile_pattern
from tts.speech.lexicon.phonemes import ALPHABETS, check_phonemes
from tts.speech.lexicon.toml_lines import Place, TomlError, line_of, parse_toml
from tts.text.languages.names import require_tag

TABLES = ("defaults", "words", "entry")
DEFAULTS = ("language", "case_sensitive", "whole_word", "articles", "state")
"""The keys that `[defaults]` can set for all entries in the file."""
KEYS = ("word", "pattern", "alias", "say_as", "phonemes", "alphabet", "respelling", *DEFAULTS, "note", "examples")

_CHOICES = {"say_as": SAY_AS, "state": STATES, "alphabet": ALPHABETS}
_FLAGS = ("case_sensitive", "whole_word")


def read(text: bytes, path: Path) -> tuple[Entry, ...]:
    """Return the entries of a TOML lexicon; see `tts.speech.lexicon.Read`."""
    try:
        values, lines = parse_toml(text, '"Sinn Féin" = "Shin Fain"')
    except TomlError as error:
        raise UsageError(str(error), path=path, line=error.line) from None
    entries: dict[tuple[object, ...], Entry] = {}
    place: Place = ()
    try:  # the arguments of a ValueError are its message and its place inside `place`
        for place, keys in _raw_entries(values):
            _check_names(keys, KEYS, "key")
            entry = _entry(values.get("defaults", {}) | keys, line_of(lines, place))
            scope = (entry.name, entry.language, entry.articles, entry.case_sensitive)
            if scope in entries:
                raise ValueError(f"'{entry.name}' is already defined on line {entries[scope].line}. Remove one")
            entries[scope] = entry
    except ValueError as error:
        cause, *inner = error.args
        message = end_sentence(f"{cause[0].upper()}{cause[1:]}")
        raise UsageError(message, path=path, line=line_of(lines, (*place, *inner))) from None
    return tuple(entries.values())


def _raw_entries(values: Mapping[str, Any]) -> Iterator[tuple[Place, dict[str, Any]]]:
    """Yield the place and the keys of each entry in the file.

    Raises:
        ValueError: a table is unknown or has the wrong type; with its place.
    """
    _check_names(values, TABLES, "table")
    for name in ("defaults", "words"):
        if not isinstance(values.get(name, {}), dict):
            raise ValueError(f"'{name}' must be a table that begins with a line [{name}]", name)
    _check_names(values.get("defaults", {}), DEFAULTS, "default", "defaults")
    entries = values.get("entry", [])
    if not isinstance(entries, list) or not all(isinstance(keys, dict) for keys in entries):
        raise ValueError("each entry must begin with a line [[entry]]", "entry")
    for word, keys in values.get("words", {}).items():
        yield ("words", word), {"word": word, **(keys if isinstance(keys, dict) else {"alias": keys})}
    for index, keys in enumerate(entries):
        yield ("entry", index), keys


def _check_names(names: Mapping[str, Any], known: tuple[str, ...], kind: str, *place: str) -> None:
    """Raise ValueError for the first of `names` that is not in `known`, with the closest known name and its place."""
    for name in names:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f"did you mean '{near[0]}'?" if near else f"known: {', '.join(known)}"
            raise ValueError(f"unknown {kind} '{name}': {hint}", *place, name)


def _entry(keys: Mapping[str, Any], line: int | None) -> Entry:
    """Return the entry with these keys and values, which begins on `line`.

    Raises:
        ValueError: a value is invalid; with its key if a single key is wrong.
    """
    values = {name: _convert(name, value) for name, value in keys.items()}
    alphabet = values.setdefault("alphabet", ALPHABETS[0])
    if "phonemes" in values and values.get("language"):
        try:
            values["phonemes"] = check_phonemes(values["phonemes"], alphabet, values["language"])
        except ValueError as error:
            raise ValueError(*error.args, "phonemes") from None
    entry = Entry(**values, line=line)
    if entry.pattern:
        try:
            flags = {"case_sensitive": entry.case_sensitive, "whole_word": entry.whole_word}
            check_groups(entry.alias, compile_pattern(entry.pattern, **flags))
        except ValueError as error:
            raise ValueError(*error.args, "pattern") from None
    return entry


def _convert(name: str, value: Any) -> Any:
    """Return the value of a key in the type that `Entry` uses.

    Raises:
        ValueError: the value is invalid for the key; with the key.
    """
    if name in _FLAGS:
        if not isinstance(value, bool):
            raise ValueError(f"{name} must be true or false, not {value!r}", name)
        return value
    if name == "articles":
        names = [value] if isinstance(value, str) else value
        if not isinstance(names, list) or not names or not all(isinstance(glob, str) and glob for glob in names):
            raise ValueError(f"articles must be names or globs, as in ['bees', '2026/*.md'], not {value!r}", name)
        return tuple(names)
    if name == "examples":
        if not isinstance(value, dict) or not all(isinstance(spoken, str) and spoken for spoken in value.values()):
            needed = "examples have a shown and a spoken text, as in: examples = {'In Kyiv.' = 'In Keev.'}"
            raise ValueError(needed, name)
        return tuple(Example(shown=shown, spoken=spoken) for shown, spoken in value.items() if shown.strip())
    if not isinstance(value, str) or not value.strip() or not value.isprintable():
        raise ValueError(f"{name} must be text, not {value!r}", name)
    if name == "language":
        try:
            return require_tag(name, value)
        except ValueError as error:
            raise ValueError(*error.args, name) from None
    if value not in _CHOICES.get(name, (value,)):
        raise ValueError(f"{name} must be one of {', '.join(_CHOICES[name])}, not '{value}'", name)
    return normalize("NFC", value) if name in ("word", "alias", "respelling") else value
