"""The library of editions in Chromium: the archive, its articles, and the search in them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from handmade import put_edition, put_package

from tts.library import Channel
from tts.library.build import build_library

pytestmark = pytest.mark.once

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
CONTENTS = ".contents summary"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two editions of an English newspaper, one of an Arabic one, and an article that is in none."""
    output = tmp_path_factory.mktemp("archive") / "output"
    news = (("harbour", "Harbour opens"), ("cafe", "Café au port"))
    sections = {"News": news, "Births and deaths": (("births", "Births"), ("deaths", "Deaths"))}
    put_edition(output, "news-736", sections, number=736, date="2026-11-26", series="Seaside Echo", description="Four.")
    put_edition(
        output, "news-735", {"News": (("storm", "Storm"),)}, number=735, date="2026-11-19", series="Seaside Echo"
    )
    put_edition(
        output, "sada", {"أخبار": (("nahl", "نحل"),)}, language="ar", series="صدى", date="2026-11-20", source="s"
    )
    for slug in ("harbour", "births", "storm", "nahl"):
        put_package(output, slug)
    put_package(output, "alone", title="Harbour alone", date="2026-01-01", has_cover=False)
    build_library(output, Channel(base_url="https://example.org/"))
    return output


@contextmanager
def visit(browser: Any, output: Path, width: int = 1280, theme: str = "system", **how: Any) -> Iterator[Any]:
    """The library in a window of its own."""
    context = browser.new_context(viewport={"width": width, "height": 800}, **how)
    context.add_init_script(f"localStorage.setItem('articast.settings', {json.dumps(json.dumps({'theme': theme}))})")
    page = context.new_page()
    page.goto(output.joinpath("index.html").as_uri())
    yield page
    context.close()


def shown(page: Any, selector: str) -> list[str]:
    """Return the texts of the elements that are shown, in order."""
    return page.evaluate(
        "selector => [...document.querySelectorAll(selector)].filter(element => element.checkVisibility())"
        ".map(element => element.textContent.trim())",
        selector,
    )


def search(page: Any, text: str, status: str) -> None:
    """Type `text` into the search field, and wait for the status message."""
    from playwright.sync_api import expect

    page.get_by_label("Search").fill(text)
    expect(page.get_by_role("status")).to_have_text(status, timeout=5000)


@pytest.mark.parametrize(
    ("width", "theme", "text"), [(1280, "light", ""), (320, "dark", ""), (640, "contrast", "harbour")]
)
def test_axe_finds_nothing_in_an_archive(browser: Any, output: Path, width: int, theme: str, text: str) -> None:
    """With all editions unfolded, and with a search, the page follows WCAG 2.2 A and AA and best practice."""
    from axe_playwright_python.sync_playwright import Axe

    options = {"runOnly": {"type": "tag", "values": list(RULES)}, "resultTypes": ["violations"]}
    with visit(browser, output, width, theme) as page:
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        small = (
            "[...document.querySelectorAll('main a, summary')].filter(one => one.getBoundingClientRect().height < 24)"
        )
        assert page.evaluate(f"{small}.map(one => one.outerHTML)") == []
        page.get_by_label("Search").fill(text)
        page.wait_for_timeout(600)
        result = Axe().run(page, options=options)
        assert len(result.response["passes"]) > 10
        assert [(one["id"], one["nodes"][0]["html"]) for one in result.response["violations"]] == []


def test_without_javascript_all_articles_can_be_unfolded(browser: Any, output: Path) -> None:
    """Series, editions and articles are there, and an edition's articles are shown by a click."""
    with visit(browser, output, java_script_enabled=False) as page:
        assert page.locator("h2").all_inner_texts() == ["Seaside Echo", "صدى", "Articles"]
        assert not page.get_by_role("link", name="Harbour opens").is_visible()
        page.locator(CONTENTS).first.click()
        page.get_by_role("link", name="Harbour opens").click()
        assert page.url.endswith("/harbour/index.html")


SEARCHES = [
    ("echo", ["736", "735"], []),
    ("storm", ["735"], ["Storm"]),
    ("735 storm", ["735"], ["Storm"]),
    ("736 storm", [], []),
    ("cafe", ["736"], ["Café au port"]),
    ("births", ["736"], ["Births", "Deaths"]),
    ("harbour", ["736", "alone"], ["Harbour opens"]),
    ("نحل", ["صدى"], ["نحل"]),
    ("zebra", [], []),
]


def test_search_finds_articles_in_editions(browser: Any, output: Path) -> None:
    """An edition with a match is unfolded to the matching articles only; without a search it is as it was before."""
    with visit(browser, output) as page:
        page.locator(CONTENTS).nth(1).click()
        before = shown(page, ".contents a")
        assert before == ["Storm"]
        for text, titles, articles in SEARCHES:
            page.get_by_label("Search").fill(text)
            found = shown(page, "h3")
            assert len(found) == len(titles), text
            assert all(title in heading for title, heading in zip(titles, found, strict=True)), text
            expected = articles or [article for article in before if "735" in " ".join(titles)]
            assert shown(page, ".contents a") == expected, text
            page.get_by_label("Search").fill("")
            assert shown(page, ".contents a") == before
            assert len(shown(page, "h2")) == 3


def test_search_says_how_many_articles_match(browser: Any, output: Path) -> None:
    """The message counts articles in editions. Headings without a match go, and articles keep their numbers."""
    with visit(browser, output) as page:
        search(page, "harbour", "2 of 4 found. Matching articles in editions: 1")
        assert shown(page, "h2") == ["Seaside Echo", "Articles"]
        search(page, "cafe", "1 of 4 found. Matching articles in editions: 1")
        assert (shown(page, "h2"), shown(page, "h4")) == (["Seaside Echo"], ["News"])
        assert page.locator(".contents li:visible").get_attribute("value") == "2"
        search(page, "echo", "2 of 4 found")
        search(page, "", "All 4")


def test_sorting_keeps_the_series(browser: Any, output: Path) -> None:
    """Editions are sorted in their series, and the groups keep their order."""
    with visit(browser, output) as page:
        page.get_by_label("Sort", exact=True).select_option("oldest")
        titles = ["Seaside Echo, number 735", "Seaside Echo, number 736", "صدى", "Harbour alone"]
        assert shown(page, "h3") == titles


def test_a_screen_reader_hears_the_archive(browser: Any, output: Path) -> None:
    """Each list has the name of its series, and each folded list of articles that of its edition."""
    with visit(browser, output) as page:
        assert page.get_by_role("list", name="Seaside Echo").get_by_role("heading", level=3).count() == 2
        assert page.get_by_role("list", name="Articles").get_by_role("heading", level=3).count() == 1
        assert page.get_by_text("4 articles: Seaside Echo, number 736").count() == 1
        page.locator(CONTENTS).first.click()
        levels = "[...document.querySelectorAll('h1, h2, h3, h4')].map(heading => +heading.tagName[1])"
        levels = page.evaluate(levels)
        assert all(after <= before + 1 for before, after in pairwise(levels))
