"""`index.html` in Chromium: heard, read, seen and operated as people do it."""

from __future__ import annotations

import json
import random
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from editions import BEES, Edition, articast

pytestmark = pytest.mark.once

EXAMPLES = Path(__file__).parents[2] / "articles" / "images"

SIZES = {"wide": (1280, 900), "phone": (390, 844), "320 px": (320, 640), "200 %": (640, 450), "400 %": (320, 256)}
THEMES = ("system", "light", "dark", "contrast")
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
MOST_STOPS = 13

LIBRARY = """articastLibrary({"name": "Talks", "articles": [
  ["wasps", "Wasps <b>and</b> us", "en"], ["bees", "What bees know", "en"], ["ameisen", "Ameisen", "de"],
  ["../evil", "Up", "en"], ["..", "Up", "en"], ["x/y", "In", "en"], [5], null, ["javascript:alert(1)", "Run", "en"]
]})"""

HOSTILE = """\
---
title: "</title><script>window.hurt = 1</script>"
date: 2026-03-14
key_points: ["</script><img src=x onerror=hurt()>"]
---
Text with </script><script>window.hurt = 1</script> and <img src=x onerror="window.hurt=1"> and `<!-- <script>`.

A [link](javascript:window.hurt=1 "x\\" onload=\\"window.hurt=1") and [another](data:text/html,<script>1</script>).

## " onload="window.hurt=1

![" onerror="window.hurt=1](x.png "<svg onload=window.hurt=1>")

<p lang="ar">هذه جملة بالعربية.</p>

<p lang="he" onclick="window.hurt=1" style="position:fixed">זה משפט.</p>
"""


ITALIAN = "---\nlanguage: it\n---\n# Le api\n\nVolano.\n\n## La casa\n\nUna.\n"
ARABIC = "---\nlanguage: ar\n---\n# النحل\n\nيطير النحل بعيدا.\n\n## البيت\n\nيعود إلى البيت.\n"


@pytest.fixture(scope="module")
def others(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Edition]:
    """Packages by name: an article that tries everything, BEES with its picture, an Italian and an Arabic article."""
    home = tmp_path_factory.mktemp("others")
    texts = {"evil": HOSTILE, "pictured": BEES, "italian": ITALIAN, "arabic": ARABIC}
    home.joinpath("bee.jpg").write_bytes(EXAMPLES.joinpath("lighthouse.png").read_bytes())
    for name, text in texts.items():
        home.joinpath(f"{name}.md").write_text(text, encoding="utf-8")
    files = (f"{name}.md" for name in texts)
    done = articast("package", *files, "-o", "out", "--engine", "silent", cwd=home)
    assert done.returncode == 0, done.stderr
    return {name: Edition(home / "out" / name) for name in texts}


@contextmanager
def visit(browser: Any, edition: Edition, size: str = "wide", setting: dict[str, Any] | None = None, **how: Any) -> Any:
    """The page in a window of its own; what it loads and says is in `seen`."""
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce", **how)
    if setting:
        remembered = json.dumps(json.dumps(setting))
        context.add_init_script(f"localStorage.getItem('articast.settings') ?? "
                                f"localStorage.setItem('articast.settings', {remembered})")  # fmt: skip
    page = context.new_page()
    page.seen = []
    page.on("request", lambda request: page.seen.append(request.url))
    page.on("console", lambda message: page.seen.append(f"console: {message.text} {message.location['url']}"))
    page.on("pageerror", lambda error: page.seen.append(f"error: {error}"))
    page.on("dialog", lambda dialog: page.seen.append("dialog"))
    page.goto((edition.folder / "index.html").as_uri())
    wait(page, "document.getElementById('audio').readyState >= 1")
    yield page
    context.close()


_LONGEST_LINE = """([size, text]) => {
  document.documentElement.style.setProperty("--size", size / 100);
  const paragraph = document.querySelector("main section.body p");
  paragraph.textContent = text;
  const range = document.createRange();
  const lines = new Map();
  for (let at = 0; at < text.length; at += 1) {
    range.setStart(paragraph.firstChild, at);
    range.setEnd(paragraph.firstChild, at + 1);
    const { top } = range.getBoundingClientRect();
    lines.set(top, (lines.get(top) ?? 0) + 1);
  }
  return Math.max(...lines.values());
}"""


def accessibility_tree(page: Any) -> list[dict[str, Any]]:
    """What assistive technology is told of: the nodes with their role and their name."""
    session = page.context.new_cdp_session(page)
    session.send("Accessibility.enable")
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    return [
        {
            "role": node["role"]["value"],
            "name": node.get("name", {}).get("value", ""),
            "description": node.get("description", {}).get("value", ""),
        }
        for node in nodes
        if not node["ignored"]
    ]


def script_data(edition: Edition) -> dict[str, Any]:
    """What the page's script knows."""
    page = (edition.folder / "index.html").read_text(encoding="utf-8")
    data: dict[str, Any] = json.loads(page.partition('id="data">')[2].partition("</script>")[0])
    return data


def named_groups(page: Any) -> list[str]:
    """The names of the groups in the accessibility tree that have one."""
    return [node["name"] for node in accessibility_tree(page) if node["role"] == "group" and node["name"]]


def wait(page: Any, expression: str) -> None:
    """Until `expression` is true; asked from outside, because the page's policy lets nobody evaluate text in it."""
    until = time.monotonic() + 20
    while not page.evaluate(expression):
        assert time.monotonic() < until, expression
        page.wait_for_timeout(25)


def wait_until_stored(page: Any, edition: Edition, ms: float) -> None:
    """Until another window sees the place; a busy browser passes on what is stored seconds after it was told to."""
    other = page.context.new_page()
    other.goto((edition.folder / "transcript.txt").as_uri())
    place = "Object.keys(localStorage).filter(key => key.startsWith('articast.position')).map(key => localStorage[key])"
    wait(other, f"{place}.some(stored => Math.abs(JSON.parse(stored).ms - {ms}) <= 2)")
    other.close()


def seek(page: Any, ms: float) -> None:
    """Moves the audio itself, as the system's media keys do."""
    page.evaluate(
        """ms => new Promise(done => {
          audio.addEventListener("seeked", () => setTimeout(done, 20), { once: true });
          audio.currentTime = ms / 1000;
        })""",
        ms,
    )


def at_ms(page: Any) -> float:
    return page.evaluate("document.getElementById('audio').currentTime * 1000")


def marked(page: Any) -> str | None:
    return page.evaluate("[...document.querySelectorAll('.now')].map(one => one.id).join() || null")


def focused(page: Any) -> str:
    return page.evaluate("document.activeElement.id || document.activeElement.outerHTML.slice(0, 80)")


def from_elsewhere(page: Any, edition: Edition) -> list[str]:
    """What the page loaded or said, but for files of its package, and the library's file, which may be missing."""
    library = (edition.folder.parent / "articles.js").as_uri()
    return [one for one in page.seen if not one.startswith(edition.folder.as_uri()) and not one.endswith(library)]


def is_playing(page: Any) -> bool:
    return page.evaluate("!document.getElementById('audio').paused")


def utterance_at(edition: Edition, ms: float) -> str:
    return [one["id"] for one in edition.utterances if one["begin_ms"] <= ms][-1]


_SHOW_ALL = """() => {
  for (const id of ["again", "heard", "continue", "restart"]) document.getElementById(id).hidden = false;
  document.getElementById("continue").textContent = "Continue at 0:20";
}"""


@pytest.mark.parametrize(
    ("size", "themes"), [("wide", THEMES), ("320 px", ("contrast",)), ("200 %", ("dark",)), ("400 %", ("light",))]
)
def test_axe_finds_nothing(browser: Any, bees: Edition, size: str, themes: tuple[str, ...]) -> None:
    """Nothing breaks WCAG 2.2 A and AA or best practice, on the page with all it can show, and in the settings."""
    from axe_playwright_python.sync_playwright import Axe

    options = {"runOnly": {"type": "tag", "values": list(RULES)}, "resultTypes": ["violations"]}
    with visit(browser, bees, size, color_scheme="dark") as page:
        page.evaluate(LIBRARY)
        page.evaluate(_SHOW_ALL)
        seek(page, bees.utterances[6]["begin_ms"])
        page.keyboard.press("t")
        for theme in themes:
            page.click("#open-settings")
            page.check(f"[name=theme][value={theme}]")
            for context in ("#player", None):
                found = Axe().run(page, context=context, options=options)
                assert len(found.response["passes"]) > 10
                assert [(one["id"], one["nodes"][0]["html"]) for one in found.response["violations"]] == [], theme
                page.keyboard.press("Escape")


_STOP = """() => {
  const one = document.activeElement;
  if (one === document.body) return null;
  const box = one.getBoundingClientRect();
  const top = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height / 2, 20));
  const style = getComputedStyle(one);
  return {
    name: one.id || one.outerHTML.slice(0, 90),
    isInArticle: !!one.closest("main section, main h1"),
    isSeen: !!top && (one.contains(top) || top.contains(one)),
    isMarked: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
  };
}"""


def stops(page: Any, key: str) -> Iterator[dict[str, Any]]:
    """What has the focus each time that `key` is pressed, until the end of the page."""
    for _ in range(100):
        page.keyboard.press(key)
        stop = page.evaluate(_STOP)
        if stop is None:
            return
        yield stop


@pytest.mark.parametrize("size", SIZES)
def test_every_stop_is_seen_and_few_come_before_the_article(browser: Any, bees: Edition, size: str) -> None:
    """The tabulator reaches every control, each marked and hidden by nothing; at most 13 come before the text."""
    wanted = (
        *("back-section", "back-seconds", "back-sentence", "play", "forward-sentence", "forward-seconds"),
        *("forward-section", "position", "speed", "follow", "open-settings"),
    )
    sentences = {utterance["id"] for utterance in bees.utterances}
    with visit(browser, bees, size) as page:
        page.evaluate(LIBRARY)
        page.evaluate(_SHOW_ALL)
        found = list(stops(page, "Tab"))
        back = list(stops(page, "Shift+Tab"))
        assert [one for one in (*found, *back) if not (one["isSeen"] and one["isMarked"])] == []
        assert len(back) >= len(found) - 1
        before = next(at for at, one in enumerate(found) if one["isInArticle"])
        assert 0 < before <= MOST_STOPS
        assert tuple(one["name"] for one in found if one["name"] in wanted) == wanted
        headings = page.locator("main :is(h1, h2, h3, h4, h5, h6)").count()
        assert sum("play-from" in one["name"] for one in found) == headings
        assert sum(one["name"] in sentences for one in found) == 1


def test_everything_works_by_keyboard(browser: Any, bees: Edition) -> None:
    """Without a mouse: play, speed, position, settings in and out, and the focus goes back to where it came from."""
    with visit(browser, bees) as page:
        page.focus("#play")
        page.keyboard.press("Enter")
        wait(page, "document.getElementById('audio').currentTime > 0.2")
        assert page.locator("#play").inner_text().strip() == "Pause"
        page.keyboard.press("Space")
        assert not is_playing(page)
        page.focus("#speed")
        page.keyboard.press("ArrowDown")
        assert page.evaluate("[audio.playbackRate, audio.preservesPitch]") == [1.1, True]
        page.focus("#position")
        before = at_ms(page)
        page.keyboard.press("ArrowRight")
        assert 0 < at_ms(page) - before <= 1000
        assert " of " in (page.get_attribute("#position", "aria-valuetext") or "")
        page.focus("#open-settings")
        page.keyboard.press("Enter")
        assert page.get_attribute("#open-settings", "aria-expanded") == "true"
        page.keyboard.press("Tab")
        assert focused(page) == "sleep"
        page.keyboard.press("Tab")
        assert focused(page) == "size"
        page.keyboard.press("ArrowRight")
        assert page.evaluate("document.documentElement.style.getPropertyValue('--size')") == "1.1"
        page.keyboard.press("Tab")
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.documentElement.dataset.letters") == "easy"
        page.keyboard.press("Escape")
        assert focused(page) == "open-settings"
        assert page.locator("#settings").is_hidden()


def test_shortcuts_can_be_switched_off(browser: Any, bees: Edition) -> None:
    """Single keys act, in other alphabets by their place, until the box is unticked (WCAG 2.1.4)."""
    with visit(browser, bees) as page:
        page.keyboard.press("l")
        assert marked(page) == "u0002"
        page.keyboard.press("j")
        assert marked(page) == "u0001"
        page.evaluate("document.dispatchEvent(new KeyboardEvent('keydown', { key: 'д', code: 'KeyL', bubbles: true }))")
        assert marked(page) == "u0002"
        page.keyboard.press("o")
        # "Forward" from the beginning goes on to the first section after the title.
        assert page.locator("#where").inner_text() == bees.manifest["sections"][1]["title"]
        assert page.locator("#status").inner_text() == bees.manifest["sections"][1]["title"]
        page.keyboard.press("d")
        assert page.locator("#status").inner_text() == "Speed: 1.1×"
        page.keyboard.press("f")
        assert page.get_attribute("#follow", "aria-pressed") == "false"
        page.keyboard.press("Control+f")
        assert page.get_attribute("#follow", "aria-pressed") == "false"
        page.click("#open-settings")
        page.uncheck("#shortcuts")
        before = at_ms(page)
        for key in "ljuok":
            page.keyboard.press(key)
        assert (at_ms(page), is_playing(page)) == (before, False)


def test_the_marked_sentence_is_that_of_the_manifest(browser: Any, bees: Edition) -> None:
    """At ten times drawn by lot, and at the very begin of every utterance, the one that is heard is marked alone."""
    drawn = random.Random(6)
    last_ms = bees.utterances[-1]["end_ms"]
    times = [drawn.uniform(bees.utterances[0]["begin_ms"], last_ms) for _ in range(10)]
    with visit(browser, bees) as page:
        for ms in (*times, *(one["begin_ms"] for one in bees.utterances)):
            seek(page, ms)
            assert marked(page) == utterance_at(bees, ms), ms


_RECORD = """() => {
  window.met = [];
  window.heard = new Set();
  const seen = () => {
    const id = document.querySelector(".now")?.id;
    if (id && window.met.at(-1) !== id) window.met.push(id);
  };
  new MutationObserver(seen).observe(document.body, { subtree: true, attributeFilter: ["class"] });
  const set = CSS.highlights.set.bind(CSS.highlights);
  CSS.highlights.set = (name, ranges) => (ranges.forEach(range => window.heard.add(String(range))), set(name, ranges));
}"""


def test_playback_marks_and_never_moves_the_focus(browser: Any, bees: Edition) -> None:
    """While it plays, sentences are marked in turn, words if wished; the focus and, without follow, the page stay."""
    with visit(browser, bees, setting={"speed": 3, "follow": False, "words": True}) as page:
        page.evaluate("window.moves = 0; document.addEventListener('focusin', () => (window.moves += 1))")
        seek(page, bees.utterances[-9]["begin_ms"])
        page.evaluate(_RECORD)
        page.focus("footer a")
        page.evaluate("scrollTo(0, 0); document.getElementById('audio').play(); window.moves = 0")
        wait(page, "window.met.length >= 5 && window.heard.size > 3")
        assert page.evaluate("[window.moves, scrollY]") == [0, 0]
        assert "MP3" in focused(page)
        met = page.evaluate("window.met")
        assert met == sorted(set(met))
        assert set(page.evaluate("[...window.heard]")) <= {
            word for one in bees.utterances for word in one["text"].replace(",", "").strip(".!").split()
        } | {one["text"][word["begin"] : word["end"]] for one in bees.utterances for word in one.get("words", ())}


def test_follow_keeps_the_sentence_in_view(browser: Any, bees: Edition) -> None:
    """In follow mode the marked sentence is in view, not below the player, until the reader scrolls away."""
    is_in_view = """() => {
      const [box, bar] = [".now", "#player"].map(one => document.querySelector(one).getBoundingClientRect());
      return box.top >= 0 && box.bottom <= innerHeight && (box.top >= bar.bottom || box.bottom <= bar.top);
    }"""
    for size in ("wide", "phone", "320 px"):
        with visit(browser, bees, size) as page:
            page.evaluate("document.getElementById('audio').play()")
            for one in bees.utterances[5::4]:
                seek(page, one["begin_ms"])
                page.keyboard.press("j")
                wait(page, is_in_view)
            seek(page, bees.utterances[12]["begin_ms"])
            page.mouse.move(100, 100)
            page.mouse.wheel(0, -20_000)
            wait(page, "scrollY === 0")
            before = marked(page)
            wait(page, f"document.querySelector('.now').id !== '{before}'")
            page.wait_for_timeout(100)
            assert page.evaluate("scrollY") == 0


def test_a_sentence_can_be_clicked(browser: Any, bees: Edition) -> None:
    """A click on a sentence plays from it; one on a link does not; the button at a heading plays from there."""
    with visit(browser, bees) as page:
        one = next(one for one in bees.utterances if one["text"].startswith("Nobody taught"))
        page.locator(f"#{one['id']}").click()
        assert is_playing(page)
        assert marked(page) == one["id"]
        page.keyboard.press("k")
        heading = next(one for one in bees.utterances if one["text"] == "What a hive costs")
        page.get_by_role("button", name="Play from: What a hive costs").click()
        assert (is_playing(page), marked(page)) == (True, heading["id"])
        assert page.evaluate("document.querySelectorAll('[data-clip][tabindex]').length") == 1


def test_fifteen_seconds_are_a_step(browser: Any, bees: Edition) -> None:
    """E and R, the buttons and the keys of headphones go 15 s back and forward, and no further than the article."""
    with visit(browser, bees) as page:
        page.add_init_script(
            "window.media = {};"
            "navigator.mediaSession.setActionHandler = (name, action) => (window.media[name] = action)"
        )
        page.reload()
        wait(page, "document.getElementById('audio').readyState >= 1")
        page.click("#forward-seconds")
        assert at_ms(page) == pytest.approx(15_000, abs=1)
        assert page.locator("#status").inner_text() == "0 min 15 s"
        page.keyboard.press("r")
        page.evaluate("window.media.seekforward()")
        assert at_ms(page) == pytest.approx(45_000, abs=1)
        page.evaluate("window.media.seekbackward()")
        page.keyboard.press("e")
        page.click("#back-seconds")
        page.click("#back-seconds")
        assert at_ms(page) == 0


def test_forward_never_goes_back(browser: Any, bees: Edition) -> None:
    """In the last sentence of the last section, forward by either stays where it is."""
    with visit(browser, bees) as page:
        seek(page, bees.utterances[-1]["begin_ms"] + 700)
        before = at_ms(page)
        page.keyboard.press("l")
        page.click("#forward-section")
        assert at_ms(page) == before
        assert page.locator("#status").inner_text() == bees.manifest["sections"][-1]["title"]


def test_a_sentence_is_chosen_by_keyboard(browser: Any, bees: Edition) -> None:
    """One sentence is a tab stop; the arrows go to the others, Enter plays, and H plays what the reader is at."""
    with visit(browser, bees, "320 px", setting={"follow": False}) as page:
        page.keyboard.press("o")
        page.keyboard.press("o")
        start = marked(page)
        at = next(number for number, one in enumerate(bees.utterances) if one["id"] == start)
        page.focus(f"#{start}")
        for key in ("ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft"):
            page.keyboard.press(key)
        there = bees.utterances[at + 2]["id"]
        assert (focused(page), marked(page), is_playing(page)) == (there, start, False)
        assert page.evaluate(_STOP)["isSeen"]
        assert page.evaluate("[...document.querySelectorAll('[data-clip][tabindex]')].map(one => one.id)") == [there]
        page.keyboard.press("Enter")
        assert (focused(page), marked(page), is_playing(page)) == (there, there, True)
        page.keyboard.press("k")
        page.keyboard.press("u")
        page.keyboard.press("h")
        assert marked(page) == there
        page.keyboard.press("k")
        page.evaluate("document.activeElement.blur()")
        page.evaluate("document.getElementById('body-3').scrollIntoView()")
        page.keyboard.press("h")
        assert marked(page) == next(one["id"] for one in bees.utterances if one["text"] == "What a hive costs")
        assert focused(page).startswith("<body")


def test_a_sentence_is_read_when_it_has_the_focus(browser: Any, bees: Edition) -> None:
    """In the accessibility tree, the sentence with the focus has its text as its name; all others are text."""
    first, second = (one["text"] for one in bees.utterances[:2])
    with visit(browser, bees) as page:
        page.focus(f"#{bees.utterances[0]['id']}")
        assert named_groups(page) == [first]
        page.keyboard.press("ArrowRight")
        assert named_groups(page) == [second]
        page.focus("#play")
        assert named_groups(page) == []
        assert page.locator("[data-clip][role]").count() == 0


def test_no_control_is_told_twice(browser: Any, bees: Edition) -> None:
    """No control has a description, which a screen reader would read after the same name."""
    with visit(browser, bees) as page:
        assert [node["name"] for node in accessibility_tree(page) if node["description"]] == []


def test_a_figure_is_told_once(browser: Any, others: dict[str, Edition]) -> None:
    """A screen reader hears the alternative text of a picture once, its caption once, and neither as another's name."""
    with visit(browser, others["pictured"]) as page:
        names = [node["name"] for node in accessibility_tree(page) if node["role"] != "InlineTextBox"]
        for text in ("A bee on a thistle", "A worker at noon in June."):
            assert [name for name in names if text in name] == [text]


def test_the_sleep_timer_pauses_at_the_end_of_a_sentence(browser: Any, bees: Edition) -> None:
    """It counts what is heard alone, shows what is left, stops at the end of a sentence, and says so; T sets it."""
    with visit(browser, bees) as page:
        page.evaluate("window.real = performance.now.bind(performance); window.ahead = 0;"
                      "performance.now = () => window.real() + window.ahead")  # fmt: skip
        page.keyboard.press("t")
        assert page.locator("#status").inner_text() == "Sleep timer: 5 min"
        assert page.locator("#sleep-left").inner_text() == "Sleep timer:\n5:00"
        page.evaluate("window.ahead += 400_000")
        page.keyboard.press("k")
        wait(page, "document.getElementById('audio').currentTime > 0.3")
        assert page.locator("#sleep-left").inner_text().endswith(("5:00", "4:59", "4:58"))
        page.evaluate("window.ahead += 295_000")
        wait(page, "document.getElementById('sleep-left').textContent.includes('0:0')")
        assert is_playing(page)
        page.evaluate("window.ahead += 5_000")
        wait(page, "document.getElementById('audio').paused")
        assert page.locator("#status").inner_text() == "Paused by the sleep timer"
        assert page.locator("#sleep-left").is_hidden()
        ends = [one["end_ms"] for one in bees.utterances]
        assert min(abs(at_ms(page) - end) for end in ends) < 300


def test_the_sleep_timer_waits_for_the_end_of_a_section(browser: Any, bees: Edition) -> None:
    """Set so, it pauses after the last sentence of the section in which it plays, also after a jump."""
    with visit(browser, bees, setting={"speed": 3}) as page:
        page.evaluate("document.getElementById('sleep').value = 'section';"
                      "document.getElementById('sleep').dispatchEvent(new Event('change'))")  # fmt: skip
        begin = next(one["begin_ms"] for one in bees.manifest["sections"] if one["id"] == "body-2")
        index = next(at for at, one in enumerate(bees.utterances) if one["begin_ms"] >= begin)
        seek(page, bees.utterances[index - 1]["begin_ms"])
        page.keyboard.press("k")
        wait(page, "document.getElementById('audio').paused")
        assert bees.utterances[index - 1]["end_ms"] - 5 <= at_ms(page) < begin
        page.keyboard.press("k")
        wait(page, f"document.getElementById('audio').currentTime * 1000 > {begin}")
        assert page.locator("#sleep-left").is_hidden()


def test_what_was_heard_is_shown(browser: Any, bees: Edition) -> None:
    """An article that was left offers its place and its beginning; one that was heard to the end says so for ever."""
    data = script_data(bees)
    key = f"articast.position.{data['id']}"
    stored = f"JSON.parse(localStorage['{key}'])"
    with visit(browser, bees) as page:
        assert page.locator("#again").is_hidden()
        page.add_init_script(f"localStorage['{key}'] ??= '20500'")  # as older pages stored it
        page.reload()
        wait(page, "document.getElementById('audio').readyState >= 1")
        assert page.locator("#again button:visible").all_inner_texts() == ["Continue at 0:20", "From the beginning"]
        assert page.locator("#heard").is_hidden()
        page.click("#restart")
        assert is_playing(page)
        assert at_ms(page) < 2000
        page.click("#continue")
        assert 20_400 < at_ms(page) < 22_000
        assert page.evaluate(f"[{stored}.heard, {stored}.length]") == [False, data["duration"]]
        seek(page, data["duration"] - 300)
        wait(page, "document.getElementById('audio').ended")
        assert page.locator("#heard").inner_text() == "Heard"
        assert page.evaluate(f"[{stored}.heard, {stored}.ms, Date.now() - {stored}.at < 60_000]") == [True, 0, True]
        seek(page, 5000)
        page.keyboard.press("l")
        assert page.evaluate(f"[{stored}.heard, {stored}.ms > 5000]") == [True, True]
        wait_until_stored(page, bees, at_ms(page))
        page.reload()
        wait(page, "document.getElementById('audio').readyState >= 1")
        assert page.locator("#heard").is_visible()


_HINT = """[...document.querySelectorAll("#hint span")]
  .filter(part => part.getBoundingClientRect().width > 1).map(part => part.textContent).join()"""


def test_the_hint_is_for_what_the_reader_uses(browser: Any, bees: Edition) -> None:
    """A mouse clicks and a finger taps; who uses the keyboard or a screen reader is told of Enter."""
    keys = "Press Enter on a sentence to hear it."
    with visit(browser, bees) as page:
        assert page.evaluate(_HINT) == "Click a sentence to hear it."
        told = [node["name"] for node in accessibility_tree(page) if "to hear it" in node["name"]]
        assert set(told) == {keys}
        page.keyboard.press("Tab")
        assert page.evaluate(_HINT) == keys
        page.mouse.click(5, 300)
        assert page.evaluate(_HINT) == "Click a sentence to hear it."
    with visit(browser, bees, "phone", is_mobile=True, has_touch=True) as page:
        assert page.evaluate(_HINT) == "Tap a sentence to hear it."


@pytest.mark.parametrize("letters", ["standard", "easy"])
def test_lines_have_at_most_80_letters(browser: Any, bees: Edition, letters: str) -> None:
    """At the smallest, the usual and the largest size of text, a full line has 45 to 80 letters in a wide window."""
    sentence = "The keeper of the lighthouse writes down each ship that passes, and little else of the long evening. "
    with visit(browser, bees, setting={"letters": letters}) as page:
        page.set_viewport_size({"width": 1900, "height": 900})
        for size in (80, 100, 200):
            longest = page.evaluate(_LONGEST_LINE, [size, sentence * 12])
            assert 45 <= longest <= 80, size


def test_place_and_settings_are_remembered(browser: Any, bees: Edition) -> None:
    """After the page is opened again it is where it was left, as it was set, and plays nothing by itself."""
    with visit(browser, bees) as page:
        page.click("#open-settings")
        page.check("[name=theme][value=dark]")
        page.keyboard.press("Escape")
        page.select_option("#speed", "1.5")
        page.click("#follow")
        for _ in range(4):
            page.click("#forward-sentence")
        before = at_ms(page)
        wait_until_stored(page, bees, before)
        page.reload()
        wait(page, "document.getElementById('audio').readyState >= 1")
        page.wait_for_timeout(200)
        assert at_ms(page) == pytest.approx(before, abs=2), page.evaluate("JSON.stringify(localStorage)")
        assert marked(page) == utterance_at(bees, before + 1)
        assert page.evaluate("document.documentElement.dataset.theme") == "dark"
        assert page.evaluate("[audio.playbackRate, audio.paused]") == [1.5, True]
        assert page.get_attribute("#follow", "aria-pressed") == "false"
        assert page.locator("#status").inner_text().startswith("Continues at ")


def test_a_setting_is_kept_for_itself(browser: Any, bees: Edition) -> None:
    """What one page is told leaves alone what another was told meanwhile, and what nobody chose is not remembered."""
    settings = "JSON.parse(localStorage['articast.settings'])"
    with visit(browser, bees) as page:
        page.evaluate("localStorage['articast.settings'] = JSON.stringify({ theme: 'dark', words: true })")
        page.select_option("#speed", "1.5")
        assert page.evaluate(settings) == {"theme": "dark", "words": True, "speed": 1.5}
    with visit(browser, bees, setting={"toString": 1}) as page:
        page.click("#open-settings")
        page.check("[name=theme][value=dark]")
        assert page.evaluate(settings) == {"toString": 1, "speed": 1, "theme": "dark"}


@pytest.mark.parametrize("size", ["wide", "200 %", "320 px"])
def test_sound_that_is_missing_is_told(browser: Any, bees: Edition, tmp_path: Path, size: str) -> None:
    """The message is whole at every width, and stays."""
    width, height = SIZES[size]
    shutil.copy(bees.folder / "index.html", tmp_path)
    page = browser.new_page(viewport={"width": width, "height": height})
    page.clock.install()
    page.goto((tmp_path / "index.html").as_uri())
    page.click("#play")
    wait(page, "document.getElementById('status').textContent.startsWith('The sound cannot be played.')")
    page.clock.fast_forward(60_000)
    assert page.locator("#status").inner_text() == "The sound cannot be played. The whole text is here."
    assert page.evaluate("(one => one.scrollWidth <= one.clientWidth + 1)(document.getElementById('status'))")
    page.close()


def test_a_section_is_told_in_its_language(browser: Any, others: dict[str, Edition]) -> None:
    """Where the player speaks English on a page of another language, titles say theirs, and the player's words its."""
    with visit(browser, others["italian"]) as page:
        page.keyboard.press("o")
        page.keyboard.press("o")
        assert page.locator("#status").inner_text() == "La casa"
        assert page.get_attribute("#status", "lang") == "it"
        page.keyboard.press("d")
        assert page.get_attribute("#status", "lang") == "en"


def test_without_storage_it_plays(browser: Any, bees: Edition) -> None:
    """A browser that refuses its storage to files costs nothing but the memory."""
    with visit(browser, bees) as page:
        page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('no') } })")
        page.reload()
        page.click("#play")
        wait(page, "document.getElementById('audio').currentTime > 0.3")
        assert from_elsewhere(page, bees) == []


def test_nothing_leaves_the_folder(browser: Any, bees: Edition) -> None:
    """All that is loaded are files of the package, and nobody complains."""
    with visit(browser, bees) as page:
        page.click("#play")
        wait(page, "document.getElementById('audio').currentTime > 0.3")
        assert page.seen
        assert from_elsewhere(page, bees) == []


def test_it_leads_to_the_library_and_its_neighbours(browser: Any, bees: Edition, tmp_path: Path) -> None:
    """Beside a library, the page has links to it and to the articles before and after, by their titles as text."""
    (tmp_path / "articles.js").write_text(LIBRARY, encoding="utf-8")
    beside = Edition(Path(shutil.copytree(bees.folder, tmp_path / "bees")))
    with visit(browser, beside) as page:
        page.wait_for_selector("#neighbours")
        assert page.evaluate(
            "[...document.querySelectorAll('.to-library a')].map(link => link.getAttribute('href'))"
        ) == [*("../index.html#bees", "../index.html#bees")]
        links = (
            "[...document.querySelectorAll('#neighbours > a')].map(link => [link.href, link.innerText, link.hidden])"
        )
        assert page.evaluate(links) == [
            [f"{tmp_path.as_uri()}/wasps/index.html", "Previous article\nWasps <b>and</b> us", False],
            [f"{tmp_path.as_uri()}/ameisen/index.html", "Next article\nAmeisen", False],
        ]
        assert page.get_attribute("#next-article .title", "lang") == "de"
        assert from_elsewhere(page, beside) == []
        # The library decides who the neighbours are, and can do no more: not lead elsewhere, not add elements.
        page.evaluate(LIBRARY.replace('"What bees know"', "5").replace('"wasps"', '"../wasps"'))
        assert [row[2] for row in page.evaluate(links)] == [True, True]


def test_without_a_library_it_leads_nowhere(browser: Any, bees: Edition, tmp_path: Path) -> None:
    """Where the library's file is missing, no link to it is shown."""
    with visit(browser, Edition(Path(shutil.copytree(bees.folder, tmp_path / "bees")))) as page:
        while not any(one.startswith("console") and one.endswith("articles.js") for one in page.seen):
            page.wait_for_timeout(25)
        assert page.locator(".to-library:visible, #neighbours:visible").count() == 0


def test_without_scripts_it_is_read_and_played(browser: Any, bees: Edition) -> None:
    """Without JavaScript the whole text, the chapters and the browser's own player are there, and no dead button."""
    with visit(browser, bees, java_script_enabled=False) as page:
        text = " ".join(page.locator("main").inner_text().split())
        unheard_of = [one["text"] for one in bees.utterances if " ".join(one["text"].split()) not in text]
        assert unheard_of == []
        assert page.locator("audio").is_visible()
        assert page.evaluate("document.getElementById('audio').controls")
        assert page.evaluate("document.getElementById('audio').textTracks[0].kind") == "captions"
        assert page.locator("button:visible").count() == 0
        page.click("summary")
        assert page.locator("nav a:visible").count() == len(bees.manifest["chapters"])


def test_the_chapters_lead_to_text_and_sound(browser: Any, bees: Edition) -> None:
    """A chapter moves the page and the sound to its begin and is the one that is marked as current."""
    with visit(browser, bees) as page:
        page.click("summary")
        chapter = bees.manifest["chapters"][2]
        page.get_by_role("link", name=chapter["title"]).click()
        begin = next(one["begin_ms"] for one in bees.manifest["sections"] if one["id"] == chapter["section"])
        assert at_ms(page) == pytest.approx(begin, abs=1)
        assert page.url.endswith(f"#{chapter['section']}")
        assert page.locator("nav [aria-current]").inner_text().startswith(chapter["title"])


@pytest.mark.parametrize("size", ["wide", "phone", "320 px"])
def test_targets_are_large_and_nothing_sticks_out(browser: Any, bees: Edition, size: str) -> None:
    """No page is wider than its window; controls have 24 px, the player's buttons 44 px at least in height."""
    with visit(browser, bees, size) as page:
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        boxes = page.evaluate(
            "[...document.querySelectorAll('button, select, input, summary')].map(one => one.getBoundingClientRect())"
            ".filter(box => box.width).map(box => [box.width, box.height])"
        )
        assert min(min(box) for box in boxes) >= 24
        buttons = page.locator(".player button:visible").all()
        assert min(button.bounding_box()["height"] for button in buttons) >= 44
        assert min(page.locator("#play").bounding_box()[side] for side in ("width", "height")) >= 44


def test_an_article_cannot_do_anything(browser: Any, others: dict[str, Edition]) -> None:
    """Scripts, handlers and addresses of an article are text; passages have their language and direction."""
    with visit(browser, others["evil"]) as page:
        page.click("#play")
        page.keyboard.press("o")
        page.wait_for_timeout(100)
        assert page.evaluate("window.hurt") is None
        assert from_elsewhere(page, others["evil"]) == []
        assert page.locator("script").count() == 2
        active = page.evaluate(
            """[...document.querySelectorAll("*")].flatMap(one => [...one.attributes])
            .filter(one => /^on|^style$/.test(one.name) || /^(javascript|data):/i.test(one.value))
            .map(one => one.name)"""
        )
        assert active == ["style"]  # of the root, by our own script
        directions = page.evaluate(
            """["ar", "he"].map(lang => document.querySelector(`main [lang=${lang}]`))
            .map(one => getComputedStyle(one).direction)"""
        )
        assert directions == ["rtl", "rtl"]


def test_high_contrast_of_the_system_shows_what_is_marked(browser: Any, bees: Edition) -> None:
    """Where the system forces its colours, the marked sentence has those of a selection."""
    with visit(browser, bees, forced_colors="active") as page:
        seek(page, bees.utterances[6]["begin_ms"])
        colours = "one => { const style = getComputedStyle(one); return [style.color, style.backgroundColor] }"
        own, around = page.locator(".now").evaluate(colours), page.locator("main").evaluate(colours)
        assert own[0] != around[0]
        assert own[0] != own[1]


def test_paper_holds_the_article_alone(browser: Any, bees: Edition) -> None:
    """In print there is the text within its margins, with the addresses of links; no player, buttons and downloads."""
    with visit(browser, bees) as page:
        page.emulate_media(media="print")
        assert page.locator("main").is_visible()
        assert page.locator("#player, button, .chapters, footer a").locator("visible=true").count() == 0
        assert page.evaluate(
            "[...document.querySelectorAll('h1, h2')].every(one => one.getBoundingClientRect().left >= 0)"
        )
        link = "document.querySelector('main a[href^=http]')"
        assert "https://example.org/sun" in page.evaluate(f"getComputedStyle({link}, '::after').content")


def test_a_button_stands_beside_its_heading(browser: Any, others: dict[str, Edition]) -> None:
    """On a page from right to left with English labels, buttons cover no heading and stick out at no width."""
    with visit(browser, others["arabic"]) as page:
        for width in (1280, 850, 320):
            page.set_viewport_size({"width": width, "height": 800})
            rows = page.evaluate(
                """[...document.querySelectorAll(".heading")].map(row => [...row.children].map(one => {
                  const { left, right } = one.getBoundingClientRect();
                  return [left, right];
                }))"""
            )
            assert len(rows) == 2
            for (_, heading_end), (left, right) in rows:
                assert heading_end <= left < right <= width
