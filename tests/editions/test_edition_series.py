"""The number, date, language and slug of an edition follow from its file, its articles and the editions before."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tts.editions.series import complete_settings
from tts.editions.settings import EditionSettings, SectionSettings
from tts.model import Metadata

TITLE = "Harbour Talking News"
FILE = EditionSettings(path=Path("edition.toml"), title=TITLE)


@pytest.fixture
def output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the packages, in the current one, which has an edition file."""
    monkeypatch.chdir(tmp_path)
    Path("edition.toml").touch()
    return Path("output")


def _package(slug: str, source: str, date: Any = None, **series: Any) -> None:
    """Write what is read of the manifest of an edition, or of an article, which has no series."""
    Path(source).parent.mkdir(exist_ok=True)
    Path(source).touch()
    folder = Path("output", slug)
    folder.mkdir(parents=True)
    members = {"schema": "articast-manifest/1", "options": {"source": source}, "metadata": {"date": date}}
    members |= {"series": series} if series else {}
    text = json.dumps(members, indent=1)[:-2] + ',\n "sections": []\n}\n'
    folder.joinpath("manifest.json").write_text(text, encoding="utf-8")


def _article(date: str | None = None, language: str = "en") -> Metadata:
    return Metadata(title="T", date=date, language=language)


def test_an_edition_of_its_own_has_no_number(output: Path) -> None:
    """Without a number and earlier editions there is none; date and language are those of the articles."""
    articles = [_article("2026-11-25", "de"), _article("2026-11-26T08:00:00+01:00", "en"), _article(None, "de")]
    settings = replace(FILE, sections=(SectionSettings(title="", articles=()), SectionSettings(title="N", articles=())))
    complete = complete_settings(settings, output, [*articles, _article("2026")])
    assert (complete.slug, complete.number, complete.date, complete.language) == (
        *("harbour-talking-news", None),
        *("2026-11-26", "de"),
    )
    assert [section.title for section in complete.sections] == ["Artikel", "N"]
    assert complete.warnings == ()
    assert complete_settings(FILE, output, []).language == "en"


def test_what_the_file_says_is_kept(output: Path) -> None:
    """Number, date and language of the file hold, whatever the articles and earlier editions say."""
    _package("harbour-talking-news-9", "other.toml", "2026-11-19", title=TITLE, number=9)
    settings = replace(FILE, number=7, date="2026-11-26", language="en-GB")
    complete = complete_settings(settings, output, [_article("2027-01-01", "de")])
    assert complete == replace(settings, slug="harbour-talking-news-7")


def test_the_next_number_follows_the_highest_one(output: Path) -> None:
    """`next` is 1 at first, then one more than the highest number of this title, however the title is written."""
    settings = replace(FILE, is_next=True, date="2026-11-26")
    complete = complete_settings(settings, output, [])
    assert (complete.number, complete.slug, complete.is_next) == (1, "harbour-talking-news-1", False)
    _package("a", "a.toml", "2026-11-12", title=TITLE, number=9)
    _package("b", "b.toml", "2026-11-19", title="HARBOUR  talking news!", number=10)
    _package("c", "c.toml", "2026-11-19", title="Another", number=99)
    _package("d", "d.toml", "2026-11-19", title=TITLE)
    assert complete_settings(settings, output, []).number == 11
    assert complete_settings(replace(settings, is_next=False), output, []).number == 11


def test_an_edition_that_is_made_again_keeps_its_number(output: Path) -> None:
    """The same file with the same date is the same edition; another date or another file is the next one."""
    _package("harbour-talking-news-9", "edition.toml", "2026-11-19", title=TITLE, number=9)
    _package("harbour-talking-news-10", "edition.toml", "2026-11-26", title=TITLE, number=10)
    settings = replace(FILE, is_next=True, date="2026-11-26")
    assert complete_settings(settings, output, []).slug == "harbour-talking-news-10"
    assert complete_settings(replace(settings, date="2026-11-19"), output, []).slug == "harbour-talking-news-9"
    assert complete_settings(replace(settings, date="2026-12-03"), output, []).number == 11
    assert complete_settings(replace(settings, path=Path("other.toml")), output, []).number == 11
    assert complete_settings(settings, output, []).warnings == ()
    (warning,) = complete_settings(replace(settings, date=None), output, [_article("2026-11-26")]).warnings
    assert warning.startswith("edition.toml: The number is 10, but no date is given, so a newer article would begin")


def test_the_date_tells_editions_without_numbers_apart(output: Path) -> None:
    """Without a number the date of the file is in the slug, and that of an article is not."""
    dated = replace(FILE, title="Reading list", date="2026-11-26")
    assert complete_settings(dated, output, []).slug == "reading-list-2026-11-26"
    undated = replace(dated, date=None)
    assert complete_settings(undated, output, [_article("2026-11-26")]).slug == "reading-list"
    _package("reading-list-2026-11-26", "edition.toml", "2026-11-26", title="Reading list")
    assert complete_settings(undated, output, []).slug == "reading-list"


def test_no_edition_takes_the_place_of_another_package(output: Path) -> None:
    """A name that an article has, or will have, is not taken; the edition keeps the name that it has got instead."""
    settings = replace(FILE, number=7)
    taken = complete_settings(settings, output, [], taken={"harbour-talking-news-7"})
    _package("harbour-talking-news-7", "harbour talking news 7.md")
    complete = complete_settings(settings, output, [])
    assert complete.slug == taken.slug
    assert complete.slug.startswith("harbour-talking-news-7-")
    assert complete.warnings == ()
    _package(complete.slug, "edition.toml", title=TITLE, number=7)
    assert complete_settings(settings, output, []).slug == complete.slug


def test_two_files_with_one_number_are_a_warning(output: Path) -> None:
    """The second file does not replace the edition of the first, unless that is gone."""
    _package("harbour-talking-news-7", "week47/edition.toml", title=TITLE, number=7)
    settings = replace(FILE, number=7)
    complete = complete_settings(settings, output, [])
    assert complete.slug != "harbour-talking-news-7"
    (warning,) = complete.warnings
    what = "has this title and number, and was made from another file"
    assert warning == (
        f"edition.toml: {output / 'harbour-talking-news-7'} {what}. "
        f"This edition goes to {output / complete.slug}. Change its number or title."
    )
    Path("week47/edition.toml").unlink()
    assert complete_settings(settings, output, []).slug == "harbour-talking-news-7"


@pytest.mark.parametrize(
    ("series", "date"),
    [
        ({"title": TITLE, "number": "9"}, "x"),
        ({"title": TITLE, "number": True}, 5),
        ({"title": 5, "number": 9}, None),
        ({"number": 9}, []),
    ],
)
def test_a_manifest_that_somebody_changed_is_no_harm(output: Path, series: dict[str, Any], date: Any) -> None:
    """Values of the wrong type in a manifest count for nothing."""
    _package("x", "x.toml", date, **series)
    Path("output/y").mkdir()
    Path("output/y/manifest.json").write_text('{\n "schema": "articast-manifest/1",\n "series": [],\n "sections": []}')
    assert complete_settings(replace(FILE, is_next=True, date="2026-11-26"), output, []).number == 1
