"""Deep nesting and many repetitions are read, at once, and never exhaust the stack."""

from __future__ import annotations

from pathlib import Path

import pytest

from tts.model import Breaks
from tts.text.announce import announce
from tts.text.divide import divide
from tts.text.prove import prove
from tts.text.readers import read
from tts.text.segment import segment
from tts.writers.transcript import transcript


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("[" * 5000 + "bees", "too many brackets '['"),
        ("![" * 3000 + "bees", "too many brackets '['"),
        ("[a][" * 3000, "too many brackets '['"),
        ("".join("`" * length + " " for length in range(1000)) + "bees", "too many backticks"),
        ("[^1]" * 3000 + "\n\n[^1]: a", "the footnote '1' has more than 500 marks"),
        ("".join("  " * depth + "- bees\n" for depth in range(1000)), "a list is nested too deep"),
    ],
)
def test_paragraphs_that_would_take_hours_are_read_as_they_are_written(tmp_path: Path, text: str, cause: str) -> None:
    """Brackets, backticks, marks and lists beyond reason are heard as in the source, with a warning and its line."""
    path = tmp_path / "bees.md"
    path.write_text(f"---\ntitle: Bees\n---\n\nBees.\n\n{text}\n", encoding="utf-8")
    (warning,) = read(path).warnings
    assert warning.startswith(f"{path}, line 7: {cause}")


def test_brackets_in_code_are_not_counted(tmp_path: Path) -> None:
    """A listing may have any number of brackets, and a paragraph any number of closed ones."""
    path = tmp_path / "bees.md"
    path.write_text(f"```\n{'[' * 5000}\n```\n\n{'[x] ' * 5000}\n", encoding="utf-8")
    assert [block.kind for block in read(path).blocks] == ["code", "paragraph"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("bees.md", ">" * 5000 + " bees"),
        ("bees.md", "> - " * 2500 + "bees"),
        ("bees.md", "<blockquote>\n\n" * 5000 + "bees"),
        ("bees.md", "<ul><li>" * 5000 + "bees"),
        ("bees.txt", "Bees\n\n" + "".join("  " * depth + "- bees\n" for depth in range(1000))),
        ("bees.txt", "Bees\n\n" + ">" * 5000 + " bees"),
    ],
)
def test_five_thousand_levels_go_through_every_step(tmp_path: Path, name: str, text: str) -> None:
    """Text that is nested thousands of times is heard, proved and written without exhausting the stack."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    article = read(path)
    sections = segment(announce(divide(article), "en"), "en", Breaks())
    skipped = prove(article, sections)
    assert "bees" in transcript(sections) + "".join(skip.text for skip in skipped)


@pytest.mark.once
def test_thousands_of_terms_need_no_blank_line(tmp_path: Path) -> None:
    """A glossary of three thousand terms, one right after the other, is read."""
    path = tmp_path / "bees.md"
    path.write_text("honey\n: sweet\n" * 3000, encoding="utf-8")
    (glossary,) = read(path).blocks
    assert len(glossary.blocks) == 6000
