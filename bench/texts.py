"""Articles as long as a measurement needs, made of the sample articles' own sentences."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from itertools import cycle
from pathlib import Path

ROOT = Path(__file__).parents[1]
ARTICAST = (sys.executable, "-m", "tts")
RATE_WPM = 165
_SENTENCES_OF_A_PARAGRAPH = 4
_PARAGRAPHS_OF_A_PART = 12
_FEWEST_WORDS = 6  # what is shorter may be taken for a heading


@cache
def sentences() -> tuple[str, ...]:
    """The sentences of the sample articles' bodies, in order."""
    command = [*ARTICAST, "text", "--json", "articles"]
    answer = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout
    utterances = [json.loads(line) for line in answer.splitlines()]
    body = [one["text"] for one in utterances if one["origin"] == "article" and one["role"] == "body"]
    return tuple(text for text in body if len(text.split()) >= _FEWEST_WORDS)


def write_article(path: Path, minutes: float) -> Path:
    """A plain-text article of about `minutes` of speech in the file `path`: parts with headings, paragraphs in them.

    Every paragraph says its own number, so that no two of them are alike.
    """
    path.write_text("\n\n".join(_paragraphs(round(minutes * RATE_WPM))) + "\n", encoding="utf-8")
    return path


def _paragraphs(words: int) -> Iterator[str]:
    rest = cycle(sentences())
    number = 0
    yield "A long article for measuring"
    while words > 0:
        if number % _PARAGRAPHS_OF_A_PART == 0:
            yield f"Part {number // _PARAGRAPHS_OF_A_PART + 1} of the article"
        number += 1
        paragraph = " ".join([f"This is paragraph {number}.", *(next(rest) for _ in range(_SENTENCES_OF_A_PARAGRAPH))])
        words -= len(paragraph.split())
        yield paragraph
