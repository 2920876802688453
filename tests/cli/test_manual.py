"""The manual page has what `--help` has, and is one for `man`."""

from __future__ import annotations

import os
import re
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from tts.cli import main
from tts.cli.arguments import VERBS
from tts.cli.manual import write_manual
from tts.cli.parser import list_options
from tts.config.user_file import VARIABLE

pytestmark = pytest.mark.once  # the page is the same with every Python

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "articast.1"


def test_the_page_is_made_of_the_tables(capsys: pytest.CaptureFixture[str]) -> None:
    """The page that the wheel has is the one that `help --man` prints.

    To accept a change: set UPDATE_DOCS=1 and run this test.
    """
    assert main(["help", "--man"]) == 0
    page = capsys.readouterr().out
    assert page == write_manual(VERBS)
    if os.environ.get("UPDATE_DOCS"):
        PAGE.write_text(page, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page
    data = tomllib.loads(ROOT.joinpath("pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]
    assert data["targets"]["wheel"]["shared-data"] == {"docs/articast.1": "share/man/man1/articast.1"}


def test_man_reads_the_page(require_tool: Callable[[str], str]) -> None:
    """mandoc finds nothing wrong but that the page has no date, and shows every command and option."""
    mandoc = require_tool("mandoc")
    lint = subprocess.run([mandoc, "-T", "lint", "-W", "warning", PAGE], capture_output=True, text=True)
    assert [line for line in lint.stdout.splitlines() if "missing date" not in line] == []
    shown = subprocess.run([mandoc, "-T", "ascii", PAGE], capture_output=True, text=True, check=True).stdout
    words = set(re.sub("_\b|.\b", "", shown).replace(",", " ").split())
    for group in VERBS.values():
        for name, (_, _, _, groups) in group.items():
            options = {option for options in groups.values() for names, _ in list_options(options) for option in names}
            assert {name, *(option for option in options if option.startswith("-"))} <= words
    assert {VARIABLE, "articast.toml", "130"} <= words
