"""The cases in tests/text/readers/cases, which a writer can extend."""

from __future__ import annotations

from pathlib import Path

from casefile import cases
from outline import outline

from tts.text.readers import read


@cases("../text/readers/cases/markdown")
def test_markdown_becomes_the_outline_of_its_case(given: str, expected: str, tmp_path: Path) -> None:
    """A Markdown article becomes the blocks, skipped words and warnings that its case names."""
    path = tmp_path / "bees.md"
    path.write_text(given, encoding="utf-8")
    assert outline(read(path)) == expected


@cases("../text/readers/cases/markup")
def test_inline_markup_becomes_the_outline_of_its_case(given: str, expected: str, tmp_path: Path) -> None:
    """Marks within lines of Markdown and HTML become the blocks, skipped words and warnings that their case names."""
    path = tmp_path / "bees.md"
    path.write_text(given, encoding="utf-8")
    assert outline(read(path)) == expected


@cases("../text/readers/cases/inline-marks")
def test_marks_of_other_dialects_become_the_outline_of_their_case(given: str, expected: str, tmp_path: Path) -> None:
    """The marks of wikis, Pandoc, MyST and TeX in a line become the blocks and skipped words that their case names."""
    path = tmp_path / "bees.md"
    path.write_text(given, encoding="utf-8")
    assert outline(read(path)) == expected


@cases("../text/readers/cases/plaintext")
def test_plain_text_becomes_the_outline_of_its_case(given: str, expected: str, tmp_path: Path) -> None:
    """A plain text becomes the blocks, skipped words and warnings that its case names."""
    path = tmp_path / "bees.txt"
    path.write_text(given, encoding="utf-8")
    assert outline(read(path)) == expected


@cases("../text/readers/cases/plain-lines")
def test_lines_of_plain_text_become_the_outline_of_their_case(given: str, expected: str, tmp_path: Path) -> None:
    """The lines, marks and pages of a plain text become the blocks and skipped words that their case names."""
    path = tmp_path / "bees.txt"
    path.write_text(given, encoding="utf-8")
    assert outline(read(path)) == expected


@cases("../text/readers/cases/pasted")
def test_a_pasted_page_becomes_the_outline_of_its_case(given: str, expected: str, tmp_path: Path) -> None:
    """What a page has around its article and within it is told from the article, as the case says."""
    path = tmp_path / "bees.txt"
    path.write_text(given, encoding="utf-8")
    assert outline(read(path)) == expected


@cases("../text/readers/cases/converted")
def test_marks_of_converters_become_the_outline_of_their_case(given: str, expected: str, tmp_path: Path) -> None:
    """What converters and old blogs leave in Markdown becomes the blocks and skipped words that its case names."""
    path = tmp_path / "bees.md"
    path.write_text(given, encoding="utf-8")
    assert outline(read(path)) == expected


@cases("../text/readers/cases/mails")
def test_mails_and_torn_words_become_the_outline_of_their_case(given: str, expected: str, tmp_path: Path) -> None:
    """The heads of mails, lines with ornaments and torn compounds become the blocks that their case names."""
    path = tmp_path / "bees.txt"
    path.write_text(given, encoding="utf-8")
    assert outline(read(path)) == expected


@cases("../text/readers/cases/other-marks")
def test_marks_of_other_programs_become_the_outline_of_their_case(given: str, expected: str, tmp_path: Path) -> None:
    """Marks of drafts, pages and forums become the blocks, skipped words and warnings that their case names."""
    path = tmp_path / "bees.md"
    path.write_text(given, encoding="utf-8")
    assert outline(read(path)) == expected
