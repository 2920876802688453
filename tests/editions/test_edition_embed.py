"""The player of an edition of many articles."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from newspaper import ARTICLES

from tts.verify import verify
from tts.verify.page import read_page


def test_articles_are_in_their_sections(talking_news: Path) -> None:
    """The list of chapters has the articles in the sections of the edition, each title in its language."""
    rows = json.loads(read_page(talking_news.joinpath("embed.html").read_text(encoding="utf-8")).data)["chapters"]
    sections = [section for *_, section in rows if section]
    assert len(sections) == len(ARTICLES)
    assert list(dict.fromkeys(sections)) == ["News", "المدينة"]
    assert {title: language for _, title, language, _ in rows}["Der Kai"] == "de"
    assert [start_ms for start_ms, *_ in rows] == sorted(start_ms for start_ms, *_ in rows)


def test_verify_knows_it(talking_news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`verify` finds nothing wrong with the player of an edition and its description."""
    monkeypatch.setattr("tts.verify.check_track", lambda *_: iter(()))
    assert [finding for finding in verify(talking_news) if finding.kind == "finding"] == []
