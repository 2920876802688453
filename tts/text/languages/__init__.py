"""The words of Articast itself, in one file per language. Articles in any other language get English ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from tts.regex import regex
from tts.text.languages.names import NAMES
from tts.text.languages.phrases import (
    EditionPhrases,
    Labels,
    LibraryLabels,
    PageLabels,
    Pasted,
    Phrases,
    Reading,
    SignWords,
    Vague,
)
from tts.text.languages.plurals import CATEGORIES, parse_rule
from tts.text.languages.tags import primary_subtag
from tts.text.languages.toml import read_toml

__all__ = [
    "PageLabels",
    "Phrases",
    "is_contents_heading",
    "is_key_points_heading",
    "language_name",
    "languages",
    "load_phrases",
    "phrases_for_reading",
]

_FOLDER = Path(__file__).parent
_NUMBER = regex(r"^\d{1,2} ")
_COUNTED = ("lines", "columns", "rows", "items", "articles", "editions", "sections", "minutes", "hours")
_TABLES = {
    "edition": EditionPhrases,
    "signs": SignWords,
    "reading": Reading,
    "pasted": Pasted,
    "vague": Vague,
    "labels": Labels,
    "page": PageLabels,
    "library": LibraryLabels,
}


@cache
def languages() -> frozenset[str]:
    """Return the tags of the languages that have a file."""
    names = (file.name for file in _FOLDER.iterdir())
    return frozenset(name.removesuffix(".toml") for name in names if name.endswith(".toml"))


@cache
def load_phrases(tag: str) -> Phrases:
    """Return the phrases for a BCP 47 tag: those of its primary language, or English ones.

    Raises:
        ValueError: the language's file is not complete; the message names the file and the key.
    """
    primary = primary_subtag(tag)
    if primary not in languages():
        return load_phrases("en")
    text = _FOLDER.joinpath(f"{primary}.toml").read_text(encoding="utf-8")
    return parse_phrases(text, primary)


def parse_phrases(text: str, language: str) -> Phrases:
    """Return the phrases in the `text` of the file of `language`.

    Raises:
        ValueError: a key is missing or not known, or a plural rule is not understood.
    """
    name = f"{language}.toml"
    values = read_toml(text)
    for key, table in _TABLES.items():
        values[key] = _build(table, values.get(key, {}), f"{name}, [{key}]")
    phrases: Phrases = _build(Phrases, {**values, "language": language}, name)
    _check_keys(phrases.plural, set(phrases.plural) & set(CATEGORIES), f"{name}, [plural]")
    _check_keys(phrases.counts, set(_COUNTED), f"{name}, [counts]")
    for counted, forms in phrases.counts.items():
        _check_keys(forms, {*phrases.plural, "other"}, f"{name}, [counts.{counted}]")
    for category, rule in phrases.plural.items():
        try:
            parse_rule(rule)
        except ValueError as error:
            raise ValueError(f"{name}, [plural], {category}: {error}") from None
    return phrases


def _build(table: type, values: Mapping[str, Any], place: str) -> Any:
    """Return the noun `table` with the values of a table of the file, which must have all its keys and no other."""
    _check_keys(values, {field.name for field in fields(table)}, place)
    return table(**{key: tuple(value) if isinstance(value, list) else value for key, value in values.items()})


def _check_keys(values: Mapping[str, Any], expected: set[str], place: str) -> None:
    """Raise `ValueError` if a key is missing or unknown; `place` is the table in its file."""
    for problem, keys in (("is missing", expected - values.keys()), ("is not known", values.keys() - expected)):
        if keys:
            raise ValueError(f"{place}: '{min(keys)}' {problem}.")


def language_name(tag: str) -> str:
    """Return what speakers call a language, with its region or script: `English (GB)`; the tag of an unknown one."""
    primary = primary_subtag(tag)
    name = load_phrases(primary).name if primary in languages() else NAMES.get(primary)
    if name is None:
        return tag
    region = tag.partition("-")[2]
    return f"{name} ({region})" if region else name


def phrases_for_reading(tag: str) -> tuple[Phrases, ...]:
    """Return the phrases by which an article in a language is read: those of the language, then the English ones."""
    own, english = load_phrases(tag), load_phrases("en")
    return (own,) if own is english else (own, english)


def is_key_points_heading(text: str, language: str) -> bool:
    """Return whether an article in `language` lists its key points under the heading `text`.

    Case, a number before it ("5 key takeaways") and a colon at the end make no difference. English headings count in
    every language.
    """
    return _NUMBER.sub("", _fold_heading(text)) in _key_points_headings(primary_subtag(language))


def is_contents_heading(text: str) -> bool:
    """Return whether `text` is the heading of a table of contents in any language that has a file."""
    return _fold_heading(text) in _contents_headings()


@cache
def _contents_headings() -> frozenset[str]:
    """Return the folded headings of tables of contents in all languages that have a file."""
    headings = (load_phrases(tag).reading.contents for tag in languages())
    return frozenset(map(_fold_heading, chain(*headings)))


@cache
def _key_points_headings(language: str) -> frozenset[str]:
    """Return the folded headings of key points in a language and in English."""
    own_and_english = phrases_for_reading(language)
    headings = ((phrases.key_points, *phrases.reading.key_points) for phrases in own_and_english)
    return frozenset(map(_fold_heading, chain(*headings)))


def _fold_heading(text: str) -> str:
    """Return a heading for comparison: without case, surplus white space, and a colon or full stop at its end."""
    return " ".join(text.split()).rstrip(":：.").rstrip().casefold().replace("'", "’")
