"""Rules that split sentences that sentencex has left in one piece. A rule that is not certain changes nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from tts.regex import regex
from tts.text.segment.context import Boundaries, SentenceContext
from tts.text.segment.words import LETTERED

_MAX_CHARACTERS = 400  # in a sentence that is not split at semicolons
_MIN_CHARACTERS = 60  # in each part of a sentence that is split

_ENCLOSED = regex(
    r"“[^“”]+”|«[^«»]+»|„[^„“”]+[“”]|»[^»«]+«|\([^()]+\)|(?<![^\s(\[—–])\"[^\"]+\"(?![^\s.,;:!?)\]—–…])",
    needs=("“", "«", "„", "»", "(", '"'),
)
_STOPS = tuple(".,!?…")
_WORD = regex(r"\w[\w’'-]*")


def split_quotations(context: SentenceContext, boundaries: Boundaries) -> Boundaries:
    """Split a quotation or bracket between its sentences: “We saw it. | It was huge,” she said.

    Do not split a quotation unless a stop or comma ends it, because it is part of a sentence. Do not split off very
    short sentences.
    """
    added = set()
    for match in _ENCLOSED.finditer(context.text):
        begin, end = match.start() + 1, match.end() - 1
        inner, after = context.text[begin:end], context.text[end + 1 : end + 2]
        is_bracket = match[0][0] == "("
        if not is_bracket and not inner.rstrip().endswith(_STOPS) and after not in _STOPS:
            continue
        min_words = 4 if is_bracket else 2
        edges = [0, *sorted(context.split(inner)), len(inner)]
        for before, offset, until in zip(edges, edges[1:], edges[2:], strict=False):
            words = min(len(_WORD.findall(part)) for part in (inner[before:offset], inner[offset:until]))
            if words >= min_words and context.is_capital(begin + offset):
                added.add(begin + offset)
    return boundaries | added


_BRACKET = regex(r"(?<!\S)\([^()]*[.!?…][”\"’']?\)\s+(?=[^\W\d_])", needs="(")


def split_after_brackets(context: SentenceContext, boundaries: Boundaries) -> Boundaries:
    """Split after brackets around a whole sentence: (They are long.) | Then code."""
    return boundaries | {
        match.end()
        for match in _BRACKET.finditer(context.text)
        if context.is_capital(match.end())
        and (context.is_start(match.start(), boundaries) or context.is_starter(match.end()))
    }


_STOP = regex(r"[.!?…][”\"’']?\s+(?=[A-Z“])")
_SURE = regex(rf"(?:\w\.[a-z]{{2,}}|\b(?i:{LETTERED})\s[A-Z])\.\s+\Z")
_LIKELY = regex(r"(?:(?:\betc|\w\w\d|\d\w|\s[a-hj-z])\.|[”\"’'])\s+\Z")


def split_false_abbreviations(context: SentenceContext, boundaries: Boundaries) -> Boundaries:
    """Split after words that only look like an abbreviation: docs.rs. | It is; plan B. | Nobody; into c. | That is."""
    if context.language != "en":
        return boundaries
    offsets = {match.end() for match in _STOP.finditer(context.text)} - boundaries
    return boundaries | {
        offset
        for offset in offsets
        if _SURE.search(context.before(offset))
        or (_LIKELY.search(context.before(offset)) and context.is_starter(offset))
    }


_ELLIPSIS = regex(r"\w\w…[”\"’»]?\s+(?=[“\"«]?[^\W\d_]\w)", needs="…")
_FOUR_DOTS = regex(r"(?<=\w)\.(\s)\.\s\.\s\.\s(?=[A-Z])", needs=".")


def split_ellipses(context: SentenceContext, boundaries: Boundaries) -> Boundaries:
    """Split after an ellipsis before a capital, as after three dots: He waited… | Then he left.

    The first of four dots with spaces between them is a full stop if it follows a word. The other dots belong to the
    next sentence, where words were left out.
    """
    ends = (match.end() for match in _ELLIPSIS.finditer(context.text))
    dots = list(_FOUR_DOTS.finditer(context.text))
    kept = boundaries.union(filter(context.is_capital, ends)).difference(match.end() for match in dots)
    return kept.union(match.end(1) for match in dots)


_SERIES: tuple[tuple[re.Pattern[str], Callable[[str, str], bool]], ...] = (
    (
        regex(r"(?<!\S)(\d{1,2})\.\s+(?=[^\W\d_]|[“\"(])", re.ASCII),
        lambda last, label: int(label) == int(last) + 1,
    ),
    (regex(r"(?<!\S)\(?(\d{1,2})\.?\)\s+(?=\S)", re.ASCII), lambda last, label: int(label) == int(last) + 1),
    (regex(r"(?<!\S)\(?([a-z])[.)]\s+(?=[A-Z])"), lambda last, label: ord(label) == ord(last) + 1),
    (regex(r"(?<!\S)([•⁃◦▪‣●])\s?(?=\S)", needs=("•", "⁃", "◦", "▪", "‣", "●")), str.__eq__),
)
"""Labels of items, and whether a label continues the series after the last one."""


def split_lists(context: SentenceContext, boundaries: Boundaries) -> Boundaries:
    """Split a list within a paragraph before its numbers, letters or bullets: 1. The first | 2. The second."""
    for pattern, is_next in _SERIES:
        items: list[re.Match[str]] = []
        for match in pattern.finditer(context.text):
            if is_next(items[-1][1], match[1]) if items else context.is_start(match.start(), boundaries):
                items.append(match)
        if len(items) > 1:
            boundaries = boundaries.difference(item.end() for item in items).union(item.start() for item in items)
    return boundaries


_SEMICOLON = regex(r";\s+")


def split_long_sentences(context: SentenceContext, boundaries: Boundaries) -> Boundaries:
    """Split a sentence of more than 400 characters at semicolons, where a voice pauses as long as after a sentence."""
    edges = [0, *sorted(boundaries), len(context.text)]
    return boundaries.union(*(_halve(context.text, begin, end) for begin, end in pairwise(edges)))


def _halve(text: str, begin: int, end: int) -> Iterator[int]:
    """Yield the semicolon nearest to the middle of a long sentence, and those of its halves if they are long."""
    if end - begin <= _MAX_CHARACTERS:
        return
    offsets = (match.end() for match in _SEMICOLON.finditer(text, begin, end))
    possible = (offset for offset in offsets if min(offset - begin, end - offset) >= _MIN_CHARACTERS)
    middle = min(possible, key=lambda offset: abs(2 * offset - begin - end), default=None)
    if middle is not None:
        yield from (*_halve(text, begin, middle), middle, *_halve(text, middle, end))
