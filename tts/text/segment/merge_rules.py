"""Where sentencex boundaries though no sentence ends, and what is joined again. A repair is sure, or does nothing."""

from __future__ import annotations

import re

from tts.text.segment.context import Boundaries, SentenceContext
from tts.text.segment.words import LAST_BEFORE_CAPITALS, NEVER_LAST

_ABBREVIATION = re.compile(r"(?<!\w)([^\W\d_][\w.-]*)\.\s+\Z")


def abbreviations(context: SentenceContext, boundaries: Boundaries) -> Boundaries:
    """What stands before names never ends a sentence, other abbreviations only before capitals: M. Dupont; vol. 2."""
    never = NEVER_LAST.get(context.language, frozenset())
    seldom = LAST_BEFORE_CAPITALS.get(context.language, frozenset())

    def is_end(at: int) -> bool:
        found = _ABBREVIATION.search(context.before(at))
        if found is None:
            return True
        return context.is_starter(at) if found[1] in never else found[1] not in seldom or context.is_capital(at)

    return frozenset(filter(is_end, boundaries))


_NUMBER_ALONE = re.compile(r"[•⁃◦▪‣●*–-]?\s*\(?(\d{1,2}(\.\d{1,3})*|[^\W\d_]|[IVX]+|[ivx]+)[.)]+\s*")


def numbers_alone(context: SentenceContext, boundaries: Boundaries) -> Boundaries:
    """The number of an item or a heading goes with what follows: IV. The fall of Rome."""
    kept = set()
    begin = 0
    for at in sorted(boundaries):
        if not _NUMBER_ALONE.fullmatch(context.text, begin, at):
            kept.add(at)
            begin = at
    return frozenset(kept)


_TIME = re.compile(r"\b[ap]\.m\.\s+\Z")
_DAY_OR_ZONE = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:[ECMP][SD]?T|GMT|UTC|BST|Eastern|Pacific|Central)\b"
)


def times(context: SentenceContext, boundaries: Boundaries) -> Boundaries:
    """A day or zone goes with its time: at 5 p.m. Tuesday; at 9 a.m. EST."""
    return frozenset(
        at for at in boundaries if not (_TIME.search(context.before(at)) and _DAY_OR_ZONE.match(context.text, at))
    )


_CALL = re.compile(r"[!?]\s+\Z")
_SMALL_WORD = re.compile(r"(?![^\s]*[A-ZА-ЯІЇЄҐÀ-ÖØ-Þ])[^\W\d_]+(?![\w.:-]*[\w(])")


def small_letters(context: SentenceContext, boundaries: Boundaries) -> Boundaries:
    """After a question or call a plain word in small letters goes on: the dbg! macro; Oh! what a day."""
    return frozenset(
        at for at in boundaries if not (_CALL.search(context.before(at)) and _SMALL_WORD.match(context.text, at))
    )


_ORDINAL = re.compile(r"\b(?:[Dd](?:er|ie|as|em|en|es)|[Ii]m|[Aa]m|[Zz]u[mr]|[Vv]om|[Bb]eim)\s\d{1,2}\.\s+\Z")


def ordinals(context: SentenceContext, boundaries: Boundaries) -> Boundaries:
    """In German a number with a full stop is an ordinal after an article: der 2. Weltkrieg, im 19. Jahrhundert."""
    if context.language != "de":
        return boundaries
    return frozenset(at for at in boundaries if context.is_starter(at) or not _ORDINAL.search(context.before(at)))
