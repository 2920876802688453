"""The page of an edition in Chromium: from article to article, and without a barrier."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.once

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


@pytest.fixture(scope="module")
def visited(browser: Any, talking_news: Path) -> Iterator[Any]:
    """The page, with what it said on the console in `seen`."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce", bypass_csp=True)
    page = context.new_page()
    page.seen = []
    page.on("console", lambda message: page.seen.append(message.text))
    page.on("pageerror", lambda error: page.seen.append(str(error)))
    page.goto((talking_news / "index.html").as_uri())
    wait(page, "document.getElementById('audio').readyState >= 1")
    yield page
    context.close()


def wait(page: Any, expression: str) -> None:
    until = time.monotonic() + 20
    while not page.evaluate(expression):
        assert time.monotonic() < until, expression
        page.wait_for_timeout(25)


def at_ms(page: Any) -> float:
    return page.evaluate("document.getElementById('audio').currentTime * 1000")


def follow_link(page: Any, title: str) -> None:
    page.locator(".chapters .title", has_text=title).first.click()


def test_a_step_is_to_the_next_article(visited: Any, talking_manifest: dict[str, Any]) -> None:
    """A link in the contents goes to the article, and the button for the next section to the one after it."""
    begins_ms = {section["id"]: section["begin_ms"] for section in talking_manifest["sections"]}
    titles = {part["title"]: part["sections"][-1].partition("-")[0] for part in talking_manifest["parts"]}
    firsts = {part: next(name for name in begins_ms if name.startswith(part)) for part in titles.values()}
    follow_link(visited, "Der Kai")
    wait(visited, "document.getElementById('where').textContent === 'Der Kai'")
    assert abs(at_ms(visited) - begins_ms[firsts[titles["Der Kai"]]]) <= 2
    visited.click("#forward-section")
    wait(visited, "document.getElementById('where').textContent === 'The ferry runs on Sundays'")
    assert abs(at_ms(visited) - begins_ms[firsts[titles["The ferry runs on Sundays"]]]) <= 2


def test_titles_in_the_player_are_in_their_language(visited: Any) -> None:
    """A screen reader says the title of an article, where it is shown and where it is announced, in its language."""
    follow_link(visited, "Der Kai")
    wait(visited, "document.getElementById('where').lang === 'de'")
    visited.click("#forward-section")
    visited.click("#forward-section")
    wait(visited, "document.getElementById('status').textContent === 'السوق القديم'")
    shown = "[...document.querySelectorAll('#where, #status')].map(one => `${one.lang} ${one.dir}`)"
    assert visited.evaluate(shown) == ["ar rtl", "ar rtl"]
    visited.click("#back-section")
    wait(visited, "document.getElementById('where').lang === 'en'")
    follow_link(visited, "News")
    wait(visited, "document.getElementById('where').lang === 'en-GB'")


@pytest.mark.parametrize("width", [1280, 320])
def test_there_is_no_barrier(visited: Any, width: int) -> None:
    """axe-core finds no violation of WCAG 2.2 A and AA or of its best practices, and nothing is cut off."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    visited.set_viewport_size({"width": width, "height": 900})
    found = axe.Axe().run(visited, options={"runOnly": {"type": "tag", "values": list(RULES)}})
    assert [(one["id"], one["nodes"][0]["html"]) for one in found.response["violations"]] == []
    assert visited.evaluate("document.documentElement.scrollWidth") == width
    assert visited.seen == []
