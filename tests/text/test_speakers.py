"""The speakers of lines in interviews."""

from __future__ import annotations

from pathlib import Path

import pytest

from tts.model import Article, Breaks
from tts.text.divide import divide
from tts.text.prove import prove
from tts.text.readers import read
from tts.text.segment import segment
from tts.text.speakers import mark_speakers

INTERVIEW = """\
# Bees

**Ana Ruiz:** Do they dance?

**Ben**: They do.

BEN : Often.

Ana ruiz: Why?

Cleo: I know.

Anabel: So do I.

- Ben: Look.
- Honey.

> Ben: I said: look.
> {: speaker="Cleo"}

Ben, too: they hum.
"""


def speakers(article: Article, *names: str) -> dict[str, str]:
    """The speaker of each text of an article whose `names` have voices."""
    sections = mark_speakers(divide(article), names)
    prove(article, segment(sections, "en", Breaks()))
    return {block.text: block.speaker for section in sections for block in section.all_blocks() if block.speaker}


@pytest.mark.parametrize("suffix", [".md", ".txt"])
def test_a_line_that_begins_with_a_known_name_is_theirs(suffix: str, tmp_path: Path) -> None:
    """A paragraph or item that begins with a name of the table and a colon is said by them, and all of it is heard."""
    file = tmp_path / f"bees{suffix}"
    text = INTERVIEW if suffix == ".md" else INTERVIEW.replace("**", "").replace('> {: speaker="Cleo"}\n', "")
    file.write_text(text, encoding="utf-8")
    expected = {
        "Ana Ruiz: Do they dance?": "Ana Ruiz",
        "Ben: They do.": "Ben",
        "BEN : Often.": "Ben",
        "Ana ruiz: Why?": "Ana Ruiz",
        "Ben: Look.": "Ben",
        "Ben: I said: look.": "Cleo" if suffix == ".md" else "Ben",
    }
    assert speakers(read(file), "Ana Ruiz", "Ben") == expected


def test_each_line_of_a_paragraph_has_its_speaker(tmp_path: Path) -> None:
    """A paragraph with broken lines is divided where a speaker begins, with its marks; other lines stay together."""
    file = tmp_path / "bees.md"
    file.write_text(
        "# Bees\n\nThey met.<br>**Ana:** Hi.[^1]<br>**Ben:** *Ho*.<br>Ha.\n\n[^1]: A note.\n", encoding="utf-8"
    )
    article = read(file)
    assert speakers(article, "Ana", "Ben") == {"Ana: Hi.": "Ana", "Ben: Ho.\nHa.": "Ben"}
    blocks = [block for section in mark_speakers(divide(article), ("Ana", "Ben")) for block in section.all_blocks()]
    marks = {
        block.text: [(mark.kind, block.text[mark.begin : mark.end]) for mark in block.marks]
        for block in blocks
        if block.kind == "paragraph"
    }
    assert marks == {
        "They met.": [],
        "Ana: Hi.": [("strong", "Ana:"), ("note", "")],
        "Ben: Ho.\nHa.": [("strong", "Ben:"), ("emphasis", "Ho")],
    }


def test_without_a_table_nobody_is_guessed(tmp_path: Path) -> None:
    """A bold name with a colon is no speaker unless the table has it."""
    file = tmp_path / "bees.md"
    file.write_text(INTERVIEW, encoding="utf-8")
    assert speakers(read(file)) == {"Ben: I said: look.": "Cleo"}
