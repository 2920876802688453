"""A folder is an edition: its sub-folders are sections."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tts.editions.edition_folder import read_edition_folder, title_of_folder
from tts.editions.settings import AnnounceSettings, SectionSettings
from tts.errors import UsageError


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with a folder `week`."""
    monkeypatch.chdir(tmp_path)
    Path("week").mkdir()
    return tmp_path


def _put(*names: str) -> None:
    for name in names:
        path = Path("week", name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Bees dance.\n", encoding="utf-8")


def test_sub_folders_are_sections_in_natural_order(here: Path) -> None:
    """Files in the folder come first, in a section without a title; the numbers of folders are no part of titles."""
    _put("10 sport/b.md", "10 sport/a 10.md", "10 sport/a 9.md", "2_births-and_deaths/x.txt", "lead.md", "About.md")
    settings = read_edition_folder(Path("week"), "  Harbour \n News ")
    assert (settings.title, settings.path, settings.warnings) == ("Harbour News", Path("week"), ())
    assert settings.sections == (
        SectionSettings(title="", articles=(Path("week/About.md"), Path("week/lead.md"))),
        SectionSettings(title="Births and deaths", articles=(Path("week/2_births-and_deaths/x.txt"),)),
        SectionSettings(
            title="Sport", articles=tuple(Path("week/10 sport", name) for name in ("a 9.md", "a 10.md", "b.md"))
        ),
    )


def test_files_of_certain_names_are_announcements(here: Path) -> None:
    """`start`, `end` and `jingle` at the top are heard around the articles; in a section they are articles."""
    _put("News/start.md", "News/jingle.txt", "start.md", "END.txt", "jingle.wav", "jingle.md")
    settings = read_edition_folder(Path("week"), "T")
    assert settings.announce == AnnounceSettings(
        start=Path("week/start.md"), end=Path("week/END.txt"), jingle=Path("week/jingle.wav")
    )
    assert list(settings.articles()) == [
        *(Path("week/jingle.md"), Path("week/News/jingle.txt"), Path("week/News/start.md")),
    ]


def test_folders_without_articles_are_no_sections(here: Path) -> None:
    """Pictures, hidden folders and packages are no sections; an empty folder is an empty section."""
    _put("a/x.md", "images/bee.jpg", ".git/x.md")
    Path("week/Sport").mkdir()
    package = Path("week/output/x")
    package.mkdir(parents=True)
    package.joinpath("manifest.json").write_text(
        '{\n "schema": "articast-manifest/1",\n "sections": []}\n', encoding="utf-8"
    )
    package.joinpath("transcript.txt").write_text("x", encoding="utf-8")
    assert read_edition_folder(Path("week"), "T").sections == (
        SectionSettings(title="A", articles=(Path("week/a/x.md"),)),
        SectionSettings(title="Sport", articles=()),
    )


def test_files_that_no_reader_knows_are_named(here: Path) -> None:
    """Documents of other kinds are a warning with what to do."""
    _put("a/x.md", "a/y.doc")
    (warning,) = read_edition_folder(Path("week"), "T").warnings
    assert warning.startswith("week: 1 file is not read, because no reader knows its kind: a/y.doc. Save it as DOCX")


def test_a_folder_without_articles_is_refused(here: Path) -> None:
    """A folder without an article, a file, a pipe, or an edition without a title is a wrong call."""
    Path("week/Sport").mkdir()
    with pytest.raises(UsageError, match=r"^week: There is no article in this folder, or in a folder in it"):
        read_edition_folder(Path("week"), "T")
    if hasattr(os, "mkfifo"):
        os.mkfifo("pipe")
    for name in ("none", "pipe"):
        with pytest.raises(UsageError, match=rf"^{name}: This is not a folder. Give the folder whose"):
            read_edition_folder(Path(name), "T")
    _put("x.md")
    with pytest.raises(UsageError, match=r"^week: The edition needs a title, as in --title"):
        read_edition_folder(Path("week"), " \u200b ")


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("01 News", "News"),
        ("1. news", "News"),
        ("2-what's_on", "What's on"),
        ("03", "03"),
        ("2026", "2026"),
        ("7", "7"),
        ("1.5 million", "1.5 million"),
        ("été", "Été"),
        ("новини", "Новини"),
        ("__", "__"),
        ("3D printing", "3D printing"),
    ],
)
def test_titles_come_from_the_names_of_folders(name: str, title: str) -> None:
    """A number at the beginning is left out if words follow; `_` and `-` are spaces; the first letter is a capital."""
    assert title_of_folder(name) == title
