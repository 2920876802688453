"""A library of many packages has several pages, of which the old ones stay; links, lists and feeds lead to all."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import feedparser
import pytest
from handmade import put_edition, put_package
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from tts.library import Channel, feed_documents, plan
from tts.library.build import CHECKSUM, build_library
from tts.library.library_file import LibraryFile
from tts.library.live import LiveLibrary
from tts.library.names import is_archive_file
from tts.library.parts import divide
from tts.packages import store
from tts.verify import packages

CHANNEL = Channel(base_url="https://example.org/listen/")
DATES = [f"20{year}-{month:02d}-{day:02d}" for year, month in ((24, 5), (25, 1), (25, 2), (25, 2)) for day in (3, 4, 5)]
ATOM = "{http://www.w3.org/2005/Atom}"
ARCHIVED = "{http://purl.org/syndication/history/1.0}archive"


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a few packages be as many as hundreds are."""
    monkeypatch.setattr(plan, "_ONE_PAGE", 6)
    monkeypatch.setattr(plan, "_ON_A_PAGE", 4)
    monkeypatch.setattr(plan, "_IN_A_SCRIPT", 7)
    monkeypatch.setattr("tts.library.neighbours._IN_BUCKET", 4)
    monkeypatch.setattr(feed_documents, "MAX_WHOLE", 5)
    monkeypatch.setattr(feed_documents, "_IN_DOCUMENT", 4)


@pytest.fixture
def output(tmp_path: Path, small: None) -> Path:
    """Three packages of 2024, nine of 2025, of which six are of February, and two without a date."""
    for number, date in enumerate([*DATES, None, None]):
        put_package(tmp_path, f"bees-{number:02d}", title=f"Bees {number}", date=date, has_cover=False)
    return tmp_path


def _page(output: Path, name: str) -> etree._Element:
    return html.fromstring(output.joinpath(name).read_text(encoding="utf-8"))


def _slugs(page: etree._Element) -> list[str]:
    return [str(slug) for slug in page.xpath("//main//li[@class='package']/@id")]


def _archive(output: Path) -> set[str]:
    return {path.name for path in output.iterdir() if is_archive_file(path.name)}


@pytest.mark.once
def test_a_library_of_some_hundred_is_one_page(tmp_path: Path) -> None:
    """300 articles are on one page; one more, and the first page has the newest hundred of them and leads to all."""
    for number in range(300):
        put_package(tmp_path, f"bees-{number:03d}", date=f"2025-01-{1 + number % 28:02d}", files=(), has_cover=False)
    build_library(tmp_path, Channel())
    assert len(_slugs(_page(tmp_path, "index.html"))) == 300
    assert _archive(tmp_path) == set()
    put_package(tmp_path, "newest", date="2026-01-01", files=(), has_cover=False)
    build_library(tmp_path, Channel())
    page = _page(tmp_path, "index.html")
    assert len(_slugs(page)) == 100
    assert _slugs(page)[0] == "newest"
    assert page.xpath("//nav[@class='parts']//a/@href") == ["library-2026.html", "library-2025.html"]
    assert _page(tmp_path, "library-2025.html").xpath("//nav[@class='parts']//a/text()") == [
        "January 2025, page 3",
        "January 2025, page 2",
        "January 2025",
    ]


def test_each_package_is_on_the_page_of_its_date(output: Path) -> None:
    """A short year is one page, a long one has a page for each month, and a long month has several."""
    build_library(output, Channel())
    pages = {name: _page(output, name) for name in _archive(output) if name.endswith(".html")}
    assert {name: _slugs(page) for name, page in pages.items()} == {
        "library-2024.html": ["bees-02", "bees-01", "bees-00"],
        "library-2025.html": [],
        "library-2025-01.html": ["bees-05", "bees-04", "bees-03"],
        "library-2025-02.html": ["bees-10", "bees-07", "bees-06", "bees-09"],
        "library-2025-02-2.html": ["bees-11", "bees-08"],
        "library-undated.html": ["bees-12", "bees-13"],
    }
    assert {page.find(".//h1").text for page in pages.values()} == {
        *("2024", "2025", "January 2025", "February 2025", "February 2025, page 2", "Without a date"),
    }
    assert pages["library-2025.html"].find_class("total")[0].text == "9 articles, 9 min 13 s in all"


def test_links_lead_to_every_package(output: Path) -> None:
    """From the first page, links alone lead to each page; each has a title of its own, and each link is to a file."""
    build_library(output, CHANNEL)
    found: set[str] = set()
    seen, left = set(), {"index.html"}
    while left:
        page = _page(output, name := left.pop())
        seen.add(name)
        found.update(_slugs(page))
        hrefs = {str(href).partition("#")[0] for href in page.xpath("//@href")} - {""}
        assert [href for href in hrefs if not output.joinpath(href).is_file()] == []
        left |= {href for href in hrefs if href.startswith("library-")} - seen
    assert found == {f"bees-{number:02d}" for number in range(14)}
    assert len({_page(output, name).find(".//title").text for name in seen}) == len(seen) == 7


def test_older_and_newer_pages_follow_one_another(output: Path) -> None:
    """`Older` goes from the newest page through all of them, and `Newer` goes back the same way."""
    build_library(output, Channel())
    for relation, start, count in (("next", "library-2025-02-2.html", 5), ("prev", "library-undated.html", 5)):
        names = [start]
        while hrefs := _page(output, names[-1]).xpath(f"//p[@class='steps']/a[@rel='{relation}']/@href"):
            names += hrefs
        assert len(names) == count
    assert _page(output, "library-2024.html").xpath("//p[@class='steps']/a/text()") == [
        "Older: Without a date",
        "Newer: January 2025",
    ]


def test_old_pages_stay_as_they_are(output: Path) -> None:
    """A new article changes the first page, its own one and the one before it, two or three small lists, and feeds."""
    build_library(output, CHANNEL)
    put_package(output, "new", title="New", date="2025-02-06", has_cover=False)
    names = {path.name for path in build_library(output, CHANNEL).written}
    buckets = {name for name in names if re.fullmatch(r"articles-\d+\.js", name)}
    assert 1 <= len(buckets) <= 3
    assert names - buckets == {
        *("index.html", "library-2025.html", "library-2025-02-2.html"),
        *("library.js", "library-2025-02.js", "playlist.m3u8", "feed.xml", "feed.json"),
    }


def test_what_has_not_changed_is_not_rendered(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run renders only files for which something has changed, and none if nothing has."""
    build_library(output, CHANNEL)
    rendered = []
    content = LibraryFile.content
    monkeypatch.setattr(LibraryFile, "content", lambda file: rendered.append(file.name) or content(file))
    assert build_library(output, CHANNEL).written == ()
    assert rendered == []
    put_package(output, "new", title="New", date="2025-02-06", has_cover=False)
    build_library(output, CHANNEL)
    assert "library-2024.html" not in rendered
    assert "library-2025-02-2.html" in rendered


def test_old_files_are_removed(output: Path) -> None:
    """A page that is not needed any more goes, and a file of that kind that Articast did not make stays."""
    build_library(output, CHANNEL)
    before = _archive(output)
    output.joinpath("library-1999.html").write_text("<h1>My own</h1>", encoding="utf-8")
    for number in range(3):
        output.joinpath(f"bees-{number:02d}", "manifest.json").unlink()
    build_library(output, CHANNEL)
    assert "library-2024.html" not in _archive(output)
    assert _archive(output) < before | {"library-1999.html"}
    for number in range(3, 10):
        output.joinpath(f"bees-{number:02d}", "manifest.json").unlink()
    build_library(output, CHANNEL)
    assert _archive(output) == {"library-1999.html"}
    assert len(_slugs(_page(output, "index.html"))) == 4


def test_a_file_of_your_own_is_not_replaced(output: Path) -> None:
    """A page with the name of one of the archive stays, and the error names it."""
    output.joinpath("library-2024.html").write_text("<h1>My own</h1>", encoding="utf-8")
    with pytest.raises(Exception, match=r"library-2024\.html: Articast did not create this file\."):
        build_library(output, Channel())
    assert not output.joinpath("index.html").exists()


def test_the_feed_leads_to_all_episodes(output: Path) -> None:
    """From `feed.xml`, the links of RFC 5005 lead to documents with all episodes, and back; feedparser reads each."""
    build_library(output, CHANNEL)
    documents = []
    name = "feed.xml"
    while name:
        data = output.joinpath(name).read_bytes()
        channel = etree.fromstring(data)[0]
        assert not feedparser.parse(data).bozo
        links = {link.get("rel"): link.get("href") for link in channel.findall(f"{ATOM}link")}
        assert links["self"] == CHANNEL.url(name)
        documents.append((name, channel, links))
        name = links.get("prev-archive", "").removeprefix(CHANNEL.base_url)
    assert [name for name, _, _ in documents] == [
        *("feed.xml", "feed-2025-02.xml", "feed-2025-01.xml", "feed-2024.xml"),
    ]
    assert [channel.find(ARCHIVED) is not None for _, channel, _ in documents] == [False, True, True, True]
    assert {links["current"] for _, _, links in documents[1:]} == {CHANNEL.url("feed.xml")}
    newer = [links.get("next-archive") for _, _, links in documents]
    assert newer == [None, None, CHANNEL.url("feed-2025-02.xml"), CHANNEL.url("feed-2025-01.xml")]
    titles = [[item.findtext("title") for item in channel.iter("item")] for _, channel, _ in documents]
    assert len(titles[0]) == 5
    assert {title for document in titles for title in document} == {f"Bees {number}" for number in range(12)}
    assert len({channel.findtext("{*}guid") for _, channel, _ in documents}) == 1


def test_the_json_feed_leads_to_all_episodes(output: Path) -> None:
    """`next_url` leads from one document of JSON Feed to the next, until all episodes were there."""
    build_library(output, CHANNEL)
    url, titles = CHANNEL.url("feed.json"), []
    while url:
        feed = json.loads(output.joinpath(url.removeprefix(CHANNEL.base_url)).read_text(encoding="utf-8"))
        assert feed["feed_url"] == url
        titles += [item["title"] for item in feed["items"]]
        url = feed.get("next_url")
    assert set(titles) == {f"Bees {number}" for number in range(12)}


def test_a_feed_without_its_address_stays_whole(output: Path) -> None:
    """Without an address the old feed stays, with its archived documents, and a warning says so."""
    build_library(output, CHANNEL)
    before = {path.name: path.read_bytes() for path in output.glob("feed*.xml")}
    put_package(output, "new", date="2025-02-06", has_cover=False)
    (warning,) = build_library(output, Channel()).warnings
    assert warning.endswith("The feed was not updated. Give --base-url again, or remove the file.")
    assert {path.name: path.read_bytes() for path in output.glob("feed*.xml")} == before


def test_the_first_document_of_a_feed_is_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many episodes with long texts, as many are in the first document as there is room for."""
    monkeypatch.setattr(feed_documents, "MAX_WHOLE", 30)
    monkeypatch.setattr(feed_documents, "_MAX_BYTES", 45_000)
    text = "What the harbour has to do with the bees. " * 90
    for number in range(31):
        date = f"2025-01-{1 + number % 28:02d}"
        put_package(tmp_path, f"bees-{number:03d}", date=date, description=text, files=(), has_cover=False)
    build_library(tmp_path, CHANNEL)
    sizes_bytes = [tmp_path.joinpath(name).stat().st_size for name in ("feed.xml", "feed.json")]
    assert all(25_000 < size_bytes < 50_000 for size_bytes in sizes_bytes)


def test_the_server_has_the_same_files(output: Path) -> None:
    """`articast serve` has each file of the folder, with the same bytes, and makes it when it is asked for."""
    build_library(output, CHANNEL)
    contents = {path.name: path.read_bytes() for path in output.iterdir() if path.is_file()}
    for path in output.glob("feed*"):
        path.unlink()
    live = LiveLibrary(output, CHANNEL)()
    assert dict(live) == {name: content for name, content in contents.items() if name != CHECKSUM}


def test_verify_and_recovery_leave_the_pages_alone(output: Path) -> None:
    """No file of an archive is a package, or left over from a run that was killed."""
    build_library(output, CHANNEL)
    before = _archive(output)
    store.recover(output)
    assert [path.name for path in packages([output])] == [f"bees-{number:02d}" for number in range(14)]
    assert _archive(output) == before


def test_articles_of_editions_are_on_their_page(output: Path) -> None:
    """An edition of many articles counts as several packages, and its articles are listed below it only."""
    articles = tuple((f"bees-{number:02d}", f"Bees {number}") for number in range(12))
    for number in (1, 2, 3):
        date = f"2025-02-1{number}"
        put_edition(output, f"news-{number}", {"News": articles * 3}, number=number, date=date, has_cover=False)
    build_library(output, Channel())
    assert _slugs(_page(output, "index.html")) == ["news-3"]
    assert _slugs(_page(output, "library-2025-02-3.html")) == ["news-3"]
    rows = [row for path in output.glob("articles-*.js") for row in _rows(path)]
    assert {row[3] for row in rows if row[0].startswith("bees-0")} == {"library-2025-02-3.html"}


def _rows(path: Path) -> list[list[object]]:
    """Return what a script gives to its function."""
    call = re.fullmatch(r"\w+\((.*)\)\n", path.read_text(encoding="utf-8"), re.DOTALL)
    assert call
    return json.loads(call[1])


def test_neighbours_are_those_of_the_list(output: Path) -> None:
    """Together, the files for `articles.js` have each article once, with those before and after it in the list."""
    build_library(output, Channel())
    rows = {row[0]: row for path in output.glob("articles-*.js") for row in _rows(path)}
    found = [next(slug for slug in rows if not rows[slug][4])]
    while after := rows[found[-1]][5]:
        assert rows[after[0]][4][0] == found[-1]
        found.append(after[0])
    assert found == [f"bees-{number:02d}" for number in (11, 8, 10, 7, 6, 9, 5, 4, 3, 2, 1, 0, 12, 13)]
    assert rows["bees-00"][1:4] == ["Bees 0", "en", "library-2024.html"]


def test_the_list_has_every_package_once(output: Path) -> None:
    """The scripts that `library.js` names have a row for each package, the newest first."""
    build_library(output, Channel())
    directory = _rows(output / "library.js")
    rows = [row for name in directory["parts"] for row in _rows(output / name)]
    assert directory["count"] == len(rows) == 14
    dates = [row[4] for row in rows]
    assert dates == [*sorted(dates[:12], reverse=True), "", ""]


HOSTILE = "</script><script>alert(1)</script>\u2028<!--"


def test_no_text_leaves_the_scripts(output: Path) -> None:
    """Titles and descriptions that look like mark-up are JSON in the lists, and none of it can end a script."""
    put_package(
        output, "evil", title=HOSTILE, description=HOSTILE, authors=[HOSTILE], tags=[HOSTILE], date="2025-03-01"
    )
    build_library(output, Channel(title=HOSTILE))
    scripts = [path.read_text(encoding="utf-8") for path in output.glob("*.js")]
    assert any("alert(1)" in script for script in scripts)
    assert [script for script in scripts if "</" in script or "<!--" in script or "\u2028" in script] == []


@st.composite
def _lists(draw: st.DrawFn) -> list[SimpleNamespace]:
    """Return dated things, the newest first."""
    days = draw(st.lists(st.integers(0, 900), min_size=1, max_size=60))
    start = datetime(2024, 1, 1, tzinfo=UTC)
    undated = draw(st.integers(0, 5))
    dated = [SimpleNamespace(published=start + timedelta(days=day)) for day in sorted(days, reverse=True)]
    return [*dated, *(SimpleNamespace(published=None) for _ in range(undated))]


def _divide(items: list[SimpleNamespace], limit: int) -> Iterator[tuple[str, tuple[SimpleNamespace, ...]]]:
    for part in divide(items, limit, lambda _: 1):
        yield part.name, part.items


@given(_lists(), st.integers(1, 12))
def test_parts_are_the_whole_list(items: list[SimpleNamespace], limit: int) -> None:
    """Parts have all items in their order, at most as many as there is room for, and names of their own."""
    parts = list(_divide(items, limit))
    assert [item for _, members in parts for item in members] == items
    assert all(len(members) <= limit for _, members in parts)
    assert len({name for name, _ in parts}) == len(parts)


@given(_lists(), st.integers(1, 12), st.integers(0, 400))
def test_old_parts_stay(items: list[SimpleNamespace], limit: int, days: int) -> None:
    """With a newer item, only the newest part changes; or the parts of its year, where that is now divided."""
    if items[0].published is None:
        return
    newer = SimpleNamespace(published=items[0].published + timedelta(days=days))
    before, after = dict(_divide(items, limit)), dict(_divide([newer, *items], limit))
    changed = {name for name in before if after.get(name) != before[name]}
    year = f"{newer.published.year}"
    assert changed <= ({year} if year in before else {next(iter(before))})
