"""TEXTS of a source, TEXTS that were read -> the words that are lost."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from html import unescape
from pathlib import Path

from tts.errors import LostWordsError
from tts.text.readers.whitespace import clean_text

_WORD = re.compile(r"[^\W_]+")
_MAX_DECODED = 3  # an entity within an entity within an entity
_MAX_SHOWN = 12  # words in a message


def find_lost_words(texts: Iterable[str], read: Iterable[str], source: str) -> Counter[str]:
    """Return the words of `texts`, which are all text of `source`, that are not in `read`, or not as often.

    Mark-up within a word may join or separate its letters otherwise than the texts do. Then nothing is lost: the
    letters of the missing words are those of words in `read` that `source` does not have.
    """
    words_read = count_words(read)
    lost = count_words(texts) - words_read
    new = words_read - count_words([source]) if lost else Counter()
    letters = Counter("".join(lost.elements())) - Counter("".join(new.elements()))
    return lost if letters else Counter()


def count_words(texts: Iterable[str]) -> Counter[str]:
    """Return how often each word is in `texts`: a run of letters and digits in NFKC and small letters.

    Entities are decoded; raised figures are figures.
    """
    text = "\n".join(texts)
    for _ in range(_MAX_DECODED):
        text = unescape(text)
    return Counter(_WORD.findall(unicodedata.normalize("NFKC", clean_text(text)).casefold()))


def list_words(words: Counter[str]) -> str:
    """Return the first 12 of `words` in quotes, and how many more there are."""
    listed = ", ".join(f"'{word}'" for word in list(words)[:_MAX_SHOWN])
    return f"{listed} and {len(words) - _MAX_SHOWN} more" if len(words) > _MAX_SHOWN else listed


def lost_words_error(words: Counter[str], problem: str, path: Path, line: int | None = None) -> LostWordsError:
    """Return an error: some of `words`, then `problem`, which ends the sentence and gives the next step."""
    return LostWordsError(f"{list_words(words)} {problem}", path=path, line=line)
