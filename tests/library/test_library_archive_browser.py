"""A library of several pages in Chromium, from a disk: searched as a whole, and read without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from browser import wait
from handmade import put_edition, put_package

from tts.cli import main
from tts.library import Channel, plan
from tts.library.build import build_library

pytestmark = pytest.mark.once

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
TRACKS = (("mp3", "audio/mpeg"), ("m4b", "audio/mp4"))
FILES = ("index.html", "transcript.txt", "{}.epub", "{}-daisy.zip", "{}.lpf")
ARTICLE = "---\ntitle: Read along\ndate: 2024-06-01\n---\n\nBees fly.\n"
NEWS = {"Harbour": (("bees-00", "Bees 0"), ("gone", "Gone")), "Town": (("bees-01", "Bees 1"),)}
LAST = "Ants in the attic"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some forty articles of three years and two editions, which a limit of ten makes an archive."""
    home = tmp_path_factory.mktemp("archive")
    output = home / "output"
    home.joinpath("read-along.md").write_text(ARTICLE, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(home)
        assert main(["package", "read-along.md", "--engine", "silent", "--quiet"]) == 0
        for number in range(36):
            date = f"{2026 - number // 14}-{1 + number % 3:02d}-{1 + number % 28:02d}"
            put_package(output, f"bees-{number:02d}", title=f"Bees {number}", date=date, files=(), has_cover=False)
        extra = {"authors": ["Ada Meadow", "Ben"], "tags": ["insects", 'a "b" <c>'], "duration_ms": 3_700_000}
        text = {"description": "Who lives there. " * 30, "date": "2024-01-02T08:30:00+02:00", "language": "de-CH"}
        put_package(output, "ants", title=LAST, tracks=TRACKS, files=FILES, **extra, **text)
        points = {"key_points": ["Bees & birds", "<b>Wasps</b>"]}
        put_package(output, "نحل", title="نحل", language="ar", date=None, files=("transcript.txt",), members=points)
        put_package(output, "_own", title="Own", date="2024-02-02", has_cover=False, source="a.md", authors=["<i>"])
        for number in (1, 2):
            put_edition(output, f"news-{number}", NEWS, number=number, date=f"2025-03-0{number}", files=FILES)
        for name, value in (("_ONE_PAGE", 20), ("_ON_A_PAGE", 10), ("_IN_A_SCRIPT", 15)):
            patch.setattr(plan, name, value)
        patch.setattr("tts.library.neighbours._IN_BUCKET", 16)
        build_library(output, Channel(base_url="https://example.org/"))
    return output


@contextmanager
def visit(browser: Any, output: Path, name: str = "index.html", **how: Any) -> Iterator[Any]:
    """A page in a window of its own; `seen` has what it loads and logs."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, **how)
    page = context.new_page()
    page.seen = []
    page.on("request", lambda request: page.seen.append(request.url))
    page.on("console", lambda message: page.seen.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: page.seen.append(f"error: {error}"))
    page.goto(output.joinpath(name).as_uri())
    yield page
    context.close()


def scripts(page: Any) -> list[str]:
    """The names of the scripts that a page has loaded."""
    return [url.rpartition("/")[2] for url in page.seen if url.endswith(".js")]


def status(page: Any, text: str) -> None:
    """Wait until the status message is `text`."""
    from playwright.sync_api import expect

    expect(page.get_by_role("status")).to_have_text(text, timeout=10_000)


def titles(page: Any) -> list[str]:
    """Return the titles that are shown, in order."""
    return page.evaluate("[...document.querySelectorAll('.package :is(h2, h3) a')].map(link => link.textContent)")


def test_search_finds_the_last_one(browser: Any, output: Path) -> None:
    """Nothing is loaded before a search; then the list is, and an article of the oldest page is found and linked."""
    with visit(browser, output) as page:
        assert LAST not in titles(page)
        assert scripts(page) == []
        page.get_by_label("Search").fill("attic meadow")
        status(page, "1 of 40 found")
        assert titles(page) == [LAST]
        assert scripts(page)[0] == "library.js"
        assert len(scripts(page)) == 1 + len(list(output.glob("library-*.js")))
        page.get_by_role("link", name=LAST).click()
        page.wait_for_url("**/ants/index.html")
        page.go_back()
        status(page, "1 of 40 found")
        assert titles(page) == [LAST]
        assert [line for line in page.seen if line.startswith(("console", "error"))] == []


@pytest.mark.parametrize("name", ["library-2024.html", "library-2026.html"])
def test_each_page_searches_everything(browser: Any, output: Path, name: str) -> None:
    """On the page of a year, with articles or with months, a search finds what is on others, and clears again."""
    with visit(browser, output, name) as page:
        before = titles(page)
        page.get_by_label("Search").fill("bees 3 2025")
        status(page, "2 of 40 found")
        assert titles(page) == ["Bees 23", "Bees 22"]
        page.get_by_role("button", name="Show everything").click()
        assert titles(page) == before


def test_orders_and_filters_are_of_all(browser: Any, output: Path) -> None:
    """The first page sorts and filters all packages, by language, topic and series too, and shows more of them."""
    with visit(browser, output) as page:
        page.get_by_label("Sort", exact=True).select_option("oldest")
        status(page, "All 40")
        assert titles(page)[:3] == ["Harbour News, number 1", "Harbour News, number 2", LAST]
        page.get_by_label("Sort", exact=True).select_option("")
        page.get_by_label("Topic").select_option("insects")
        status(page, "1 of 40 found")
        page.get_by_label("Topic").select_option("")
        page.get_by_label("Series").select_option("Harbour News")
        status(page, "2 of 40 found")
        assert titles(page) == ["Harbour News, number 2", "Harbour News, number 1"]
        page.get_by_label("Series").select_option("")
        page.get_by_label("Search").fill("gone")
        status(page, "2 of 40 found. Matching articles in editions: 2")


def test_more_is_shown(browser: Any, output: Path) -> None:
    """The button below the newest shows the next ones, and the first of them gets the focus."""
    with visit(browser, output) as page:
        before = titles(page)
        assert len(before) == 10
        page.get_by_role("button", name="Show 30 more").click()
        wait(page.main_frame, "document.querySelectorAll('.package').length === 40")
        wait(page.main_frame, "document.activeElement.tagName === 'A'")
        assert page.evaluate("document.activeElement.textContent") not in before
        assert page.locator("#_more").is_hidden()


_ENTRIES = """() => [...document.querySelectorAll('.package')].map(item => {
  const copy = item.cloneNode(true);
  for (const added of copy.querySelectorAll('.listen, .left, .unfold')) added.remove();
  copy.querySelector('.folded')?.classList.remove('folded');
  copy.removeAttribute('style');
  copy.removeAttribute('data-begun');
  const walk = node => node.nodeType === 3 ? node.data.replace(/\\n/g, '') : [
    node.localName, [...node.attributes].map(({ name, value }) => `${name}=${value}`).sort(),
    [...node.childNodes].map(walk).filter(part => part !== ''),
  ];
  return JSON.stringify(walk(copy));
})"""


def test_an_entry_is_the_same_in_a_search(browser: Any, output: Path) -> None:
    """The script makes the same elements of its list as the pages have, with all attributes, for every package."""
    written: set[str] = set()
    with visit(browser, output, java_script_enabled=False) as page:
        for path in output.glob("library-*.html"):
            page.goto(path.as_uri())
            written.update(page.evaluate(_ENTRIES))
    with visit(browser, output, "library-2026.html") as page:  # this page has no entries of its own
        assert titles(page) == []
        page.get_by_label("Search").fill("i")
        wait(page.main_frame, "document.querySelectorAll('.package').length > 0")
        page.get_by_label("Search").fill(" ")
        wait(page.main_frame, "document.querySelectorAll('.package').length === 40")
        made = set(page.evaluate(_ENTRIES))
    assert len(written) == 40
    assert made == written


def test_without_javascript_links_lead_to_all(browser: Any, output: Path) -> None:
    """From the first page by the year and the month to the oldest article, and on to the newer page."""
    with visit(browser, output, java_script_enabled=False) as page:
        assert not page.locator("form").is_visible()
        page.get_by_role("link", name="Archive", exact=True).click()
        page.get_by_role("navigation", name="Archive").get_by_role("link", name="2025").click()
        page.get_by_role("link", name="January 2025").click()
        assert page.get_by_role("heading", level=1).inner_text() == "January 2025"
        page.get_by_role("link", name="Older: June 2024").click()
        page.get_by_role("navigation", name="Archive").get_by_role("link", name="2024").click()
        page.get_by_role("link", name="January 2024").click()
        assert page.get_by_role("link", name=LAST).is_visible()
        page.get_by_role("navigation", name="Archive").get_by_role("link", name="Library").click()
        assert page.url.endswith("/index.html")


@pytest.mark.parametrize(
    ("name", "search"), [("index.html", "bees"), ("library-2025.html", ""), ("library-2025-03.html", "")]
)
def test_axe_finds_nothing(browser: Any, output: Path, name: str, search: str) -> None:
    """The first page in a search, one of a year and one of a month follow WCAG 2.2 A and AA and best practice."""
    from axe_playwright_python.sync_playwright import Axe

    options = {"runOnly": {"type": "tag", "values": list(RULES)}, "resultTypes": ["violations"]}
    with visit(browser, output, name, color_scheme="dark" if name == "index.html" else "light") as page:
        page.get_by_label("Search").fill(search)
        if search:
            wait(page.main_frame, "document.querySelectorAll('.package').length > 10")
        result = Axe().run(page, options=options)
        assert len(result.response["passes"]) > 10
        assert [(violation["id"], violation["nodes"][0]["html"]) for violation in result.response["violations"]] == []


@pytest.mark.parametrize("name", ["index.html", "library-2025.html", "library-2025-03.html"])
def test_nothing_is_cut_off(browser: Any, output: Path, name: str) -> None:
    """At 320 px no page scrolls sideways, and each link and control is at least 24 px high."""
    with visit(browser, output, name) as page:
        page.set_viewport_size({"width": 320, "height": 640})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        small = page.evaluate(
            "[...document.querySelectorAll('main a, header a, footer a, summary, input, select, button')]"
            ".filter(item => item.checkVisibility() && item.getBoundingClientRect().height < 24)"
            ".map(item => item.outerHTML)"
        )
        assert small == []


def test_an_article_leads_back_to_its_page(browser: Any, output: Path) -> None:
    """The read-along page knows its neighbours; its link to the library ends at its entry, on the page of its year."""
    with visit(browser, output, "read-along/index.html") as page:
        page.wait_for_selector("#neighbours:not([hidden])")
        assert page.locator("#neighbours > a:visible .title").all_inner_texts() == ["Harbour News, number 1", "Own"]
        page.locator(".to-library a").first.click()
        page.wait_for_url("**/library-2024-06.html#read-along")
        wait(page.main_frame, "document.activeElement.textContent === 'Read along'")
        assert [line for line in page.seen if line.startswith(("console", "error"))] == []


def test_a_part_of_the_list_that_is_missing_is_said(browser: Any, output: Path, tmp_path: Path) -> None:
    """Where scripts are missing, what can be found is found, and a message says that it is not all."""
    copy = tmp_path / "output"
    copy.mkdir()
    for path in output.iterdir():
        if path.is_file():
            copy.joinpath(path.name).write_bytes(path.read_bytes())
    next(iter(sorted(copy.glob("library-*.js")))).unlink()
    with visit(browser, copy) as page:
        page.get_by_label("Search").fill("bees 1")
        status(page, "Part of the list could not be loaded. Load the page again to search all of it.")
        assert "Bees 11" in titles(page)
