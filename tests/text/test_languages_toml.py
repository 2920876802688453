"""Files of languages are read as `tomllib` reads them, in less time."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tts.text.languages
from tts.text.languages import toml
from tts.text.languages.toml import read_toml

FILES = sorted(Path(tts.text.languages.__file__).parent.glob("*.toml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_language_files_are_read_without_tomllib(path: Path) -> None:
    """Each file of ours has the values that `tomllib` finds, and is read without it."""
    text = path.read_text(encoding="utf-8")
    expected = tomllib.loads(text)
    with mock.patch.object(tomllib, "loads", side_effect=AssertionError):
        assert read_toml(text) == expected


_HEADERS = ("[a]\n", "[a.b]\n", "[b]\n", "[[a]]\n", "a = ", "b = ", "a.b = ")
_VALUES = ('"x"', '"\\n\\""', '"\\u00e9"', '"\\ud800"', '"\\q"', '"["', '"\x7f"', "'y'", "1", "true")
_SIGNS = ("[", "]", "{", "}", ",", " ", "\n", "# c\n", "#", '"""', "\t", "\r\n", "\x01")
_PIECES = st.sampled_from((*_HEADERS, *_VALUES, *_SIGNS, "\n", "\n"))


def _result(read: Callable[[str], object], text: str) -> object:
    with suppress(ValueError):
        return read(text)
    return None


@given(st.lists(_PIECES, max_size=14).map("".join))
def test_any_text_is_read_as_tomllib_reads_it(text: str) -> None:
    """A text has the values that `tomllib` finds, and is an error where it is one for `tomllib`."""
    assert _result(read_toml, text) == _result(tomllib.loads, text)


@pytest.mark.parametrize(
    "text", ['a = "x"\na = "y"\n', "[a]\n[a]\n", 'a = "x"\n[a]\n', 'a = "x"\n[a.b]\n', "a = 1\n", 'a = "\\q"\n']
)
def test_what_is_not_simple_is_left_to_tomllib(text: str) -> None:
    """A key that is there twice, a number and a wrong escape are not read here."""
    with pytest.raises(ValueError, match=r"twice|other values|a text"):
        toml._read_texts(text)
