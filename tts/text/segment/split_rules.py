"""Sentences that sentencex leaves in one piece, and where they are cut. A repair is sure, or does nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from tts.text.segment.context import Boundaries, SentenceContext
from tts.text.segment.words import LETTERED

_LONGEST = 400
_SHORTEST = 60

_ENCLOSED = re.compile(
    r"“[^“”]+”|«[^«»]+»|„[^„“”]+[“”]|»[^»«]+«|\([^()]+\)|(?<![^\s(\[—–])\"[^\"]+\"(?![^\s.,;:!?)\]—–…])"
)
_ENDS = tuple(".,!?…")
_WORD = re.compile(r"\w[\w’'-]*")


def quotations(context: SentenceContext, boundaries: Boundaries) -> Boundaries:
    """A quotation or bracket of several sentences is cut between them: “We saw it. | It was huge,” she said.

    Not if it is a part of a sentence, which no stop or comma ends, nor into sentences of a word or two.
    """
    return boundaries.union(*(_inside(context, found) for found in _ENCLOSED.finditer(context.text)))


def _inside(context: SentenceContext, found: re.Match[str]) -> Iterator[int]:
    begin, end = found.start() + 1, found.end() - 1
    inner, after = context.text[begin:end], context.text[end + 1 : end + 2]
    is_bracket = found[0][0] == "("
    if not is_bracket and not inner.rstrip().endswith(_ENDS) and after not in _ENDS:
        return
    edges = [0, *sorted(context.split(inner)), len(inner)]
    fewest = 4 if is_bracket else 2
    for before, at, until in zip(edges, edges[1:], edges[2:], strict=False):
        if context.is_capital(begin + at) and min(_count(inner[before:at]), _count(inner[at:until])) >= fewest:
            yield begin + at


def _count(text: str) -> int:
    return len(_WORD.findall(text))


_BRACKET = re.compile(r"(?<!\S)\([^()]*[.!?…][”\"’']?\)\s+(?=[^\W\d_])")


def brackets(context: SentenceContext, boundaries: Boundaries) -> Boundaries:
    """Brackets around a sentence end with it: (They are long.) | Then code."""
    return boundaries | {
        found.end()
        for found in _BRACKET.finditer(context.text)
        if context.is_capital(found.end())
        and (context.is_start(found.start(), boundaries) or context.is_starter(found.end()))
    }


_STOP = re.compile(r"[.!?…][”\"’']?\s+(?=[A-Z“])")
_SURE = re.compile(rf"(?:\w\.[a-z]{{2,}}|\b(?i:{LETTERED})\s[A-Z])\.\s+\Z")
_LIKELY = re.compile(r"(?:(?:\betc|\w\w\d|\d\w|\s[a-hj-z])\.|[”\"’'])\s+\Z")


def stops(context: SentenceContext, boundaries: Boundaries) -> Boundaries:
    """What only looks like an abbreviation ends a sentence: docs.rs. | It is; plan B. | Nobody; into c. | That is."""
    if context.language != "en":
        return boundaries
    places = {found.end() for found in _STOP.finditer(context.text)} - boundaries
    return boundaries.union(at for at in places if _is_stop(context, at))


def _is_stop(context: SentenceContext, at: int) -> bool:
    before = context.before(at)
    return bool(_SURE.search(before) or (_LIKELY.search(before) and context.is_starter(at)))


_ELLIPSIS = re.compile(r"\w\w…[”\"’»]?\s+(?=[“\"«]?[^\W\d_]\w)")
_FOUR_DOTS = re.compile(r"(?<=\w)\.(\s)\.\s\.\s\.\s(?=[A-Z])")


def ellipses(context: SentenceContext, boundaries: Boundaries) -> Boundaries:
    """An ellipsis ends a sentence before a capital, as three dots do: He waited… | Then he left.

    Of four dots with spaces between them the first is a full stop, if it stands at a word; the others go with what
    follows, where words were left out.
    """
    ended = (found.end() for found in _ELLIPSIS.finditer(context.text))
    dots = list(_FOUR_DOTS.finditer(context.text))
    kept = boundaries.union(filter(context.is_capital, ended)).difference(found.end() for found in dots)
    return kept.union(found.end(1) for found in dots)


def _is_next_number(one: str, other: str) -> bool:
    return int(other) == int(one) + 1


def _is_next_letter(one: str, other: str) -> bool:
    return ord(other) == ord(one) + 1


_SERIES: tuple[tuple[re.Pattern[str], Callable[[str, str], bool]], ...] = (
    (re.compile(r"(?<!\S)(\d{1,2})\.\s+(?=[^\W\d_]|[“\"(])", re.ASCII), _is_next_number),
    (re.compile(r"(?<!\S)\(?(\d{1,2})\.?\)\s+(?=\S)", re.ASCII), _is_next_number),
    (re.compile(r"(?<!\S)\(?([a-z])[.)]\s+(?=[A-Z])"), _is_next_letter),
    (re.compile(r"(?<!\S)([•⁃◦▪‣●])\s?(?=\S)"), str.__eq__),
)


def lists(context: SentenceContext, boundaries: Boundaries) -> Boundaries:
    """A list that runs on is cut before its numbers, letters or signs: 1. The first | 2. The second."""
    for pattern, is_next in _SERIES:
        items: list[re.Match[str]] = []
        for found in pattern.finditer(context.text):
            if is_next(items[-1][1], found[1]) if items else context.is_start(found.start(), boundaries):
                items.append(found)
        if len(items) > 1:
            boundaries = boundaries.difference(one.end() for one in items).union(one.start() for one in items)
    return boundaries


_SEMICOLON = re.compile(r";\s+")


def long_sentences(context: SentenceContext, boundaries: Boundaries) -> Boundaries:
    """A sentence of more than 400 characters is cut at semicolons, where a voice rests as long as after a sentence."""
    edges = [0, *sorted(boundaries), len(context.text)]
    return boundaries.union(*(_halved(context.text, begin, end) for begin, end in pairwise(edges)))


def _halved(text: str, begin: int, end: int) -> Iterator[int]:
    if end - begin <= _LONGEST:
        return
    places = (found.end() for found in _SEMICOLON.finditer(text, begin, end))
    places = (at for at in places if min(at - begin, end - at) >= _SHORTEST)
    middle = min(places, key=lambda at: abs(2 * at - begin - end), default=None)
    if middle is not None:
        yield from (*_halved(text, begin, middle), middle, *_halved(text, middle, end))
