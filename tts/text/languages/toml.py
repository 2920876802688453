"""TOML -> VALUES, in little time where all values are texts and lists of texts, as in our language files."""

from __future__ import annotations

import json
from typing import Any

from tts.regex import regex

_PLAIN = r'[^"\\\x00-\x1f\x7f]*'
_TEXT = rf'"(?>{_PLAIN}(?:\\["\\tn]{_PLAIN})*)"'
_LIST = rf"\[(?>[ \n]*(?:{_TEXT}[ \n]*,[ \n]*)*)(?:{_TEXT}[ \n]*)?\]"
_KEY = "[a-z_]+"
_NAME = rf"{_KEY}(?:\.{_KEY})*"
_COMMENT = r"\n#[^\x00-\x1f\x7f]*"
_FILE = regex(rf"(?>(?:\n{_KEY} = (?:{_TEXT}|{_LIST})|\n\[{_NAME}\]|{_COMMENT}|\n)*)")
_AS_JSON = (
    (regex(r",[ \n]*\](?=\n)"), "]"),
    (regex(_COMMENT), ""),
    (regex(rf"\n\[({_NAME})\]"), r'}], ["\1", {"": ""'),
    (regex(rf"\n({_KEY}) = "), r', "\1": '),
)
"""What makes JSON of such a file: a list of tables, each with its name, and with an empty value before all others."""


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
    """Return the tables of texts and lists of texts in `text`, which only its headings and keys keep from being JSON.

    Raises:
        ValueError: there is anything else in it, or a key twice.
    """
    text = f"\n{text}"
    if not _FILE.fullmatch(text):
        raise ValueError("it has other values, or is not TOML")
    for pattern, replacement in _AS_JSON:
        text = pattern.sub(replacement, text)
    (_, values), *tables = json.loads(f'[["", {{"": ""{text}}}]]', object_pairs_hook=_make_table)
    for name, table in tables:
        *outer, inner = name.split(".")
        around = values
        for step in outer:
            around = around.setdefault(step, {})
            if not isinstance(around, dict):
                raise ValueError(f"'{step}' is a text and a table")
        if inner in around:
            raise ValueError(f"the table '{name}' is there twice, or is also a text")
        around[inner] = table
    assert isinstance(values, dict)
    return values


def _make_table(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return the values of a table without the first one, which is empty; raise ValueError if a key is there twice."""
    values = dict(pairs)
    if len(values) < len(pairs):
        raise ValueError("a key is there twice")
    del values[""]
    return values
