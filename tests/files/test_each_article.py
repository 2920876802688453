"""One article never ends a run: not a file that is none, and not a defect of Articast."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tts.cli import main
from tts.text.readers import markdown

pytestmark = pytest.mark.once  # none of it depends on the version of Python

SILENT = ("--engine", "silent", "--jobs", "1", "--date", "2026-01-02")
VERBS = {
    "package": SILENT,
    "package --dry-run": SILENT,
    "check": (),
    "text": (),
    "edition": (*SILENT, "--formats", "mp3"),
    "edition --check": SILENT,
    "edition --dry-run": SILENT,
    "add": ("-o", "added", "articles/ants.txt", "articles/bees.md"),
}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two articles and an edition of them, which is the current one."""
    monkeypatch.chdir(tmp_path)
    Path("articles").mkdir()
    Path("articles/ants.txt").write_text("Ants\n\nAnts walk on and on.\n", encoding="utf-8")
    Path("articles/bees.md").write_text("# Bees\n\nBees fly.\n", encoding="utf-8")
    Path("edition.toml").write_text(
        'title = "News"\n[[section]]\narticles = ["articles/*.md", "articles/*.txt"]\n', encoding="utf-8"
    )
    return tmp_path


@pytest.mark.parametrize("verb", VERBS)
def test_a_defect_costs_one_article(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    """Where a reader has a defect, its article is one line that says how to report it, and the others are read."""

    def fail(*_: Any) -> None:
        """Fail as a reader with a defect would."""
        raise IndexError("list index\nout of range")

    monkeypatch.setattr(markdown, "read_markdown", fail)
    status = main([*verb.split(), *VERBS[verb]])
    out, err = capsys.readouterr()
    lines = [line for line in (out + err).splitlines() if "IndexError" in line]
    assert len(lines) == 1
    assert "articles/bees.md: IndexError: list index out of range. This is a defect in Articast." in lines[0]
    assert "Please report it" in lines[0]
    assert status == 1
    if verb != "check":
        assert "ants" in (out + err).lower()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb != "add"])
def test_what_is_no_file_costs_one_article(here: Path, capsys: pytest.CaptureFixture[str], verb: str) -> None:
    """A pipe, a file of 6 GB and a link to a device among the articles are a line each, and the others are read."""
    os.mkfifo("articles/pipe.md")
    Path("articles/zero.md").symlink_to("/dev/zero")
    with Path("articles/big.md").open("wb") as file:
        file.truncate(6_000_000_000)
    assert main([*verb.split(), *VERBS[verb], "--follow-links"]) == 1
    out, err = capsys.readouterr()
    lines = (out + err).splitlines()
    for name, cause in (
        ("pipe", "This is a pipe, not a regular file."),
        ("zero", "This is a device, not a regular file."),
        ("big", "The file has 6000 MB; 20 MB is the limit."),
    ):
        named = [line for line in lines if f"articles/{name}.md" in line]
        assert len(named) == 1
        assert cause in named[0]
    if verb != "check":
        assert "bees" in (out + err).lower()
