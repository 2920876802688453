"""The library lists editions of many articles by series, and the feed has an item an edition or an article."""

from __future__ import annotations

import json
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import quote
from urllib.request import urlopen

import feedparser
import pytest
from editions import articast
from handmade import put_edition, put_package
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html

from tts.cli import main
from tts.library import Channel
from tts.library.build import build_library
from tts.library.episodes import MAX_DESCRIPTION_BYTES
from tts.library.item import read_item
from tts.library.live import LiveLibrary
from tts.library.notes import render_notes
from tts.library.serve import open_server
from tts.packages.manifest_header import file_sizes_bytes, read_manifest_header

ARTICLES = {
    "news/harbour.md": "---\ntitle: Harbour opens\ndate: 2026-11-25\n---\n# The quay\n\nThe ferry left at six.\n",
    "news/nahl.md": "---\ntitle: نحل\nlanguage: ar\n---\nنحل.\n",
    "notices/ann.md": "# Ann Lee, 90\n\nA party on Sunday.\n",
}
EDITION = """\
title = "Harbour News"
number = {number}
date = 2026-11-{number}
language = "en"
feed = "{feed}"
[announce]
index = false
[[section]]
title = "News"
articles = "news/*.md"
[[section]]
title = "Notices"
articles = "notices/*.md"
"""
BASE = "https://example.org/"
CHANNEL = Channel(base_url=BASE, image="logo.png")  # drawing one would take long
ITUNES = {"itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd"}
PODCAST = {"podcast": "https://podcastindex.org/namespace/1.0"}
NEWS = {"News": (("harbour", "Harbour opens"), ("bridge", "Bridge closes")), "Notices": (("births", "Births"),)}


def _put_archive(output: Path, **feeds: str) -> Path:
    """Write two editions of one series, one of another, their articles, and an article that is in none."""
    put_edition(output, "news-735", {"News": (("storm", "Storm"),)}, number=735, date="2026-11-19")
    put_edition(output, "news-736", NEWS, number=736, date="2026-11-26", description="Three articles.", **feeds)
    put_edition(output, "school", {"Poems": (("poem", "A poem"),)}, series="School", source="s.toml", date="2026-11-20")
    for slug in ("storm", "harbour", "bridge", "births", "poem", "alone"):
        put_package(output, slug, title=slug.title(), date="2026-11-01")
    return output


def _page(output: Path) -> etree._Element:
    build_library(output, CHANNEL)
    return html.fromstring(output.joinpath("index.html").read_text(encoding="utf-8"))


def _feed(output: Path) -> feedparser.FeedParserDict:
    build_library(output, CHANNEL)
    feed = feedparser.parse(output.joinpath("feed.xml").read_bytes())
    assert not feed.bozo
    return feed


def _titles(output: Path) -> list[str]:
    titles = [entry.title for entry in _feed(output).entries]
    items = json.loads(output.joinpath("feed.json").read_bytes())["items"]
    assert [item["title"] for item in items] == titles
    return titles


def _lines(element: etree._Element) -> list[str]:
    return [" ".join(line.split()) for line in element.text_content().splitlines() if line.strip()]


def test_the_archive_has_series_then_articles(tmp_path: Path) -> None:
    """Each series is a list below its title, with the newest edition first; the last list has the other articles."""
    page = _page(_put_archive(tmp_path))
    groups = {section.find("h2").text: section.xpath(".//h3/a/@href") for section in page.xpath("//main/section")}
    assert groups == {
        "Harbour News": ["news-736/index.html", "news-735/index.html"],
        "School": ["school/index.html"],
        "Articles": ["alone/index.html"],
    }
    for section in page.xpath("//main/section"):
        assert section.find("ol").get("aria-labelledby") == section.find("h2").get("id")
    assert page.find_class("total")[0].text == "3 editions, 1 article, 4 min 6 s in all"


def test_an_edition_lists_its_articles(tmp_path: Path) -> None:
    """Below an edition are its number, its date, its sections, and its articles with links to their packages."""
    output = _put_archive(tmp_path)
    (item,) = (item for item in _page(output).xpath("//ol[@class='packages']/li") if "736" in item.text_content())
    assert item.find(".//h3/a").text == "Harbour News, number 736"
    assert item.find_class("facts")[0].find("time").text == "26 November 2026"
    assert _lines(item.find_class("contents")[0]) == [
        "3 articles: Harbour News, number 736",
        "News",
        "Harbour opens 1 min 0 s",
        "Bridge closes 1 min 0 s",
        "Notices",
        "Births 1 min 0 s",
    ]
    links = item.xpath(".//*[@class='contents']//a/@href")
    assert links == ["harbour/index.html", "bridge/index.html", "births/index.html"]
    assert all(output.joinpath(link).is_file() for link in links)
    assert item.xpath(".//ol/li/@value") == ["1", "2", "1"]


def test_an_article_without_a_package_leads_into_the_edition(tmp_path: Path) -> None:
    """Its link is to its own title in the page of the edition; without that page there is no link."""
    put_edition(tmp_path, "news", NEWS)
    assert _page(tmp_path).xpath("//*[@class='contents']//a/@href") == [
        "news/index.html#p002-opening",
        "news/index.html#p003-opening",
        "news/index.html#p004-opening",
    ]
    tmp_path.joinpath("news", "index.html").unlink()
    page = _page(tmp_path)
    assert page.xpath("//*[@class='contents']//a/@href") == []
    assert page.xpath("//*[@class='contents']//li/span[1]/text()") == ["Harbour opens", "Bridge closes", "Births"]


def test_a_library_without_editions_has_no_groups(tmp_path: Path) -> None:
    """Articles alone are one list without a heading, named for screen readers."""
    put_package(tmp_path, "bees")
    page = _page(tmp_path)
    assert page.xpath("//main//h2/a/@href") == ["bees/index.html"]
    assert page.xpath("//main//h3 | //main/section/h2") == []
    assert page.xpath("//ol/@aria-label") == ["Articles"]


def test_an_edition_is_never_below_another_one(tmp_path: Path) -> None:
    """An edition that names itself, or another edition, as an article hides neither."""
    put_edition(tmp_path, "one", {"News": (("one", "One"), ("two", "Two"))}, number=1)
    put_edition(tmp_path, "two", {"News": (("one", "One"),)}, number=2)
    assert _page(tmp_path).xpath("//h3/a/@href") == ["one/index.html", "two/index.html"]
    assert len(_titles(tmp_path)) == 2


def test_titles_in_other_languages_say_so(tmp_path: Path) -> None:
    """A title from right to left is marked, and what is in the page's language beside it runs from left to right."""
    put_package(tmp_path, "bees")
    put_package(tmp_path, "ants")
    folder = put_edition(tmp_path, "nahl", {"أخبار": (("nahl-1", "نحل"), ("nahl-2", "Bees"))}, language="ar")
    manifest = json.loads(folder.joinpath("manifest.json").read_bytes())
    manifest["parts"][1]["language"] = "ar"
    folder.joinpath("manifest.json").write_text(json.dumps(manifest, indent=1), encoding="utf-8")
    page = _page(tmp_path)
    for path in ("//section[1]/h2", "//h3[a[@href='nahl/index.html']]", "//h4", "//h4/following-sibling::ol"):
        (element,) = page.xpath(path)
        assert (element.get("lang"), element.get("dir")) == ("ar", "rtl"), path
    arabic, english = page.xpath("//*[@class='contents']//li/a")
    assert (arabic.get("lang"), english.get("lang"), english.get("dir")) == (None, "en", "ltr")
    assert page.xpath("//*[@class='contents']//li/span/@dir") == ["ltr", "ltr"]


@pytest.mark.parametrize(
    ("language", "summary", "articles"),
    [
        ("de", "3 Artikel", "Artikel"),
        ("fr", "3 articles", "Articles"),
        ("es", "3 artículos", "Artículos"),
        ("cy", "3 erthygl", "Erthyglau"),
        ("uk", "3 статті", "Статті"),
    ],
)
def test_labels_are_in_the_language_of_the_page(language: str, summary: str, articles: str, tmp_path: Path) -> None:
    """The number of articles and the heading of the other articles are in each language that has a file."""
    put_edition(tmp_path, "news", NEWS, language=language)
    put_package(tmp_path, "alone", language=language)
    page = _page(tmp_path)
    assert page.get("lang") == language
    assert page.xpath("//*[@class='contents']/summary/text()") == [summary]
    assert page.xpath("//section[2]/h2/text()") == [articles]


def test_an_edition_is_an_item_instead_of_its_articles(tmp_path: Path) -> None:
    """The feed has the editions, newest first, and the articles that are in none."""
    assert _titles(_put_archive(tmp_path)) == [
        "Harbour News, number 736",
        "School",
        "Harbour News, number 735",
        "Alone",
    ]


def test_its_articles_are_items_instead_of_an_edition(tmp_path: Path) -> None:
    """With `feed = "articles"` the articles are items with the identities that they have without the edition."""
    output = _put_archive(tmp_path, feed="articles")
    assert sorted(_titles(output)) == ["Alone", "Births", "Bridge", "Harbour", "Harbour News, number 735", "School"]
    put_package(tmp_path / "other", "harbour")
    (alone,) = _feed(tmp_path / "other").entries
    assert alone.id in {entry.id for entry in _feed(output).entries}


def test_an_article_of_two_editions_follows_the_one_that_wants_it(tmp_path: Path) -> None:
    """An article is an item if one of its editions has items for articles, and it is an item once."""
    put_edition(tmp_path, "one", NEWS, number=1)
    put_edition(tmp_path, "two", {"Best": (("harbour", "Harbour opens"),)}, number=2, feed="articles")
    put_edition(tmp_path, "three", {"Again": (("harbour", "Harbour opens"),)}, number=3, feed="articles")
    for slug in ("harbour", "bridge"):
        put_package(tmp_path, slug)
    assert sorted(_titles(tmp_path)) == ["Harbour News, number 1", "harbour"]
    assert len(_page(tmp_path).xpath("//a[@href='harbour/index.html']")) == 3


def test_articles_of_an_edition_need_no_date(tmp_path: Path) -> None:
    """No warning names an article that is not to be an item; one about an edition says where its date is set."""
    put_edition(tmp_path, "news", NEWS, number=1)
    put_package(tmp_path, "harbour", date=None)
    assert build_library(tmp_path, CHANNEL).warnings == ()
    put_edition(tmp_path, "undated", {}, source="u.toml", date=None)
    (warning,) = build_library(tmp_path, CHANNEL).warnings
    assert warning.startswith("u.toml: It is not in the feed, because it has no date. Add a line such as `date = ")


def test_an_item_of_an_edition(tmp_path: Path) -> None:
    """It has the number, the chapters, the transcripts, and notes with the titles of all sections and articles."""
    output = _put_archive(tmp_path)
    entry = _feed(output).entries[0]
    assert entry.itunes_episode == "736"
    assert entry.enclosures[0].href == f"{BASE}news-736/news-736.mp3"
    item = etree.parse(output / "feed.xml").find(".//item")
    notes = html.fragment_fromstring(item.findtext("description"), create_parent=True)
    assert [(child.tag, _lines(child)) for child in notes] == [
        ("p", ["Three articles."]),
        ("p", ["News"]),
        ("ul", ["Harbour opens", "Bridge closes"]),
        ("p", ["Notices"]),
        ("ul", ["Births"]),
    ]
    assert [chapters.get("url") for chapters in item.findall("podcast:chapters", PODCAST)] == [
        f"{BASE}news-736/chapters.json"
    ]
    types = [transcript.get("type") for transcript in item.findall("podcast:transcript", PODCAST)]
    assert types == ["text/vtt", "application/x-subrip", "text/plain"]
    entry = json.loads(output.joinpath("feed.json").read_bytes())["items"][0]
    assert (entry["content_text"], entry["content_html"]) == ("Three articles.", item.findtext("description"))


@pytest.mark.parametrize("number", [None, 0, -1, True, "7", 7.5])
def test_only_a_number_that_apps_take_is_an_episode(number: Any, tmp_path: Path) -> None:
    """An edition without a number, or with one below 1, is an item without a number of the episode."""
    put_edition(tmp_path, "news", NEWS, number=number)
    assert "itunes_episode" not in _feed(tmp_path).entries[0]


def _guid(output: Path, slug: str, **edition: Any) -> str:
    put_edition(output / slug, slug, NEWS, **edition)
    return str(_feed(output / slug).entries[0].id)


def test_an_edition_keeps_its_identity(tmp_path: Path) -> None:
    """Another number is another edition of the same file; title, folder and date of an edition do not matter."""
    first = _guid(tmp_path, "news-1", number=1, date="2026-11-19")
    assert first == _guid(tmp_path, "renamed-1", number=1, date="2026-11-20", series="Renamed")
    others = {
        _guid(tmp_path, "news-2", number=2, date="2026-11-26"),
        _guid(tmp_path, "other-1", number=1, source="other.toml"),
        _guid(tmp_path, "zero", number=0),
    }
    assert len({first, *others}) == 4
    assert first == "urn:uuid:03c8f396-b07d-5786-95af-f8c613f203b3"


def test_an_edition_without_a_number_is_known_by_its_date(tmp_path: Path) -> None:
    """Editions of one file without numbers differ by their days."""
    first = _guid(tmp_path, "a", date="2026-11-19")
    assert first == _guid(tmp_path, "b", date="2026-11-19", series="Renamed")
    assert first != _guid(tmp_path, "c", date="2026-11-26")


def test_two_editions_with_one_number_are_one_item(tmp_path: Path) -> None:
    """A warning names both folders."""
    put_edition(tmp_path, "new", NEWS, number=1)
    put_edition(tmp_path, "old", NEWS, number=1)
    (warning,) = build_library(tmp_path, CHANNEL).warnings
    assert warning == (
        "edition.toml: Two editions of it have the same number or date, and one is not in the feed. "
        "Remove the older of the folders new and old."
    )
    assert len(_titles(tmp_path)) == 1


HOSTILE = "]]></p></li><script>alert(1)</script> &amp; \"'\ud800\x00"
PLAIN = "]]></p></li><script>alert(1)</script> &amp; \"'"


def test_hostile_titles_are_text(tmp_path: Path) -> None:
    """Titles of series, sections and articles that look like markup are text on the page and in the notes."""
    slugs = ("../../etc", "javascript:alert(1)")
    sections = {HOSTILE: ((slugs[0], HOSTILE), (slugs[1], HOSTILE))}
    put_edition(tmp_path, "news", sections, series=HOSTILE, description=HOSTILE)
    page = _page(tmp_path)
    assert [heading.text_content() for heading in page.xpath("//main//*[self::h2 or self::h3 or self::h4]")] == [
        PLAIN,
        PLAIN,
        PLAIN,
    ]
    assert len(page.xpath("//script")) == 2  # of the page, and its data
    assert all(href.startswith("news/index.html#p") for href in page.xpath("//*[@class='contents']//a/@href"))
    notes = html.fragment_fromstring(_feed(tmp_path).entries[0].description or "", create_parent=True)
    assert notes.xpath(".//script") == []
    item = etree.parse(tmp_path / "feed.xml").find(".//item")
    notes = html.fragment_fromstring(item.findtext("description"), create_parent=True)
    assert [child.text for child in notes.iter("p", "li")] == [PLAIN] * 4


def test_long_notes_end_with_a_whole_article(tmp_path: Path) -> None:
    """Notes have at most 4000 bytes: articles at the end are left out, and all are on the page."""
    articles = tuple((f"a{number}", f"Wörds & more {number}") for number in range(400))
    put_edition(tmp_path, "news", {"One": articles[:200], "Two": articles[200:]}, description="&" * 9000)
    assert len(_page(tmp_path).xpath("//*[@class='contents']//li")) == 400
    text = etree.parse(tmp_path / "feed.xml").findtext(".//item/description")
    assert 3900 < len(text.encode()) <= MAX_DESCRIPTION_BYTES
    notes = html.fragment_fromstring(text, create_parent=True)
    shown = [title.text for title in notes.iter("li")]
    assert shown == [title for _, title in articles[: len(shown)]]
    assert notes[-1].text == "…"


_TEXTS = st.text(max_size=12) | st.sampled_from(["&" * 900, "<" * 5000, "蜂" * 2000])
_ANY = st.one_of(st.none(), st.booleans(), st.integers(), _TEXTS, st.lists(_TEXTS, max_size=2), st.just({"a": {}}))
_MEMBERS = ("id", "title", "sections", "begin_ms", "end_ms", "folder", "folder_title", "language", "authors", "slug")
_PART = st.fixed_dictionaries({"kind": st.just("article") | _ANY}, optional=dict.fromkeys(_MEMBERS, _ANY))


@settings(max_examples=50)
@given(
    series=st.fixed_dictionaries({"title": _TEXTS | _ANY}, optional={"number": _ANY}) | _ANY,
    parts=st.lists(_PART | _ANY, max_size=6) | _ANY,
    description=_TEXTS,
)
def test_whatever_a_manifest_says_is_read(series: Any, parts: Any, description: str) -> None:
    """A manifest with anything in the members of an edition gives an item, and notes that are short enough."""
    members = {
        "tracks": [{"path": "a.mp3", "media_type": "audio/mpeg"}],
        "metadata": {"duration_ms": 1000, "description": description},
        "series": series,
        "parts": parts,
    }
    item = read_item(Path("a"), members, {"a.mp3": 5})
    assert item is not None
    if item.edition:
        assert len(render_notes(item).encode()) <= MAX_DESCRIPTION_BYTES


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of two editions that the command made from one file, one after the other."""
    home = tmp_path_factory.mktemp("real")
    for name, text in ARTICLES.items():
        home.joinpath(name).parent.mkdir(exist_ok=True)
        home.joinpath(name).write_text(text, encoding="utf-8")
    arguments = ("edition", str(home / "edition.toml"), "-o", str(home / "output"), "--engine", "silent")
    for number, feed in ((12, "edition"), (19, "articles")):
        home.joinpath("edition.toml").write_text(EDITION.format(number=number, feed=feed), encoding="utf-8")
        assert main([*arguments, "--formats", "mp3,usb,feed", "--base-url", BASE, "--quiet"]) == 0
    return home / "output"


@pytest.mark.once
def test_editions_that_the_command_made_are_listed(real: Path) -> None:
    """Each link leads to a file, to the package of each article or to its title in the edition."""
    page = html.fromstring(real.joinpath("index.html").read_text(encoding="utf-8"))
    assert page.xpath("//h3/a/text()") == ["Harbour News, number 19", "Harbour News, number 12"]
    names = [f"harbour-news-{number}-usb.zip" for number in (19, 12)]
    assert all(len(page.xpath(f"//a[contains(@href, '{name}')]")) == 1 for name in names)
    assert page.xpath("//li[1]//*[@class='contents']//a/@href")[:3] == [
        "harbour/index.html",
        "nahl/index.html",
        "ann/index.html",
    ]
    assert all(real.joinpath(href).is_file() for href in page.xpath("//main//@href"))
    header = read_manifest_header(real / "harbour-news-19")
    item = read_item(real / "harbour-news-19", header, file_sizes_bytes(real / "harbour-news-19"))
    assert item is not None
    assert item.edition is not None
    own_page = html.fromstring(real.joinpath("harbour-news-19", "index.html").read_text(encoding="utf-8"))
    for article in item.edition.articles():
        assert article.title in own_page.get_element_by_id(article.section_id).text_content()


@pytest.mark.once
def test_feeds_of_editions_that_the_command_made(real: Path) -> None:
    """One edition is an item, with files that exist. Of the other one the articles are, as far as they have a date."""
    feed = feedparser.parse(real.joinpath("feed.xml").read_bytes())
    assert not feed.bozo
    assert [entry.title for entry in feed.entries] == ["Harbour opens", "Harbour News, number 12"]
    entry = feed.entries[1]
    assert entry.itunes_episode == "12"
    (item,) = etree.parse(real / "feed.xml").xpath("//item[itunes:episode]", namespaces=ITUNES)
    urls = item.xpath(".//@url")
    assert len(urls) == 5
    assert all(real.joinpath(url.removeprefix(BASE)).is_file() for url in urls)
    chapters = json.loads(real.joinpath("harbour-news-12", "chapters.json").read_bytes())["chapters"]
    titles = [chapter["title"] for chapter in chapters]
    assert titles == ["Welcome", "News: Harbour opens", "News: نحل", "Notices: Ann Lee, 90", "End"]


@pytest.mark.once
def test_folders_of_tracks_are_served(real: Path) -> None:
    """The server sends each track of an edition, whose name has spaces, as audio, and its texts as text."""
    with open_server(real, "127.0.0.1", 0, [].append) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            for file in sorted(real.joinpath("harbour-news-12", "usb").rglob("*.*")):
                url = f"{server.url}{quote(file.relative_to(real).as_posix())}"
                with urlopen(url) as response:
                    assert response.read() == file.read_bytes()
                    expected = "audio/mpeg" if file.suffix == ".mp3" else "text/plain; charset=utf-8"
                    assert response.headers["Content-Type"] == expected
        finally:
            server.shutdown()
            thread.join()


def test_the_command_counts_editions(tmp_path: Path) -> None:
    """`library` says how many editions and articles the page lists."""
    output = _put_archive(tmp_path / "output")
    done = articast("library", str(output), cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0] == f"{output / 'index.html'} lists 3 editions and 6 articles."


def test_the_live_library_is_the_same(tmp_path: Path) -> None:
    """`serve` shows the same page and feeds, with an edition that comes while it runs."""
    output = _put_archive(tmp_path)
    live = LiveLibrary(output, CHANNEL)
    before = live()
    build_library(output, CHANNEL)
    assert before["index.html"] == output.joinpath("index.html").read_bytes()
    assert before["feed.xml"] == output.joinpath("feed.xml").read_bytes()
