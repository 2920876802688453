"""Each form in which generators, note-taking programs and mail programs write front matter gives the same article."""

from __future__ import annotations

from pathlib import Path

import pytest

from tts.config.config import Config
from tts.model import Article
from tts.pipeline import prepare
from tts.text.readers import read

FORMS = {
    "YAML": "---\ntitle: Bees at work\nauthor: Ann Lee\ndate: 2026-03-12\n---\n",
    "YAML below blank lines": "\n\n---\ntitle: Bees at work\nauthor: Ann Lee\ndate: 2026-03-12\n---\n",
    "YAML with a byte order mark": "\ufeff---\ntitle: Bees at work\nauthor: Ann Lee\ndate: 2026-03-12\n---\n",
    "YAML with CRLF": "---\r\ntitle: Bees at work\r\nauthor: Ann Lee\r\ndate: 2026-03-12\r\n---\r\n",
    "YAML with tabs": "---\ntitle:\tBees at work\t\nauthors:\n\t- Ann Lee\t\ndate: 2026-03-12\n---\t\n",
    "YAML with dots at the end": "---\ntitle: Bees at work\nauthor: Ann Lee\ndate: 2026-03-12\n...\n",
    "YAML with a blank line in it": "---\n\ntitle: Bees at work\n\nauthor: Ann Lee\ndate: 2026-03-12\n---\n",
    "YAML with smart quotes": "---\ntitle: “Bees at work”\nauthor: ‘Ann Lee’\ndate: “2026-03-12”\n---\n",
    "YAML with longer rules": "-----\ntitle: Bees at work\nauthor: Ann Lee\ndate: 2026-03-12\n-----\n",
    "YAML with corrected dashes": "—-\ntitle: Bees at work\nauthor: Ann Lee\ndate: 2026-03-12\n—-\n",
    "YAML whose end was joined to a line": "---\ntitle: Bees at work\nauthor: Ann Lee\ndate: 2026-03-12 ---\n\n",
    "an export from WordPress": "---\nID: 7\npost_title: Bees at work\nauthor: Ann Lee\npost_date: 2026-03-12\n---\n",
    "TOML": "+++\ntitle = 'Bees at work'\nauthors = ['Ann Lee']\ndate = 2026-03-12\n+++\n",
    "TOML with tables": "+++\ntitle = 'Bees at work'\ndate = 2026-03-12\n[extra]\nauthor = 'Ann Lee'\n+++\n",
    "TOML between fences of YAML": "---\ntitle = 'Bees at work'\nauthor = 'Ann Lee'\ndate = 2026-03-12\n---\n",
    "YAML between the fences of TOML": "+++\ntitle: Bees at work\nauthor: Ann Lee\ndate: 2026-03-12\n+++\n",
    "JSON": '{\n  "title": "Bees at work",\n  "author": "Ann Lee",\n  "date": "2026-03-12"\n}\n',
    "JSON with a comma too many": '{\n  "title": "Bees at work",\n  "author": "Ann Lee",\n  "date": "2026-03-12",\n}\n',
    "JSON in one line": '{"title": "Bees at work", "author": {"name": "Ann Lee"}, "date": "2026-03-12"}\n',
    "JSON of Eleventy": '---json\n{"title": "Bees at work", "author": "Ann Lee", "date": "2026-03-12"}\n---\n',
    "JSON of Hexo": '"title": "Bees at work",\n"author": "Ann Lee",\n"date": "2026-03-12"\n;;;\n',
    "JSON of Hexo, two fences": ';;;\n"title": "Bees at work",\n"author": "Ann Lee",\n"date": "2026-03-12"\n;;;\n',
    "JavaScript": "---js\n{\n  title: 'Bees at work',\n  author: 'Ann Lee',\n  date: '2026-03-12',\n}\n---\n",
    "TOML of Eleventy": "---toml\ntitle = 'Bees at work'\nauthor = 'Ann Lee'\ndate = 2026-03-12\n---\n",
    "one fence, as Hexo allows": "title: Bees at work\nauthor: Ann Lee\ndate: 2026-03-12\n---\n",
    "Pelican": "Title: Bees at work\nDate: 2026-03-12 10:20\nCategory: Insects\nSlug: bees\nAuthor: Ann Lee\n\n",
    "MultiMarkdown": "Title:\tBees at\n\twork\nAuthor:\tAnn Lee\nDate:\t12 March 2026\nBase Header Level: 2\n\n",
    "MultiMarkdown with unknown names": "Title: Bees at work\nAuthor: Ann Lee\nDate: 12 March 2026\nMood: good\n\n",
    "Bear": "title: Bees at work\nauthor: Ann Lee\ndate: 2026-03-12\n___\n",
    "Nikola": "<!--\n.. title: Bees at work\n.. author: Ann Lee\n.. date: 2026-03-12 19:52\n.. tags:\n-->\n",
    "Nikola without a comment": ".. title: Bees at work\n.. author: Ann Lee\n.. date: 2026-03-12\n\n",
    "pandoc": "% Bees at\n  work\n% Ann Lee\n% March 12, 2026\n\n",
    "a mail": "From: Ann Lee <ann@bees.example>\nTo: all@bees.example\nSubject: Bees at work\n"
    "Date: Thu, 12 Mar 2026 06:00:00 +0000\nMessage-ID: <1@bees.example>\n\n",
    "an encoded mail": "From: =?utf-8?Q?Ann_Lee?= <ann@bees.example>\nSubject: =?utf-8?B?QmVlcyBhdCB3b3Jr?=\n"
    "Date: Thu, 12 Mar 2026 06:00:00 +0000\nMIME-Version: 1.0\n\n",
    "a mail in bold": "**From:** Ann Lee\n**Sent:** Thursday, March 12, 2026 9:05 AM\n**To:** All\n"
    "**Subject:** Bees at work\n\n",
    "Notion": "# Bees at work\n\nStatus: Done\nAuthor: Ann Lee\nDate: March 12, 2026\nTags: bees, honey\n\n",
    "Notion with its times": "# Bees at work\n\nCreated: March 12, 2026 9:05 AM\nCreated by: Bo\nAuthor: Ann Lee\n\n",
    "a mail without its sender": "Subject: Bees at work\nAuthor: Ann Lee\nDate: 2026-03-12\n\n",
    "properties in bold": "# Bees at work\n\n**Author:** Ann Lee  \n**Date:** 12 March 2026\n\n",
    "properties in a list": "# Bees at work\n\n- **Author**: Ann Lee\n- **Date**: 12 March 2026\n\n",
    "properties below an underlined heading": "Bees at work\n============\n\nAuthor: Ann Lee\nDate: 2026-03-12\n\n",
}


def _read(folder: Path, text: str, name: str) -> Article:
    path = folder / name
    path.write_bytes(text.encode())
    return read(path)


def _heard(article: Article) -> list[str]:
    """The utterances of the article, which are also proved to be all of it."""
    return [utterance.text for section in prepare(article, Config()).sections for utterance in section.utterances()]


@pytest.mark.parametrize("name", ["bees.md", "bees.txt"])
@pytest.mark.parametrize("form", FORMS)
def test_each_form_gives_title_author_and_date(tmp_path: Path, form: str, name: str) -> None:
    """Title, author and date are known and heard in the opening, and the body is heard alone."""
    front_matter = FORMS[form].removeprefix("# ") if name.endswith(".txt") else FORMS[form]
    article = _read(tmp_path, f"{front_matter}Bees are busy.\n", name)
    assert article.metadata.title == "Bees at work"
    assert article.metadata.authors == ("Ann Lee",)
    assert (article.metadata.date or "")[:10] == "2026-03-12"
    assert _heard(article) == ["Bees at work", "By Ann Lee", "12 March 2026", "Bees are busy."]


@pytest.mark.parametrize("name", ["bees.md", "bees.txt"])
@pytest.mark.parametrize(
    "text",
    [
        "Warning: do not touch the bees.\n\nThey sting.",
        "Note: the bees sting.\nAlso: they fly.\n\nThey do.",
        "Ann: Where do bees live?\nBen: In hives.\n\nThey do.",
        "Status: it is complicated.\n\nThey sting.",
        "Summary: the bees are back.\n\nThey sting.",
        "Date: nobody knows when the bees came.\n\nThey sting.",
        "https://bees.example/title\n\nThey sting.",
        "---\n\nNote: the bees sting.\n\n---\n\nThey do.",
        "---\n\nBees fly.\n\n---\n\nThey sting.",
        "{bees} fly.\n\nThey sting.",
        "%% bees\n\nThey sting.",
    ],
)
def test_text_that_looks_like_fields_stays_text(tmp_path: Path, text: str, name: str) -> None:
    """Prose with a colon at the beginning is heard, with every word."""
    heard = " ".join(_heard(_read(tmp_path, f"{text}\n", name)))
    for word in text.replace("-", " ").replace(":", " ").split():
        assert word.strip(".?{}%/") in heard


@pytest.mark.parametrize("name", ["bees.md", "bees.txt"])
def test_lines_without_fences_are_listed(tmp_path: Path, name: str) -> None:
    """A line of fields that a page would show is listed as skipped, with its line in the file."""
    article = _read(tmp_path, "# Bees\n\nStatus: Done\nAuthor: Ann Lee\n\nBees are busy.\n", name)
    skipped = [(one.text, one.line) for one in article.skipped if one.reason == "front matter"]
    assert skipped == [("Status: Done", 3), ("Author: Ann Lee", 4)]


@pytest.mark.parametrize(
    ("value", "authors"),
    [
        ("ann-lee", ("Ann Lee",)),
        ("[ann-lee, bo_li]", ("Ann Lee", "Bo Li")),
        ("'@annlee'", ("@annlee",)),
        ("Ann Lee <ann@bees.example>", ("Ann Lee",)),
        ("ann@bees.example (Ann Lee)", ("Ann Lee",)),
        ("By Ann Lee and Bo Li", ("Ann Lee", "Bo Li")),
        ("Ann Lee; Bo Li", ("Ann Lee", "Bo Li")),
        ("{name: Ann Lee, url: 'https://bees.example'}", ("Ann Lee",)),
        ("{display_name: Ann Lee}", ("Ann Lee",)),
        ("{first_name: Ann, last_name: Lee}", ("Ann Lee",)),
        ("[{name: {given: Ann, family: Lee}, affiliation: Bees Ltd}]", ("Ann Lee",)),
        ("{ann: {name: Ann Lee}, bo: {name: Bo Li}}", ("Ann Lee", "Bo Li")),
        ("'[[People/Ann Lee|Ann]]'", ("Ann",)),
        ("[[Ann Lee]]", ("Ann Lee",)),
        ("'[Ann Lee](https://bees.example/ann)'", ("Ann Lee",)),
        ("Ann Lee https://bees.example", ("Ann Lee",)),
        ("'\"Lee, Ann\" <ann@bees.example>'", ("Ann Lee",)),
        ("|\n  Ann Lee\n  Bo Li", ("Ann Lee", "Bo Li")),
    ],
)
def test_authors_are_names(tmp_path: Path, value: str, authors: tuple[str, ...]) -> None:
    """Identifiers, tables, links and addresses become the names that a byline says."""
    assert _read(tmp_path, f"---\nauthor: {value}\n---\nBees fly.\n", "bees.md").metadata.authors == authors


@pytest.mark.parametrize(
    ("fields", "day"),
    [
        ("date: 2026-3-1 9:05:00 -0400", "2026-03-01T09:05:00-04:00"),
        ("pubDate: Mar 12 2026", "2026-03-12"),
        ("date: March 12, 2026 at 9am", "2026-03-12T09:00:00"),
        ("date: 2026-03-12T06:00Z", "2026-03-12T06:00:00+00:00"),
        ("date: 12. März 2026", "2026-03-12"),
        ("date: 12 mars 2026 à 9h05", "2026-03-12T09:05:00"),
        ("date: 12 березня 2026", "2026-03-12"),
        ("date: 1773295200", "2026-03-12T06:00:00+00:00"),
        ("date: 1773295200000", "2026-03-12T06:00:00+00:00"),
        ("date: 25/03/2026", "2026-03-25"),
        ("lang: fr\ndate: 12/03/2026", "2026-03-12"),
        ("published: true\ncreated: 2026-03-12", "2026-03-12"),
        ("updated: 2026-03-13\ncreated: 2026-03-12", "2026-03-12"),
        ("lastmod: 2026-03-13", "2026-03-13"),
        ("last_update: {date: 3/13/2026, author: Ann}", "2026-03-13"),
        ("params: {date: 2026-03-12}", "2026-03-12"),
    ],
)
def test_dates_of_fields(tmp_path: Path, fields: str, day: str) -> None:
    """Dates are read with time and zone, by month in any language, and from the next best field."""
    article = _read(tmp_path, f"---\ntitle: Bees\n{fields}\n---\nBees fly.\n", "bees.md")
    assert article.metadata.date == day
    assert not any("date" in warning.lower() for warning in article.warnings)


def test_a_date_whose_order_is_not_known_is_a_warning(tmp_path: Path) -> None:
    """A date in which day and month could be exchanged is not read, and the warning says why."""
    article = _read(tmp_path, "---\ntitle: Bees\ndate: 12/03/2026\n---\nBees fly.\n", "bees.md")
    assert article.metadata.date is None
    assert "could be exchanged" in article.warnings[0]


@pytest.mark.parametrize("key", ["subtitle", "standfirst", "deck", "dek", "strapline", "Sub-Title"])
@pytest.mark.parametrize("name", ["bees.md", "bees.txt"])
def test_a_subtitle_is_heard_once_after_the_title(tmp_path: Path, key: str, name: str) -> None:
    """The subtitle of the front matter follows the title, also where the body begins with the same words."""
    front_matter = f"---\ntitle: Bees\n{key}: They are *busy* again\nauthor: Ann Lee\n---\n"
    for body in ("Bees fly.\n", "They are busy again\n\nBees fly.\n"):
        assert _heard(_read(tmp_path, front_matter + body, name)) == [
            *("Bees", "They are busy again", "By Ann Lee", "Bees fly.")
        ]


def test_a_subtitle_without_a_title_follows_the_heading(tmp_path: Path) -> None:
    """The subtitle of the front matter follows a title that is the heading of the text."""
    article = _read(tmp_path, "---\nsubtitle: They are busy\n---\n# Bees\n\nBees fly.\n", "bees.md")
    assert _heard(article) == ["Bees", "They are busy", "Bees fly."]


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Vec<T> and Option<T>", "Vec<T> and Option<T>"),
        ("The *new* `bees`", "The new bees"),
        ("<em>Bees</em> &amp; ants", "Bees & ants"),
        ("The _new_ snake_case_name", "The new snake_case_name"),
        ("'[Bees](https://bees.example)'", "Bees"),
        ('\'"Bees" and "ants"\'', '"Bees" and "ants"'),
    ],
)
def test_titles_are_shown_as_a_page_shows_them(tmp_path: Path, written: str, title: str) -> None:
    """Mark-up in a title is not heard, and what only looks like a tag is text."""
    assert _read(tmp_path, f"---\ntitle: {written}\n---\nBees fly.\n", "bees.md").metadata.title == title


def test_a_heading_below_text_is_no_title(tmp_path: Path) -> None:
    """A heading below the beginning of the text stays where it is; a kicker above the only heading does not hide it."""
    article = _read(tmp_path, "Bees fly all day.\n\n# Where\n\nThere.\n\n# When\n\nNow.\n", "bees.md")
    assert _heard(article) == ["Bees fly all day.", "Where", "There.", "When", "Now."]
    assert _read(tmp_path, "SCIENCE\n\n# Bees\n\nThey fly.\n", "bees.md").metadata.title == "Bees"
