"""A run in which nothing is to be done: 1,000 articles that have their packages.

`articast package` against three times `python -c "import argparse"` plus a millisecond an article.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from bench.results import Result, show
from bench.texts import ARTICAST, ROOT

PER_ARTICLE_MS = 1.0
STARTS = 3


def measure(arguments: Sequence[str] | None = None) -> Iterator[Result]:
    """Yield the time, and what is allowed."""
    parser = argparse.ArgumentParser(prog="python -m bench.unchanged", description=__doc__)
    parser.add_argument("-n", type=int, default=1000, dest="articles", help="articles (default: 1000)")
    count = parser.parse_args(arguments).articles
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.joinpath("articles").mkdir()
        for number in range(count):
            text = f"# Article {number}\n\n" + "Bees fly far, and come back before it rains.\n" * 20
            folder.joinpath("articles", f"article-{number}.md").write_text(text, encoding="utf-8")
        command = [*ARTICAST, "package", "--engine", "espeak", str(folder / "articles"), "-o", str(folder / "out")]
        command += ["--engine", "silent", "--quiet"]
        _time_ms(command)
        ours_ms = median(_time_ms(command) for _ in range(3))
    allowed_ms = STARTS * median(_time_ms([sys.executable, "-c", "import argparse"]) for _ in range(10))
    allowed_ms += PER_ARTICLE_MS * count
    yield Result(name=f"{count:,} unchanged articles", value=ours_ms, limit=allowed_ms, unit="ms")


def _time_ms(command: Sequence[str]) -> float:
    begin_s = time.monotonic()
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return 1000 * (time.monotonic() - begin_s)


if __name__ == "__main__":
    sys.exit(show(measure()))
