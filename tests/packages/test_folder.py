"""What a folder holds and no reader knows is named once, with the next step; what is no article is not."""

from __future__ import annotations

import errno
import inspect
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from tts.cli import main
from tts.errors import ReadError
from tts.packages.discover import find_articles, find_unread
from tts.packages.folder import describe_unread, list_articles, warn_of_unread
from tts.text.readers import READERS, read
from tts.text.readers.other_kinds import find_next_step

ONE = "is not read, because no reader knows its kind"
SEVERAL = "are not read, because no reader knows their kind"
SAVE_THEM = "Save them as DOCX, ODT, HTML, Markdown or plain text."
WORDS = "Bees dance when they come home, and the others follow them out to the flowers. " * 3


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder above `articles`, in which there is one article."""
    monkeypatch.chdir(tmp_path)
    _put("articles/bees.md", "# Bees\n\nBees dance.\n")
    return tmp_path


def _put(name: str, text: str = WORDS) -> None:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_documents_that_no_reader_knows_are_named_with_what_to_do(here: Path) -> None:
    """Files with the same next step are named in one warning, in the order of their names."""
    for name in ("notes.doc", "talk.pages", "old/old.WPD", "book.azw3", "paper.tex", "draft", "story.story"):
        _put(f"articles/{name}")
    assert [warning.removeprefix("articles: ") for warning in find_unread([Path("articles")])] == [
        f"1 file {ONE}: book.azw3. Convert it to EPUB, for example with Calibre.",
        f"2 files {SEVERAL}: draft, story.story. For the text to be read, let the name end in .txt or .md.",
        f"3 files {SEVERAL}: notes.doc, old/old.WPD, talk.pages. {SAVE_THEM}",
        f"1 file {ONE}: paper.tex. Convert it with Pandoc: `pandoc FILE -t gfm | articast package -`.",
    ]


def test_of_very_many_files_the_first_are_named(here: Path) -> None:
    """A warning names five files and counts the others."""
    for number in range(8):
        _put(f"articles/{number}.doc")
    (warning,) = find_unread([Path("articles")])
    assert (
        "8 files are not read, because no reader knows their kind: 0.doc, 1.doc, 2.doc, 3.doc, 4.doc, and 3 more."
        in (warning)
    )


def test_what_is_no_article_is_not_named(here: Path) -> None:
    """Pictures, sound, settings, data, programs, hidden files and packages are passed over."""
    names = "a.jpg a.HEIC a.wav a.mov settings.toml a.xml a.bib a.csl a.json a.yaml a.csv a.css a.js a.woff2 a.bak a.py"
    for name in (*names.split(), ".git/notes.doc", ".notes.doc", "~$bees.docx", "LICENSE", "Makefile", "bees.md~"):
        _put(f"articles/{name}")
    _put("articles/short", "Bees.\n")
    Path("articles/data.unknown").write_bytes(WORDS.encode() + b"\0")
    assert main(["package", "articles", "-o", "articles/output", "--engine", "silent", "--quiet"]) == 0
    _put("articles/output/bees/extra.doc")
    assert find_unread([Path("articles"), Path("articles/bees.md"), Path("missing")]) == ()


@pytest.mark.parametrize("name", ["bees_files", "bees-Dateien", "bees_fichiers", "bees_archivos", "bees.files"])
def test_the_folder_of_a_saved_page_belongs_to_the_page(here: Path, name: str) -> None:
    """Nothing in it is an article or is named, in any language of the browser, as long as the page is beside it."""
    _put("articles/bees.htm")
    for inner in ("frame.html", "notes.doc", "more/readme.md"):
        _put(f"articles/{name}/{inner}")
    assert [path.name for path in list_articles(Path("articles"))] == ["bees.htm", "bees.md"]
    assert find_unread([Path("articles")]) == ()
    Path("articles/bees.htm").unlink()
    assert {path.name for path in list_articles(Path("articles"))} == {"bees.md", "frame.html", "readme.md"}


def test_pages_that_articast_made_are_no_articles(here: Path) -> None:
    """The library above the packages is not read, nor is the page of a package that was copied out of it."""
    assert main(["package", "articles", "-o", "articles", "--engine", "silent", "--quiet"]) == 0
    Path("articles/copy.html").write_bytes(Path("articles/bees/index.html").read_bytes())
    assert Path("articles/index.html").is_file()
    assert [str(path) for path in find_articles([Path("articles")])] == [str(Path("articles/bees.md"))]


def test_a_folder_with_other_kinds_only_says_so(tmp_path: Path) -> None:
    """The error names the files and the next step, instead of the extensions."""
    tmp_path.joinpath("notes.doc").write_text(WORDS, encoding="utf-8")
    step = (
        "There is no article in this folder. No reader knows notes.doc. Save it as DOCX, ODT, HTML, Markdown or plain"
    )
    with pytest.raises(ReadError, match=step):
        find_articles([tmp_path])


def test_a_kind_that_has_a_reader_needs_no_step() -> None:
    """No extension is both in the table of the readers and in that of the kinds that no reader knows."""
    assert [extension for extension in READERS if find_next_step(Path(f"a{extension}"))] == []


def test_a_page_dated_in_the_future_is_not_held_back(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Only front matter can make a draft; the date of a page is when it says that it was published."""
    meta = '<meta property="article:published_time" content="2999-01-01"><title>Bees</title>'
    _put("page.html", f"<html lang=en><head>{meta}</head><article><h1>Bees</h1><p>{WORDS}</p></article></html>")
    assert main(["package", "page.html", "--engine", "silent", "--json"]) == 0
    article = json.loads(capsys.readouterr().out.splitlines()[0])
    assert (article["status"], article["reason"]) == ("packaged", None)


@pytest.mark.parametrize(
    ("name", "step"),
    [
        ("notes.doc", "Save it as DOCX, ODT, HTML, Markdown or plain text."),
        ("paper.rst", "Convert it with Pandoc: `pandoc FILE -t gfm | articast package -`."),
        ("mail.eml", "Save it as HTML or plain text in the mail program."),
        ("Bees.azw3", "Convert it to EPUB, for example with Calibre."),
        ("bees.url", "Give the address to `articast add`."),
        ("bees.jpg", "Give one of .md, .markdown, "),
    ],
)
def test_a_file_by_name_gets_the_same_next_step(tmp_path: Path, name: str, step: str) -> None:
    """The error about a single file of another kind says what to do with it."""
    path = tmp_path / name
    path.write_text(WORDS, encoding="utf-8")
    with pytest.raises(ReadError) as caught:
        read(path)
    assert caught.value.message.startswith(f"No reader knows this kind of file. {step}")


def test_each_command_names_them_once(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`check`, `text` and `package` warn once per run, in JSON as an object; `package --quiet` does not."""
    _put("articles/notes.doc")
    what = f"articles: 1 file {ONE}: notes.doc. {SAVE_THEM.replace('them', 'it')}"
    assert main(["check"]) == main(["text", "articles"]) == 0
    captured = capsys.readouterr()
    assert captured.out.splitlines()[:2] == [f"Warning: {what}", "1 article, 0 errors, 1 warning."]
    assert captured.err == f"Warning: {what}\n"
    for options in (["--progress", "bar"], [], ["--quiet"]):
        main(["package", "--engine", "silent", *options])
        assert capsys.readouterr().err.count(what) == (options != ["--quiet"])
    main(["package", "--engine", "silent", "--json"])
    main(["check", "--json"])
    objects = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    warnings = [one for one in objects if one["event"] == "warning"]
    assert warnings == [{"event": "warning", "what": what}, {"event": "warning", "what": what, "kind": "unread"}]


@pytest.mark.skipif(os.name != "posix", reason="Windows has short paths")
def test_folders_may_be_nested_deeper_than_functions(here: Path) -> None:
    """An article in very many folders is found, where a function for each folder would be too many."""
    deep = Path("articles", *["d"] * 200)
    _put(f"{deep}/bees.md")
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack()) + 150)
    try:
        found = list_articles(Path("articles"))
    finally:
        sys.setrecursionlimit(limit)
    assert found == [Path("articles/bees.md"), deep / "bees.md"]


@pytest.mark.skipif(os.name != "posix", reason="Windows lets few users make links")
def test_links_in_circles_do_not_hide_articles(here: Path) -> None:
    """A link to a folder above is passed over; one to itself is found, so that its article fails, and what is next."""
    Path("articles/loop.md").symlink_to("loop.md")
    Path("articles/up").symlink_to("..")
    _put("articles/wasps.md")
    found = [Path("articles", name) for name in ("bees.md", "loop.md", "wasps.md")]
    assert list_articles(Path("articles")) == found


def test_a_folder_that_cannot_be_read_is_named(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Articles in a folder that the system does not show are not left out in silence."""
    scandir, closed = os.scandir, Path("articles/closed")
    _put("articles/closed/wasps.md")

    def refuse(folder: Path) -> Any:
        """Refuse the closed folder as the system would."""
        if Path(folder) == closed:
            raise PermissionError(errno.EACCES, "Permission denied", str(folder))
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    what = "This folder cannot be read: Permission denied. Change its permissions."
    assert list(warn_of_unread(Path("articles"))) == [f"articles/closed: {what}"]
    assert describe_unread(closed) == what
    assert list_articles(Path("articles")) == [Path("articles/bees.md")]
