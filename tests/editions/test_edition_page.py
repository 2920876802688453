"""The page of an edition: all articles with nested contents, each with a link to its own page; its transcript."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from newspaper import ARTICLES, EVIL

from tts.verify.findings import Finding
from tts.verify.manifest import Manifest, parse_manifest
from tts.verify.page import read_page
from tts.verify.readalong import check_readalong, list_pictures

FOLDER = files("tts").joinpath("writers", "readalong")


@pytest.fixture(scope="module")
def page(talking_news: Path) -> str:
    return talking_news.joinpath("index.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def tree(page: str) -> html.HtmlElement:
    return html.document_fromstring(page.encode())


@pytest.fixture(scope="module")
def data(page: str) -> dict[str, Any]:
    return json.loads(re.findall(r'id="data">(.*)</script>', page)[0])


def test_contents_are_nested(tree: html.HtmlElement, talking_manifest: dict[str, Any]) -> None:
    """Below each section are its articles; each title is in its language; the list is open in a short edition."""
    (details,) = tree.xpath("//nav/details")
    assert details.get("open") == ""
    assert details.xpath("summary/text()") == ["Contents"]
    titles = details.xpath("ol/li/a/span[@class='title']/text()")
    assert titles == ["Welcome", "Headlines", "Contents", "News", "المدينة", "End"]
    articles = details.xpath("ol/li/ol/li/a/span[@class='title']")
    parts = [part for part in talking_manifest["parts"] if part["kind"] == "article"]
    assert [title.text for title in articles] == [part["title"] for part in parts]
    languages = [(title.get("lang"), title.get("dir")) for title in articles]
    assert languages == [(None, None), (None, None), ("de", None), ("en", None), ("ar", "rtl"), (None, None)]


def test_articles_link_to_their_own_page(
    tree: html.HtmlElement, talking_news: Path, talking_manifest: dict[str, Any]
) -> None:
    """Each article has a link to the page of its package, which is there."""
    assert len(tree.xpath("//main/article/article")) == len(ARTICLES)
    links = tree.xpath("//main/article/article/p[last()]/a/@href")
    assert links == [f"../{part['slug']}/index.html" for part in talking_manifest["parts"] if "slug" in part]
    assert all(talking_news.joinpath(link).is_file() for link in links)


def test_headings_have_no_jump(tree: html.HtmlElement) -> None:
    """The title is `h1`, sections `h2`, articles `h3`, one without a title too, and their headings are below."""
    headings = [node for node in tree.xpath("//main")[0].iter() if re.fullmatch("h[1-6]", str(node.tag))]
    levels = [int(heading.tag[1]) for heading in headings]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert levels.count(3) == len(ARTICLES)
    assert all(after <= before + 1 for before, after in pairwise(levels))
    unheard = [heading for heading in headings if not heading.xpath(".//*[@id]")]
    assert [(heading.tag, heading.get("lang"), heading.text) for heading in unheard] == [
        ("h3", "en", "The ferry runs on Sundays")
    ]


def test_a_step_is_to_the_next_article(data: dict[str, Any], talking_manifest: dict[str, Any]) -> None:
    """The script steps through announcements, titles of sections and articles, at the times of the manifest."""
    begins_ms = {section["id"]: section["begin_ms"] for section in talking_manifest["sections"]}
    levels = {section["id"]: section["level"] for section in talking_manifest["sections"]}
    steps = [name for name in levels if levels[name] <= 2]
    assert [name for name, _, _ in data["sections"]] == steps
    assert [begin_ms for _, begin_ms, _ in data["sections"]][1:] == [begins_ms[name] for name in steps][1:]
    assert EVIL in [title for _, _, title in data["sections"]]


def test_the_sleep_timer_knows_what_a_step_is(tree: html.HtmlElement, talking_news: Path) -> None:
    """In an edition it can end with the article, on the page of an article with the section."""
    own = html.document_fromstring(talking_news.parent.joinpath("1-quay", "index.html").read_bytes())
    ends = [page.xpath("//select[@id='sleep']/option[@value='section']/text()") for page in (tree, own)]
    assert ends == [["End of the article"], ["End of the section"]]


def test_other_pages_have_nothing_of_it(talking_news: Path, page: str) -> None:
    """The style and the script of editions are in their pages only."""
    style, script = (FOLDER.joinpath(f"edition.{name}").read_text(encoding="utf-8") for name in ("css", "js"))
    own = talking_news.parent.joinpath("1-quay", "index.html").read_text(encoding="utf-8")
    for text in (style, script):
        assert text in page
        assert text not in own


def test_a_transcript_sets_articles_apart(talking_news: Path) -> None:
    """Two empty lines come before an article, three before an announcement or a section, one between paragraphs."""
    text = talking_news.joinpath("transcript.txt").read_text(encoding="utf-8")
    assert "\n\n\n\nNews\n\n\nThe quay\n\nBy Ada Meadow\n" in text
    assert "\n\n\n\nالمدينة\n\n\nDer Kai\n\n" in text
    assert "\n\n\nالسوق القديم\n\n" in text
    assert "\n\n\n\nEnd\n\n" in text
    assert "\n\n\n\n\n" not in text


@pytest.fixture(scope="module")
def manifest(talking_news: Path) -> Manifest:
    """The manifest as `verify` reads it."""
    reading = parse_manifest(talking_news.joinpath("manifest.json").read_text(encoding="utf-8"))
    try:
        raise AssertionError(next(reading))
    except StopIteration as stop:
        return stop.value


def findings(page: str, manifest: Manifest) -> list[Finding]:
    return list(check_readalong(read_page(page), manifest))


def test_verify_finds_nothing_in_a_whole_page(page: str, manifest: Manifest) -> None:
    """A page as it was written gives no finding; its pictures belong to the package."""
    assert findings(page, manifest) == []
    assert list_pictures(read_page(page)) == ("image-1.png", "p008-image-1.png")


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("../1-kai/index.html", "../other/index.html", "neither on the net nor in the package"),
        ("../1-kai/index.html", "#article", "There is no link to '../1-kai/index.html'"),
        ("../1-kai/index.html", "../../1-kai/index.html", "neither on the net nor in the package"),
        ('id="p008-u0001"', 'id="p008-u9001"', "It is not on the page."),
        (',"Der Kai"]', ',"Die Kaimauer"]', "'Die Kaimauer'"),
        ("p008-image-1.png", "other.png", "does not belong to the package"),
    ],
)
def test_verify_finds_damage(page: str, manifest: Manifest, old: str, new: str, what: str) -> None:
    """A link to another page, a lost utterance and a wrong title are found."""
    assert old in page
    found = [finding.what for finding in findings(page.replace(old, new, 1), manifest)]
    assert any(what in one for one in found)
