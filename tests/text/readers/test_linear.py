"""Long articles of one shape are read, and long paragraphs piece by piece."""

from __future__ import annotations

from pathlib import Path

import pytest

from tts.config.config import Config
from tts.pipeline import prepare
from tts.text.readers import read
from tts.text.readers.markdown.inline import split_text
from tts.text.readers.markdown.render import render_markdown


@pytest.mark.once
@pytest.mark.parametrize(
    ("name", "shape", "length"),
    [
        ("bees.md", "{", 40_000),
        ("bees.md", "[^", 200_000),
        ("bees.md", "[a](b ", 60_000),
        ("bees.md", "# \n", 30_000),
        ("bees.md", ": \n", 30_000),
        ("bees.md", "a\n===\n", 20_000),
        ("bees.md", "<script>\n", 40_000),
        ("bees.txt", "[^", 200_000),
        ("bees.txt", "bees", 300_000),
        ("bees.txt", "[x]", 30_000),
    ],
)
def test_long_articles_of_one_shape_are_read_to_the_end(tmp_path: Path, name: str, shape: str, length: int) -> None:
    """What is repeated ten thousand times and more is read, and so are the words after it."""
    path = tmp_path / name
    path.write_text(f"Bees\n\nBees live here.\n\n{shape * (length // len(shape))}\n\nThe end.\n", encoding="utf-8")
    prepared = prepare(read(path), Config())
    known = "".join(prepared.article.prose.split())
    assert known.endswith("Theend.")


def test_pieces_of_a_long_paragraph_end_outside_its_marks() -> None:
    """A paragraph of any length keeps its emphasis and links where it is read in pieces."""
    sentence = "Honey is *very* sweet, says [the keeper](https://bees.example/a_b), **and** `wax` is not. "
    html = render_markdown(sentence * 500).html
    assert (html.count("<em>"), html.count("<a "), html.count("<strong>"), html.count("<code>")) == (500,) * 4
    pieces = list(split_text(sentence * 500))
    assert len(pieces) > 1
    assert "".join(pieces) == sentence * 500


def test_a_long_word_is_split_without_loss() -> None:
    """A text without spaces is cut anywhere, but never behind a backslash."""
    text = "bees\\*" * 5000
    pieces = list(split_text(text))
    assert "".join(pieces) == text
    assert not any(piece.endswith("\\") for piece in pieces[:-1])
