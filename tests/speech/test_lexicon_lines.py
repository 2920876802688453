"""Lexicons and settings are read as `tomllib` reads them, in less time where they are simple."""

from __future__ import annotations

import tomllib
from contextlib import suppress
from unittest import mock

from hypothesis import given
from hypothesis import strategies as st

from tts.speech.lexicon import NEWS
from tts.speech.lexicon.toml_lines import TomlError, _find_lines, parse_toml

_LINES = (
    "[a]",
    "[b]",
    "[[a]]",
    "[a.b]",
    'a = "x"',
    '"a" = "x\\""',
    "b = true",
    "# c",
    "",
    " ",
    "a = 1",
    "\r",
    "'a' = 'x'",
)
_TABLES = (
    "a = {}",
    'a = { "b c" = "x", d = false }',
    'c = { a = "x", a = "y" }',
    "c = { a = { b = true } }",
    "'a' = 'x'",
)
_TEXTS = st.lists(st.sampled_from((*_LINES, *_TABLES, 'é = "x"', '"" = "x"', '"é" = "#"')), max_size=8).map("\n".join)


@given(_TEXTS)
def test_any_text_is_read_as_tomllib_reads_it(text: str) -> None:
    """A text has the values that `tomllib` finds, with their lines, and is an error where it is one for `tomllib`."""
    expected = found = None
    with suppress(ValueError):
        expected = tomllib.loads(text), _find_lines(text)
    with suppress(TomlError):
        found = parse_toml(text.encode(), "")
    assert found == expected


def test_the_included_lexicon_is_read_without_tomllib() -> None:
    """The lexicon that each English article needs is simple."""
    expected = tomllib.loads(NEWS.read_text(encoding="utf-8"))
    with mock.patch.object(tomllib, "loads", side_effect=AssertionError):
        assert parse_toml(NEWS.read_bytes(), "")[0] == expected
