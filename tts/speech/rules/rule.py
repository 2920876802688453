"""Rules of pronunciation: a rule takes the tokens of a passage and returns them with its own."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from functools import cache
from operator import attrgetter
from typing import Literal, Protocol

from tts.model import Mark
from tts.noun import noun
from tts.regex import regex

Alphabet = Literal["ipa", "x-espeak"]
"""The alphabets of phonemes: the International Phonetic Alphabet, or espeak-ng's own mnemonics."""

_BEGIN = attrgetter("begin")
_BRITISH = frozenset(("GB", "UK", "IE", "AU", "NZ", "ZA", "IN"))  # day before month, "and" in numbers, pence


ANY_DIGIT = "0"
"""Represents any digit in the `needs` of a rule."""

INNER_STOP = "."
"""Represents a full stop that is not at the end of the text in the `needs` of a rule."""

_CLOSING = ".,;:!?…)]}”’»\"' "


@noun
class Token:
    """A span of a passage (`begin` to `end`), its spoken text ("" for silence), and the name of the rule that made it.

    Text without a token is spoken as shown. `phonemes` are the sounds of the whole spoken text in `alphabet`, with a
    `respelling` for voices that take none (see `tts.model.Hint`). With `spells`, each capital that stands alone in the
    spoken text is called by its name, also with an ending: `A P V's`.
    """

    begin: int
    end: int
    said: str
    rule: str = ""
    phonemes: str = ""
    alphabet: Alphabet = "ipa"
    respelling: str = ""
    spells: bool = False


@noun
class Passage:
    """The text of one utterance as rules see it: every character is visible, and every space is U+0020.

    `language` is a BCP 47 tag. `marks` have offsets into `text`. `censored` says how to read censored words: "bleep",
    "plain" (the intended word) or "expletive". `verbosity` is "brief", "normal" or "full". `link`, `formula` and
    `checksum` are the words for these in the language. `characters` are the characters of `text`, with `ANY_DIGIT` if
    it has a digit, and with `INNER_STOP` only if a full stop is not at its end.
    """

    text: str
    language: str = "en"
    marks: tuple[Mark, ...] = ()
    censored: str = "bleep"
    verbosity: str = "normal"
    link: str = "link"
    formula: str = "formula"
    checksum: str = "checksum"
    characters: frozenset[str] = field(init=False, repr=False, compare=False)
    _edges: Mapping[str, tuple[int, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        characters = set(self.text)
        if any(map(str.isdecimal, characters)):
            characters.add(ANY_DIGIT)
        if INNER_STOP in characters and INNER_STOP not in self.text.rstrip(_CLOSING):
            characters.discard(INNER_STOP)
        object.__setattr__(self, "characters", frozenset(characters))
        kinds = {mark.kind for mark in self.marks}
        object.__setattr__(self, "_edges", {kind: edges(self.marks, kind) for kind in kinds})

    @property
    def british(self) -> bool:
        """Whether the region of `language` uses "the fourth of May", "one hundred and four" and pence."""
        return not _BRITISH.isdisjoint(self.language.upper().split("-")[1:])

    def marked(self, kind: str, offset: int) -> bool:
        """Return whether the character at `offset` is inside a mark of this kind."""
        return is_between(self._edges.get(kind, ()), offset)


def edges(marks: tuple[Mark, ...], kind: str) -> tuple[int, ...]:
    """Return the begin and end of each mark of a kind, in ascending order; marks that touch or overlap are merged."""
    bounds: list[int] = []
    for mark in sorted((mark for mark in marks if mark.kind == kind and mark.begin < mark.end), key=_BEGIN):
        if bounds and mark.begin <= bounds[-1]:
            bounds[-1] = max(bounds[-1], mark.end)
        else:
            bounds += (mark.begin, mark.end)
    return tuple(bounds)


def is_between(edges: tuple[int, ...], offset: int) -> bool:
    """Return whether the character at `offset` is inside a mark, given the result of `edges`."""
    return bisect_right(edges, offset) % 2 == 1


class Rule(Protocol):
    """A callable that adds tokens to those of a passage. It can be switched off by its `name`."""

    @property
    def name(self) -> str:
        """The name of the rule."""

    def __call__(self, passage: Passage, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
        """Return the given tokens and any new ones, in order."""


@noun
class Sounds:
    """A spoken text with its `phonemes` in IPA, and a `respelling` for voices that take none (see `Token`)."""

    said: str
    phonemes: str
    respelling: str = ""


Say = Callable[[re.Match[str], Passage], str | Sounds | None]
Prefilter = Callable[[str], object]
"""A function that finds something in every text in which a rule does, and takes less time."""


@noun
class PatternRule:
    """Find a pattern in the shown text and call `say` for its spoken text; None leaves the match to later rules.

    The tokens of earlier rules are kept. The pattern is searched in the whole text, so it can look around. A text that
    has none of the characters in `needs`, or in which `prefilter` finds nothing, is not searched. Most texts need few
    rules, and only the patterns of those rules are compiled: compiling all of them takes a tenth of a second.
    """

    name: str
    say: Say
    pattern: Callable[[], re.Pattern[str]] = field(repr=False)
    needs: frozenset[str] = frozenset()
    prefilter: Prefilter | None = None

    def __call__(self, passage: Passage, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
        """Return the tokens with a new one for each match for which `say` returns a text."""
        if self.needs and self.needs.isdisjoint(passage.characters):
            return tokens
        if self.prefilter and not self.prefilter(passage.text):
            return tokens
        new: list[Token] = []
        position = 0
        search = self.pattern().search
        while match := search(passage.text, position):
            begin, end = match.span()
            said = None if begin == end or overlaps(tokens, begin, end) else self.say(match, passage)
            if said is None:
                position = begin + 1
            else:
                new.append(_make_token(begin, end, said, self.name))
                position = end
        return tuple(sorted((*tokens, *new), key=_BEGIN)) if new else tokens


def _make_token(begin: int, end: int, said: str | Sounds, name: str) -> Token:
    """Return the token of the rule `name`, with the sounds of what it says if it gives them."""
    if isinstance(said, str):
        return Token(begin=begin, end=end, said=said, rule=name, spells=True)
    phonemes, respelling = said.phonemes, said.respelling
    return Token(begin=begin, end=end, said=said.said, rule=name, phonemes=phonemes, respelling=respelling)


def rule(
    pattern: str, flags: int = 0, *, needs: str = "", prefilter: str | Prefilter | None = None
) -> Callable[[Say], PatternRule]:
    """Turn a function that returns the spoken text for each match of `pattern` into a rule with the same name.

    Every match, or the text that the pattern looks at around it, contains at least one of the characters in `needs`.
    `ANY_DIGIT` means any digit, and `INNER_STOP` a full stop that is not at the end of the text. `prefilter` is a
    shorter pattern with a match in every text of which the rule says something, or a function that finds as much.
    """
    compiled = cache(lambda: re.compile(pattern, flags))
    find = _finder(prefilter) if isinstance(prefilter, str) else prefilter
    return lambda say: PatternRule(name=say.__name__, say=say, pattern=compiled, needs=frozenset(needs), prefilter=find)


@cache
def _finder(pattern: str) -> Prefilter:
    """Return the function that searches a text for a pattern, which several rules may share."""
    compiled = regex(pattern)
    return lambda text: compiled.search(text)


def overlaps(tokens: Sequence[Token], begin: int, end: int) -> bool:
    """Return whether any of the tokens, which are in order, overlaps the span from `begin` to `end`."""
    index = bisect_right(tokens, begin, key=_BEGIN)
    return (index > 0 and tokens[index - 1].end > begin) or (index < len(tokens) and tokens[index].begin < end)
