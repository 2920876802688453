"""What the edition itself says is there in every language, whole."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

import tts.text.languages
from tts.text.languages import phrases
from tts.text.languages.plurals import category

LANGUAGES = sorted(path.stem for path in Path(tts.text.languages.__file__).parent.glob("*.toml"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_is_whole(language: str) -> None:
    """Every phrase is there and takes its values; twelve months have names of their own."""
    said = phrases(language)
    assert said.language == language
    assert len(set(said.months)) == 12
    for count in (1, 2, 5, 21):
        counts = {"lines": count, "columns": count, "rows": count, "items": count}
        for phrase in (said.code, said.code_unread, said.table, said.table_unread, said.list, said.inner_list):
            made = said.counting(phrase, **{name: one for name, one in counts.items() if f"{{{name}}}" in phrase})
            assert "{" not in made
            assert count == 1 or str(count) in made
    texts = [getattr(said, one.name) for one in fields(said)]
    assert all(text.strip() for text in texts if isinstance(text, str))
    assert "Ann" in said.authors(("Ann",))
    assert all(name in said.authors(("Ann", "Ben", "Cleo")) for name in ("Ann", "Ben", "Cleo"))
    assert "2026" in said.day("2026-03-14T10:00:00Z")
    assert said.months[2] in said.day("2026-03-14")
    assert "{" not in said.header.format(header="Name") + said.note.format(label="1")


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
    assert said.counting(said.code_unread, lines=1) == "Code, 1 line, not read."
    assert said.counting(said.table, columns=2, rows=1) == "Table, 2 columns, 1 row."
    assert said.day("2026-03-04") == "4 March 2026"


def test_numbers_have_the_forms_of_their_language() -> None:
    """A noun stands in the form that CLDR gives for its number, as in "21 рядок", "22 рядки", "25 рядків"."""
    assert [category("uk", count) for count in (1, 2, 5, 11, 12, 21, 22, 25, 111, 112)] == [
        *("one", "few", "many", "many", "many", "one", "few", "many", "many", "many")
    ]
    assert [category("fr", count) for count in (0, 1, 2)] == ["one", "one", "other"]
    assert [category("de", count) for count in (0, 1, 2)] == ["other", "one", "other"]
    said = phrases("uk")
    assert said.counting(said.code, lines=22) == "Код, 22 рядки."


def test_words_in_another_language_say_so() -> None:
    """In an Italian article the phrases are English and say so; in a Swiss one the German ones need not."""
    assert phrases("it").language_in("it") == "en"
    assert phrases("de-CH").language_in("de-CH") is None
