"""The packages that are damaged: an article in all formats with pictures and a cover, and an edition with a USB folder.

They are as short as they can be, because each of hundreds of damages is read anew.
"""

from __future__ import annotations

from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path

from encoding import small_jpeg, small_png

from tts.cli import main

HUM = """\
---
title: What hums
authors: [Ada Meadow]
date: 2026-03-14
language: en
description: How a small animal hums.
source_url: https://example.org/hum
cover: hum.jpg
---
Bees hum.[^1]

![A bee](bee.png)

## Home

They rest.

[^1]: Often.
"""
BOATS = """\
---
title: Boats
authors: [Ben Field]
date: 2026-03-14
language: en
---
They sail.
"""
SETTINGS = """\
rate = 400

[breaks]
sentence = 50
item = 50
paragraph = 50
before-heading = 50
after-heading = 50
section = 100
lead-in = 50
lead-out = 50
"""
EDITION = """\
title = "Harbour News"
number = 7
date = 2026-03-14

[[section]]
title = "News"
articles = ["hum.md"]

[[section]]
title = "Sport"
articles = ["boats.md"]
"""
ARTICLE_FORMATS = "mp3,m4b,opus,flac,labels,cue,epub,daisy,audiobook,embed"
EDITION_FORMATS = "mp3,m4b,epub,daisy,audiobook,embed,usb"


@dataclass(frozen=True)
class Wholes:
    """Packages without any damage: of the article, of its version before, and of the edition."""

    article: Path
    older: Path
    edition: Path


def make_wholes(home: Path) -> Wholes:
    """The packages, in the empty folder `home`; the command runs in this process, because it has to start only once."""
    home.joinpath("hum.jpg").write_bytes(small_jpeg())
    home.joinpath("bee.png").write_bytes(small_png())
    for name, text in {"boats.md": BOATS, "edition.toml": EDITION, "articast.toml": SETTINGS}.items():
        home.joinpath(name).write_text(text, encoding="utf-8")
    with chdir(home):
        home.joinpath("hum.md").write_text(HUM.replace("rest", "sleep"), encoding="utf-8")
        _run("package", "hum.md", "-o", "older", "--formats", ARTICLE_FORMATS)
        home.joinpath("hum.md").write_text(HUM, encoding="utf-8")
        _run("package", "hum.md", "-o", "article", "--formats", ARTICLE_FORMATS)
        _run("edition", "edition.toml", "-o", "edition", "--formats", EDITION_FORMATS)
    return Wholes(home / "article" / "hum", home / "older" / "hum", home / "edition" / "harbour-news-7")


def _run(*arguments: str) -> None:
    assert main([*arguments, "--engine", "espeak", "--quiet", "--jobs", "1"]) == 0
