"""A rule of pronunciation maps the tokens of a passage to its tokens, never to another text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from operator import attrgetter
from typing import Protocol

from tts.model import Mark

_BEGIN = attrgetter("begin")
_BRITISH = frozenset(("GB", "UK", "IE", "AU", "NZ", "ZA", "IN"))  # date order, "and", pence


ANY_DIGIT = "0"
"""Any digit, in the characters that a rule needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """The characters `begin` to `end` of a passage, the text spoken for them ("" is silence), and its rule.

    Text without a token is spoken as shown. `phonemes`: see `tts.model.Alignment`.
    """

    begin: int
    end: int
    said: str
    rule: str = ""
    phonemes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The text of one utterance as rules see it: every character can be seen, and every space is U+0020.

    `language` is a BCP 47 tag. `marks` are offsets into `text`. `censored` says how to read censored words: "bleep",
    "plain" (the word that is meant) or "expletive". `verbosity` is "brief", "normal" or "full"; `link` is what a link
    is called in the language. `characters` are those of the text, with `ANY_DIGIT` if it has any digit.
    """

    text: str
    language: str = "en"
    marks: tuple[Mark, ...] = ()
    censored: str = "bleep"
    verbosity: str = "normal"
    link: str = "link"
    characters: frozenset[str] = field(init=False, repr=False, compare=False)
    _edges: Mapping[str, tuple[int, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        characters = set(self.text)
        if any(map(str.isdecimal, characters)):
            characters.add(ANY_DIGIT)
        object.__setattr__(self, "characters", frozenset(characters))
        kinds = {mark.kind for mark in self.marks}
        object.__setattr__(self, "_edges", {kind: edges(self.marks, kind) for kind in kinds})

    @property
    def british(self) -> bool:
        """Whether the language's region has "the fourth of May", "one hundred and four" and pence."""
        return not _BRITISH.isdisjoint(self.language.upper().split("-")[1:])

    def marked(self, kind: str, at: int) -> bool:
        """Return whether the character `at` lies within a mark of this kind."""
        return is_between(self._edges.get(kind, ()), at)


def edges(marks: tuple[Mark, ...], kind: str) -> tuple[int, ...]:
    """Return begins and ends of the marks of a kind, alternating and rising; marks that touch or overlap are one."""
    bounds: list[int] = []
    for mark in sorted((mark for mark in marks if mark.kind == kind and mark.begin < mark.end), key=_BEGIN):
        if bounds and mark.begin <= bounds[-1]:
            bounds[-1] = max(bounds[-1], mark.end)
        else:
            bounds += (mark.begin, mark.end)
    return tuple(bounds)


def is_between(edges: tuple[int, ...], at: int) -> bool:
    """Return whether the character `at` lies between the edges of a mark; see `edges`."""
    return bisect_right(edges, at) % 2 == 1


class Rule(Protocol):
    """Anything that can be called so; its `name` switches it off."""

    @property
    def name(self) -> str:
        """The rule's name."""

    def __call__(self, passage: Passage, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
        """Return the tokens in order: the given ones and new ones."""


Say = Callable[[re.Match[str], Passage], str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternRule:
    """Find a pattern in the shown text and ask `say` for its spoken text; None leaves it to later rules.

    Tokens of earlier rules stay. The pattern sees all of the text, so that it may look around.
    A text with none of the characters that the pattern `needs` is not searched. Most texts need few rules, and only the
    patterns of these are compiled: all of them take a tenth of a second.
    """

    name: str
    say: Say
    pattern: Callable[[], re.Pattern[str]] = field(repr=False)
    needs: frozenset[str] = frozenset()

    def __call__(self, passage: Passage, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
        """Return the tokens with a new one for each match that `say` has a text for."""
        if self.needs and self.needs.isdisjoint(passage.characters):
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
                new.append(Token(begin=begin, end=end, said=said, rule=self.name))
                position = end
        return tuple(sorted((*tokens, *new), key=_BEGIN)) if new else tokens


def rule(pattern: str, flags: int = 0, *, needs: str = "") -> Callable[[Say], PatternRule]:
    """Make a function a rule of its own name: it returns the spoken text for each match of `pattern`.

    `needs` are characters of which every match, or the text that its pattern looks at around it, has at least one;
    `ANY_DIGIT` is any digit.
    """
    compiled = cache(lambda: re.compile(pattern, flags))
    return lambda say: PatternRule(name=say.__name__, say=say, pattern=compiled, needs=frozenset(needs))


def overlaps(tokens: Sequence[Token], begin: int, end: int) -> bool:
    """Return whether one of the tokens, which are in order, has a character from `begin` up to `end`."""
    after = bisect_right(tokens, begin, key=_BEGIN)
    return (after > 0 and tokens[after - 1].end > begin) or (after < len(tokens) and tokens[after].begin < end)
