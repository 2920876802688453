"""TEXTS of a source, TEXTS that were read -> the words that are lost."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from html import unescape
from pathlib import Path

from tts.errors import LostWordsError
from tts.regex import regex
from tts.text.readers.whitespace import clean_text

_WORD = regex(r"[^\W_]+")
_MAX_DECODED = 3  # an entity within an entity within an entity
_MAX_SPLIT = 80  # letters of a word that may have been separated
_MAX_SHOWN = 12  # words in a message


def find_lost_words(texts: Iterable[str], read: Iterable[str], source: str) -> Counter[str]:
    """Return the words of `texts`, which are all text of `source`, that are not in `read`, or not as often.

    Mark-up within a word may join or separate its letters otherwise than the texts do, which loses nothing: a missing
    word is made of words in `read` that the texts do not have, or such a word, if `source` does not have it in its
    marks either, is made of missing words.
    """
    words = count_words(texts)
    words_read = count_words(read)
    lost = words - words_read
    if not lost:
        return lost
    surplus = words_read - words
    for word in list(lost):
        while lost[word] and (pieces := _split_into(word, surplus)):
            lost[word] -= 1
            surplus -= Counter(pieces)
    new = surplus - (count_words([source]) - words)
    for word in list(new):
        while new[word] and (pieces := _split_into(word, lost)):
            new[word] -= 1
            lost -= Counter(pieces)
    return +lost


def _split_into(word: str, pieces: Counter[str]) -> list[str]:
    """Return those of `pieces` that make `word` in a row; none if there are no such."""
    if len(word) > _MAX_SPLIT:
        return []
    ends: dict[int, list[str]] = {0: []}
    for begin in range(len(word)):
        if begin in ends:
            for end in range(begin + 1, len(word) + 1):
                if pieces[word[begin:end]] > ends[begin].count(word[begin:end]):
                    ends.setdefault(end, [*ends[begin], word[begin:end]])
    return ends.get(len(word), [])


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
