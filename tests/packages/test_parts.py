"""A book of several articles gives a package for each, or one for the whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from ebooks import page, write_epub

from tts.cli import main
from tts.config.config import Config
from tts.packages.batch import package
from tts.packages.discover import find_articles, name_packages
from tts.text.readers.parts import list_parts, split_part

BEES = page("<h1>Bees</h1><p>Bees live in towns too.</p>")
WASPS = page("<h1>Wasps</h1><p>Wasps are not bees.</p>")
SILENT = Config(engine="silent")


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A book of two articles in the current folder."""
    monkeypatch.chdir(tmp_path)
    return write_epub(Path("book.epub"), {"a.xhtml": BEES, "b.xhtml": WASPS})


def run(*, whole: bool = False) -> list[tuple[str, str, str]]:
    """Package the current folder; return slug, status and error of each article."""
    outcomes = package(find_articles([Path()], whole=whole), Path("output"), SILENT)
    return sorted((outcome.slug, outcome.status, str(outcome.error or "")) for outcome in outcomes)


def test_a_path_names_an_article_of_a_book(book: Path) -> None:
    """`book.epub#02` is the second article; a file that is really called so, and other kinds, are whole files."""
    assert list_parts(book) == [Path("book.epub#01"), Path("book.epub#02")]
    assert split_part(Path("a/book.epub#02")) == (Path("a/book.epub"), "02")
    assert split_part(Path("a/book.md#02")) == (Path("a/book.md#02"), "")
    Path("book.epub#02").write_bytes(b"x")
    assert split_part(Path("book.epub#02")) == (Path("book.epub#02"), "")


def test_a_book_gives_a_package_for_each_article(book: Path) -> None:
    """Each article has its package, which stays while the book does; a changed book is made again."""
    assert run() == [("book-01", "packaged", ""), ("book-02", "packaged", "")]
    assert run() == [("book-01", "unchanged", ""), ("book-02", "unchanged", "")]
    write_epub(book, {"a.xhtml": BEES, "b.xhtml": page("<h1>Wasps</h1><p>Wasps sting.</p>")})
    assert run() == [("book-01", "packaged", ""), ("book-02", "packaged", "")]
    assert "Wasps sting." in Path("output/book-02/transcript.txt").read_text(encoding="utf-8")
    assert main(["verify", "output"]) == 0


def test_a_book_may_be_one_package(book: Path) -> None:
    """As a whole, or with one article, a book is one package with its plain name."""
    assert run(whole=True) == [("book", "packaged", "")]
    write_epub(book, {"a.xhtml": BEES})
    assert find_articles([book]) == (book,)


def test_a_damaged_chapter_fails_alone(book: Path) -> None:
    """An article of a book that cannot be read does not stop the others."""
    item = '<item id="gone" href="text/gone.xhtml" media-type="application/xhtml+xml"/>'
    spine = '<itemref idref="gone"/><itemref idref="d0"/><itemref idref="d1"/>'
    write_epub(book, {"a.xhtml": BEES, "b.xhtml": WASPS}, manifest=item, spine=spine)
    outcomes = run()
    assert [(slug, status) for slug, status, _ in outcomes] == [
        *(("book-01", "failed"), ("book-02", "packaged"), ("book-03", "packaged"))
    ]
    assert "is missing in it" in outcomes[0][2]


def test_the_name_of_a_package_is_kept(book: Path) -> None:
    """An article of a book keeps its slug, also beside a file of the same name, and one by itself has the same."""
    run()
    Path("book-01.md").write_text("# Other\n\nText.\n", encoding="utf-8")
    paths = (Path("book.epub#01"), Path("book-01.md"))
    assert name_packages(paths, Path("output")) == {paths[0]: "book-01", paths[1]: "book-01-md"}


def test_an_article_of_a_book_is_spoken(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`say` takes the path of an article in a book for an article, not for a text."""
    assert main(["say", "book.epub#02", "--section", "body", "-o", "wasps.wav", "--engine", "silent"]) == 0
    assert capsys.readouterr().out.startswith("wasps.wav, ")
    assert main(["say", "book.epub#07", "-o", "none.wav", "--engine", "silent"]) == 1
    assert "The book has 2 articles" in capsys.readouterr().err


def test_the_command_takes_articles_of_books(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`text`, `check` and `package` read one article, all, or with --whole the book."""
    assert main(["text", "book.epub#02"]) == 0
    assert capsys.readouterr().out.startswith("Wasps\n")
    assert main(["text", "--whole", "book.epub"]) == 0
    assert capsys.readouterr().out.startswith("Stories of bees\n")
    assert main(["check", "book.epub", "--engine", "silent"]) == 0
    assert capsys.readouterr().out.startswith("2 articles, 0 errors")
    assert main(["check", "--whole", "book.epub", "--engine", "silent"]) == 0
    assert capsys.readouterr().out.startswith("1 article, 0 errors")
