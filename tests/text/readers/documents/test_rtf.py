"""RTF files are read as text, with their tables, items and notes, and a warning says what they lack."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_docx import left_out, show

from tts.errors import ReadError
from tts.model import Article
from tts.text.languages.tags import GivenLanguage
from tts.text.readers.documents.rtf import read_rtf

HEAD = r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}"


def read(tmp_path: Path, body: str | bytes) -> Article:
    """Return the article in an RTF with this body."""
    path = tmp_path / "bees.rtf"
    path.write_bytes(HEAD.encode() + (body if isinstance(body, bytes) else body.encode()) + b"}")
    return read_rtf(path, GivenLanguage(tag="en"))


def test_paragraphs_have_their_characters(tmp_path: Path) -> None:
    """Characters of the code page and of Unicode are read, and lines of the file are no paragraphs."""
    article = read(tmp_path, b"\\pard Caf\\'e9 and caf\xe9 \\u8211? \\u-10179?\\u-9187? bees\n fly.\\par Next\\par")
    assert [block.text for block in article.blocks] == ["Café and café – 🐝 bees fly.", "Next"]
    assert "headings, nested lists, pictures and languages are not known in RTF" in article.warnings[0]


def test_tables_items_and_notes_are_read(tmp_path: Path) -> None:
    """Cells are those of a table, signs of items make a list, and footnotes are notes with their marks."""
    body = (
        r"\pard Bees fly.{\super\chftn}{\*\footnote\pard\plain\chftn  Counted in May.} More.\par "
        r"{\listtext\pard\plain 1.\tab}One\par {\listtext\pard\plain 2.\tab}Two\par "
        r"\trowd\pard\intbl Thing\cell Price\cell\row\trowd\pard\intbl Hive\cell 120\cell\row\pard End\par"
    )
    article = read(tmp_path, body)
    assert show(article.blocks) == [
        "paragraph Bees fly. More.",
        "list",
        "  item #1 One",
        "  item #2 Two",
        "table",
        "  row",
        "    cell Thing",
        "    cell Price",
        "  row",
        "    cell Hive",
        "    cell 120",
        "paragraph End",
        "note Counted in May.",
    ]
    assert [(mark.kind, mark.begin) for mark in article.blocks[0].marks] == [("note", 9)]


def test_links_are_their_text_and_what_is_no_text_is_left_out(tmp_path: Path) -> None:
    """A link is heard without its address; headers, deleted and hidden text are left out by name."""
    body = (
        r'{\header The Daily Bee\par}\pard See {\field{\*\fldinst HYPERLINK "https://example.org/"}{\fldrslt the site}}'
        r"{\deleted  at once}{\v  secretly}. {\v0 Not hidden.}\par"
    )
    article = read(tmp_path, body)
    assert [block.text for block in article.blocks] == ["See the site. Not hidden."]
    assert left_out(article) == [
        ("The Daily Bee", "header or footer"),
        ("at once", "deleted in tracked changes"),
        ("secretly", "hidden text"),
    ]


def test_properties_are_read(tmp_path: Path) -> None:
    """Title, author and date come from the document's properties."""
    info = r"{\info{\title Caf\'e9 \{bees\}}{\author Ada Marsh}{\creatim\yr2024\mo3\dy12\hr8}}\pard Bees fly.\par"
    metadata = read(tmp_path, info).metadata
    assert (metadata.title, metadata.authors, metadata.date) == ("Café {bees}", ("Ada Marsh",), "2024-03-12")


@pytest.mark.parametrize("body", ["{" * 50_000, r"\u99999999999?", r"\'zz\ansicpg99999 x", r"{\footnote", "}}}}"])
def test_damaged_files_are_read_or_refused(tmp_path: Path, body: str) -> None:
    """A damaged file is read as far as it goes, or refused with a clear error."""
    try:
        article: Article | None = read(tmp_path, r"\pard Bees fly.\par " + body)
    except ReadError:
        article = None
    assert article is None or article.blocks[0].text.startswith("Bees fly.")


def test_other_files_are_refused(tmp_path: Path) -> None:
    """A file that is no RTF is refused."""
    path = tmp_path / "bees.rtf"
    path.write_bytes(b"PK\x03\x04")
    with pytest.raises(ReadError, match="This is not an RTF document"):
        read_rtf(path, GivenLanguage())
