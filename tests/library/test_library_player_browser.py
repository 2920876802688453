"""The library's player in Chromium: it plays what is pressed, knows what was heard, and goes on only if it may."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from handmade import put_package

from tts.library import Channel
from tts.library.build import build_library

pytestmark = pytest.mark.once

LENGTH_MS = 90_000
MANY = 105


def _make_mp3(path: Path) -> None:
    """Write the MP3 file of silence that all packages have."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mp3", rate=22_050, layout="mono")
        for _ in range(LENGTH_MS // 1000):
            frame = av.AudioFrame.from_ndarray(np.zeros((1, 22_050), dtype=np.int16), format="s16p", layout="mono")
            frame.rate = 22_050
            container.mux(stream.encode(frame))
        container.mux(stream.encode())


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three packages that can be played, and one whose audio is broken."""
    output = tmp_path_factory.mktemp("player") / "output"
    for number, slug in enumerate(("ants", "bees", "wasps"), start=1):
        put_package(output, slug, title=slug.title(), date=f"2026-03-0{number}", duration_ms=LENGTH_MS, tags=[slug])
    put_package(output, "broken", title="Broken", date="2026-01-01", duration_ms=LENGTH_MS)
    _make_mp3(output / "ants" / "ants.mp3")
    for slug in ("bees", "wasps"):
        output.joinpath(slug, f"{slug}.mp3").write_bytes(output.joinpath("ants", "ants.mp3").read_bytes())
    build_library(output, Channel())
    return output


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """More packages than are shown at once."""
    output = tmp_path_factory.mktemp("many") / "output"
    for number in range(MANY):
        put_package(output, f"bees-{number}", title=f"Bees & {number}", files=("index.html",), has_cover=False)
    put_package(output, "ants", title="Ants", language="de", date=None, tags=["<last>"])
    build_library(output, Channel())
    return output


@contextmanager
def visit(
    browser: Any, output: Path, stored: dict[str, Any] | None = None, hash_: str = "", **how: Any
) -> Iterator[Any]:
    """The library in a window of its own; `stored` has positions by titles of articles, `faults` what failed."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, **how)
    page = context.new_page()
    page.faults = []
    page.on("console", lambda message: page.faults.append(message.text))
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.goto(output.joinpath("index.html").as_uri())
    if stored:
        keys = {title: _key(page, title) for title in stored}
        script = "values => { for (const key in values) localStorage.setItem(key, JSON.stringify(values[key])) }"
        page.evaluate(script, {keys[title]: value for title, value in stored.items()})
    if stored or hash_:
        page.goto("about:blank")
        page.goto(f"{output.joinpath('index.html').as_uri()}{hash_}")
    yield page
    context.close()


def _key(page: Any, title: str) -> str:
    """Return the key under which an article's position is kept."""
    item = page.locator(".package", has=page.get_by_role("link", name=title, exact=True))
    return f"articast.position.{item.get_attribute('data-id')}"


def _stored(page: Any, title: str) -> Any:
    """Return what is kept of an article's position."""
    return page.evaluate("key => JSON.parse(localStorage.getItem(key))", _key(page, title))


def _wait(page: Any, script: str) -> None:
    """Wait until `script` is true; the page's policy forbids Playwright's own way."""
    for _ in range(400):
        if page.evaluate(script):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"not after 20 s: {script}")


def _titles(page: Any) -> list[str]:
    """Return the titles that are shown."""
    shown = (
        "[...document.querySelectorAll('h2')].filter(one => one.checkVisibility()).map(one => one.textContent.trim())"
    )
    return page.evaluate(shown)


PLAYING = "document.querySelector('audio').currentTime > 0 && !document.querySelector('audio').paused"


def test_pressing_play_plays(browser: Any, output: Path) -> None:
    """Nothing plays before; then the player shows the article, the button pauses it, and the place is remembered."""
    with visit(browser, output) as page:
        assert not page.get_by_role("region", name="Player").is_visible()
        assert page.evaluate("document.querySelector('audio').src") == ""
        assert not page.get_by_label("Heard or not").is_visible()
        button = page.get_by_role("button", name="Play: Bees")
        button.focus()
        page.keyboard.press("Enter")
        _wait(page, PLAYING)
        player = page.get_by_role("region", name="Player")
        assert player.get_by_role("link", name="Bees").get_attribute("href").endswith("/bees/index.html")
        assert page.evaluate("document.activeElement.textContent") == "Pause: Bees"
        player.get_by_role("button", name="Forward 15 seconds").click()
        page.get_by_role("button", name="Pause: Bees").click()
        _wait(page, "document.querySelector('audio').paused")
        stored = _stored(page, "Bees")
        assert 15_000 <= stored["ms"] < LENGTH_MS
        assert (stored["length"], stored["heard"], stored["at"] > 0) == (LENGTH_MS, False, True)
        assert page.locator(".package", has_text="Bees").locator(".heard").inner_text() == "1 min left"
        assert page.get_by_label("Heard or not").is_visible()
        assert page.faults == []


def test_the_player_has_controls(browser: Any, output: Path) -> None:
    """Its buttons and its slider have names, and move in the article and in the list, as it is shown."""
    with visit(browser, output) as page:
        page.get_by_label("Sort", exact=True).select_option("title")
        page.get_by_role("button", name="Play: Ants").click()
        player = page.get_by_role("region", name="Player")
        _wait(page, PLAYING)
        assert player.get_by_role("button", name="Previous article").is_disabled()
        player.get_by_label("Speed").select_option("2")
        slider = player.get_by_role("slider", name="Position")
        slider.focus()
        page.keyboard.press("End")
        assert slider.get_attribute("aria-valuetext") == "1 min 30 s of 1 min 30 s"
        player.get_by_role("button", name="Back 15 seconds").click()
        _wait(page, "document.querySelector('audio').currentTime < 80")
        player.get_by_role("button", name="Next article").click()
        _wait(page, "document.querySelector('#_title').textContent === 'Bees'")
        _wait(page, PLAYING)
        assert page.evaluate(
            "[document.querySelector('audio').playbackRate, JSON.parse(localStorage['articast.settings'])]"
        ) == [
            2,
            {"speed": 2},
        ]


def test_it_goes_on_only_if_it_may(browser: Any, output: Path) -> None:
    """At the end of an article the next one follows after "Play all", and nothing does without it."""
    end = "document.querySelector('audio').currentTime = 89.5"
    with visit(browser, output, {"Wasps": {"ms": 0, "heard": True}}) as page:
        page.get_by_role("button", name="Play: Wasps").click()
        _wait(page, PLAYING)
        page.evaluate(end)
        _wait(page, "document.querySelector('audio').ended")
        assert (_stored(page, "Wasps")["ms"], _stored(page, "Wasps")["heard"]) == (0, True)
        page.get_by_role("button", name="Play all").click()  # begins with the first that was not heard
        _wait(page, f"document.querySelector('#_title').textContent === 'Bees' && {PLAYING}")
        page.evaluate(end)
        _wait(page, f"document.querySelector('#_title').textContent === 'Ants' && {PLAYING}")
        assert page.locator(".package", has_text="Bees").locator(".heard").inner_text() == "Heard"
        page.get_by_role("button", name="Play the next one too").click()
        assert page.get_by_role("button", name="Play the next one too").get_attribute("aria-pressed") == "false"


POSITIONS = {"Ants": 30_000, "Bees": {"ms": 60_000, "length": LENGTH_MS, "heard": True}, "Wasps": {"heard": True}}


def test_what_was_heard_is_shown(browser: Any, output: Path) -> None:
    """Places that the pages stored, also in the old form, are shown, filtered by, and resumed at."""
    with visit(browser, output, POSITIONS, "#progress=unheard") as page:
        assert _titles(page) == ["Ants", "Broken"]
        page.get_by_label("Heard or not").select_option("started")
        assert _titles(page) == ["Bees", "Ants"]
        page.get_by_role("button", name="Show everything").click()
        shown = {title: page.locator(".package", has_text=title).locator(".heard").inner_text() for title in POSITIONS}
        assert shown == {"Ants": "1 min left", "Bees": "1 min left", "Wasps": "Heard"}
        page.get_by_role("button", name="Play: Ants").click()
        _wait(page, "document.querySelector('audio').currentTime >= 30")


def test_sound_that_cannot_be_played_says_so(browser: Any, output: Path) -> None:
    """The message is in the player, and nothing is remembered of the article."""
    from playwright.sync_api import expect

    with visit(browser, output) as page:
        page.get_by_role("button", name="Play: Broken").click()
        expect(page.get_by_text("The sound cannot be played.")).to_be_visible(timeout=10_000)
        assert _stored(page, "Broken") is None


def test_filters_are_in_the_address(browser: Any, many: Path) -> None:
    """A filter is there only with a choice, is kept in the address, and an unknown one does no harm."""
    with visit(browser, many, hash_="#language=de&tag=gone&x=1") as page:
        assert _titles(page) == ["Ants"]
        assert page.get_by_label("Language").locator("option").all_inner_texts() == [
            "All languages",
            "Deutsch (1)",
            f"English ({MANY})",
        ]
        assert page.get_by_label("Series").count() == 0
        page.get_by_label("Language").select_option("")
        page.get_by_label("Topic").select_option("<last>")
        page.wait_for_url("**#tag=%3Clast%3E")
        assert _titles(page) == ["Ants"]
        page.get_by_label("Search").fill("zebra")
        page.get_by_text("Nothing matches.").wait_for()
        page.get_by_role("button", name="Show everything").click()
        page.wait_for_url("**/index.html")
        assert len(_titles(page)) == 100


def test_a_language_is_chosen_with_or_without_its_regions(browser: Any, tmp_path: Path) -> None:
    """A language of several regions can be chosen as a whole; a language of one region is one choice."""
    for slug, language in (("ants", "en"), ("bees", "en-GB"), ("wasps", "en-GB"), ("flies", "de-CH")):
        put_package(tmp_path, slug, title=slug.title(), language=language, files=("index.html",), has_cover=False)
    build_library(tmp_path, Channel())
    with visit(browser, tmp_path) as page:
        choice = page.get_by_label("Language")
        labels = ["All languages", "Deutsch (CH) (1)", "English (3)", "English (GB) (2)"]
        assert choice.locator("option").all_inner_texts() == labels
        choice.select_option("en")
        page.wait_for_url("**#language=en")
        assert sorted(_titles(page)) == ["Ants", "Bees", "Wasps"]
        choice.select_option("en-GB")
        page.wait_for_url("**#language=en-GB")
        assert sorted(_titles(page)) == ["Bees", "Wasps"]


def test_no_control_is_read_twice(browser: Any, output: Path) -> None:
    """No button or selection has a description, which a screen reader would read after the same name."""
    with visit(browser, output) as page:
        page.get_by_role("button", name="Play: Ants").click()
        page.get_by_role("button", name="Pause: Ants").wait_for()
        nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
        controls = [node for node in nodes if node.get("role", {}).get("value") in {"button", "combobox"}]
        assert len(controls) > 10
        assert [node["name"]["value"] for node in controls if node.get("description", {}).get("value")] == []


def test_a_long_list_is_shown_bit_by_bit(browser: Any, many: Path) -> None:
    """A button shows more and leads to the first of them; search and the address of an article find all."""
    with visit(browser, many) as page:
        assert len(_titles(page)) == 100
        page.get_by_text("Show 6 more").click()
        assert (len(_titles(page)), _titles(page)[-1]) == (MANY + 1, "Ants")
        assert page.evaluate("document.activeElement.textContent") == _titles(page)[100]
        page.reload()
        assert len(_titles(page)) == MANY + 1
        assert not page.locator("#_more").is_visible()
        page.get_by_label("Search").fill("bees & 104")
        assert _titles(page) == ["Bees & 104"]
    with visit(browser, many, hash_="#ants") as page:
        _wait(page, "document.activeElement.textContent === 'Ants'")
        assert page.evaluate("document.activeElement.getBoundingClientRect().top < innerHeight")
        assert page.faults == []


def test_without_javascript_a_long_list_is_whole(browser: Any, many: Path) -> None:
    """Browsers without JavaScript show all packages in one order."""
    with visit(browser, many, java_script_enabled=False) as page:
        assert page.locator(".package").count() == MANY + 1
        assert page.locator(".package h2").last.text_content() == "Ants"
        assert not page.get_by_role("button").first.is_visible()


def test_long_descriptions_unfold(browser: Any, tmp_path: Path) -> None:
    """Three lines of a long description are seen at first, and all of it after a press; key points are a list."""
    put_package(tmp_path, "bees", title="Bees", description="Bees dance and count. " * 40)
    put_package(tmp_path, "ants", title="Ants", members={"key_points": ["Ants walk.", "They <carry>."]})
    build_library(tmp_path, Channel())
    with visit(browser, tmp_path) as page:
        about = page.locator(".about.long")
        assert about.bounding_box()["height"] < 100
        button = page.get_by_role("button", name="More", exact=True)
        assert button.get_attribute("aria-expanded") == "false"
        button.click()
        assert about.bounding_box()["height"] > 150
        page.get_by_role("button", name="Less", exact=True).click()
        assert about.bounding_box()["height"] < 100
        assert page.locator("ul.about li").all_inner_texts() == ["Ants walk.", "They <carry>."]
        assert json.loads(page.locator("#_phrases").inner_text())["read_more"] == "More"
