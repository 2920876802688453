"""What a source has becomes an article: pages, documents and entries, with addresses that lead somewhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import ebooks
import pytest
from webserver import WebServer, redirect, reply, serve

from tts.errors import ArticastError
from tts.sources.entry import Entry
from tts.sources.feeds import Feed
from tts.sources.fetch import Fetched
from tts.sources.load import Loaded, is_book, load_chapters, load_data, load_entry, load_fetched, load_file
from tts.sources.web import Web

WORDS = "Bees fly because they need food, and they find it in the fields around the hive. " * 4


def page(body: str = "", head: str = "") -> str:
    """A page with an article of a few sentences."""
    return f"""<html lang="en"><head><title>Why bees fly</title>{head}</head><body><article><h1>Why bees fly</h1>
<p>{WORDS}</p><p>{WORDS}</p>{body}<p>{WORDS}</p></article></body></html>"""


@pytest.fixture
def server() -> Iterator[WebServer]:
    """A website."""
    with serve() as server:
        yield server


def load(server: WebServer, path: str) -> Loaded:
    """What is loaded from a path of the website."""
    loaded = load_fetched(Web(allow_private=True).fetch(f"{server.address}{path}"))
    assert isinstance(loaded, Loaded)
    return loaded


def texts(loaded: Loaded) -> list[str]:
    """The texts of an article."""
    return [leaf.text for block in loaded.article.blocks for leaf in block.leaves()]


def test_addresses_in_a_page_are_whole(server: WebServer) -> None:
    """Pictures and links lead to what they lead to on the page; places on it and mails stay as they are."""
    body = """<p>See <a href="../more">more of it</a>, <a href="#food">the food</a> and
    <a href="mailto:ann@example.org">Ann</a> for all the rest of it.</p><img src="bee.png" alt="A bee at work.">"""
    server.answers |= {"/old": redirect("/a/b/bees"), "/a/b/bees": reply(page(body))}
    loaded = load(server, "/old")
    assert loaded.key == f"{server.address}/a/b/bees"
    blocks = [block for top in loaded.article.blocks for block in top.all()]
    links = [mark.value for block in blocks for mark in block.marks if mark.kind == "link"]
    assert links == [f"{server.address}/a/more", "#food", "mailto:ann@example.org"]
    assert {block.resource for block in blocks} - {""} == {f"{server.address}/a/b/bee.png"}


@pytest.mark.parametrize(
    ("canonical", "key"),
    [("/bees", "/bees"), ("/", "/a/bees?from=mail"), ("ftp://example.org/bees", "/a/bees?from=mail")],
)
def test_a_page_has_the_address_that_it_gives_itself(canonical: str, key: str, server: WebServer) -> None:
    """The canonical address is that of the article, unless it is that of the whole site, or none of the web."""
    server.answers["/a/bees?from=mail"] = reply(page(head=f'<link rel="canonical" href="{canonical}">'))
    assert load(server, "/a/bees?from=mail").key == f"{server.address}{key}"


@pytest.mark.parametrize(
    "canonical", ["https://good.example/bees", "http://127.0.0.1:1/bees", "http://[::1/", "//x:y/z"]
)
def test_a_page_cannot_take_the_place_of_an_article_of_another_site(canonical: str, server: WebServer) -> None:
    """A canonical address with another host or port, or none that can be read, is not that of the article."""
    server.answers["/evil"] = reply(page(head=f'<link rel="canonical" href="{canonical}">'))
    assert load(server, "/evil").key == f"{server.address}/evil"


def test_a_page_for_telephones_is_the_page_of_the_same_site() -> None:
    """A canonical address may leave out or add the part of a host that says for which devices its pages are."""
    article = page(head='<link rel="canonical" href="https://www.bees.example/swarm">').encode()
    fetched = Fetched(address="http://m.bees.example/amp/swarm", data=article, media_type="text/html", charset="utf-8")
    loaded = load_fetched(fetched)
    assert isinstance(loaded, Loaded)
    assert loaded.key == "https://www.bees.example/swarm"


@pytest.mark.parametrize(
    ("data", "headers", "text"),
    [
        ("# Why bees fly\n\nThey need *food*.\n", {"Content-Type": "text/markdown"}, "They need food."),
        ("Why bees fly\n\nThey need *food*.\n", {"Content-Type": "text/plain"}, "They need food."),
    ],
)
def test_documents_are_read_by_their_readers(data: str, headers: dict[str, str], text: str, server: WebServer) -> None:
    """A file on the web is read as a file on the disk is, and its warnings name its address."""
    server.answers["/bees"] = reply(data, headers=headers)
    loaded = load(server, "/bees")
    assert texts(loaded) == ["Why bees fly", text]
    assert all(warning.startswith(f"{server.address}/bees") for warning in loaded.article.warnings)


def test_settings_of_a_file_on_the_web_do_not_count(server: WebServer) -> None:
    """Whoever packages an article chooses the voice."""
    text = "---\ntitle: Bees\narticast: {voice: evil.onnx}\n---\n\nBees fly.\n"
    server.answers["/bees.md"] = reply(text, headers={"Content-Type": "text/markdown"})
    assert load(server, "/bees.md").article.options == {}


REFUSED = {
    "picture": (reply(b"\x89PNG\r\n\x1a\n" + b"0" * 99, headers={"Content-Type": "image/png"}), "not an article"),
    "paywall": (
        reply(page(head='<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false, '
        '"wordCount": 4000}</script>')),
        "shows only the beginning",
    ),
    "login": (
        reply("<title>Log in</title><body><form><input type=password></form><p>Welcome back.</p></body>"),
        "asks for a password",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_article_is_an_error_about_the_address(name: str, server: WebServer) -> None:
    """The error says what there is, and what to do."""
    answer, what = REFUSED[name]
    server.answers["/a/why-bees-fly"] = answer
    with pytest.raises(ArticastError, match=what) as error:
        load(server, "/a/why-bees-fly")
    assert str(error.value.path) == f"{server.address}/a/why-bees-fly"


def test_a_list_of_articles_names_its_feed(server: WebServer) -> None:
    """The error about a home page has the command for the feed of the site."""
    teasers = "".join(f"<div><h2><a href='/{n}'>Bees, part {n}</a></h2><p>Short.</p></div>" for n in range(20))
    link = '<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
    server.answers["/"] = reply(f"<html><head><title>The Hive</title>{link}</head><body>{teasers}</body></html>")
    with pytest.raises(ArticastError, match="lists articles") as error:
        load(server, "/")
    assert error.value.message.endswith(f"articast add {server.address}/feed.xml")


def test_an_entry_with_the_whole_article_fetches_nothing(server: WebServer) -> None:
    """The content of a feed is read as it is; a teaser is replaced by its page, if robots may go there."""
    entry = Entry(
        id="1",
        address=f"{server.address}/bees",
        title="Why bees fly",
        authors=("Ann Lee",),
        published=datetime(2026, 6, 1, 12, tzinfo=UTC),
        language="en",
        html=f"<p>{WORDS}</p><img src='bee.png' alt='A bee at work.'>",
        base=f"{server.address}/x/",
    )
    loaded = load_entry(entry, Web(allow_private=True).fetch_followed)
    assert server.requests == []
    metadata = loaded.article.metadata
    assert (metadata.title, metadata.authors, metadata.date) == ("Why bees fly", ("Ann Lee",), "2026-06-01")
    assert [block.resource for block in loaded.article.blocks if block.resource] == [f"{server.address}/x/bee.png"]
    server.answers |= {"/bees": reply(page()), "/robots.txt": reply("User-agent: *\nDisallow: /private")}
    teaser = Entry(id="2", address=f"{server.address}/bees", title="Bees", html="Short.", is_teaser=True)
    assert load_entry(teaser, Web(allow_private=True).fetch_followed).article.metadata.title == "Why bees fly"
    hidden = Entry(id="3", address=f"{server.address}/private/bees", title="Bees")
    with pytest.raises(ArticastError, match="robots"):
        load_entry(hidden, Web(allow_private=True).fetch_followed)


def test_an_entry_tells_what_its_page_does_not(server: WebServer) -> None:
    """The author, date and tags of an entry are those of its article, unless the page has others."""
    entry = Entry(
        id="1",
        address=f"{server.address}/bees",
        title="Bees",
        authors=("Ann Lee",),
        published=datetime(2026, 6, 1, 12, tzinfo=UTC),
        tags=("garden",),
        is_teaser=True,
    )
    server.answers["/bees"] = reply(page())
    metadata = load_entry(entry, Web(allow_private=True).fetch_followed).article.metadata
    assert (metadata.authors, metadata.date, metadata.tags) == (("Ann Lee",), "2026-06-01", ("garden",))
    head = '<meta name="author" content="Bo Ray"><meta property="article:published_time" content="2026-05-31">'
    server.answers["/bees"] = reply(page(head=head))
    metadata = load_entry(entry, Web(allow_private=True).fetch_followed).article.metadata
    assert (metadata.authors, metadata.date) == (("Bo Ray",), "2026-05-31")


def test_a_feed_is_known_by_its_content(server: WebServer) -> None:
    """A feed that a server calls HTML is a feed."""
    server.answers["/feed"] = reply(
        '<?xml version="1.0"?><rss version="2.0"><channel><title>Hive</title><item><title>Bees</title>'
        "<link>https://example.org/1</link></item></channel></rss>"
    )
    assert isinstance(load_fetched(Web(allow_private=True).fetch(f"{server.address}/feed")), Feed)


def test_each_chapter_of_a_book_is_an_article(server: WebServer, tmp_path: Path) -> None:
    """The chapters of an e-book on the web have its address with their numbers."""
    file = tmp_path / "hive.epub"
    ebooks.write_epub(
        file, {f"{number}.xhtml": ebooks.page(f"<h1>Part {number}</h1><p>{WORDS}</p>") for number in (1, 2)}
    )
    server.answers["/hive"] = reply(file.read_bytes(), headers={"Content-Type": "application/epub+zip"})
    fetched = Web(allow_private=True).fetch(f"{server.address}/hive")
    assert is_book(fetched)
    loaded = list(load_chapters(fetched))
    assert [chapter.article.metadata.title for chapter in loaded] == ["Part 1", "Part 2"]
    assert [chapter.key.partition("/hive")[2] for chapter in loaded] == ["#01", "#02"]


def test_articles_on_standard_input_have_keys_of_their_own() -> None:
    """Two articles that other programs send are two files, and one that is sent again is the same file."""
    keys = [load_data(text, ".md", "standard input").key for text in (b"# Bees\n\nThey fly.", b"# Ants\n\nThey walk.")]
    assert keys == ["standard input: Bees", "standard input: Ants"]


def test_a_saved_page_of_a_site_without_addresses_is_known_by_its_file(tmp_path: Path) -> None:
    """A page that calls itself the whole site would be taken for all others that do."""
    head = '<link rel="canonical" href="https://hive.example/">'
    path = tmp_path / "saved.html"
    path.write_text(page(head=head), encoding="utf-8")
    assert load_file(path, "../saved.html").key == "../saved.html"
    path.write_text(page(head=head.replace("example/", "example/bees")), encoding="utf-8")
    assert load_file(path, "../saved.html").key == "https://hive.example/bees"
