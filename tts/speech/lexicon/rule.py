"""A lexicon as a rule of pronunciation."""

from __future__ import annotations

import re
from bisect import insort
from collections.abc import Iterator, Mapping
from functools import lru_cache
from operator import attrgetter
from pathlib import Path

from tts.noun import noun
from tts.regex import regex
from tts.speech.lexicon import Entry, Lexicon
from tts.speech.lexicon.pattern import compile_pattern, expand_alias
from tts.speech.lexicon.phonemes import add_possessive
from tts.speech.rules import LEXICON
from tts.speech.rules.english import words
from tts.speech.rules.english.acronyms import spelled
from tts.speech.rules.rule import Passage, Token, overlaps
from tts.text.languages.tags import primary_subtag

_RUN = regex(r"\w+")
_CONTINUES = regex(r"\w|'(?!(?:s|d|ll|ve|re)\b)\w")  # the word continues here; a possessive does not continue it
_POSSESSIVE = regex(r"['’]s\b")
_ADDRESS = regex(r"://|www\.|\w@\w")
_ADDRESS_LENGTH = 200
_LETTERS = regex(r"\b[A-Z] [A-Z](?:'s)?\b")
"""An alias that spells: a capital alone may be a word, two are letters."""


@noun
class LexiconRule:
    """Make a token for each word that has a lexicon entry for the passage and for the file `article`.

    If several entries match, use the one with the longest word, then the one with the narrowest scope. Words take
    precedence over patterns. Parts of a web or email address do not count as words.

    Raises:
        UsageError: the lexicon has a mistake; with path and line.
    """

    lexicon: Lexicon
    article: Path | None = None
    name: str = LEXICON

    def __post_init__(self) -> None:
        _index(self.lexicon)

    def __call__(self, passage: Passage, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
        """Return the tokens with a new one for each match of an entry; see `tts.speech.rules.rule.Rule`."""
        result = list(tokens)
        for token in (*self._match_words(passage), *self._match_patterns(passage)):
            if not overlaps(result, token.begin, token.end):
                insort(result, token, key=attrgetter("begin"))
        return tuple(result)

    def _match_words(self, passage: Passage) -> Iterator[Token]:
        """Yield tokens for whole words of the lexicon; the first and longest counts where two overlap."""
        words = _index(self.lexicon).words
        text = passage.text.replace("’", "'")
        end = 0
        for run in _RUN.finditer(text):
            for offset, entry in words.get(run[0].casefold(), ()):
                begin = run.start() - offset
                if begin >= end and self._applies(entry, passage) and _is_at(entry, text, begin):
                    end = begin + len(entry.word)
                    yield from _tokens(entry, entry.alias, passage, begin, end)
                    break

    def _match_patterns(self, passage: Passage) -> Iterator[Token]:
        """Yield tokens for regular expressions and parts of words; they may overlap."""
        for pattern, entry in _index(self.lexicon).patterns:
            if self._applies(entry, passage):
                for match in pattern.finditer(passage.text):
                    alias = expand_alias(entry.alias, match) if entry.pattern else entry.alias
                    yield from _tokens(entry, alias, passage, *match.span())

    def _applies(self, entry: Entry, passage: Passage) -> bool:
        """Return whether the entry is for the passage's language and for the article."""
        if entry.language and not f"{passage.language.lower()}-".startswith(f"{entry.language.lower()}-"):
            return False
        article = self.article
        return not entry.articles or (
            article is not None and any(article.stem == name or article.match(name) for name in entry.articles)
        )


@noun
class _Index:
    """The entries of a lexicon: those in `words` are by the first run of letters, casefolded, with its offset."""

    words: Mapping[str, tuple[tuple[int, Entry], ...]]
    patterns: tuple[tuple[re.Pattern[str], Entry], ...]


@lru_cache(maxsize=64)
def _index(lexicon: Lexicon) -> _Index:
    """Return the index of a lexicon; the entries of a run begin with the longest word, then the narrowest scope."""
    words: dict[str, list[tuple[int, Entry]]] = {}
    patterns = []
    for entry in lexicon.entries:
        run = _RUN.search(entry.word)
        if run and entry.whole_word:
            words.setdefault(run[0].casefold(), []).append((run.start(), entry))
        elif entry.pattern:
            flags = {"case_sensitive": entry.case_sensitive, "whole_word": entry.whole_word}
            patterns.append((compile_pattern(entry.pattern, **flags), entry))
        else:
            flag = 0 if entry.case_sensitive else re.IGNORECASE
            patterns.append((re.compile(re.escape(entry.word), flag), entry))

    def narrowness(indexed: tuple[int, Entry]) -> tuple[int, bool, int, bool]:
        """Return a key that is the greater the longer the word and the narrower the scope of its entry."""
        entry = indexed[1]
        return len(entry.word), bool(entry.articles), len(entry.language), entry.case_sensitive

    sorted_words = {run: tuple(sorted(entries, key=narrowness, reverse=True)) for run, entries in words.items()}
    return _Index(words=sorted_words, patterns=tuple(patterns))


def _is_at(entry: Entry, text: str, begin: int) -> bool:
    """Return whether `text` has the entry's word at `begin`, as a whole word and not in an address."""
    word, end = entry.word.replace("’", "'"), begin + len(entry.word)
    shown = text[max(begin, 0) : end]
    if shown != word and (entry.case_sensitive or shown.casefold() != word.casefold()):
        return False
    if (begin and text[begin - 1].isalnum()) or _CONTINUES.match(text, end):
        return False
    return not _is_in_address(text, begin, end)


def _is_in_address(text: str, begin: int, end: int) -> bool:
    """Return whether the word is part of an address, a handle, a hashtag or the name of a site."""
    first = text.rfind(" ", max(0, begin - _ADDRESS_LENGTH), begin) + 1
    after = text.find(" ", end, end + _ADDRESS_LENGTH)
    if _ADDRESS.search(text, first or max(0, begin - _ADDRESS_LENGTH), after if after >= 0 else end + _ADDRESS_LENGTH):
        return True
    before = text[max(0, begin - 2) : begin]
    if before.endswith(("@", "#", "_", "\\", "=")) or (before.endswith(".") and before[:1].isalnum()):
        return True
    return text[end : end + 1] == "." and text[end + 1 : end + 2].isalnum()


def _tokens(entry: Entry, alias: str, passage: Passage, begin: int, end: int) -> Iterator[Token]:
    """Yield a token for a span of the passage, unless the entry has no text for it."""
    said = alias or _say_as(entry, passage.text[begin:end], passage.language)
    phonemes, respelling = entry.phonemes, entry.respelling
    if phonemes and passage.language.startswith("en") and (possessive := _POSSESSIVE.match(passage.text, end)):
        end, said, phonemes = possessive.end(), said + possessive[0], add_possessive(phonemes, entry.alphabet)
        respelling += possessive[0] if respelling else ""
    if said.strip():
        yield Token(
            begin=begin,
            end=end,
            said=said,
            rule=LEXICON,
            phonemes=phonemes,
            alphabet=entry.alphabet,
            respelling=respelling,
            spells=entry.say_as == "letters" or _LETTERS.search(said) is not None,
        )


def _say_as(entry: Entry, shown: str, language: str) -> str:
    """Return the shown text in the way that the entry's `say_as` asks for."""
    english = primary_subtag(language) == "en"
    match entry.say_as:
        case "letters" if english:
            # the `s` of `NGOs` is a plural ending, not a letter
            is_plural = len(shown) > 2 and shown.endswith("s") and shown[:-1].isupper()
            return spelled(shown[:-1], "s") if is_plural else words.letters(shown)
        case "letters":
            return " ".join(filter(str.isalnum, shown))
        case "digits":
            return words.digits(shown) if english else " ".join(filter(str.isdecimal, shown))
        case "word":
            return shown[:1] + shown[1:].lower()
        case _:
            return shown
