"""Find the names and acronyms of articles that no lexicon and no rule knows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from tts.noun import noun
from tts.pipeline import PreparedArticle
from tts.speech.pronounce import tokens
from tts.speech.rules.rule import overlaps

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"'s$")
_ACRONYM = re.compile(r"[A-Z]{2,}s?")
_OPENS = re.compile(r"(?:^|[.!?:;…—–•|]|[“\"‘'(\[])\W*$")  # before a word that may have a capital because it begins
_CAPITALS = re.compile(
    r"i(?:'(?:m|d|ve|ll))?|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august"
    r"|(?:septem|octo|novem|decem)ber"
)  # English words with a capital that are not names
_UNSURE = ("", "unknown_acronym")  # no rule, or one that guesses
_MIN_TITLE_WORDS = 4
_MIN_NAME_LENGTH_IN_CAPITALS = 7  # from which a word in capitals is hardly an acronym
_MIN_CAPITALIZED_LENGTH = 4  # a title writes longer words with a capital


@noun
class UnknownWord:
    """A word whose pronunciation the voice guesses. `path` and `line` (from 1, or None) are of its first place."""

    word: str
    kind: Literal["name", "acronym"]
    count: int
    language: str
    path: Path
    line: int | None


@noun
class _Occurrence:
    """A word in an article. `is_opening`: any word has a capital there."""

    word: str
    language: str
    path: Path
    line: int | None
    is_known: bool
    is_opening: bool


def find_unknown_words(articles: Iterable[PreparedArticle]) -> tuple[UnknownWord, ...]:
    """Return the names and acronyms that no lexicon and no rule knows, the most frequent first.

    A name is a word with a capital inside a sentence that is nowhere in the articles without one.
    """
    occurrences = [occurrence for article in articles for occurrence in _find_words(article)]
    lowercase = {occurrence.word.casefold() for occurrence in occurrences if occurrence.word[0].islower()}
    inside = {occurrence.word for occurrence in occurrences if not occurrence.is_opening}
    unknown: dict[str, list[_Occurrence]] = {}
    for occurrence in occurrences:
        word, folded = occurrence.word, occurrence.word.casefold()
        is_plain = not word[0].isupper() or folded in lowercase or _CAPITALS.fullmatch(folded)
        if not (occurrence.is_known or is_plain) and (_ACRONYM.fullmatch(word) or word in inside):
            unknown.setdefault(word, []).append(occurrence)
    words = (_unknown_word(word, places) for word, places in _join_plurals(unknown).items())
    return tuple(sorted(words, key=lambda word: (-word.count, word.word)))


def _join_plurals(unknown: dict[str, list[_Occurrence]]) -> dict[str, list[_Occurrence]]:
    """Return the words with the places of a plural under its singular, and those of `KIM` under `Kim`."""
    joined: dict[str, list[_Occurrence]] = {}
    for word, places in unknown.items():
        singular = word.removesuffix("s")
        title = word.capitalize()
        key = title if word.isupper() and title in unknown else singular if singular in unknown else word
        joined.setdefault(key, []).extend(places)
    return joined


def _unknown_word(word: str, places: list[_Occurrence]) -> UnknownWord:
    """Return the word with how often it occurs, and with the place and language of its first occurrence."""
    first = places[0]
    return UnknownWord(
        word=word,
        kind="acronym" if _ACRONYM.fullmatch(word) and len(word) < _MIN_NAME_LENGTH_IN_CAPITALS else "name",
        count=len(places),
        language=first.language,
        path=first.path,
        line=first.line,
    )


def _find_words(prepared: PreparedArticle) -> Iterator[_Occurrence]:
    """Yield the words of the article itself, except in utterances that are all in capitals."""
    tops = (top for section in prepared.sections for top in section.blocks)
    for leaf in (leaf for top in tops for leaf in top.leaves()):
        for utterance in leaf.utterances:
            text = utterance.text
            if utterance.origin != "article" or text.isupper():
                continue
            ruled = tuple(token for token in tokens(utterance, prepared.pronunciation) if token.rule not in _UNSURE)
            matches = list(_WORD.finditer(text))
            is_title = _is_title([match[0] for match in matches])
            for match in matches:
                begin, end = match.span()
                yield _Occurrence(
                    word=_POSSESSIVE.sub("", match[0].replace("’", "'")),
                    language=utterance.language,
                    path=prepared.article.path,
                    line=leaf.line,
                    is_known=overlaps(ruled, begin, end),
                    is_opening=is_title or _OPENS.search(text, max(0, begin - 10), begin) is not None,
                )


def _is_title(words: list[str]) -> bool:
    """Return whether the words are those of a title, in which all except the short ones have capitals."""
    small = [word for word in words if word[0].islower()]
    if len(words) < _MIN_TITLE_WORDS or 2 * len(small) >= len(words):
        return False
    return all(len(word) < _MIN_CAPITALIZED_LENGTH for word in small)
