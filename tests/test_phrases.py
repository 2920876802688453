"""What the edition itself says is there in every language, whole."""

from __future__ import annotations

from pathlib import Path

import pytest

import tts.phrases
from tts.phrases import phrases

LANGUAGES = sorted(path.stem for path in Path(tts.phrases.__file__).parent.glob("*.toml"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_is_whole(language: str) -> None:
    """Every phrase is there and takes its values; twelve months have names of their own."""
    said = phrases(language)
    assert said.language == language
    assert len(set(said.months)) == 12
    assert "12" in said.code(12)
    assert "{" not in said.code(1)
    assert "Ann" in said.authors(("Ann",))
    assert all(name in said.authors(("Ann", "Ben", "Cleo")) for name in ("Ann", "Ben", "Cleo"))
    assert "2026" in said.day("2026-03-14T10:00:00Z")
    assert said.months[2] in said.day("2026-03-14")
    assert "{" not in said.table.format(columns=2, rows=3) + said.note.format(label="1")


def test_regions_share_the_words_of_their_language_and_others_get_english() -> None:
    """`de-CH` is German, `EN_gb`'s words are English, and so are those of a language without a file of its own."""
    assert phrases("de-CH").language == "de"
    assert phrases("EN-gb").language == "en"
    assert phrases("xx").language == "en"
    assert phrases("../phrases/de").language == "en"


def test_english() -> None:
    """English reads as people write it."""
    said = phrases("en")
    assert said.authors(("Ann", "Ben", "Cleo")) == "By Ann, Ben and Cleo"
    assert said.code(1) == "Code, 1 line, not read."
    assert said.day("2026-03-04") == "4 March 2026"
