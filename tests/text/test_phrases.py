"""A language is one file, and each file is whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from importlib.resources import files

import pytest

from tts.text.languages import language_name, languages, load_phrases, parse_phrases
from tts.text.languages.plurals import plural_category
from tts.text.languages.tags import iso639_2, well_formed

LANGUAGES = sorted(languages())
ENGLISH = files("tts.text.languages").joinpath("en.toml").read_text(encoding="utf-8")


def _texts(table: dict[str, object], place: str = "") -> Iterator[tuple[str, str]]:
    """The place and the text of each phrase that is shown or said, in all tables but those of counts and rules."""
    for key, value in table.items():
        if isinstance(value, str):
            yield f"{place}{key}", value
        elif isinstance(value, dict) and key not in ("plural", "counts", "reading"):
            yield from _texts(value, f"{key}.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_is_whole(language: str) -> None:
    """Each file has every key and no other, the same places to fill in as the English one, and twelve months."""
    phrases = load_phrases(language)
    assert phrases.language == language
    assert well_formed(language)
    assert iso639_2(language)
    assert len(set(phrases.months)) == 12
    english, own = dict(_texts(asdict(load_phrases("en")))), dict(_texts(asdict(phrases)))
    fields = re.compile(r"\{\w*\}")
    assert {key: sorted(fields.findall(text)) for key, text in own.items()} == {
        key: sorted(fields.findall(text)) for key, text in english.items()
    }
    assert all(text.strip() for text in own.values())
    for pattern in (phrases.date, *phrases.reading.dates):
        assert sorted(fields.findall(pattern)) == ["{day}", "{month}", "{year}"], pattern
    for pattern in phrases.reading.times:
        assert set(fields.findall(pattern)) <= {"{hour}", "{minute}"}, pattern


@pytest.mark.parametrize("language", LANGUAGES)
def test_phrases_take_their_values(language: str) -> None:
    """Counts, authors and dates of every language are filled in."""
    phrases = load_phrases(language)
    for count in (0, 1, 2, 3, 5, 6, 21, 100):
        counts = {"lines": count, "columns": count, "rows": count, "items": count}
        for phrase in (phrases.code, phrases.code_unread, phrases.table, phrases.table_unread, phrases.list):
            needed = {name: number for name, number in counts.items() if f"{{{name}}}" in phrase}
            assert "{" not in phrases.format_counts(phrase, **needed)
    for forms in phrases.counts.values():
        assert all("{count}" in form for category, form in forms.items() if category in ("few", "many", "other"))
    assert "Ann" in phrases.format_authors(("Ann",))
    assert all(name in phrases.format_authors(("Ann", "Ben", "Cleo")) for name in ("Ann", "Ben", "Cleo"))
    assert "2026" in phrases.format_date(date(2026, 3, 14))
    assert phrases.months[2] in phrases.format_date(date(2026, 3, 14))


@pytest.mark.parametrize(
    ("line", "replacement", "message"),
    [
        ('play = "Play"\n', "", "xx.toml, [page]: 'play' is missing."),
        ("[library]\n", '[library]\nplay = "Play"\n', "xx.toml, [library]: 'play' is not known."),
        ("[labels]\n", '[labels]\nepub2 = "x"\n', "xx.toml, [labels]: 'epub2' is not known."),
        ('note = "Note {label}:"\n', "", "xx.toml: 'note' is missing."),
        ("[reading]\n", "[read]\n", "xx.toml, [reading]: 'after_names' is missing."),
        ('other = "{count} rows"\n', "", "xx.toml, [counts.rows]: 'other' is missing."),
        ("[counts.items]\n", "[counts.things]\n", "xx.toml, [counts]: 'items' is missing."),
        ("[plural]\n", '[plural]\nsome = "n = 2"\n', "xx.toml, [plural]: 'some' is not known."),
        ("i = 1 and v = 0", "i is 1", "xx.toml, [plural], one: 'i is 1' is not a plural rule."),
    ],
)
def test_a_mistake_in_a_file_is_named(line: str, replacement: str, message: str) -> None:
    """A missing or unknown key and a rule that cannot be read are errors that name the file and the key."""
    assert line in ENGLISH
    with pytest.raises(ValueError, match=re.escape(message)):
        parse_phrases(ENGLISH.replace(line, replacement, 1), "xx")


def test_regions_share_the_words_of_their_language_and_others_get_english() -> None:
    """`de-CH` is German, `EN_gb`'s words are English, and so are those of a language without a file of its own."""
    assert load_phrases("de-CH").language == "de"
    assert load_phrases("EN_gb").language == "en"
    assert load_phrases("xx").language == "en"
    assert load_phrases("../languages/de").language == "en"


def test_languages_have_names() -> None:
    """A language is called what its speakers call it, and one that is not known by its tag."""
    assert [language_name(tag) for tag in ("en", "de-CH", "zh-Hant", "tlh")] == [
        "English",
        "Deutsch (CH)",
        "中文 (Hant)",
        "tlh",
    ]


def test_english() -> None:
    """English reads as people write it."""
    phrases = load_phrases("en")
    assert phrases.format_authors(("Ann", "Ben", "Cleo")) == "By Ann, Ben and Cleo"
    assert phrases.format_counts(phrases.code_unread, lines=1) == "Code, 1 line, not read."
    assert phrases.format_counts(phrases.table, columns=2, rows=1) == "Table, 2 columns, 1 row."
    assert phrases.format_date(date(2026, 3, 4)) == "4 March 2026"
    assert phrases.format_number(1.25) == "1.25"
    assert load_phrases("de").format_number(1.25) == "1,25"


@pytest.mark.parametrize(
    ("language", "categories"),
    [
        ("de", {0: "other", 1: "one", 2: "other"}),
        ("fr", {0: "one", 1: "one", 2: "other"}),
        ("cy", {0: "zero", 1: "one", 2: "two", 3: "few", 4: "other", 6: "many", 7: "other", 13: "other"}),
        (
            "uk",
            {1: "one", 2: "few", 5: "many", 11: "many", 12: "many", 21: "one", 22: "few", 25: "many", 111: "many"},
        ),
    ],
)
def test_numbers_have_the_forms_of_their_language(language: str, categories: dict[int, str]) -> None:
    """A noun has the form that CLDR gives for its number, as in "21 рядок", "22 рядки", "25 рядків"."""
    rules = load_phrases(language).plural
    assert {count: plural_category(rules, count) for count in categories} == categories


def test_rules_are_those_of_cldr() -> None:
    """A rule may have several ranges, `!=`, `or`, and operands for decimals, which whole numbers do not have."""
    rules = {"few": "v = 0 and i % 100 = 3..4,7 or n = 50", "many": "f != 0 or n != 0..99"}
    counts = (0, 3, 4, 5, 7, 50, 103, 107, 200)
    expected = ["other", "few", "few", "other", "few", "few", "few", "few", "many"]
    assert [plural_category(rules, count) for count in counts] == expected


def test_words_in_another_language_say_so() -> None:
    """In an Italian article the phrases are English and say so; in a Swiss one the German ones need not."""
    assert load_phrases("it").language_in("it") == "en"
    assert load_phrases("de-CH").language_in("de-CH") is None
