"""A rule of pronunciation: from the tokens of a passage to its tokens, never to another text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Protocol

from tts.model import Mark

_BRITISH = frozenset(("GB", "UK", "IE", "AU", "NZ", "ZA", "IN"))  # date order, "and", pence


DIGIT = "0"
"""Stands for every digit where a rule says what it needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """The characters `begin` to `end` of a passage, what is said for them ("" is silence), and the rule that says so.

    What no token covers is said as it is shown. `phonemes`: see `tts.model.Alignment`.
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
    is called in the language. `signs` are the characters of the text, among them `DIGIT` if it has any digit.
    """

    text: str
    language: str = "en"
    marks: tuple[Mark, ...] = ()
    censored: str = "bleep"
    verbosity: str = "normal"
    link: str = "link"
    signs: frozenset[str] = field(init=False, repr=False, compare=False)
    _edges: Mapping[str, tuple[int, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        signs = set(self.text)
        if any(map(str.isdecimal, signs)):
            signs.add(DIGIT)
        object.__setattr__(self, "signs", frozenset(signs))
        kinds = {mark.kind for mark in self.marks}
        object.__setattr__(self, "_edges", {kind: edges(self.marks, kind) for kind in kinds})

    @property
    def british(self) -> bool:
        """Whether the language's region says "the fourth of May", "one hundred and four", and counts in pence."""
        return not _BRITISH.isdisjoint(self.language.upper().split("-")[1:])

    def marked(self, kind: str, at: int) -> bool:
        """Whether the character `at` lies within a mark of this kind."""
        return is_between(self._edges.get(kind, ()), at)


def edges(marks: tuple[Mark, ...], kind: str) -> tuple[int, ...]:
    """Where the marks of a kind begin and end, by turns and rising; those that touch or overlap count as one."""
    found: list[int] = []
    for mark in sorted((mark for mark in marks if mark.kind == kind and mark.begin < mark.end), key=_mark_begin):
        if found and mark.begin <= found[-1]:
            found[-1] = max(found[-1], mark.end)
        else:
            found += (mark.begin, mark.end)
    return tuple(found)


def _mark_begin(mark: Mark) -> int:
    return mark.begin


def is_between(edges: tuple[int, ...], at: int) -> bool:
    """Whether the character `at` lies between the edges of one of the marks; see `edges`."""
    return bisect_right(edges, at) % 2 == 1


class Rule(Protocol):
    """Anything that can be called so; `name` is how it is switched off."""

    @property
    def name(self) -> str:
        """The rule's name."""

    def __call__(self, passage: Passage, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
        """The tokens in order, those that were there before among them."""


Say = Callable[[re.Match[str], Passage], str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternRule:
    """Finds a pattern in the shown text and asks `say` what is said for it; None leaves it to the rules after.

    What an earlier rule has made a token stays one. The pattern sees all of the text, so that it may look around.
    Where the text has none of the signs that the pattern `needs`, it is not searched: most texts need few rules, and
    only the patterns of these are compiled: all of them take a tenth of a second.
    """

    name: str
    say: Say
    pattern: Callable[[], re.Pattern[str]] = field(repr=False)
    needs: frozenset[str] = frozenset()

    def __call__(self, passage: Passage, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
        """The tokens with one for each place where the pattern is found and has something said for it."""
        if self.needs and self.needs.isdisjoint(passage.signs):
            return tokens
        made: list[Token] = []
        at = 0
        search = self.pattern().search
        while match := search(passage.text, at):
            begin, end = match.span()
            said = None if begin == end or overlaps(tokens, begin, end) else self.say(match, passage)
            if said is None:
                at = begin + 1
            else:
                made.append(Token(begin=begin, end=end, said=said, rule=self.name))
                at = end
        return tuple(sorted((*tokens, *made), key=_begin)) if made else tokens


def rule(pattern: str, flags: int = 0, *, needs: str = "") -> Callable[[Say], PatternRule]:
    """Makes a function a rule of its own name: it is given each match of `pattern` and says what is said for it.

    `needs` are signs of which every match, with what stands around it, has at least one; `DIGIT` is any digit.
    """
    compiled = cache(lambda: re.compile(pattern, flags))
    return lambda say: PatternRule(name=say.__name__, say=say, pattern=compiled, needs=frozenset(needs))


def _begin(token: Token) -> int:
    return token.begin


def overlaps(tokens: tuple[Token, ...], begin: int, end: int) -> bool:
    """Whether one of the tokens, which are in order, has a character from `begin` up to `end`."""
    after = bisect_right(tokens, begin, key=_begin)
    return (after > 0 and tokens[after - 1].end > begin) or (after < len(tokens) and tokens[after].begin < end)
