"""A run in which nothing is to be done: 1,000 and 20,000 articles that have their packages.

Of 1,000, `articast package` is compared with three times `python -c "import argparse"` plus a millisecond per article.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from statistics import median

from bench.results import Result, show
from bench.texts import ARTICAST
from bench.timing import run, timed

FEW, MANY = 1_000, 20_000
PER_ARTICLE_MS = 1.0
STARTS = 3
MANY_LIMIT_S = 5.0
_TEXT = "# Bees\n\n" + "Bees fly far, and come back before it rains.\n" * 20


def measure(arguments: Sequence[str] | None = None) -> Iterator[Result]:
    """Yield the time for few and for many articles, and what is allowed."""
    parser = argparse.ArgumentParser(prog="python -m bench.unchanged", description=__doc__)
    parser.add_argument("-n", type=int, default=MANY, dest="articles", help="articles (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds (default: %(default)s)")
    options = parser.parse_args(arguments)
    for count in (FEW, options.articles):
        with tempfile.TemporaryDirectory() as name:
            command = _package(Path(name), count)
            ours_s = median(timed(partial(run, command)).elapsed_s for _ in range(options.rounds))
        name, limit_s = f"{count:,} unchanged articles", MANY_LIMIT_S
        if count == FEW:
            start = [sys.executable, "-c", "import argparse"]
            start_s = median(timed(partial(run, start)).elapsed_s for _ in range(10))
            limit_s = STARTS * start_s + PER_ARTICLE_MS / 1000 * count
        yield Result(name=name, value=ours_s, limit=limit_s, unit="s")


def _package(folder: Path, count: int) -> list[str]:
    """Package so many articles, and return the command that has nothing more to do.

    Only the first is made by Articast. The others have the same text, their own manifest, and links to its files.
    """
    articles, output = folder / "articles", folder / "out"
    articles.mkdir()
    first = "article-0"
    articles.joinpath(f"{first}.md").write_text(_TEXT, encoding="utf-8")
    command = [*ARTICAST, "package", str(articles), "-o", str(output), "--engine", "silent"]
    run([*command, "--quiet"])
    manifest = output.joinpath(first, "manifest.json").read_text(encoding="utf-8")
    files = [path for path in output.joinpath(first).iterdir() if path.name != "manifest.json"]
    for number in range(1, count):
        slug = f"article-{number}"
        articles.joinpath(f"{slug}.md").write_text(_TEXT, encoding="utf-8")
        package = output / slug
        package.mkdir()
        package.joinpath("manifest.json").write_text(manifest.replace(first, slug), encoding="utf-8")
        for path in files:
            os.link(path, package / path.name.replace(first, slug))
    run([*command, "--quiet"])  # the library's page is made
    summary = json.loads(run([*command, "--json"]).splitlines()[-1])
    if summary["unchanged"] != count:
        raise AssertionError(f"{summary['unchanged']} of {count} packages are up to date")
    return [*command, "--quiet"]


if __name__ == "__main__":
    sys.exit(show(measure()))
