"""`embed.html` in Chromium, in a frame of a page of another site whose policy is strict."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import wait
from editions import BEES, articast

pytestmark = pytest.mark.once

HOST = "https://news.example/"
PLAYER = "https://audio.example/bees/"
POLICY = "default-src 'none'; frame-src https://audio.example; require-trusted-types-for 'script'"
TYPES = {".html": "text/html", ".mp3": "audio/mpeg", ".vtt": "text/vtt", ".jpg": "image/jpeg", ".png": "image/png"}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package of an article, with a player."""
    home = tmp_path_factory.mktemp("embed")
    home.joinpath("bees.md").write_text(BEES, encoding="utf-8")
    done = articast("package", "bees.md", "--engine", "silent", "--formats", "embed", "-o", "out", cwd=home)
    assert done.returncode == 0, done.stderr
    return home / "out" / "bees"


@pytest.fixture
def visit(browser: Any, package: Path) -> Iterator[Any]:
    """A function that opens the page of the news site, and returns the frame of the player in it.

    `seen` of the frame has every request, and all that the browser complains about.
    """
    contexts = []

    def open_page(frame: str = "", wishes: str = "", width: int = 640, height: int = 180, **settings: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": height + 40}, **settings)
        contexts.append(context)
        seen: list[str] = []

        def answer(route: Any) -> None:
            url = route.request.url.partition("#")[0]
            if url == HOST:
                line = f'<iframe src="{PLAYER}embed.html#{wishes}" title="Bees" width="100%" height="{height}" {frame}>'
                page = f'<!DOCTYPE html><html lang="en"><title>News</title>{line}</iframe>'
                route.fulfill(body=page, headers={"content-type": "text/html", "content-security-policy": POLICY})
            elif url.startswith(PLAYER):
                path = package / url.removeprefix(PLAYER)
                data, headers = path.read_bytes(), {"content-type": TYPES[path.suffix], "accept-ranges": "bytes"}
                first = int((route.request.headers.get("range") or "bytes=0-")[6:].partition("-")[0])
                if "range" in route.request.headers:
                    headers["content-range"] = f"bytes {first}-{len(data) - 1}/{len(data)}"
                route.fulfill(status=206 if "content-range" in headers else 200, body=data[first:], headers=headers)
            else:
                route.abort()

        context.route("**/*", answer)
        page = context.new_page()
        page.on("request", lambda request: seen.append(request.url.partition("#")[0]))
        page.on("console", lambda message: seen.append(message.text))
        page.on("pageerror", lambda error: seen.append(str(error)))
        page.goto(HOST)
        player = page.frame_locator("iframe").owner.element_handle().content_frame()
        player.wait_for_selector("#show")
        player.seen = seen
        return player

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("frame", ['sandbox="allow-scripts allow-same-origin allow-popups"', 'sandbox="allow-scripts"'])
def test_it_plays_in_the_frame_of_a_strict_page(visit: Any, frame: str) -> None:
    """A chapter is chosen before anything is loaded, and heard after a click; nothing else is asked for, or blocked."""
    player = visit(frame)
    assert player.seen == [HOST, f"{PLAYER}embed.html"]
    titles = player.eval_on_selector_all("#chapter option", "options => options.map(option => option.textContent)")
    player.select_option("#chapter", label="How they find home")
    player.click("#play")
    wait(player, "!audio.paused && audio.currentTime > 0.2")
    marked = player.evaluate("document.querySelector('.now').closest('section').textContent")
    assert titles.index("How they find home") > 0
    assert "How they find home" in marked
    player.click("#play")
    wait(player, "audio.paused")
    assert set(player.seen[2:]) == {f"{PLAYER}bees.mp3"}


def test_the_text_is_shown_on_request_in_the_same_height(visit: Any) -> None:
    """The height of the player does not change with the text, in which the sentence that is heard is in view."""
    player = visit(width=320)
    fits = "document.documentElement.scrollHeight <= innerHeight && document.documentElement.scrollWidth <= innerWidth"
    assert not player.is_visible("#text")
    assert player.evaluate(fits)
    player.press("#show", "Enter")
    assert player.is_visible("#text")
    assert player.evaluate(fits)
    player.select_option("#chapter", label="What a hive costs")
    box, area = player.query_selector(".now").bounding_box(), player.query_selector("#text").bounding_box()
    assert area["y"] - 2 <= box["y"]
    assert box["y"] < area["y"] + area["height"]
    assert player.get_attribute("#show", "aria-expanded") == "true"


def test_it_is_used_by_keyboard(visit: Any) -> None:
    """Each control is reached by Tab in its order, and has a name; the page around keeps its focus."""
    player = visit()
    assert player.evaluate("document.activeElement === document.body")
    stops = []
    for _ in range(8):
        player.page.keyboard.press("Tab")
        stops.append(player.evaluate("document.activeElement.id || document.activeElement.localName"))
    assert stops == ["back", "play", "forward", "a", "position", "chapter", "speed", "show"]


@pytest.mark.parametrize(
    ("wishes", "settings"),
    [
        ("theme=dark&text=1", {}),
        ("theme=contrast&text=1", {"width": 320}),
        ("text=1", {"forced_colors": "active"}),
    ],
)
def test_axe_finds_nothing(visit: Any, wishes: str, settings: dict[str, Any]) -> None:
    """Nothing breaks WCAG 2.2 A and AA or best practice, with and without the text."""
    from axe_playwright_python.sync_playwright import Axe

    player = visit(wishes=wishes, **settings)
    player.select_option("#chapter", index=1)
    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    found = Axe().run(player.page, options=options).response["violations"]
    inside = [(one["id"], node["html"]) for one in found for node in one["nodes"] if len(node["target"]) > 1]
    assert inside == []
