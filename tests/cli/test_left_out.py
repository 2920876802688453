"""`articast text --left-out` shows what a page has around its article."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tts.cli import main
from tts.model import Article, Skipped
from tts.text import readers
from tts.text.languages.tags import GivenLanguage

LEFT_OUT = (
    Skipped(text="Home News Sport", reason="menu"),
    Skipped(text="We use cookies. " * 40, reason="notice"),
    Skipped(text="Contact", reason="menu"),
    Skipped(text="Contact", reason="menu"),
)


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An article whose page has a menu in two parts and a long notice, by a reader that finds them."""
    monkeypatch.chdir(tmp_path)
    Path("bees.md").write_text("# Bees\n\nBees dance.\n", encoding="utf-8")

    def read(path: Path, given: GivenLanguage = GivenLanguage()) -> Article:  # noqa: B008
        return replace(readers.read(path, given), left_out=LEFT_OUT if path.stem == "bees" else ())

    monkeypatch.setattr("tts.cli.text.read", read)
    monkeypatch.setattr("tts.pipeline.read", read)
    return Path("bees.md")


def test_left_out_parts_are_shown_by_reason(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Parts with one reason come together, in order, equal ones once; a long one is cut, with its words counted."""
    assert main(["text", "--left-out", str(page)]) == 0
    first, menu, home, contact, notice, cookies = capsys.readouterr().out.splitlines()
    assert first == "bees.md: left out around the article: 4 parts, 125 words."
    assert (menu, home, contact) == ("menu, 5 words:", "  Home News Sport", "  Contact (2 times)")
    assert notice == "notice, 120 words:"
    assert cookies == f"  {('We use cookies. ' * 15).strip()} … (120 words)"


def test_left_out_parts_are_whole_in_json(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--json` prints an object for each part, with its whole text."""
    assert main(["text", "--left-out", "--json", str(page)]) == 0
    objects = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(one["reason"], one["words"], one["text"]) for one in objects] == [
        ("menu", 3, "Home News Sport"),
        ("notice", 120, LEFT_OUT[1].text),
        ("menu", 1, "Contact"),
        ("menu", 1, "Contact"),
    ]


def test_nothing_left_out_is_said(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An article with nothing around it gets a line that says so."""
    Path("ants.md").write_text("# Ants\n\nAnts dig.\n", encoding="utf-8")
    assert main(["text", "--left-out", "ants.md"]) == 0
    assert capsys.readouterr().out == "ants.md: nothing around the article is left out.\n"


def test_the_manifest_counts_what_is_left_out(page: Path) -> None:
    """The package has the number of words for each reason; it passes `verify`."""
    assert main(["package", str(page), "--engine", "silent", "--quiet"]) == 0
    manifest = json.loads(Path("output/bees/manifest.json").read_text(encoding="utf-8"))
    assert manifest["left_out"] == {"menu": 5, "notice": 120}
    assert main(["verify", "output/bees"]) == 0
