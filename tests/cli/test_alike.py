"""Of many warnings that are alike a run prints the first, then one line; faulty articles cost no others."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tts.cli import main
from tts.cli.alike import WarningGroups, group_warnings

pytestmark = pytest.mark.once  # none of it depends on the version of Python

SILENT = ("--engine", "silent", "--jobs", "1", "--date", "2026-01-02")
DATE = "It is not in the feed, because it has no date. Add one."
FAULTS = {
    "empty.md": b"",
    "unclosed.md": b"---\ntitle: [Bees\n---\nBees fly.\n",
    "tag.md": b"---\nlang: xx-nonsense!\n---\nBees fly.\n",
    "picture.md": b"# Bees\n\n![](missing.png)\n\nBees fly.\n",
    "latin.md": b"# Caf\xe9\n\nLe caf\xe9 est bon.\n",
    "noise.md": bytes(range(256)) * 8,
}


def test_warnings_that_are_alike_become_one_line() -> None:
    """From the fourth of a kind on they are one line, with their number, the first places and the next step."""
    many = [f"articles/{number}.md, line {number}: {DATE}" for number in range(1000)]
    other = "wasps.md: It has two packages, and one is not in the feed."
    first = "articles/0.md, line 0, articles/1.md, line 1 and articles/2.md, line 2"
    assert list(group_warnings([*many, other])) == [f"1,000 alike, the first in {first}: {DATE}", other]
    assert list(group_warnings([*many[:3], other])) == [*many[:3], other]
    assert list(group_warnings(["No place"] * 4)) == ["4 alike: No place"]


def test_quotations_and_numbers_do_not_make_another_kind() -> None:
    """Warnings that differ only in what they quote, and in numbers, are alike; other sentences are not."""
    groups = WarningGroups()
    shown = [groups.add(f"{number}.md: The image '{number}.png' has {number} pixels.") for number in range(5)]
    assert shown == [True, True, True, False, False]
    assert groups.add("1.md: The image '1.png' is missing.")
    assert list(groups.summarize()) == ["5 alike, the first in 0.md, 1.md and 2.md: The image '0.png' has 0 pixels."]


@pytest.fixture
def mixed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with articles without titles, and one article with each fault."""
    monkeypatch.chdir(tmp_path)
    articles = Path("articles")
    articles.mkdir()
    for number in range(8):
        articles.joinpath(f"bees-{number}.txt").write_text(f"Bees number {number} fly.\n", encoding="utf-8")
    for name, data in FAULTS.items():
        articles.joinpath(name).write_bytes(data)
    with articles.joinpath("huge.md").open("wb") as file:
        file.truncate(300_000_000)
    if os.name == "posix":
        os.mkfifo(articles / "pipe.md")
        articles.joinpath("loop.md").symlink_to("loop.md")
        articles.joinpath("out.md").symlink_to("/etc/hostname")
    return tmp_path


def test_faulty_articles_cost_no_others(mixed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All other articles are made, each failure is a line, many warnings are one, and the summary counts all."""
    assert main(["package", *SILENT]) == 1
    out, err = capsys.readouterr()
    failed = 6 if os.name == "posix" else 3
    assert f"{18 if os.name == 'posix' else 15} articles: 12 packaged, {failed} failed." in out
    assert len(list(Path("output").glob("*/manifest.json"))) == 12
    assert err.count(": failed. ") == failed
    assert "Traceback" not in err
    untitled = [line for line in err.splitlines() if "The article has no title" in line]
    assert len(untitled) == 4
    assert untitled[-1].startswith("Warning: 9 alike, the first in ")
    assert main(["package", *SILENT, "--strict", "--verbose"]) == 1
    assert capsys.readouterr().err.count("The article has no title") == 9
    assert main(["package", *SILENT, "--strict"]) == 1
    strict = capsys.readouterr().err
    assert strict.count("The article has no title") == 4
    assert main(["package", *SILENT, "--strict", "--json"]) == 1
    *articles, summary = map(json.loads, capsys.readouterr().out.splitlines())
    assert sum(len(article["warnings"]) for article in articles) == summary["warning_count"]
    assert f"{summary['warning_count']} warnings. Because of --strict" in strict


def test_many_articles_without_dates_are_one_warning(mixed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The library says once why many packages are not in the feed, also where the command makes only the library."""
    paths = [f"articles/bees-{number}.txt" for number in range(5)]
    assert main(["package", *paths, "--engine", "silent", "--jobs", "1", "--base-url", "https://example.org/"]) == 0
    capsys.readouterr()
    assert main(["library", "--base-url", "https://example.org/"]) == 0
    first = ", ".join(f"articles/bees-{number}.txt" for number in range(2))
    what = "It is not in the feed, because it has no date."
    assert f"Warning: 5 alike, the first in {first} and articles/bees-2.txt: {what}" in capsys.readouterr().err
