"""The cases in tests/text/readers/cases for marks of other dialects and of site generators."""

from __future__ import annotations

from pathlib import Path

from casefile import cases
from outline import outline

from tts.text.readers import read


@cases("../text/readers/cases/directives")
def test_directives_become_the_outline_of_their_case(given: str, expected: str, tmp_path: Path) -> None:
    """Notes, boxes, folds and tabs of any dialect become the blocks and skipped words that their case names."""
    path = tmp_path / "bees.md"
    path.write_text(given, encoding="utf-8")
    assert outline(read(path)) == expected


@cases("../text/readers/cases/left_out")
def test_what_is_left_out_is_listed(given: str, expected: str, tmp_path: Path) -> None:
    """Comments, attributes, code of the page, scripts and the like are skipped for a reason, and swallow no text."""
    path = tmp_path / "bees.md"
    path.write_text(given, encoding="utf-8")
    assert outline(read(path)) == expected


@cases("../text/readers/cases/tags")
def test_tags_become_the_outline_of_their_case(given: str, expected: str, tmp_path: Path) -> None:
    """The tags of site generators, components and square tags become the words that their case names."""
    path = tmp_path / "bees.md"
    path.write_text(given, encoding="utf-8")
    assert outline(read(path)) == expected
