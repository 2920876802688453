"""The read-along page of an article of two hours in Chromium: how long its frames take while it scrolls and plays.

It needs the extra `browser` and a Chromium of the system. A frame that takes longer than two of a display of 60 Hz
is seen as a jerk.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

from bench.texts import ARTICAST, write_article

LIMIT_MS = 34
_FRAMES = 240
_SCROLL = """([frames, step]) => new Promise(done => {
  const times = [];
  let before = performance.now();
  const next = now => {
    times.push(now - before);
    before = now;
    scrollBy({ top: step, behavior: "instant" });
    if (times.length < frames) requestAnimationFrame(next);
    else done(times.slice(1));
  };
  requestAnimationFrame(next);
})"""
_JUMP = """() => {
  const begin = performance.now();
  document.getElementById("forward-section").click();
  document.body.offsetHeight;
  return performance.now() - begin;
}"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the frame times; 1 if one in twenty is over the limit."""
    parser = argparse.ArgumentParser(prog="python -m bench.readalong", description=__doc__)
    parser.add_argument("--minutes", type=int, default=120, help="length of the article (default: 120)")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        return _measure(_package(Path(folder), options.minutes))


def _package(folder: Path, minutes: int) -> Path:
    article = write_article(folder / "article.txt", minutes)
    command = [*ARTICAST, "package", "--engine", "espeak", str(article), "-o", str(folder / "out"), "--quiet"]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    return folder / "out" / "article" / "index.html"


def _measure(path: Path) -> int:
    from playwright.sync_api import sync_playwright

    size_kb = path.stat().st_size // 1000
    with sync_playwright() as playwright:
        chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=chromium)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(path.as_uri())
        times = page.evaluate(
            "() => { const t = performance.timing; return t.domContentLoadedEventEnd - t.fetchStart }"
        )
        print(f"{size_kb} kB, ready to be used after {times} ms")
        jumps = sorted(page.evaluate(_JUMP) for _ in range(20))
        print(f"a section forward: median {median(jumps):.1f} ms, slowest {jumps[-1]:.1f} ms")
        results = [_frames("scrolling", page, 120)]
        page.evaluate("scrollTo(0, 0); document.getElementById('audio').play()")
        results.append(_frames("scrolling while it plays", page, 120))
        page.select_option("#speed", "3")
        results.append(_frames("playing and following", page, 0))
        browser.close()
    return max(results)


def _frames(what: str, page: Any, step: int) -> int:
    times = sorted(page.evaluate(_SCROLL, [_FRAMES, step]))
    late = times[len(times) * 95 // 100]
    print(f"{what}: median {median(times):.1f} ms, 95 % within {late:.1f} ms, slowest {times[-1]:.1f} ms")
    return int(late > LIMIT_MS)


if __name__ == "__main__":
    sys.exit(main())
