"""A lexicon as a rule of pronunciation."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from tts.speech.lexicon import Entry, Lexicon
from tts.speech.lexicon.pattern import compiled, filled
from tts.speech.lexicon.phonemes import possessive
from tts.speech.rules import LEXICON
from tts.speech.rules.english import words
from tts.speech.rules.english.acronyms import spelled
from tts.speech.rules.rule import Passage, Token

_RUN = re.compile(r"\w+")
_GOES_ON = re.compile(r"\w|'(?!(?:s|d|ll|ve|re)\b)\w")  # what makes a word longer, as a possessive does not
_POSSESSIVE = re.compile(r"['’]s\b")
_ADDRESS = re.compile(r"://|www\.|\w@\w")
_ADDRESS_LENGTH = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class LexiconRule:
    """Claims each word of the lexicon's entries that hold for the passage, and for the file `article`.

    At one place the longest word goes before the others, the narrower scope before the wider; words go before patterns.
    A word inside a web or mail address is none.

    Raises:
        UsageError: the lexicon has a mistake; with path and line.
    """

    lexicon: Lexicon
    article: Path | None = None
    name: str = LEXICON

    def __post_init__(self) -> None:
        _index(self.lexicon)

    def __call__(self, passage: Passage, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
        """The tokens with one for each word that an entry is for; see `tts.speech.rules.rule.Rule`."""
        made = list(tokens)
        for token in (*self._of_words(passage), *self._of_patterns(passage)):
            at = bisect_right(made, token.begin, key=_begin)
            if not (at and made[at - 1].end > token.begin) and not (at < len(made) and made[at].begin < token.end):
                made.insert(at, token)
        return tuple(made)

    def _of_words(self, passage: Passage) -> Iterator[Token]:
        known = _index(self.lexicon).words
        text = passage.text.replace("’", "'")
        end = 0
        for run in _RUN.finditer(text):
            for offset, entry in known.get(run[0].casefold(), ()):
                begin = run.start() - offset
                if begin >= end and self._holds(entry, passage) and _stands(entry, text, begin):
                    end = begin + len(entry.word)
                    yield from _tokens(entry, entry.alias, passage, begin, end)
                    break

    def _of_patterns(self, passage: Passage) -> Iterator[Token]:
        for pattern, entry in _index(self.lexicon).patterns:
            if self._holds(entry, passage):
                for match in pattern.finditer(passage.text):
                    alias = filled(entry.alias, match) if entry.pattern else entry.alias
                    yield from _tokens(entry, alias, passage, *match.span())

    def _holds(self, entry: Entry, passage: Passage) -> bool:
        wanted = f"{passage.language.lower()}-"
        if entry.language and not wanted.startswith(f"{entry.language.lower()}-"):
            return False
        return not entry.articles or any(_is_meant(self.article, name) for name in entry.articles)


def _begin(token: Token) -> int:
    return token.begin


def _is_meant(article: Path | None, name: str) -> bool:
    return article is not None and (article.stem == name or article.match(name))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Index:
    """`words`: entries by the first run of letters of their word, casefolded, with how far into it that begins."""

    words: Mapping[str, tuple[tuple[int, Entry], ...]]
    patterns: tuple[tuple[re.Pattern[str], Entry], ...]


@lru_cache(maxsize=64)
def _index(lexicon: Lexicon) -> _Index:
    found: dict[str, list[tuple[int, Entry]]] = {}
    patterns = []
    for entry in lexicon.entries:
        run = _RUN.search(entry.word)
        if run and entry.whole_word:
            found.setdefault(run[0].casefold(), []).append((run.start(), entry))
        else:
            patterns.append((_pattern(entry), entry))
    words = {run: tuple(sorted(entries, key=_narrowness, reverse=True)) for run, entries in found.items()}
    return _Index(words=words, patterns=tuple(patterns))


def _narrowness(indexed: tuple[int, Entry]) -> tuple[int, bool, int, bool]:
    entry = indexed[1]
    return len(entry.word), bool(entry.articles), len(entry.language), entry.case_sensitive


def _pattern(entry: Entry) -> re.Pattern[str]:
    if entry.pattern:
        return compiled(entry.pattern, case_sensitive=entry.case_sensitive, whole_word=entry.whole_word)
    return re.compile(re.escape(entry.word), 0 if entry.case_sensitive else re.IGNORECASE)


def _stands(entry: Entry, text: str, begin: int) -> bool:
    """Whether the entry's word stands in `text` from `begin` on, as a whole word and in no address."""
    word, end = entry.word.replace("’", "'"), begin + len(entry.word)
    there = text[max(begin, 0) : end]
    if there != word and (entry.case_sensitive or there.casefold() != word.casefold()):
        return False
    before = text[begin - 1] if begin else ""
    return not (before.isalnum() or _GOES_ON.match(text, end) or _is_in_address(text, begin, end))


def _is_in_address(text: str, begin: int, end: int) -> bool:
    """Whether it is a part of an address, a handle, a hashtag or the name of a site."""
    first = text.rfind(" ", max(0, begin - _ADDRESS_LENGTH), begin) + 1
    after = text.find(" ", end, end + _ADDRESS_LENGTH)
    if _ADDRESS.search(text, first or max(0, begin - _ADDRESS_LENGTH), after if after >= 0 else end + _ADDRESS_LENGTH):
        return True
    before = text[max(0, begin - 2) : begin]
    if before.endswith(("@", "#", "_", "\\", "=")) or (before.endswith(".") and before[:1].isalnum()):
        return True
    return text[end : end + 1] == "." and text[end + 1 : end + 2].isalnum()


def _tokens(entry: Entry, alias: str, passage: Passage, begin: int, end: int) -> Iterator[Token]:
    """The token for a stretch of the passage; none where the entry has nothing to say for it."""
    shown = passage.text[begin:end]
    said, phonemes = alias or _said_as(entry, shown, passage.language), entry.phonemes
    if phonemes and passage.language.startswith("en") and (more := _POSSESSIVE.match(passage.text, end)):
        end, said, phonemes = more.end(), said + more[0], possessive(phonemes)
    if said.strip():
        yield Token(begin=begin, end=end, said=said, rule=LEXICON, phonemes=phonemes)


def _said_as(entry: Entry, shown: str, language: str) -> str:
    english = language.split("-")[0].lower() == "en"
    match entry.say_as:
        case "letters":
            return _letters(shown) if english else " ".join(filter(str.isalnum, shown))
        case "digits":
            return words.digits(shown) if english else " ".join(filter(str.isdecimal, shown))
        case "word":
            return shown[:1] + shown[1:].lower()
        case _:
            return shown


def _letters(shown: str) -> str:
    """A word letter by letter; the `s` of `NGOs` is no letter but makes more than one of it."""
    if len(shown) > 2 and shown.endswith("s") and shown[:-1].isupper():
        return spelled(shown[:-1], "s")
    return words.letters(shown)
