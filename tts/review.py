"""The words of articles: whether a lexicon's examples come true, and which names nobody has said anything about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tts.config.config import Config
from tts.model import Block, Section, Utterance, utterances
from tts.pipeline import pronunciation_options, utter
from tts.speech.lexicon import Entry, Example, Lexicon
from tts.speech.pronounce import PronunciationOptions, tokens
from tts.speech.rules.rule import overlaps

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"'s$")
_ACRONYM = re.compile(r"[A-Z]{2,}s?")
_OPENS = re.compile(r"(?:^|[.!?:;…—–•|]|[“\"‘'(\[])\W*$")  # after which a capital may be that of any word
_CAPITALS = re.compile(
    r"i(?:'(?:m|d|ve|ll))?|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august"
    r"|(?:septem|octo|novem|decem)ber"
)  # what English writes so without its being a name
_FEW_WORDS = 4
_LONG_WORD = 4  # which a title writes with a capital


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """An example of a lexicon's entry, and what is said for it."""

    lexicon: Path
    entry: Entry
    example: Example
    spoken: str

    @property
    def ok(self) -> bool:
        """Whether that is what the example wants; one that does not say what it wants is content with anything."""
        return self.example.spoken in ("", self.spoken)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """A word that is said as the voice thinks. `path` and `line` (from 1, if it is known) are of its first place."""

    word: str
    kind: Literal["name", "acronym"]
    count: int
    language: str
    path: Path
    line: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """An article as it will be said."""

    path: Path
    sections: tuple[Section, ...]
    config: Config


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    word: str
    language: str
    path: Path
    line: int | None
    known: bool
    begins: bool  # where any word has a capital


def tried(lexicon: Lexicon, config: Config) -> Iterator[Tried]:
    """Every example of `lexicon`, said as `config` has it."""
    for entry in lexicon.entries:
        article = Path(entry.articles[0]) if entry.articles else None
        for example in entry.examples:
            block = Block(kind="paragraph", text=" ".join(example.shown.split()))
            section = Section(id="example", role="body", title="", blocks=(block,))
            said = utterances(utter((section,), entry.language or "en", config, article))
            spoken = " ".join(utterance.spoken for utterance in said)
            yield Tried(lexicon=lexicon.path, entry=entry, example=example, spoken=spoken)


def unknown(articles: Iterable[Spoken]) -> tuple[Unknown, ...]:
    """Names and acronyms that no rule has an opinion on, the most frequent first.

    A name is a word with a capital inside a sentence that is nowhere in the articles without one.
    """
    places = [place for article in articles for place in _places(article)]
    plain = {place.word.casefold() for place in places if place.word[0].islower()}
    inside = {place.word for place in places if not place.begins}
    found: dict[str, list[_Place]] = {}
    for place in places:
        if not place.known and (_ACRONYM.fullmatch(place.word) or place.word in inside):
            found.setdefault(place.word, []).append(place)
    listed = [_unknown(word, at) for word, at in found.items() if word[0].isupper() and not _is_plain(word, plain)]
    return tuple(sorted(listed, key=lambda one: (-one.count, one.word)))


def _is_plain(word: str, plain: set[str]) -> bool:
    return word.casefold() in plain or _CAPITALS.fullmatch(word.casefold()) is not None


def _unknown(word: str, places: list[_Place]) -> Unknown:
    first = places[0]
    kind: Literal["name", "acronym"] = "acronym" if _ACRONYM.fullmatch(word) else "name"
    return Unknown(word=word, kind=kind, count=len(places), language=first.language, path=first.path, line=first.line)


def _places(article: Spoken) -> Iterator[_Place]:
    options = pronunciation_options(article.config, article.path)
    for section in article.sections:
        for top in section.blocks:
            for leaf in top.leaves():
                for utterance in leaf.utterances:
                    if utterance.origin == "article":
                        yield from _words(utterance, options, article.path, leaf.line)


def _words(utterance: Utterance, options: PronunciationOptions, path: Path, line: int | None) -> Iterator[_Place]:
    """The words of an utterance; none of one that is in capitals."""
    text = utterance.text
    if text.isupper():
        return
    ruled = tuple(token for token in tokens(utterance, options) if token.rule)
    found = list(_WORD.finditer(text))
    titled = _is_title([one[0] for one in found])
    for one in found:
        begin, end = one.span()
        yield _Place(
            word=_POSSESSIVE.sub("", one[0].replace("’", "'")),
            language=utterance.language,
            path=path,
            line=line,
            known=overlaps(ruled, begin, end),
            begins=titled or _OPENS.search(text, max(0, begin - 10), begin) is not None,
        )


def _is_title(words: list[str]) -> bool:
    """Whether the words are those of a title, in which all but the short ones have capitals."""
    small = [word for word in words if word[0].islower()]
    if len(words) < _FEW_WORDS or 2 * len(small) >= len(words):
        return False
    return all(len(word) < _LONG_WORD for word in small)
