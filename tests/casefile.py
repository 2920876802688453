"""Cases in plain text, which anybody can extend: title / . / input / . / expected / . as in markdown-it's fixtures."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

_CASE = re.compile(r"^(?P<title>\S[^\n]*)\n\.\n(?P<input>.*?)\n\.\n(?P<expected>.*?)\n\.$", re.MULTILINE | re.DOTALL)


def read_cases(name: str) -> list[tuple[str, str, str]]:
    """Return title, input and expected output of each case of `tests/cases/<name>.md`."""
    text = Path(__file__).with_name("cases").joinpath(f"{name}.md").read_text(encoding="utf-8")
    found = [match.group("title", "input", "expected") for match in _CASE.finditer(text)]
    assert len(found) * 3 == text.splitlines().count("."), f"{name}.md: a case is not closed by a line with a full stop"
    return found


def cases(name: str):
    """A decorator that runs a test on each case of `tests/cases/<name>.md`, as `given` and `expected`."""
    return pytest.mark.parametrize(
        ("given", "expected"), [pytest.param(given, expected, id=title) for title, given, expected in read_cases(name)]
    )
