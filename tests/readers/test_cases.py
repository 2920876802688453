"""The cases in tests/readers/cases, which a writer can extend."""

from __future__ import annotations

from pathlib import Path

import pytest
from outline import Case, cases, outline

from tts.readers import read


def _parameters(name: str) -> list[object]:
    return [pytest.param(case, id=case.title) for case in cases(name)]


@pytest.mark.parametrize("case", _parameters("markdown.txt"))
def test_markdown_becomes_the_outline_of_its_case(case: Case, tmp_path: Path) -> None:
    """A Markdown article becomes the blocks, skipped words and warnings that its case names."""
    path = tmp_path / "bees.md"
    path.write_text(case.source, encoding="utf-8")
    assert outline(read(path)) == case.expected


@pytest.mark.parametrize("case", _parameters("plaintext.txt"))
def test_plain_text_becomes_the_outline_of_its_case(case: Case, tmp_path: Path) -> None:
    """A plain text becomes the blocks, skipped words and warnings that its case names."""
    path = tmp_path / "bees.txt"
    path.write_text(case.source, encoding="utf-8")
    assert outline(read(path)) == case.expected
