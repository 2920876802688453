"""Read TOML with the line of each key, which `tomllib` does not report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from tts.regex import regex

Place = tuple[str | int, ...]
"""The path of a value: its keys, with the index of each table in an array: `("entry", 0, "alias")`."""

_NAME = r'(?:"(?:[^"\\]|\\.)*"|\'[^\']*\'|[\w-]+)'
_KEY = rf"(?P<key>{_NAME}(?:\s*\.\s*{_NAME})*)"
_HEADER = regex(rf"\s*\[(?P<array>\[?)\s*{_KEY}\s*\]")
_ASSIGNMENT = regex(rf"\s*{_KEY}\s*=")
_TEXT = r'"[^"\\\x00-\x1f\x7f]*"'
_VALUE = rf"(?:{_TEXT}|true|false)"
_SIMPLE_KEY = rf"(?:[A-Za-z0-9_-]+|{_TEXT})"
_PAIR = rf"{_SIMPLE_KEY} = {_VALUE}"
_SIMPLE_LINE = regex(
    r"(?:#[^\x00-\x1f\x7f]*)?|\[(?P<table>[A-Za-z0-9_-]+)\]"
    rf"|(?P<key>{_SIMPLE_KEY}) = (?:(?P<value>{_VALUE})|\{{ (?P<pairs>{_PAIR}(?:, {_PAIR})*) \}})"
)
_KEY_AND_VALUE = regex(rf"({_SIMPLE_KEY}) = ({_VALUE})")
_ERROR = regex(r"(.*) \(at (?:line (\d+), column \d+|end of document)\)", re.DOTALL)


class TomlError(ValueError):
    """An error with a complete message and the line (from 1), if it is known."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


def parse_toml(content: bytes, example: str) -> tuple[dict[str, Any], dict[Place, int]]:
    """Parse `content`, and return its values and the line of each table and key, counted from 1.

    Raises:
        TomlError: the content is not UTF-8 or not TOML; the message shows `example`, a correct line.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise TomlError("This is not UTF-8. Save the file as UTF-8.") from None
    with suppress(ValueError):
        return _parse_simple_lines(text)
    import tomllib  # not needed for most files

    try:
        return tomllib.loads(text), _find_lines(text)
    except (ValueError, RecursionError) as error:
        cause, line = "it is nested too deep" if isinstance(error, RecursionError) else str(error), None
        if match := _ERROR.fullmatch(cause):
            cause, line = match[1], int(match[2] or text.rstrip().count("\n") + 1)
        raise TomlError(f"This is not valid TOML: {cause}. Write lines such as: {example}.", line) from None


def line_of(lines: Mapping[Place, int], place: Place) -> int | None:
    """Return the line of `place` or of the nearest table around it, or None if no line is known."""
    return next((lines[place[:size]] for size in range(len(place), 0, -1) if place[:size] in lines), None)


def _parse_simple_lines(text: str) -> tuple[dict[str, Any], dict[Place, int]]:
    """Return the values and the lines of a text in which each line is a comment, a heading, or a key and its value.

    A value is a text, a truth value, or a table of these. Nearly all lexicons have nothing else, and to read them so
    takes a tenth of the time that `tomllib` takes.

    Raises:
        ValueError: there is anything else in it, or a key twice.
    """
    values: dict[str, Any] = {}
    lines: dict[Place, int] = {}
    table, place = values, Place()
    for number, line in enumerate(text.split("\n"), start=1):
        simple = _SIMPLE_LINE.fullmatch(line)
        if simple is None:
            raise ValueError(number)
        if name := simple["table"]:
            table = _add(values, name, {})
            place = (name,)
            lines[place] = number
        elif key := simple["key"]:
            inner: dict[str, Any] = {}
            for inner_key, written in _KEY_AND_VALUE.findall(simple["pairs"] or ""):
                _add(inner, inner_key.strip('"'), _read_value(written))
            _add(table, key.strip('"'), _read_value(simple["value"]) if simple["value"] else inner)
            lines[(*place, key.strip('"'))] = number
    return values, lines


def _read_value(written: str) -> str | bool:
    """Return the text or the truth value that a simple line has."""
    return written.strip('"') if written.startswith('"') else written == "true"


def _add(table: dict[str, Any], key: str, value: Any) -> Any:
    """Add `value` to `table` and return it; raise ValueError if the key is there already."""
    if key in table:
        raise ValueError(key)
    table[key] = value
    return value


def _find_lines(text: str) -> dict[Place, int]:
    """Return the line where each table and key first appears. Keys inside an inline table are not included."""
    lines: dict[Place, int] = {}
    table: Place = ()
    place: Place
    counts: Counter[str] = Counter()
    for number, line in enumerate(text.split("\n"), start=1):
        if header := _HEADER.match(line):
            name, *inner = _split_key(header["key"])
            counts[name] += bool(header["array"]) and not inner
            table = place = (name, *([counts[name] - 1] if counts[name] else []), *inner)
        elif assignment := _ASSIGNMENT.match(line):
            place = (*table, *_split_key(assignment["key"]))
        else:
            continue
        for size in range(1, len(place) + 1):
            lines.setdefault(place[:size], number)
    return lines


def _split_key(key: str) -> list[str]:
    """Split a dotted key, which may have spaces around its dots, into names without quotes."""
    return [_unquoted(match[0]) for match in re.finditer(_NAME, key)]


def _unquoted(name: str) -> str:
    """Return the key that `name` stands for in TOML; `name` itself if its escapes are wrong."""
    if name.startswith('"') and "\\" in name:
        import tomllib

        try:
            return next(iter(tomllib.loads(f"{name} = 0")))
        except ValueError:
            return name
    return name.strip("\"'") if name[0] in "\"'" else name
