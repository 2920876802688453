"""`labels.txt` is a label track as Audacity imports it."""

from __future__ import annotations

from pathlib import Path

from publishing import publication

from tts.writers import write
from tts.writers.labels import LabelsWriter
from tts.writers.options import WriterOptions


def _lines(tmp_path: Path, texts: tuple[str, ...]) -> list[str]:
    LabelsWriter().write(publication(texts), tmp_path)
    return tmp_path.joinpath("labels.txt").read_bytes().decode("utf-8").split("\n")


def test_a_line_is_an_utterance(tmp_path: Path) -> None:
    """Each line is start and end in seconds with six decimals and the text, with tabs between."""
    assert _lines(tmp_path, ("One.", "Two 🐝.")) == [
        "0.001000\t1.234000\tOne.",
        "1.235000\t2.468000\tTwo 🐝.",
        "",
    ]


def test_no_text_breaks_a_line(tmp_path: Path) -> None:
    """Tabs and line breaks of a text become spaces."""
    lines = _lines(tmp_path, ("a\tb\nc\r\nd\u2028e\x0bf", "\\ is a backslash"))
    assert [line.split("\t")[2:] for line in lines[:-1]] == [["a b c d e f"], ["\\ is a backslash"]]


def test_on_request_only(tmp_path: Path) -> None:
    """Labels and cue sheet are written only if the formats name them."""
    write(publication(("One.",), chapters=[("One", 0)]), tmp_path, WriterOptions())
    always = {path.name for path in tmp_path.iterdir()}
    options = WriterOptions(formats=("mp3", "labels", "cue"))
    write(publication(("One.",), chapters=[("One", 0)]), tmp_path, options)
    assert {path.name for path in tmp_path.iterdir()} - always == {"labels.txt", "bees.cue"}
