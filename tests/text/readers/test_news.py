"""The cases in tests/text/readers/cases/news.md and news-markdown.md: the top of a news article, as it is pasted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from casefile import cases

from tts.text.divide import divide
from tts.text.readers import read


def _heard(path: Path) -> Iterator[str]:
    """Each text with the section in which it is heard, then `~` and what is skipped, with the reason."""
    article = read(path)
    for section in divide(article):
        for block in section.blocks:
            yield from (f"{section.id}: {leaf.text}" for leaf in block.leaves() if leaf.text)
    yield from (f"~ {skipped.text} ({skipped.reason})" for skipped in article.skipped)


@cases("../text/readers/cases/news")
def test_pasted_news_are_heard_as_their_case_says(given: str, expected: str, tmp_path: Path) -> None:
    """A pasted article has its title, byline and date in the opening, its key points next, and nothing twice."""
    path = tmp_path / "news.txt"
    path.write_text(given, encoding="utf-8")
    assert "\n".join(_heard(path)) == expected


@cases("../text/readers/cases/news-markdown")
def test_news_in_markdown_are_heard_as_their_case_says(given: str, expected: str, tmp_path: Path) -> None:
    """A news article in Markdown has its title, byline and date in the opening, and its key points next."""
    path = tmp_path / "news.md"
    path.write_text(given, encoding="utf-8")
    assert "\n".join(_heard(path)) == expected
