"""A small newspaper for the tests of editions: articles in several languages, and what is hard in them."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from tts.cli import main

SLUG = "harbour-talking-news-736"
TITLE = "Harbour Talking News, number 736"
QUAY = """\
---
title: {title}
author: {author}
language: {language}
---

One of the *first* sentences.[^1] And another one, with a comma.

![A crane on {title}](quay.png)

## What it cost

Nine.

### Who paid

All.

## What comes next

A market.

[^1]: A note of {author}.
"""
EVIL = 'A < B & "C" --> ]]> $style'
ARTICLES = {
    "news/1-quay.md": QUAY.format(title="The quay", author="Ada Meadow", language="en-GB"),
    "news/2-evil.md": f"---\ntitle: '{EVIL}'\nauthor: '<b>Eve</b>'\nlanguage: en-GB\n---\n\nText with `</script>`.\n",
    "town/1-kai.md": QUAY.format(title="Der Kai", author="Ben Feld", language="de"),
    "town/2-untitled.md": "The ferry runs on Sundays. It is free.\n\n## On weekdays\n\nAt ten.\n",
    "town/3-suq.md": "---\ntitle: السوق القديم\nlanguage: ar\n---\n\nافتتح السوق اليوم.\n",
    "town/4-quay.md": QUAY.format(title="The quay", author="Ada Meadow", language="en-GB"),
}
"""Two with one title, of which one is without its picture; one without a title; notes and pictures of one name."""
EDITION = """\
title = "Harbour Talking News"
number = 736
date = 2026-11-26
language = "en-GB"
authors = ["Harbour Group"]
announce = { headlines = 2 }

[[section]]
title = "News"
articles = "news/*.md"

[[section]]
title = "المدينة"
articles = "town/*.md"
"""


def write_newspaper(home: Path) -> None:
    """Write the articles, their pictures and the file of an edition."""
    for name, text in ARTICLES.items():
        home.joinpath(name).parent.mkdir(exist_ok=True)
        home.joinpath(name).write_text(text, encoding="utf-8")
    for folder, colour in (("news", "red"), ("town", "blue")):
        Image.new("RGB", (40, 30), colour).save(home / folder / "quay.png")
    home.joinpath("edition.toml").write_text(EDITION, encoding="utf-8")


def make_newspaper(home: Path, *arguments: str) -> Path:
    """The package of the edition in `home`, made by the command."""
    assert main(["edition", str(home / "edition.toml"), "-o", str(home / "out"), "--jobs", "2", *arguments]) == 0
    return home / "out" / SLUG
