"""The library of 20,000 articles in Chromium: how long it takes to load, search, sort, filter and scroll.

It needs the extra `browser` and a Chromium of the system.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

from bench.results import Result, show
from bench.timing import timed
from tts.library import Channel
from tts.library.build import CHECKSUM, build_library

LIMIT_S, LIMIT_SEARCH_S, LIMIT_INPUT_MS = 1.0, 3.0, 200
_PACKAGES_PER_FILE = 5000  # a file has at most 65,000 links
_WORDS = ("harbour", "storm", "council", "bees", "ferry", "market", "school", "bridge", "winter", "museum", "orchard")
_FORMATS = (("mp3", "audio/mpeg"), ("m4b", "audio/mp4"), ("opus", "audio/ogg"))
_FILES = ("index.html", "transcript.txt", "{slug}.vtt", "{slug}.epub", "{slug}-daisy.zip", "cover.png")
# From the event to the frame after the one that shows its result.
_REACT = """([id, value, event]) => new Promise(done => {
  const control = document.getElementById(`_${id}`), begin = performance.now();
  control.value = value;
  control.dispatchEvent(new Event(event, { bubbles: true }));
  const handled = performance.now() - begin;
  requestAnimationFrame(() => setTimeout(() => done([handled, performance.now() - begin])));
})"""
# Until there is one package with this title.
_FIND = """title => new Promise(done => {
  const search = document.getElementById("_search"), begin = performance.now();
  search.value = title;
  search.dispatchEvent(new Event("input", { bubbles: true }));
  const look = () => {
    const shown = document.querySelectorAll(".package");
    if (shown.length === 1 && shown[0].textContent.includes(title)) done((performance.now() - begin) / 1000);
    else requestAnimationFrame(look);
  };
  look();
})"""
_SCROLL = """step => new Promise(done => {
  const times = [];
  let before = performance.now();
  const next = now => {
    times.push(now - before);
    before = now;
    scrollBy({ top: step, behavior: "instant" });
    if (times.length < 120) requestAnimationFrame(next);
    else done(times.slice(1));
  };
  requestAnimationFrame(next);
})"""


def measure(arguments: Sequence[str] | None = None) -> Iterator[Result]:
    """Print all times, and yield the slowest of each kind."""
    parser = argparse.ArgumentParser(prog="python -m bench.library", description=__doc__)
    parser.add_argument("-n", type=int, default=20_000, dest="packages", help="packages (default: 20000)")
    parser.add_argument("--keep", type=Path, help="make the packages in this folder, or use those in it")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        output = options.keep or Path(folder, "output")
        if not output.exists():
            put_packages(output, options.packages)
        output.joinpath(CHECKSUM).unlink(missing_ok=True)  # of another version
        times = timed(lambda: build_library(output, Channel()))
        print(f"Made in {times.processor_s:.2f} s of processor time.", flush=True)
        yield from _measure_page(output / "index.html", options.packages)


def put_packages(output: Path, count: int) -> None:
    """Make `count` packages as the library sees them; all files but the manifests are links to a few."""
    output.mkdir(parents=True)
    with tempfile.TemporaryDirectory(dir=output.parent) as folder:
        for number in range(count):
            file = Path(folder, f"file-{number // _PACKAGES_PER_FILE}")
            if not file.exists():
                file.write_bytes(bytes(40_000))
            _put_package(output, number, file)


def _put_package(output: Path, number: int, file: Path) -> None:
    """Make one package, with a title, a date, authors, a language, tags and a description of its own."""
    words = [_WORDS[number * prime % len(_WORDS)] for prime in (1, 3, 7, 11)]
    slug = f"{words[0]}-{words[1]}-{number}"
    metadata = {
        "title": f"The {words[0]} and the {words[1]}: report {number}",
        "language": ("en", "en", "en", "de", "cy")[number % 5],
        "authors": [f"{words[2].title()} {words[3].title()}"],
        "date": f"{2010 + number // 372}-{1 + number // 31 % 12:02d}-{1 + number % 31:02d}",
        "description": f"What the {words[2]} has to do with the {words[3]}, and why it matters to everyone. " * 3,
        "tags": words[:2],
        "duration_ms": 60_000 + number * 7919 % 3_000_000,
    }
    manifest = {
        "schema": "articast-manifest/1",
        "options": {"source": f"articles/{slug}.md"},
        "tracks": [{"path": f"{slug}.{extension}", "media_type": media_type} for extension, media_type in _FORMATS],
        "metadata": metadata,
        "sections": [],
    }
    package = output / slug
    package.mkdir()
    package.joinpath("manifest.json").write_text(json.dumps(manifest, indent=1), encoding="utf-8")
    for name in (*(f"{slug}.{extension}" for extension, _ in _FORMATS), *(name.format(slug=slug) for name in _FILES)):
        os.link(file, package / name)


def _measure_page(path: Path, count: int) -> Iterator[Result]:
    """Yield how long the first page takes in Chromium until it can be used, and to search, to sort and to filter."""
    if find_spec("playwright") is None:
        print("Library: the page is not measured, because Playwright is not installed (extra `browser`).")
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"))
        loads = [_load(browser, path) for _ in range(5)]
        print(f"Usable after {', '.join(f'{load:.2f}' for load in sorted(loads))} s.")
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(path.as_uri())
        page.wait_for_timeout(1000)
        first_s = _search_all(page, count)
        inputs = [_react(page, "search", text, "input") for text in ("h", "ha", "har", "harb", "harbour st", "zz", "")]
        orders = [_react(page, "sort", order, "change") for order in ("title", "longest", "oldest", "")]
        for id_, value in (("language", "de"), ("tag", "harbour")):
            if page.locator(f"#_{id_}").count():
                orders += [_react(page, id_, value, "change"), _react(page, id_, "", "change")]
        scrolls = sorted([*page.evaluate(_SCROLL, 300), *page.evaluate(_SCROLL, 20_000)])
        browser.close()
    for name, times in (("Letters in the search", inputs), ("Orders and filters", orders)):
        print(f"{name}, ms handled/shown:", ", ".join(f"{handled:.0f}/{shown:.0f}" for handled, shown in times))
    print(f"Frames of scrolling: median {median(scrolls):.0f} ms, 95 % in {scrolls[len(scrolls) * 95 // 100]:.0f} ms.")
    yield Result(name="Library: until it can be used", value=median(loads), limit=LIMIT_S, unit="s")
    yield Result(name="Library: the first search in all of it", value=first_s, limit=LIMIT_SEARCH_S, unit="s")
    input_ms, order_ms = (max(shown for _, shown in times) for times in (inputs, orders))
    yield Result(name="Library: a letter in a search", value=input_ms, limit=LIMIT_INPUT_MS, unit="ms")
    yield Result(name="Library: an order or a filter", value=order_ms, limit=1000 * LIMIT_S, unit="ms")


def _search_all(page: Any, count: int) -> float:
    """Return the seconds from the first letter until an old package is shown: the list is loaded meanwhile."""
    title = f"report {count * 5 // 8}"  # no other title has this number, and the first page has not this one
    seconds: float = page.evaluate(_FIND, title)
    assert page.locator(".package").count() == 1
    page.wait_for_timeout(1000)
    return seconds


def _load(browser: Any, path: Path) -> float:
    """Return the seconds until the page reacts: its script has run, and a frame was painted."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(path.as_uri())
    usable_ms = page.evaluate(
        "() => new Promise(done => requestAnimationFrame(() => setTimeout(() => done(performance.now()))))"
    )
    page.close()
    return float(usable_ms) / 1000


def _react(page: Any, id_: str, value: str, event: str) -> list[float]:
    """Return the ms until a change of a control is handled, and until it is shown."""
    times: list[float] = page.evaluate(_REACT, [id_, value, event])
    page.wait_for_timeout(700)  # the status message, and what is done when there is time
    return times


if __name__ == "__main__":
    sys.exit(show(measure()))
