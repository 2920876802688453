"""Pages in Chromium as `articast serve` sends them, with its policies, and the player in a frame of another site."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from browser import wait
from editions import BEES, articast

from tts.library import Channel
from tts.library.live import LiveLibrary
from tts.library.serve import Server, open_server

pytestmark = pytest.mark.once

PLAYED = "(() => { const sound = document.querySelector('audio, video'); return sound && sound.currentTime > 0.1; })()"


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server with the package of an article, and with pages that want to run scripts."""
    home = tmp_path_factory.mktemp("browser")
    home.joinpath("bees.md").write_text(BEES, encoding="utf-8")
    done = articast("package", "bees.md", "--engine", "silent", "--formats", "embed", "-o", "out", cwd=home)
    assert done.returncode == 0, done.stderr
    script = "<script>document.title = 'ran'</script>"
    home.joinpath("out", "own.html").write_text(f"<!DOCTYPE html><title>own</title>{script}", encoding="utf-8")
    for extension, root in (("xhtml", "html xmlns='http://www.w3.org/1999/xhtml'"), ("svg", SVG)):
        text = f"<{root}><title>x</title>{script}</{root.split()[0]}>"
        home.joinpath("out", f"hurt.{extension}").write_text(text, encoding="utf-8")
    with serve(home / "out") as server:
        server.site.generated_files = LiveLibrary(home / "out", Channel(base_url=server.url))
        yield server.url


@contextmanager
def serve(folder: Path) -> Iterator[Server]:
    """A server of `folder` at a free port."""
    with open_server(folder, "127.0.0.1", 0, [].append) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


SVG = "svg xmlns='http://www.w3.org/2000/svg'"


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A window; `seen` has all that the browser complains about, except a missing icon."""
    context = browser.new_context()
    page = context.new_page()
    page.seen = []
    page.on("console", lambda message: page.seen.append(message.text))
    page.on("pageerror", lambda error: page.seen.append(str(error)))
    page.route("**/favicon.ico", lambda route: route.fulfill(body=b""))
    yield page
    context.close()


@pytest.mark.parametrize(
    ("path", "button"), [("", "role=button[name=/^Play: /]"), ("bees/", "#play"), ("bees/embed.html", "#play")]
)
def test_pages_play_under_the_policy_of_the_header(url: str, page: Any, path: str, button: str) -> None:
    """The header has the page's own policy and who may show it in a frame; the page plays, and nothing is blocked."""
    answer = page.goto(f"{url}{path}")
    policy = answer.headers["content-security-policy"]
    own = page.get_attribute("meta[http-equiv]", "content")
    assert policy == (own if path.endswith("embed.html") else f"frame-ancestors 'none'; {own}")
    page.locator(button).first.click()
    wait(page.main_frame, PLAYED)
    assert page.seen == []


def test_a_sound_plays_by_itself(url: str, page: Any) -> None:
    """The address of a sound opens the browser's own player, which the policy of files does not block."""
    page.goto(f"{url}bees/bees.mp3")
    page.evaluate("document.querySelector('video').play()")
    wait(page.main_frame, PLAYED)
    assert page.seen == []


@pytest.mark.parametrize(("name", "title"), [("own.html", "ran"), ("hurt.xhtml", "x"), ("hurt.svg", "x")])
def test_only_pages_run_scripts(url: str, page: Any, name: str, title: str) -> None:
    """A page of your own is not limited; drawings and other files run no scripts."""
    page.goto(f"{url}{name}")
    shown = page.evaluate("document.title || document.querySelector('title').textContent")
    assert shown == title
    assert bool(page.seen) == (title == "x")


@pytest.mark.parametrize("sandbox", ["", 'sandbox="allow-scripts"'])
def test_only_the_player_is_shown_in_frames(url: str, page: Any, tmp_path: Path, sandbox: str) -> None:
    """In the page of another site, `embed.html` plays, and no other page of ours is shown."""
    frames = "".join(f'<iframe {sandbox} src="{url}{path}"></iframe>' for path in ("bees/embed.html", "bees/", ""))
    tmp_path.joinpath("index.html").write_text(f"<!DOCTYPE html>{frames}", encoding="utf-8")
    with serve(tmp_path) as other_site:
        page.goto(f"http://127.0.0.1:{other_site.server_port}/")
        player, *others = [element.content_frame() for element in page.query_selector_all("iframe")]
        player.click("#play")
        wait(player, PLAYED)
        assert [frame.url for frame in others] == ["chrome-error://chromewebdata/"] * 2
        assert len([message for message in page.seen if "frame-ancestors" in message]) == 2
