"""The library in Chromium: searched, sorted and operated as people do it, from a file and without a server."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from handmade import put_package

from tts.library import Channel
from tts.library.build import build_library

pytestmark = pytest.mark.once

SIZES = {"wide": (1280, 900), "320 px": (320, 640), "400 %": (320, 256)}
THEMES = ("system", "light", "dark", "contrast")
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
HURT = "<img src=x onerror='window.hurt=1'></script><script>window.hurt=1</script>"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of five packages in three languages, one of them hostile."""
    output = tmp_path_factory.mktemp("library") / "output"
    forms = (("mp3", "audio/mpeg"), ("m4b", "audio/mp4"))
    put_package(
        output, "bees", title="Why bees dance", date="2026-01-02", duration_ms=61_400, tracks=forms, authors=["Ada"]
    )
    put_package(output, "cafe", title="Café à la carte", date="2026-03-04", language="fr", description="Un goût d’été.")
    put_package(output, "ants", title="Ants 10", date="2026-02-03", duration_ms=3_600_000, tags=["insects", "walking"])
    put_package(output, "ants-2", title="Ants 2", date=None, duration_ms=30_000, has_cover=False)
    put_package(
        output, "evil", title=HURT, date="2025-01-01", description=HURT, tags=[HURT], language="ar", duration_ms=1000
    )
    build_library(output, Channel(base_url="https://example.org/"))
    return output


@contextmanager
def visit(browser: Any, output: Path, size: str = "wide", theme: str | None = None, **how: Any) -> Iterator[Any]:
    """The library in a window of its own; `seen` has what it loads and logs."""
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height}, **how)
    page = context.new_page()
    if theme:
        remembered = json.dumps(json.dumps({"theme": theme, "speed": 1.5}))
        # before it loads, because a browser stores what a page sets a moment later
        page.add_init_script(f"localStorage['articast.settings'] ??= {remembered}")
    page.seen = []
    page.on("request", lambda request: page.seen.append(request.url))
    page.on("console", lambda message: page.seen.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: page.seen.append(f"error: {error}"))
    page.on("dialog", lambda dialog: page.seen.append("dialog"))
    page.goto(output.joinpath("index.html").as_uri())
    yield page
    context.close()


def reload_until(page: Any, what: str) -> None:
    """Load the page again until `what` is true: the browser stores settings a moment later."""
    for _ in range(300):
        page.reload()
        if page.evaluate(what):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"not after 300 times: {what}")


def titles(page: Any) -> list[str]:
    """Return the titles that are shown, in order."""
    return page.evaluate(
        "[...document.querySelectorAll('h2')].filter(one => one.checkVisibility()).map(one => one.textContent.trim())"
    )


def status(page: Any, text: str) -> None:
    """Wait until the status message is `text`."""
    from playwright.sync_api import expect

    expect(page.get_by_role("status")).to_have_text(text, timeout=5000)


def shown(page: Any, title: str) -> None:
    """Wait until `title` is the first title that is shown."""
    from playwright.sync_api import expect

    expect(page.locator("h2:visible").first).to_have_text(title, timeout=5000)


NEWEST = ["Café à la carte", "Ants 10", "Why bees dance", HURT, "Ants 2"]


@pytest.mark.parametrize(("size", "theme"), [*(("wide", theme) for theme in THEMES), ("320 px", "contrast")])
def test_axe_finds_nothing(browser: Any, output: Path, theme: str, size: str) -> None:
    """The page follows WCAG 2.2 A and AA and best practice, with the files shown and with a search."""
    from axe_playwright_python.sync_playwright import Axe

    options = {"runOnly": {"type": "tag", "values": list(RULES)}, "resultTypes": ["violations"]}
    with visit(browser, output, size, theme, color_scheme="dark") as page:
        page.locator(".package summary").first.click()
        page.get_by_label("Search").fill("ants 2" if theme == "dark" else "")
        page.evaluate("document.querySelector('#_player').hidden = false")
        page.evaluate("document.querySelector('#_title').textContent = 'Bees'")
        page.wait_for_timeout(600)
        result = Axe().run(page, options=options)
        assert len(result.response["passes"]) > 10
        assert [(violation["id"], violation["nodes"][0]["html"]) for violation in result.response["violations"]] == []


@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_cut_off(browser: Any, output: Path, size: str) -> None:
    """At no width does the page scroll sideways, and every control is at least 24 px high and wide."""
    with visit(browser, output, size) as page:
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        page.evaluate("document.querySelector('#_player').hidden = false")
        assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0]
        small = page.evaluate(
            "[...document.querySelectorAll('main a, footer a, summary, input, select, button')]"
            ".filter(one => one.checkVisibility())"
            ".map(one => [one.outerHTML.slice(0, 60), one.getBoundingClientRect()])"
            ".filter(([, box]) => box.height < 24 || box.width < 24).map(([html]) => html)"
        )
        assert small == []


def test_it_asks_for_nothing_but_covers(browser: Any, output: Path) -> None:
    """From `file://` it loads itself and the covers, logs nothing to the console, and hostile texts do nothing."""
    with visit(browser, output) as page:
        page.evaluate("for (const image of document.images) image.loading = 'eager'")
        page.evaluate("Promise.all([...document.images].map(image => image.decode()))")
        assert all(url.startswith("file://") for url in page.seen)
        covers = {(output / slug / "cover.png").as_uri() for slug in ("bees", "cafe", "ants", "evil")}
        assert set(page.seen) == {output.joinpath("index.html").as_uri(), *covers}
        assert page.evaluate("[...document.images].every(one => one.naturalWidth >= 1400)")
        assert page.evaluate("typeof window.hurt") == "undefined"


def test_without_javascript_it_is_a_list(browser: Any, output: Path) -> None:
    """Everything is listed, newest first, without controls that would not work."""
    with visit(browser, output, java_script_enabled=False) as page:
        assert page.locator("h2").all_inner_texts() == NEWEST
        assert not page.locator("form").is_visible()
        page.locator(".package summary").first.click()
        assert page.get_by_role("link", name="MP3, 1 kB").first.is_visible()


SEARCHES = [
    ("bees", ["Why bees dance"]),
    ("ANTS", ["Ants 10", "Ants 2"]),
    ("cafe ete", ["Café à la carte"]),
    ("  ada   why ", ["Why bees dance"]),
    ("insects", ["Ants 10"]),
    ("Français", ["Café à la carte"]),
    ("january", ["Why bees dance", HURT]),
    ("zebra", []),
    ("", NEWEST),
]
MESSAGES = {"ANTS": "2 of 5 found", "zebra": "Nothing matches. Try fewer letters or filters.", "": "All 5"}


def test_search(browser: Any, output: Path) -> None:
    """Search finds titles, texts, authors, tags, languages and dates, without accents; a message says how many."""
    with visit(browser, output) as page:
        assert page.get_by_role("status").inner_text() == ""
        for text, expected in SEARCHES:
            page.get_by_label("Search").fill(text)
            assert titles(page) == expected, text
            if text in MESSAGES:
                status(page, MESSAGES[text])
        assert page.evaluate("document.activeElement.id") == "_search"


ORDERS = {
    "": NEWEST,
    "oldest": [HURT, "Why bees dance", "Ants 10", "Café à la carte", "Ants 2"],
    "title": [HURT, "Ants 2", "Ants 10", "Café à la carte", "Why bees dance"],
    "longest": ["Ants 10", "Café à la carte", "Why bees dance", "Ants 2", HURT],
    "shortest": [HURT, "Ants 2", "Café à la carte", "Why bees dance", "Ants 10"],
}


def test_sort(browser: Any, output: Path) -> None:
    """Each order is right, packages without a date come last, and packages that a search hid stay hidden."""
    with visit(browser, output) as page:
        for order, expected in ORDERS.items():
            page.get_by_label("Sort", exact=True).select_option(order)
            assert titles(page) == expected, order
        page.get_by_label("Search").fill("ants")
        page.get_by_label("Sort", exact=True).select_option("title")
        assert titles(page) == ["Ants 2", "Ants 10"]


def test_it_is_as_it_was_left(browser: Any, output: Path) -> None:
    """Coming back from an article, search and order are still there, and so they are when the page is loaded again."""
    with visit(browser, output) as page:
        page.get_by_label("Search").fill("ants")
        page.get_by_label("Sort", exact=True).select_option("title")
        page.wait_for_url("**/index.html#q=ants&sort=title")
        page.get_by_role("link", name="Ants 2").click()
        page.wait_for_url("**/ants-2/index.html")
        for again in (page.go_back, page.reload):
            again()
            shown(page, "Ants 2")
            assert page.get_by_label("Search").input_value() == "ants"
            assert titles(page) == ["Ants 2", "Ants 10"]


def test_colours_are_remembered_with_the_rest(browser: Any, output: Path) -> None:
    """The theme is the one chosen on a read-along page; changing it here keeps the other settings."""
    with visit(browser, output, theme="dark", color_scheme="light") as page:
        ground = "getComputedStyle(document.documentElement).backgroundColor"
        assert page.evaluate(ground) == "rgb(23, 24, 26)"
        assert page.get_by_label("Colours").input_value() == "dark"
        page.get_by_label("Colours").select_option("contrast")
        assert page.evaluate(ground) == "rgb(0, 0, 0)"
        reload_until(page, f"{ground} === 'rgb(0, 0, 0)'")
        assert page.evaluate("JSON.parse(localStorage['articast.settings'])") == {"theme": "contrast", "speed": 1.5}
        page.get_by_label("Colours").select_option("system")
        assert page.evaluate(ground) == "rgb(252, 251, 248)"


@pytest.mark.parametrize("size", SIZES)
def test_the_keyboard_reaches_everything_and_is_seen(browser: Any, output: Path, size: str) -> None:
    """Tab goes through the controls, then title, play button and files of each package, with a whole focus ring."""
    with visit(browser, output, size) as page:
        stops = []
        for _ in range(100):
            page.keyboard.press("Tab")
            stop = page.evaluate(
                """() => {
                  const one = document.activeElement, box = one.getBoundingClientRect(), style = getComputedStyle(one);
                  const room = one.closest("li")?.getBoundingClientRect() ?? document.body.getBoundingClientRect();
                  const ring = parseFloat(style.outlineWidth) + parseFloat(style.outlineOffset);
                  return { name: one.id || one.tagName, ring,
                           isSeen: style.outlineStyle !== "none" && box.left - ring >= room.left &&
                                   box.right + ring <= Math.max(room.right, innerWidth) &&
                                   box.bottom > 0 && box.top < innerHeight };
                }"""
            )
            if stop["name"] == "BODY":
                break
            assert stop["isSeen"], stop
            assert stop["ring"] >= 2
            stops.append(stop["name"])
        filters = ["_language", "_tag"] if size == "wide" else []
        assert stops[:5] == ["_play-all", "_search", "_sort", "_theme", "SUMMARY"]
        assert stops[5:] == [*filters, *["A", "BUTTON", "SUMMARY"] * 5, "A"]


def test_files_open_by_keyboard(browser: Any, output: Path) -> None:
    """Enter on "Files" shows the links of that package, which are the next tab stops."""
    with visit(browser, output) as page:
        page.get_by_label("Search").fill("bees")
        page.locator(".package summary:visible").focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "MP3, 1 kB"


def test_what_a_screen_reader_announces(browser: Any, output: Path) -> None:
    """There are landmarks, headings, a named list, and each group of files is named after its package."""
    with visit(browser, output) as page:
        for role in ("banner", "search", "main", "contentinfo"):
            assert page.get_by_role(role).count() == 1, role
        assert page.get_by_role("heading", level=1).inner_text() == "Library"
        assert page.get_by_role("list", name="Articles").get_by_role("heading", level=2).count() == 5
        assert page.get_by_text("Files: Why bees dance").count() == 1
        assert page.get_by_role("link", name="Café à la carte").locator("..").get_attribute("lang") == "fr"
