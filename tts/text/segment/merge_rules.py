"""Rules that merge pieces of a sentence that sentencex has split. A rule that is not certain changes nothing."""

from __future__ import annotations

import re

from tts.text.segment.context import Boundaries, SentenceContext
from tts.text.segment.words import LAST_BEFORE_CAPITALS, NEVER_LAST

_ABBREVIATION = re.compile(r"(?<!\w)([^\W\d_][\w.-]*)\.\s+\Z")


def merge_abbreviations(context: SentenceContext, boundaries: Boundaries) -> Boundaries:
    """Merge after a title, and after other abbreviations unless a capital follows: M. Dupont; vol. 2."""
    never = NEVER_LAST.get(context.language, frozenset())
    rarely = LAST_BEFORE_CAPITALS.get(context.language, frozenset())

    def is_boundary(offset: int) -> bool:
        """Return whether a sentence may begin at `offset`, by the abbreviation before it."""
        match = _ABBREVIATION.search(context.before(offset))
        if match is None:
            return True
        if match[1] in never:
            return context.is_starter(offset)
        return match[1] not in rarely or context.is_capital(offset)

    return frozenset(filter(is_boundary, boundaries))


_NUMBER_ALONE = re.compile(r"[•⁃◦▪‣●*–-]?\s*\(?(\d{1,2}(\.\d{1,3})*|[^\W\d_]|[IVX]+|[ivx]+)[.)]+\s*")


def merge_numbers(context: SentenceContext, boundaries: Boundaries) -> Boundaries:
    """Merge the number of an item or a heading with the text after it: IV. The fall of Rome."""
    kept = set()
    begin = 0
    for offset in sorted(boundaries):
        if not _NUMBER_ALONE.fullmatch(context.text, begin, offset):
            kept.add(offset)
            begin = offset
    return frozenset(kept)


_TIME = re.compile(r"\b[ap]\.m\.\s+\Z")
_DAY_OR_ZONE = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:[ECMP][SD]?T|GMT|UTC|BST|Eastern|Pacific|Central)\b"
)


def merge_times(context: SentenceContext, boundaries: Boundaries) -> Boundaries:
    """Merge a time with its day or zone: at 5 p.m. Tuesday; at 9 a.m. EST."""
    return boundaries - {
        offset
        for offset in boundaries
        if _TIME.search(context.before(offset)) and _DAY_OR_ZONE.match(context.text, offset)
    }


_EXCLAMATION = re.compile(r"[!?]\s+\Z")
_SMALL_WORD = re.compile(r"(?![^\s]*[A-ZА-ЯІЇЄҐÀ-ÖØ-Þ])[^\W\d_]+(?![\w.:-]*[\w(])")


def merge_small_letters(context: SentenceContext, boundaries: Boundaries) -> Boundaries:
    """Merge after `!` or `?` before a plain word in lower case: the dbg! macro; Oh! what a day."""
    return boundaries - {
        offset
        for offset in boundaries
        if _EXCLAMATION.search(context.before(offset)) and _SMALL_WORD.match(context.text, offset)
    }


_ORDINAL = re.compile(r"\b(?:[Dd](?:er|ie|as|em|en|es)|[Ii]m|[Aa]m|[Zz]u[mr]|[Vv]om|[Bb]eim)\s\d{1,2}\.\s+\Z")


def merge_ordinals(context: SentenceContext, boundaries: Boundaries) -> Boundaries:
    """Merge a German ordinal after an article with its noun: der 2. Weltkrieg, im 19. Jahrhundert."""
    if context.language != "de":
        return boundaries
    return frozenset(
        offset for offset in boundaries if context.is_starter(offset) or not _ORDINAL.search(context.before(offset))
    )
