"""Rules that merge pieces of a sentence that sentencex has split. A rule that is not certain changes nothing."""

from __future__ import annotations

from tts.regex import regex
from tts.text.segment.context import Boundaries, SentenceContext
from tts.text.segment.words import LAST_BEFORE_CAPITALS, NEVER_LAST

_ABBREVIATION = regex(r"(?<!\w)([^\W\d_][\w.-]*)\.\s+\Z")


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


_NUMBER_ALONE = regex(r"[•⁃◦▪‣●*–-]?\s*\(?(\d{1,2}(\.\d{1,3})*|[^\W\d_]|[IVX]+|[ivx]+)[.)]+\s*")


def merge_numbers(context: SentenceContext, boundaries: Boundaries) -> Boundaries:
    """Merge the number of an item or a heading with the text after it: IV. The fall of Rome."""
    kept = set()
    begin = 0
    for offset in sorted(boundaries):
        if not _NUMBER_ALONE.fullmatch(context.text, begin, offset):
            kept.add(offset)
            begin = offset
    return frozenset(kept)


_TIME = regex(r"\b[ap]\.m\.\s+\Z")
_DAY_OR_ZONE = regex(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:[ECMP][SD]?T|GMT|UTC|BST|Eastern|Pacific|Central)\b"
    r"|(?:Jan|Feb|March|Mar|April|Apr|May|June|Jun|July|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d"
    r"|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\."
)


def merge_times(context: SentenceContext, boundaries: Boundaries) -> Boundaries:
    """Merge a time with its day, date or zone: at 5 p.m. Tuesday; at 9 a.m. EST; at 9 p.m. Oct. 4."""
    return boundaries - {
        offset
        for offset in boundaries
        if _TIME.search(context.before(offset)) and _DAY_OR_ZONE.match(context.text, offset)
    }


_EXCLAMATION = regex(r"[!?]\s+\Z")
_SMALL_WORD = regex(r"(?![^\s]*[A-ZА-ЯІЇЄҐÀ-ÖØ-Þ])[^\W\d_]+(?![\w.:-]*[\w(])")


def merge_small_letters(context: SentenceContext, boundaries: Boundaries) -> Boundaries:
    """Merge after `!` or `?` before a plain word in lower case: the dbg! macro; Oh! what a day."""
    return boundaries - {
        offset
        for offset in boundaries
        if _EXCLAMATION.search(context.before(offset)) and _SMALL_WORD.match(context.text, offset)
    }


_FIRST_OR_THIRD = regex(r"\d(?:er|ro|do|to|ra|da|ta|o|a)\.\s+\Z")
_STOP = regex(r"[^\W_]\.\)?,?\s+\Z")


def merge_before_small_words(context: SentenceContext, boundaries: Boundaries) -> Boundaries:
    """Merge after a full stop before a word in lower case: el Ayto. recuerda; a las 9 a. m. y después; la 1ra. vez.

    Spanish writers put a full stop behind many short forms that no list has, and begin no sentence with a small letter.
    """
    if context.language != "es":
        return boundaries
    return boundaries - {
        offset
        for offset in boundaries
        if (_STOP.search(context.before(offset)) and _SMALL_WORD.match(context.text, offset))
        or (_FIRST_OR_THIRD.search(context.before(offset)) and not context.is_starter(offset))
    }


_ORDINAL = regex(
    r"\b(?:[Dd](?:er|ie|as|em|en|es)|[Ii]m|[Aa]m|[Zz]u[mr]|[Vv]om|[Bb]eim|(?:[MmDdSsKk]?ein|[Ii]hr"
    r"|[Uu]nser)(?:e[mnrs]?)?"
    r"|(?:[Jj]ed|[Dd]ies)e[mnrs]?)\s(?:\d{1,3}\.(?:,|\s(?:und|oder|bis|sowie))\s){0,3}\d{1,3}\.\s+\Z"
)
_AFTER_ORDINAL = regex(
    r"(?:[A-ZÄÖÜ]\w*-)?(?:[A-ZÄÖÜ]?\w*(?:[Jj]ahrhunderts?|[Ss]pieltags?|[Ss]infonie|[Bb]undesliga|[Ll]iga"
    r"|[Rr]unde|[Ww]eltkriegs?"
    r"|[Mm]inute|[Hh]albjahrs?|[Qq]uartals?|[Aa]uflage|[Ee]tappe|[Ww]ahlgang|[Ll]esung|[Kk]lasse|[Gg]rades|[Oo]rdnung|[Gg]eburtstags?|[Jj]ahrestags?)|OG"
    r"|UG|FC|FSV|Jhd?s?|Aufl|Hj|Vors|Kl|(?:Jan|Febr?|Mär|Apr|Jun|Jul|Aug|Sept?|Okt|Nov|Dez)(?=\.)|Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\b"
)
_ORDINALS = regex(r"\b\d{1,3}\.,?\s(?:und|u\.|oder|bis|sowie)\s\d{1,3}\.\s+\Z|\bTabellen-\d{1,2}\.\s+\Z")
_NUMBER_BEFORE = regex(r"\b\d{1,3}\.\s+\Z")


def merge_ordinals(context: SentenceContext, boundaries: Boundaries) -> Boundaries:
    """Merge a German ordinal with its noun: der 2. Weltkrieg, seinen 4. Titel, im 18. und 19. Jahrhundert, 2. Runde."""
    if context.language != "de":
        return boundaries
    return frozenset(
        offset
        for offset in boundaries
        if not (
            (_NUMBER_BEFORE.search(context.before(offset)) and _AFTER_ORDINAL.match(context.text, offset))
            or (_NUMBER_BEFORE.search(context.before(offset)) and context.text[offset].islower())
            or (_ORDINALS.search(context.before(offset)) and not context.is_starter(offset))
            or (_ORDINAL.search(context.before(offset)) and not context.is_starter(offset))
        )
    )
