"""The cases in tests/text/readers/cases, which a writer can extend."""

from __future__ import annotations

from pathlib import Path

import pytest
from casefile import read_cases
from outline import outline

from tts.text.readers import read

ENDINGS = {
    "converted": ".md",
    "directives": ".md",
    "inline-marks": ".md",
    "left-out": ".md",
    "mails": ".txt",
    "markdown": ".md",
    "markup": ".md",
    "other-marks": ".md",
    "pasted": ".txt",
    "plain-lines": ".txt",
    "plaintext": ".txt",
    "speakers": ".md",
    "tags": ".md",
}
"""The files of cases, and the endings of the articles in them."""


@pytest.mark.parametrize(
    ("ending", "given", "expected"),
    [
        pytest.param(ending, given, expected, id=f"{name}: {title}")
        for name, ending in ENDINGS.items()
        for title, given, expected in read_cases(f"../text/readers/cases/{name}")
    ],
)
def test_an_article_becomes_the_outline_of_its_case(ending: str, given: str, expected: str, tmp_path: Path) -> None:
    """An article becomes the blocks, skipped words and warnings that its case names."""
    path = tmp_path / f"bees{ending}"
    path.write_text(given, encoding="utf-8")
    assert outline(read(path)) == expected


def test_every_file_of_cases_is_tried() -> None:
    """No file of cases is forgotten; those of news are tried in `test_news`."""
    files = {path.stem for path in Path(__file__).with_name("cases").glob("*.md")}
    assert files == {*ENDINGS, "news", "news-markdown"}
