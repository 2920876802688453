"""`articast add` and its friends: pages, documents and feeds become article files, and what people edited stays."""

from __future__ import annotations

import io
import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import ebooks
import pytest
from PIL import Image
from webserver import WebServer, reply, serve

from tts.cli import main

SILENT = ("--engine", "silent")
BYTES = {}
for _name, _color in (("red", "red"), ("blue", "blue")):
    _stream = io.BytesIO()
    Image.new("RGB", (60, 40), _color).save(_stream, "PNG")
    BYTES[_name] = _stream.getvalue()
WORDS = "Bees fly because they need food, and they find it in the fields around the hive."
FEED = """<rss version="2.0"><channel><title>The Hive</title>
<item><guid>bees-2</guid><title>Bees and rain</title><link>{base}/rain</link>
<pubDate>Tue, 02 Jun 2026 10:00:00 GMT</pubDate><description>Short.</description></item>
<item><guid>bees-1</guid><title>Bees and wind</title><link>{base}/wind</link>
<pubDate>Mon, 01 Jun 2026 10:00:00 GMT</pubDate><description>Short.</description></item>
</channel></rss>"""


def page(title: str = "Why bees fly", words: str = WORDS) -> str:
    """A page with a menu, an article with a picture, and a footer."""
    return f"""<html lang="en"><head><title>{title}</title><meta name="author" content="Ann Lee"></head><body>
<nav><a href="/">Home</a> <a href="/news">News</a></nav><article><h1>{title}</h1><p>{words} {words} {words}</p>
<figure><img src="/bee.png" alt="A bee on a flower."><figcaption>A bee at work. Photo: Bo Øst</figcaption></figure>
<p>{words} <a href="more.html">They find more of it there</a>. {words}</p></article>
<footer>Copyright 2026 The Hive</footer></body></html>"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def server() -> Iterator[WebServer]:
    """A website with an article."""
    picture = reply(BYTES["red"], headers={"Content-Type": "image/png"})
    with serve({"/bees": reply(page()), "/bee.png": picture}) as server:
        yield server


def add(*arguments: str) -> int:
    """Add sources, also of this computer."""
    return main(["add", "--allow-private", *arguments])


def give(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    """Let standard input have `data`."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def test_a_page_becomes_an_article_file(home: Path, server: WebServer, capsys: pytest.CaptureFixture[str]) -> None:
    """The file has front matter, the text and the picture; the line says what it is and what was left out."""
    assert add(f"{server.address}/bees") == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert re.fullmatch(
        r'articles/why-bees-fly\.md: "Why bees fly", \d+ words, 1 picture\. Left out: .*menu.*\.\n', out
    )
    text = home.joinpath("articles/why-bees-fly.md").read_text()
    assert text.startswith("---\ntitle: Why bees fly\nauthors:\n  - Ann Lee\n")
    assert f"\nsource: {server.address}/bees\n" in text
    assert '\n![A bee on a flower.](why-bees-fly/picture-1.png "A bee at work. Photo: Bo Øst")\n' in text
    assert f"[They find more of it there]({server.address}/more.html)" in text
    assert home.joinpath("articles/why-bees-fly/picture-1.png").read_bytes() == BYTES["red"]
    assert not [path for path in home.rglob("*") if path.name.startswith(".")]


def test_quiet_prints_errors_only(home: Path, server: WebServer, capsys: pytest.CaptureFixture[str]) -> None:
    """With --quiet, a source that fails is the only one that is named."""
    assert add("-q", f"{server.address}/bees", "missing.html") == 1
    assert capsys.readouterr() == ("", "missing.html: There is no such file. Check its name.\n")
    assert home.joinpath("articles/why-bees-fly.md").is_file()


def test_odd_names_of_files(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A link to itself is one line; files whose names are not UTF-8 are added, each to a file of its own."""
    home.joinpath("loop.md").symlink_to("loop.md")
    names = [os.fsdecode(name) for name in (b"bees\xff.md", b"bees\xfe.md")]
    for name in names:
        home.joinpath(name).write_text("# Bees\n\nThey fly.")
    for _ in range(2):
        assert add("loop.md", *names) == 1
        assert capsys.readouterr().err == "loop.md: The link leads back to itself. Put the file itself there.\n"
    assert sorted(path.name for path in home.joinpath("articles").iterdir()) == ["bees-2.md", "bees.md"]


def test_the_same_address_updates_the_same_file(
    home: Path, server: WebServer, capsys: pytest.CaptureFixture[str]
) -> None:
    """A page that has not changed leaves its file as it is; one that has changed is written over it."""
    file = home / "articles/why-bees-fly.md"
    add(f"{server.address}/bees")
    before = file.stat().st_mtime_ns, file.read_bytes()
    capsys.readouterr()
    assert add(f"{server.address}/bees") == 0
    assert ", 1 picture, unchanged." in capsys.readouterr().out
    assert (file.stat().st_mtime_ns, file.read_bytes()) == before
    server.answers["/bees"] = reply(page("Why all bees fly", f"{WORDS} It rains.").replace("<img", "<del").encode())
    assert add(f"{server.address}/bees") == 0
    assert capsys.readouterr().out.startswith('articles/why-bees-fly.md: "Why all bees fly"')
    assert "It rains." in file.read_text()
    assert [path.name for path in home.joinpath("articles").iterdir()] == ["why-bees-fly.md"]


@pytest.mark.parametrize("edited", ["why-bees-fly.md", "why-bees-fly/picture-1.png"])
def test_an_edited_file_is_never_overwritten(
    edited: str, home: Path, server: WebServer, capsys: pytest.CaptureFixture[str]
) -> None:
    """A text or picture that a person changed stays, with the new text beside it; a page as before changes nothing."""
    articles = home / "articles"
    add(f"{server.address}/bees")
    with articles.joinpath(edited).open("ab") as file:
        file.write(b"More words.\n")
    kept = articles.joinpath(edited).read_bytes()
    assert add(f"{server.address}/bees") == 0
    assert not articles.joinpath("why-bees-fly.new.md").exists()
    server.answers["/bees"] = reply(page(words=f"{WORDS} It rains."))
    capsys.readouterr()
    for _ in range(2):
        assert add(f"{server.address}/bees") == 0
        out = capsys.readouterr().out
        assert "articles/why-bees-fly.md was edited, so the new text is in articles/why-bees-fly.new.md" in out
        assert articles.joinpath(edited).read_bytes() == kept
        assert "It rains." in articles.joinpath("why-bees-fly.new.md").read_text()
        assert articles.joinpath("why-bees-fly.new/picture-1.png").exists()
    assert main(["package", *SILENT]) == 0
    assert "1 packaged, 1 left out." in capsys.readouterr().out
    articles.joinpath("why-bees-fly.new.md").write_text("Mine.\n")
    assert add(f"{server.address}/bees") == 0
    assert articles.joinpath("why-bees-fly.new.md").read_text() == "Mine.\n"
    assert "It rains." in articles.joinpath("why-bees-fly.new-2.md").read_text()


def test_articles_with_one_title_have_files_of_their_own(home: Path, server: WebServer) -> None:
    """A file of another address is not touched, and neither is one that has nothing to do with `add`."""
    home.joinpath("articles").mkdir()
    home.joinpath("articles/why-bees-fly.md").write_text("# My bees\n\nThey fly.\n")
    server.answers["/other"] = server.answers["/bees"]
    assert add(f"{server.address}/bees", f"{server.address}/other") == 0
    assert sorted(path.name for path in home.glob("articles/*.md")) == [
        "why-bees-fly-2.md",
        "why-bees-fly-3.md",
        "why-bees-fly.md",
    ]
    assert home.joinpath("articles/why-bees-fly.md").read_text() == "# My bees\n\nThey fly.\n"


def test_one_failure_stops_none_of_the_others(
    home: Path, server: WebServer, capsys: pytest.CaptureFixture[str]
) -> None:
    """A missing page, a file that is not there and one of an unknown kind are a line each, with status 1."""
    home.joinpath("bees.doc").write_bytes(b"\0\1")
    sources = (f"{server.address}/none", "missing.html", "bees.doc", f"{server.address}/bees")
    assert add(*sources) == 1
    out, err = capsys.readouterr()
    first, second, third = err.splitlines()
    assert first.startswith(f"{server.address}/none: there is no page")
    assert second == "missing.html: There is no such file. Check its name."
    assert third == "bees.doc: No reader knows this kind of file. Save it as DOCX, ODT, HTML, Markdown or plain text."
    assert out.endswith("4 articles: 3 failed, 1 added.\n")
    assert [path.name for path in home.glob("articles/*.md")] == ["why-bees-fly.md"]


def test_addresses_of_this_computer_are_refused(
    home: Path, server: WebServer, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without --allow-private nothing is fetched from the local network, and nothing is written."""
    assert main(["add", f"{server.address}/bees"]) == 1
    assert "Use --allow-private" in capsys.readouterr().err
    assert server.requests == []
    assert list(home.iterdir()) == []


def test_a_picture_that_cannot_be_had_is_a_warning(
    home: Path, server: WebServer, capsys: pytest.CaptureFixture[str]
) -> None:
    """The figure keeps its words and its address on the web; what only pretends to be a picture is no file either."""
    server.answers["/bees"] = reply(page().replace("</article>", "<img src='/no.png' alt='Bees in a row.'></article>"))
    server.answers["/bee.png"] = reply("<script>alert()</script>", headers={"Content-Type": "image/png"})
    assert add(f"{server.address}/bees") == 0
    out, err = capsys.readouterr()
    assert " picture" not in out
    assert len(err.splitlines()) == 2
    text = home.joinpath("articles/why-bees-fly.md").read_text()
    assert f"![Bees in a row.]({server.address}/no.png)" in text
    assert not home.joinpath("articles/why-bees-fly").exists()


@pytest.fixture
def small_files() -> Iterator[None]:
    """A disk on which no file can have more than 64 kB."""
    resource = pytest.importorskip("resource", reason="There are limits of files on POSIX systems only.")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (65536, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.usefixtures("small_files")
def test_a_full_disk_changes_nothing(home: Path, server: WebServer, capsys: pytest.CaptureFixture[str]) -> None:
    """Where an article or one of its pictures finds no room, the folder stays as it was, and the next run succeeds."""
    huge = reply(BYTES["blue"] + bytes(100_000), headers={"Content-Type": "image/png"})
    pictures = page().replace("</article>", "<img src='/huge.png' alt='Bees in a row.'></article>")
    server.answers |= {"/bees": reply(pictures), "/huge.png": huge}
    assert add(f"{server.address}/bees") == 1
    assert "cannot be stored" in capsys.readouterr().err
    assert list(home.joinpath("articles").iterdir()) == []
    server.answers["/bees"] = reply(page())
    assert add(f"{server.address}/bees") == 0
    before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    server.answers |= {
        "/bees": reply(pictures),
        "/bee.png": reply(BYTES["blue"], headers={"Content-Type": "image/png"}),
    }
    assert add(f"{server.address}/bees") == 1
    assert {path: path.read_bytes() for path in home.rglob("*") if path.is_file()} == before
    server.answers["/bees"] = reply(page())
    assert add(f"{server.address}/bees") == 0
    assert "updated" in capsys.readouterr().out


def test_a_feed_gives_each_entry_once(home: Path, server: WebServer, capsys: pytest.CaptureFixture[str]) -> None:
    """The newest entries are added first, and one whose file was deleted does not come again."""
    server.answers["/feed"] = reply(FEED.format(base=server.address), headers={"Content-Type": "application/rss+xml"})
    server.answers |= {"/rain": reply(page("Bees and rain")), "/wind": reply(page("Bees and wind"))}
    assert add(f"{server.address}/feed", "--newest", "1") == 0
    out = capsys.readouterr().out.splitlines()
    assert out[0] == f'{server.address}/feed: "The Hive", 1 entry.'
    assert [line.partition(":")[0] for line in out[1:]] == ["articles/bees-and-rain.md"]
    home.joinpath("articles/bees-and-rain.md").unlink()
    assert add(f"{server.address}/feed") == 0
    assert capsys.readouterr().out.startswith(
        f'{server.address}/feed: "The Hive", 2 entries, 1 of them added before.\n'
    )
    assert [path.name for path in home.glob("articles/*.md")] == ["bees-and-wind.md"]
    assert server.paths.count("/rain") == 1


def test_files_of_all_kinds_become_markdown(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A saved page with its picture beside it, and a plain text, become article files; again, they are unchanged."""
    home.joinpath("bee.png").write_bytes(BYTES["blue"])
    html = page().replace("/bee.png", "bee.png").replace("</article>", f"<img src='ant.png'><p>{WORDS}</p></article>")
    home.joinpath("ant.png").write_bytes(BYTES["red"])
    home.joinpath("saved.html").write_text(html, encoding="utf-8")
    home.joinpath("ants.txt").write_text("Ants walk\n\nThey walk in a line, day and night.\n")
    assert add("saved.html", "ants.txt") == 0
    assert home.joinpath("articles/why-bees-fly/picture-1.png").read_bytes() == BYTES["blue"]
    assert home.joinpath("articles/why-bees-fly/picture-2.png").read_bytes() == BYTES["red"]
    assert "\n![](why-bees-fly/picture-2.png)\n" in home.joinpath("articles/why-bees-fly.md").read_text()
    assert "1 picture has no description." in capsys.readouterr().err
    assert 'id: "../saved.html"' in home.joinpath("articles/why-bees-fly.md").read_text()
    assert "They walk in a line" in home.joinpath("articles/ants-walk.md").read_text()
    capsys.readouterr()
    assert add("saved.html", "ants.txt", "--json") == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line.get("status") for line in lines] == ["unchanged", "unchanged", None]
    assert lines[-1] == {"event": "summary", "folder": "articles", "unchanged": 2}
    assert add("articles/ants-walk.md") == 1


def test_an_address_is_added_and_packaged(home: Path, server: WebServer, capsys: pytest.CaptureFixture[str]) -> None:
    """`package` with an address keeps the article file, says so, and makes its package."""
    assert main(["package", f"{server.address}/bees", "--allow-private", *SILENT]) == 0
    out = capsys.readouterr().out.splitlines()
    assert out[0].startswith('articles/why-bees-fly.md: "Why bees fly"')
    assert out[1].startswith("1 of 1: why-bees-fly, ")
    assert home.joinpath("output/why-bees-fly/manifest.json").exists()
    assert main(["package", f"{server.address}/none", "--allow-private", *SILENT]) == 1
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("verb", ["text", "check"])
def test_text_and_check_keep_nothing_of_an_address(
    verb: str, home: Path, server: WebServer, capsys: pytest.CaptureFixture[str]
) -> None:
    """They say what `package` would, about the address and not about a file that is gone."""
    server.answers["/bees"] = reply(page().replace("They find more of it there", "here"))
    extra = ("--json",) if verb == "text" else ()
    assert main([verb, f"{server.address}/bees", "--allow-private", *SILENT, *extra]) == 0
    out, err = capsys.readouterr()
    assert f"{server.address}/bees" in out
    assert "articast-" not in out + err
    assert list(home.iterdir()) == []
    assert main([verb, f"{server.address}/none", "--allow-private", *SILENT]) == 1
    assert f"{server.address}/none: there is no page" in "".join(capsys.readouterr())


def test_a_page_says_the_same_words_as_its_file(
    home: Path, server: WebServer, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is heard of a saved page, of its address and of the file that `add` makes of it is one and the same."""
    home.joinpath("saved.html").write_text(page(), encoding="utf-8")
    add(f"{server.address}/bees")
    capsys.readouterr()
    texts = []
    for place in ("saved.html", f"{server.address}/bees", "articles/why-bees-fly.md"):
        assert main(["text", place, "--allow-private", *SILENT]) == 0
        texts.append(capsys.readouterr().out)
    assert texts[0] == texts[1] == texts[2]


ARTICLE = b"# Fresh honey\n\nHoney is *sweet*.\n\n![](bee.png)\n"


def test_standard_input_is_packaged_under_its_title(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The package has the name of the title, images are those of the current folder, and messages have lines."""
    home.joinpath("bee.png").write_bytes(BYTES["red"])
    home.joinpath("fresh-honey.md").write_text("# Mine\n\nAnother one.\n")
    give(monkeypatch, ARTICLE.replace(b"![]", b"![A bee.]") + b"\n![](no.png)\n")
    assert main(["package", "-", *SILENT]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("1 of 1: fresh-honey-2, ")
    assert err.splitlines()[0].startswith("Warning: standard input, line 7: ")
    assert "fresh-honey" not in err
    manifest = json.loads(home.joinpath("output/fresh-honey-2/manifest.json").read_text())
    assert "bee.png" in manifest["options"]["inputs"]
    assert home.joinpath("fresh-honey.md").read_text() == "# Mine\n\nAnother one.\n"


@pytest.mark.parametrize(
    ("data", "options", "text"),
    [
        (ARTICLE, ("--format", "md"), "Fresh honey\n\nHoney is sweet.\n"),
        (
            b"<h1>Fresh honey</h1><p>Honey is <b>sweet</b>.</p>",
            ("--format", "html"),
            "Fresh honey\n\nHoney is sweet.\n",
        ),
        (b"Honey\n\nIt is <b>sweet</b>.\n", ("--format", "txt"), "Honey\n\nIt is <b>sweet</b>.\n"),
        (b"Dr. Lee came.\nHoney?\n", (), "Dr. Lee came.\nHoney?\n"),
    ],
)
def test_text_reads_lines_or_an_article(
    data: bytes,
    options: tuple[str, ...],
    text: str,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """`text -` answers each line, and with --format shows an article."""
    give(monkeypatch, data)
    assert main(["text", "-", *options, *SILENT]) == 0
    assert capsys.readouterr().out == text


def test_check_reads_standard_input(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`check -` reports about standard input, line by line."""
    give(monkeypatch, ARTICLE)
    assert main(["check", "-", *SILENT]) == 0
    assert capsys.readouterr().out.startswith("Warning: standard input, line 5: ")


def test_add_reads_standard_input(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`add -` makes an article file of what another program sends."""
    give(monkeypatch, b"<h1>Fresh honey</h1><p>Honey is <b>sweet</b>.</p>")
    assert main(["add", "-", "--format", "html"]) == 0
    assert "Honey is **sweet**." in home.joinpath("articles/fresh-honey.md").read_text()


@pytest.mark.parametrize("data", [b"", b" \n", bytes(range(256)) * 10])
@pytest.mark.parametrize("verb", ["package", "check", "add"])
def test_standard_input_without_text_is_one_line(
    verb: str, data: bytes, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing, or something that is not text, is an error about standard input."""
    give(monkeypatch, data)
    assert main([verb, "-", *(() if verb == "add" else SILENT)]) == 1
    out, err = capsys.readouterr()
    assert re.search(r"standard input(?:, line \d+)?: \w+", out + err)
    assert err.count("\n") <= 1
    assert list(home.glob("articles/*")) == []


def test_a_terminal_is_not_waited_for(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where nobody sends anything, the command shows how to."""
    give(monkeypatch, b"")
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    assert main(["package", "-", *SILENT]) == 1
    assert capsys.readouterr().err.endswith("pandoc bees.docx -t gfm | articast package -\n")


CALLS = [
    (("package", "bees.md", "--format", "md"), "--format is for an article on standard input."),
    (("check", "-", "-"), "Standard input can be read only once."),
    (("add", "bees.html", "--newest", "0"), "--newest must be at least 1, not 0."),
    (("new", "?!"), "The title has no words."),
]


@pytest.mark.parametrize(("arguments", "line"), CALLS)
def test_wrong_calls_are_one_line(
    arguments: tuple[str, ...], line: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A call that cannot be meant so has status 2 and says what to do."""
    assert main(list(arguments)) == 2
    assert capsys.readouterr().err.startswith(line)


def test_a_new_article_passes_the_check(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`new` writes a draft of which `check` has nothing else to say, and never overwrites a file."""
    assert main(["new", 'Why "bees" dance: a question']) == 0
    file = home / "articles/why-bees-dance-a-question.md"
    assert capsys.readouterr().out.startswith("articles/why-bees-dance-a-question.md: ")
    assert main(["check", *SILENT]) == 0
    assert capsys.readouterr().out.endswith("\n1 article, 0 errors, 0 warnings, 1 draft.\n")
    assert main(["text", str(file), *SILENT]) == 0
    assert capsys.readouterr().out.startswith('Why "bees" dance: a question\n')
    before = file.read_bytes()
    assert main(["new", 'Why "bees" dance: a question']) == 1
    assert file.read_bytes() == before


def test_the_chapters_of_a_book_are_in_its_order(home: Path) -> None:
    """The files of the chapters have the title of the book, and sort as the chapters do."""
    documents = {f"{title}.xhtml": ebooks.page(f"<h1>{title}</h1><p>{WORDS}</p>") for title in ("Winter", "Autumn")}
    ebooks.write_epub(home / "hive.epub", documents)
    assert main(["add", "hive.epub"]) == 0
    names = sorted(path.name for path in (home / "articles").iterdir())
    assert names == ["stories-of-bees-01-winter.md", "stories-of-bees-02-autumn.md"]
