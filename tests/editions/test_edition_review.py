"""Before anything is spoken, a review of an edition says its order, its length and its defects."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tts.cli.edition_report import report_edition
from tts.config.settings import gather
from tts.editions.edition_file import read_edition_file
from tts.errors import UsageError
from tts.packages.batch import package
from tts.pipeline import prepare
from tts.review.edition import EditionReview, review_edition
from tts.review.length import estimate_length
from tts.speech.engines import load
from tts.text.readers import read

EDITION = """\
title = "Harbour Talking News"
number = 736
date = 2026-11-26
language = "en-GB"
readers = ["silent:en", "silent:de"]

[announce]
start = "start.md"

[[section]]
title = "News"
articles = "news/*.md"

[[section]]
title = "Other"
articles = ["other/*.md", "gone.md"]

[[section]]
title = "Drafts"
articles = "drafts/*.md"
"""
ARTICLES = {
    "start.md": "Welcome to number {number} of the news. It is {date}.",
    "news/1.md": "---\ntitle: Harbour opens\nlang: en\n---\nThe harbour is open again after the storm of last week.",
    "news/2.md": "---\nlang: en\n---\nNobody gave this article a title.\n\n![](bee.jpg)",
    "news/10.md": "---\ntitle: Das Schiff\nlang: de\n---\nDas Schiff liegt im Hafen, und alle warten auf die Flut.",
    "other/a.md": "---\ntitle: Harbour opens!\nlang: en\n---\nAnother article has the title of this one.",
    "other/b.md": "",
    "drafts/x.md": "---\ntitle: X\ndraft: true\n---\nNot yet.",
}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with an edition in which much is to be said."""
    monkeypatch.chdir(tmp_path)
    for name, text in {**ARTICLES, "edition.toml": EDITION}.items():
        path = Path(name)
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def _review(max_ms: int | None = None, **arguments: Any) -> EditionReview:
    run = gather({"engine": "silent", **arguments})
    with load("silent") as engine:
        return review_edition(read_edition_file(Path("edition.toml")), run, engine, max_ms)


def test_the_order_is_that_of_the_edition(here: Path) -> None:
    """Articles have their sections, tracks and readers; what cannot be read and drafts have no place in the order."""
    review = _review()
    assert [(folder.number, folder.title, [track.path for track in folder.tracks]) for folder in review.order] == [
        (1, "", [None, None]),
        (2, "News", [Path("news/1.md"), Path("news/2.md"), Path("news/10.md")]),
        (3, "Other", [Path("other/a.md")]),
        (4, "", [None]),
    ]
    assert (review.settings.slug, review.settings.date) == ("harbour-talking-news-736", "2026-11-26")
    assert [article.metadata.title for article in review.articles.values()] == [
        *("Harbour opens", "Nobody gave this article a title", "Das Schiff", "Harbour opens!"),
    ]
    assert not Path("output").exists()


def test_findings_have_a_place_and_a_next_step(here: Path) -> None:
    """Missing titles and texts of pictures, equal titles, empty sections and articles that fail are a line each."""
    findings = {(finding.event, finding.kind, finding.what) for finding in _review().findings}
    for event, kind, beginning in (
        ("error", "", "other/b.md: The file is empty."),
        ("error", "", "gone.md: There is no such file."),
        ("draft", "", "drafts/x.md would be left out: its front matter says 'draft: true'. Give --drafts"),
        ("warning", "title-missing", "news/2.md: The article has no title;"),
        ("warning", "alt-missing", "news/2.md, line 6: figure has no alternative text."),
        ("warning", "titles-alike", 'edition.toml: 2 articles have the title "Harbour opens": news/1.md, other/a.md.'),
        ("warning", "", "edition.toml: The section 'Drafts' has no article, so it is left out."),
    ):
        named = [what.replace("\\", "/") for *key, what in findings if key == [event, kind]]
        assert any(what.startswith(beginning) for what in named), beginning


def test_texts_and_sounds_of_the_producer_are_looked_at(here: Path) -> None:
    """What is wrong in the text of an announcement, or in a sound, is a warning too."""
    edition = EDITION.replace("number = 736\n", "").replace("[announce]", '[announce]\nbetween = "start.md"')
    Path("edition.toml").write_text(edition, encoding="utf-8")
    warnings = [finding.what for finding in _review().findings]
    assert any(what.startswith("start.md: The edition has no number, so {number} stays") for what in warnings)
    assert any(what.startswith("start.md: ") and "The edition is made without it." in what for what in warnings)


def test_what_is_too_long_is_found_and_kept(here: Path) -> None:
    """A longer edition than is allowed is a warning with the excess; all its articles stay."""
    review = _review(max_ms=20_000)
    (finding,) = [finding for finding in review.findings if finding.kind == "too-long"]
    assert "20 s. Nothing is left out. The longest articles: " in finding.what
    assert len(review.articles) == 4
    assert not [finding for finding in _review(max_ms=600_000).findings if finding.kind == "too-long"]


def test_the_length_is_that_of_articles_and_announcements(here: Path) -> None:
    """The estimate is near the length that the articles get, and the announcements are counted."""
    review = _review()
    articles_ms = sum(article.duration_ms for article in review.articles.values())
    assert articles_ms + 5000 < review.duration_ms < articles_ms + 60_000
    config = gather({"engine": "silent"}).config
    path = Path("long.md")
    path.write_text("---\ntitle: Bees\nlang: en\n---\n" + "Bees fly far over fields of clover, and home again. " * 15)
    (outcome,) = package([path], Path("output"), config)
    estimate_ms = estimate_length(prepare(read(path), config))
    assert 0.8 * outcome.duration_ms < estimate_ms < 1.2 * outcome.duration_ms
    faster = replace(config, prosody=replace(config.prosody, rate_wpm=330))
    assert estimate_length(prepare(read(path), faster)) < 0.65 * estimate_ms


def test_drafts_are_in_the_edition_on_request(here: Path) -> None:
    """With `drafts`, a draft is an article like any other."""
    review = _review(drafts=True)
    assert Path("drafts/x.md") in review.articles
    assert not [finding for finding in review.findings if finding.event == "draft"]


def test_a_place_that_is_taken_is_found_before_the_work(here: Path) -> None:
    """A folder of others with the name of the edition is an error before anything is spoken."""
    Path("output/harbour-talking-news-736").mkdir(parents=True)
    Path("output/harbour-talking-news-736/mine.txt").touch()
    errors = [finding.what for finding in _review().findings if finding.event == "error"]
    assert any(what.endswith("Move it, or choose another folder with -o.") for what in errors)


def test_an_unknown_voice_stops_the_review(here: Path) -> None:
    """A reader who does not exist is a wrong call."""
    Path("edition.toml").write_text(EDITION.replace("silent:en", "silent:nobody"), encoding="utf-8")
    with pytest.raises(UsageError, match=r"^edition.toml: There is no voice 'nobody'"):
        _review()


def test_an_edition_without_articles_that_can_be_read_has_no_length(here: Path) -> None:
    """Where every article fails, there are errors, and no announcements are counted."""
    Path("edition.toml").write_text('title = "T"\n[[section]]\narticles = "gone.md"\n', encoding="utf-8")
    review = _review(max_ms=1000)
    assert (review.duration_ms, len(review.articles)) == (0, 0)
    assert [finding.event for finding in review.findings] == ["error", "warning"]


def test_the_report_is_read_by_people_and_programs(here: Path) -> None:
    """Each line has an object with its kind; the summary counts what was found."""
    results = list(report_edition(_review()))
    lines = [line for line, _ in results]
    assert lines[0] == "Harbour Talking News, number 736, 2026-11-26."
    assert lines[1].startswith("Section 2, News: 3 articles, about ")
    assert lines[2].startswith("1: Harbour opens, about ")
    assert lines[2].endswith(f" s, read by English, {Path('news/1.md')}.")
    assert lines[-1].startswith("4 articles in 2 sections, about ")
    assert " 2 errors, " in lines[-1]
    assert lines[-1].endswith(", 1 draft.")
    values = [json.loads(json.dumps(value)) for _, value in results]
    assert [value["event"] for value in values[:7]] == ["edition", "section", *["article"] * 3, "section", "article"]
    assert (values[4]["folder"], values[4]["track"], values[4]["section"]) == (2, 3, "News")
    assert values[-1]["errors"] == 2
    assert sum(value["event"] == "warning" for value in values) == values[-1]["warnings"]
