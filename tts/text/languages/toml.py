"""TOML -> VALUES, in a tenth of the time where all values are texts and lists of texts, as in our language files."""

from __future__ import annotations

import json
from typing import Any

from tts.regex import regex

_TEXT = r'"(?>(?:[^"\\\x00-\x1f\x7f]|\\["\\tn])*)"'
_LIST = rf"\[(?>(?:[ \n]|{_TEXT}[ \n]*,)*)(?:{_TEXT}[ \n]*)?\]"
_STATEMENT = regex(
    r"(?:#[^\x00-\x1f\x7f]*)?\n|\[(?P<table>[a-z_]+(?:\.[a-z_]+)*)\]\n"
    rf"|(?P<key>[a-z_]+) = (?P<value>{_TEXT}|{_LIST})\n"
)
_LAST_COMMA = regex(r",\s*\]\Z")


def read_toml(text: str) -> dict[str, Any]:
    """Return the values in `text`, by `tomllib` if they are more than tables of texts and lists of texts.

    Raises:
        ValueError: it is not TOML.
    """
    try:
        return _read_texts(text)
    except ValueError:
        import tomllib  # not needed for a correct language file

        return tomllib.loads(text)


def _read_texts(text: str) -> dict[str, Any]:
    """Return the tables of texts and lists of texts in `text`.

    Raises:
        ValueError: there is anything else in it, or a key twice.
    """
    values: dict[str, Any] = {}
    table = values
    position = 0
    while position < len(text):
        statement = _STATEMENT.match(text, position)
        if statement is None:
            raise ValueError(position)
        position = statement.end()
        if name := statement["table"]:
            *outer, inner = name.split(".")
            table = values
            for step in outer:
                table = table.setdefault(step, {})
                if not isinstance(table, dict):
                    raise ValueError(name)
            table = _add(table, inner, {})
        elif key := statement["key"]:
            _add(table, key, json.loads(_LAST_COMMA.sub("]", statement["value"])))
    return values


def _add(table: dict[str, Any], key: str, value: Any) -> Any:
    """Add `value` to `table` and return it; raise ValueError if the key is there already."""
    if key in table:
        raise ValueError(key)
    table[key] = value
    return value
