"""TITLE -> an article file with comments that say what to write where."""

from __future__ import annotations

import json
from pathlib import Path

from tts.clock import now
from tts.errors import StoreError, UsageError
from tts.slug import slug
from tts.sources.shelf import explain_errors
from tts.text.readers.whitespace import normalize_whitespace

_TEXT = """\
---
# `articast package` leaves the article out until you delete this line:
draft: true
# What programs show and say about the article. Delete what you do not need.
title: {title}
# subtitle: A sentence below the title.
# authors:
#   - Your Name
date: {date}
language: en
# site: The newspaper or website that publishes it
# source: https://example.org/the-article
# description: One or two sentences for lists and podcast apps.
# tags: [bees, garden]
# cover: cover.jpg
# What the article says in a few sentences, which is heard right after the title:
# key_points:
#   - The first point
#   - The second point
---

Write the first paragraph here. Lines that begin with # above are comments, and this paragraph is only an example.

## A heading for each part

Each heading becomes a chapter, to which listeners can jump. A claim can have a note.[^1]

<!-- A picture: describe it in the brackets, for those who cannot see it. The text in quotes is the caption.

![A bee on a yellow flower, with pollen on its legs.](bee.jpg "A bee at work. Photo: Your Name")

-->

- In a list, each item has a line of its own.
- Mark words in another language: <span lang="fr">bon appétit</span>.

[^1]: A note is heard at the end, or elsewhere with --notes.
"""


def write_skeleton(title: str, folder: Path) -> Path:
    """Write the file of an article with this `title` in `folder`, and return its path.

    Raises:
        UsageError: the title has no letters or digits.
        StoreError: there is such a file, or the folder cannot be written to.
    """
    title = normalize_whitespace(title)
    if not any(map(str.isalnum, title)):
        raise UsageError('The title has no words. Give one in quotes, as in: articast new "Why bees dance"')
    path = folder / f"{slug(title)}.md"
    with explain_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        try:
            with path.open("x", encoding="utf-8", newline="\n") as file:
                text = json.dumps(title, ensure_ascii=False)
                file.write(_TEXT.replace("{title}", text).replace("{date}", now().date().isoformat()))
        except FileExistsError:
            raise StoreError("This file exists already. Choose another title, or edit the file.", path=path) from None
    return path
