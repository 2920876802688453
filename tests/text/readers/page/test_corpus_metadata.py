"""Title, authors, language and date of real pages are those that a person, or a browser's reading view, would give."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from tts.text.readers.page.charset import read_html
from tts.text.readers.page.metadata import find_fields

pytestmark = pytest.mark.once

NO_NAMES = {"seattletimes-1": "a date", "yahoo-4": "an item of the menu"}
"""Pages for which the answer has as the byline what names nobody."""
MIN_TITLES, MIN_BYLINES, MIN_LANGUAGES, MIN_DATES, MIN_SITES = 0.95, 0.9, 0.98, 0.95, 0.95


@pytest.fixture(scope="module")
def pages(corpus: Path) -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    """The fields of each page, and the answer for it."""
    folders = sorted(path.parent for path in (corpus / "web").glob("*/expected-metadata.json"))
    if not folders:
        pytest.skip("the corpus of pages is not beside the checkout")
    return {
        folder.name: (
            dict(find_fields(LexborHTMLParser(read_html(folder / "source.html").html))),
            json.loads((folder / "expected-metadata.json").read_text(encoding="utf-8")),
        )
        for folder in folders
    }


def _fold(text: str) -> str:
    """Return the letters and digits of `text`, without case."""
    return "".join(filter(str.isalnum, text.casefold()))


def _is_title(text: str, expected: str) -> bool:
    """Return whether `text` is the expected title, or this without the name of the site behind a separator."""
    if _fold(text) == _fold(expected):
        return True
    rest = expected[len(text) :] if text and expected.startswith(text) else ""
    return re.match(r"\s*[|_–—-]", rest) is not None


def _share(results: dict[str, bool]) -> float:
    """Return the share of pages that are right, and show those that are not."""
    print([name for name, is_right in results.items() if not is_right])
    return sum(results.values()) / len(results)


def test_titles_are_right(pages: dict[str, tuple[dict[str, Any], dict[str, Any]]]) -> None:
    """At least 95 % of the titles are right, with or without the name of the site."""
    results = {name: _is_title(fields.get("title", ""), answer["title"]) for name, (fields, answer) in pages.items()}
    assert _share(results) >= MIN_TITLES


def test_bylines_are_right(pages: dict[str, tuple[dict[str, Any], dict[str, Any]]]) -> None:
    """At least 90 % of the bylines are right: the names are in the answer, which has dates and labels around them."""
    results = {
        name: bool(fields.get("authors"))
        and all(author in " ".join(answer["byline"].split()) for author in fields["authors"])
        for name, (fields, answer) in pages.items()
        if answer["byline"] and name not in NO_NAMES
    }
    assert _share(results) >= MIN_BYLINES


def test_languages_are_right(pages: dict[str, tuple[dict[str, Any], dict[str, Any]]]) -> None:
    """At least 98 % of the languages are right."""
    results = {
        name: fields.get("language", "").lower() == answer["lang"].lower()
        for name, (fields, answer) in pages.items()
        if answer.get("lang")
    }
    assert _share(results) >= MIN_LANGUAGES


def test_dates_are_right(pages: dict[str, tuple[dict[str, Any], dict[str, Any]]]) -> None:
    """At least 95 % of the dates are right to the day."""
    results = {
        name: fields.get("date", "")[:10] == answer["publishedTime"][:10]
        for name, (fields, answer) in pages.items()
        if answer["publishedTime"]
    }
    assert _share(results) >= MIN_DATES


def test_sites_are_right(pages: dict[str, tuple[dict[str, Any], dict[str, Any]]]) -> None:
    """At least 95 % of the names of sites are right."""
    results = {
        name: fields.get("site") == answer["siteName"] for name, (fields, answer) in pages.items() if answer["siteName"]
    }
    assert _share(results) >= MIN_SITES
