"""Front matter in all its forms becomes metadata; what is wrong in it is a warning with the line of the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tts.model import Article
from tts.text.readers import read
from tts.text.readers.frontmatter.dates import parse_date


def _read(folder: Path, front_matter: str, body: str = "Bees are busy.\n", name: str = "bees.md") -> Article:
    path = folder / name
    path.write_text(f"{front_matter}\n{body}", encoding="utf-8")
    return read(path)


def test_yaml_and_toml_say_the_same(tmp_path: Path) -> None:
    """The same front matter in YAML and in TOML gives the same metadata, key points and options."""
    yaml = """---
title: "Bees: a *guide*"
authors: [Ann Lee, {name: Bo Li}]
date: 2024-03-12
lang: en-GB
description: All <b>about</b> bees
tags: [bees, honey]
canonical_url: https://example.org/bees
key_points: ["One", "Two"]
articast: {rate: 150, formats: [mp3]}
---"""
    toml = """+++
title = "Bees: a *guide*"
authors = ["Ann Lee", {name = "Bo Li"}]
date = 2024-03-12
lang = "en-GB"
description = "All <b>about</b> bees"
tags = ["bees", "honey"]
canonical_url = "https://example.org/bees"
key_points = ["One", "Two"]
[articast]
rate = 150
formats = ["mp3"]
+++"""
    article, other = _read(tmp_path, yaml), _read(tmp_path, toml)
    assert article.metadata == other.metadata
    assert article.metadata.title == "Bees: a guide"
    assert article.metadata.title_source == "head"
    assert article.metadata.authors == ("Ann Lee", "Bo Li")
    assert article.metadata.date == "2024-03-12"
    assert article.metadata.language == "en-GB"
    assert article.metadata.description == "All about bees"
    assert article.metadata.source_url == "https://example.org/bees"
    assert article.key_points == other.key_points == ("One", "Two")
    assert article.options == other.options == {"rate": 150, "formats": ["mp3"]}


@pytest.mark.parametrize(
    ("front_matter", "authors"),
    [
        ("author: Ann Lee and Bo Li", ("Ann Lee", "Bo Li")),
        ("author: Ann Lee, Bo Li & Cy Mo", ("Ann Lee", "Bo Li", "Cy Mo")),
        ("author: Martin King, Jr", ("Martin King, Jr",)),
        ("author: {name: Ann Lee}", ("Ann Lee",)),
        ("author: ~", ()),
    ],
)
def test_authors_in_every_shape(tmp_path: Path, front_matter: str, authors: tuple[str, ...]) -> None:
    """Authors may be one string, several joined by words or punctuation, or tables with a name."""
    assert _read(tmp_path, f"---\n{front_matter}\n---").metadata.authors == authors


@pytest.mark.parametrize("title", ["No", "1.10", "007", "2019-01-01", "true"])
def test_a_title_is_what_its_author_wrote(tmp_path: Path, title: str) -> None:
    """A title that YAML takes for a truth value, a number or a date stays the text it is."""
    assert _read(tmp_path, f"---\ntitle: {title}\n---").metadata.title == title


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (r"Q\&A: what bees cost \$5", "Q&A: what bees cost $5"),
        (":honeybee: Bees :tada:", "🐝 Bees 🎉"),
        ("Bees :nosuchcode: at 10:30", "Bees :nosuchcode: at 10:30"),
        ("Bees &amp; the &region of &copy; 2026", "Bees & the &region of © 2026"),
    ],
)
def test_a_title_is_shown_without_marks(tmp_path: Path, written: str, shown: str) -> None:
    """A title with escapes, codes of emoji and entities is what its page shows."""
    assert _read(tmp_path, f"---\ntitle: '{written}'\n---").metadata.title == shown


def test_key_points_may_be_lines(tmp_path: Path) -> None:
    """Key points in a string of several lines are one each, without their bullets."""
    front_matter = "---\nkey_points: |\n  - One bee\n  - Two bees\n---"
    assert _read(tmp_path, front_matter).key_points == ("One bee", "Two bees")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2024-03-12", "2024-03-12"),
        ("2014-03-12T10:11:00-04:00", "2014-03-12T10:11:00-04:00"),
        ("2016-03-10 14:45:00 -5", "2016-03-10T14:45:00-05:00"),
        ("2016-03-10 14:45:00 +0530", "2016-03-10T14:45:00+05:30"),
        ("2016-03-10 14:45 UTC", "2016-03-10T14:45:00+00:00"),
        ("March 12, 2024", "2024-03-12"),
        ("Tuesday, 12th March 2024", "2024-03-12"),
        ("12 Mar 2024", "2024-03-12"),
        ("2024/3/12", "2024-03-12"),
        ("12.3.2024", "2024-03-12"),
        ("Tue, 12 Mar 2024 10:00:00 +0100", "2024-03-12T10:00:00+01:00"),
        ("03/12/2024", None),
        ("30 February 2024", None),
        ("soon", None),
        ("Tue, 12 Mar 2024 10:00:00 +99999999999999", None),
        ("9999-12-31T23:59:59-12:00", None),
        ("0001-01-01T00:00:00+14:00", None),
    ],
)
def test_dates_in_forms_that_cannot_be_misunderstood(written: str, day: str | None) -> None:
    """A date is read in the usual forms, and not at all where day and month could be exchanged."""
    assert parse_date(written) == day


def test_a_date_that_is_not_understood_is_a_warning(tmp_path: Path) -> None:
    """A date in no known form is left out with a warning that shows the right form."""
    article = _read(tmp_path, "---\ntitle: Bees\ndate: soon\n---")
    assert article.metadata.date is None
    assert article.warnings == (f"{article.path}: The date 'soon' is not understood. Write it as 2024-03-12.",)


def test_the_date_may_be_in_the_name_of_the_file(tmp_path: Path) -> None:
    """Jekyll keeps the date in the file's name; it counts when the front matter has none."""
    assert _read(tmp_path, "---\ntitle: Bees\n---", name="2014-12-15-bees.md").metadata.date == "2014-12-15"


def test_the_date_may_be_in_the_path_of_the_page(tmp_path: Path) -> None:
    """Zola's `path` holds the date, also behind the folder of a blog."""
    for page in ("2022/06/03/bees", "inside-bees/2022/06/03/bees"):
        assert _read(tmp_path, f"+++\ntitle = 'Bees'\npath = '{page}'\n+++").metadata.date == "2022-06-03"


def test_the_cover_is_an_address(tmp_path: Path) -> None:
    """The address of the cover is kept as it is written, apart from those of other images that may be the cover."""
    metadata = _read(tmp_path, "---\ntitle: Bees\ncover: img/a%20b.jpg\nimage: /wasp.png\n---").metadata
    assert (metadata.cover, metadata.pictures) == ("img/a%20b.jpg", ("/wasp.png",))
    metadata = _read(tmp_path, "---\ntitle: Bees\ncover:\n  image: bees.jpg\n  alt: Bees\n---").metadata
    assert (metadata.cover, metadata.pictures) == ("", ("bees.jpg",))


@pytest.mark.parametrize(
    ("front_matter", "line", "cause", "title"),
    [
        ("---\ntitle: Bees\ntags: [a, b\ndate: 2026-03-12\n---", 3, "does not parse", "Bees"),
        ("---\ndate: 2026-03-12\ntitle: Bees: a story\n---", 3, "does not parse", "Bees: a story"),
        ("---\ntitle: @bees\n---", 2, "does not parse", "@bees"),
        ("---\ntitle: *Bees* at work\n---", 2, "does not parse", "Bees at work"),
        ("---\ntitle: 'It's bees'\n---", 2, "does not parse", "It's bees"),
        ('---\ntitle: "Bees at work\ndate: 2026-03-12\n---', 2, "does not parse", "Bees at work"),
        ("---\nauthor:\n  name: Ann: Lee\ntitle: Bees\n---", 3, "does not parse", "Bees"),
        ("+++\ntitle = 'Bees'\ndate = soon\n+++", 3, "does not parse", "Bees"),
        ("+++\ntitle = “Bees”\n+++", 2, "does not parse", "Bees"),
        ('{\n  "title": "Bees"\n  "slug": "bees"\n}', 3, "does not parse", "Bees"),
        ("---\ntitle: Bees\n", 1, "has no end", "Bees"),
        ("---\ntitle: Bees\n\nBees fly.\n\n---", 1, "has no end", "Bees"),
        ("---\ntitle: Bees\n\n# Hives\n\nNote: they are busy.\n\n---", 1, "has no end", "Bees"),
        ("---\ntitle: Bees\na: &a [x, x]\nb: [*a, *a]\n---", 4, "aliases", "Bees"),
        ("---\ntitle: Bees\narticast: 3\n---", 1, "not a table", "Bees"),
        ("---\ntitle: Bees\ntags: " + "[" * 5000 + "\n---", 3, "nested too deep", "Bees"),
        ("+++\ntitle = 'Bees'\nweight = " + "9" * 5000 + "\n+++", 3, "too long", "Bees"),
    ],
)
def test_broken_front_matter_is_read_with_a_warning(
    tmp_path: Path, front_matter: str, line: int, cause: str, title: str
) -> None:
    """What does not parse is one warning with the file's line; the other fields, and the article, are read."""
    article = _read(tmp_path, front_matter)
    assert article.metadata.title == title
    assert [warning for warning in article.warnings if f"line {line}: " in warning and cause in warning]
    assert not any("\n" in warning for warning in article.warnings)
    assert "Bees are busy." in [block.text for block in article.blocks]


def test_a_value_with_a_colon_needs_quotes(tmp_path: Path) -> None:
    """The warning about the most frequent mistake says what is wrong and what to do."""
    article = _read(tmp_path, "---\ntitle: Bees: a story\n---")
    assert article.warnings == (
        (
            f"{article.path}, line 2: The front matter does not parse here: a value with a colon has no quotes. "
            'The value is read as plain text. Put the value in quotes: "Bees: a report".'
        ),
    )


@pytest.mark.parametrize(
    ("front_matter", "cause"),
    [
        ("---\ntitle: `Bees`\n---", "a value that begins with ` has no quotes"),
        ("---\ntitle: *Bees* at work\n---", "a value that begins with * or & has no quotes"),
        ("---\ntitle: 'It's bees'\n---", "there is text after the end of a value"),
        ('---\ntitle: "Bees at work\ndate: 2026-03-12\n---', "a quotation mark is not closed"),
        ("---\ntitle: Bees\ntags: [a, b\n---", "a comma or a closing bracket is missing"),
        ("---\ntitle: Bees\ntags:\n - a\n- b\n---", "the line does not begin below the lines that it belongs to"),
        ("---\ntitle: Bees\nand ants\n---", "the line is not a field and does not belong to one"),
        ('---\ntitle: "Bees \\d"\n---', "there is a backslash in double quotes that is not doubled"),
        ("---\ntitle: - Bees\n---", "a value that begins with a hyphen has no quotes"),
        ("---\ntitle: Bees\ntags: ]\n---", "the line breaks a rule of its syntax"),
        ("+++\ntitle = Bees\n+++", "a value is missing or has no quotes"),
        ("+++\ntitle = 'Bees\ndraft = false\n+++", "a quotation mark is not closed"),
        ("+++\ntitle = 'Bees'\ntitle = 'Ants'\n+++", "the same name is used before"),
        ("+++\ntitle = 'Bees'\ndate: 2026-03-12\n+++", "the line is not a name, an equals sign and a value"),
    ],
)
def test_what_is_wrong_is_said_without_the_words_of_a_parser(tmp_path: Path, front_matter: str, cause: str) -> None:
    """Each mistake in front matter has words of its own, and a sentence after it that says what to do."""
    warning, *_ = _read(tmp_path, front_matter).warnings
    assert f"does not parse here: {cause}. The value is read as plain text. " in warning
    assert warning.rpartition("plain text. ")[2].startswith(("Add", "Delete", "Put", "Write"))


def test_a_rule_at_the_beginning_is_not_front_matter(tmp_path: Path) -> None:
    """A text between two rules is text, not front matter."""
    article = _read(tmp_path, "---\nBees fly.\n\n---")
    assert [block.text for block in article.blocks] == ["Bees fly.", "Bees are busy."]
