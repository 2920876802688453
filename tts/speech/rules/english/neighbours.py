"""The words around a word, and whether they show that it is a noun or a verb."""

from __future__ import annotations

import re
from typing import Literal

from tts.noun import noun
from tts.regex import regex

_WORD = regex(r"[^\W_]+(?:['’.][^\W_]+)*['’]?|[^\w\s]")
_NEAR = 60  # characters, about one clause
EDGE = ""
"""Represents the beginning or the end of the text, or a mark of punctuation, where a word could be."""

Tag = Literal["noun", "verb"]


@noun
class Neighbours:
    """The words `before` (the nearest first) and `after` a word, in lower case; `EDGE` for what is no word."""

    before: tuple[str, str, str]
    after: tuple[str, str]
    is_name: bool
    """Whether the nearest word before begins with a capital, though it is not the first of the text."""

    @property
    def previous(self) -> str:
        """The nearest word before."""
        return self.before[0]

    @property
    def next(self) -> str:
        """The nearest word after."""
        return self.after[0]


def neighbours(match: re.Match[str]) -> Neighbours:
    """Return the words around the match."""
    begin, end = match.span()
    first = _WORD.findall(match.string[max(0, begin - _NEAR) : begin])[::-1]
    last = _WORD.findall(match.string[end : end + _NEAR])
    before = [_plain(word) for word in first[:3]] + [EDGE] * 3
    after = [_plain(word) for word in last[:2]] + [EDGE] * 2
    is_name = len(first) > 1 and first[0][0].isupper()
    return Neighbours(before=(before[0], before[1], before[2]), after=(after[0], after[1]), is_name=is_name)


def _plain(word: str) -> str:
    """Return a word in lower case with a straight apostrophe; `EDGE` for a mark."""
    return word.lower().replace("’", "'") if word[0].isalnum() else EDGE


def _set(words: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(words.split())


ARTICLES = _set("a an the this these those my your his its our their no any every each another such whose both")
"""Words after which there is a noun, perhaps behind an adjective."""
OBJECTS = ARTICLES | _set("her him them it us me you that all what how why whether some more their everything someone")
"""Words with which the object of a verb begins."""
MODALS = _set(
    "will would can could may might must shall should cannot can't won't don't doesn't didn't wouldn't couldn't"
    " shouldn't do does did let's let please 'll i'll we'll they'll he'll she'll it'll you'll i'd we'd they'd you'd"
)
SUBJECTS = _set("i you we they who people")
"""Pronouns before a verb without an ending."""
BE = _set(
    "is are was were be been being am isn't aren't wasn't weren't it's he's she's that's there's i'm we're they're"
)
HAVE = _set("have has had having haven't hasn't hadn't i've we've you've they've who've i'd he'd she'd we'd they'd")
PREPOSITIONS = _set(
    "of in for with by on at from under into about without against between over after before during through despite"
    " via per within amid across upon behind beyond"
)
ADVERBS = _set(
    "not never always also still often usually already just ever now then only really regularly actively openly"
    " largely recently reportedly currently quickly publicly simply both"
)
_NOUN_TO = _set(
    "due according thanks response addition opposed related contrary prior access return up owing respect damage"
    " threat threats led leads similar equal pursuant relating linked attributed close next from add adds added"
)
_AFTER_NOUN = _set("of is was are were has had will would remains remained")
_ADJECTIVE = regex(r".{2,}(?:al|ic|ous|ive|ful|less|ary|able|ible|ese|ish)")
_THINGS = _set(
    "drug gun land energy water oil gas power data trade world child state alcohol substance video web user police"
    " army key court school building work travel parking planning research car space book film music rail road air sea"
)
_ADJECTIVES = _THINGS | _set(
    "new old big major main first second third last next former recent good best bad worst public private early late"
    " high low long short large small great free fresh full own human prime double online safe heavy light single"
    " joint fair wide wild two three four five six seven eight nine ten many most several few other more less criminal"
)
_AGENTS = regex(r".{3,}(?:ers|ors|ists|ysts|ians|ants|ents|ials|anies|tries|firms)")
"""Nouns for persons and the like who do something."""
_PLURALS = _set("people police men women children critics others both many some those")
_HELPED = _set("him them us me it you her people")
_HELPERS = _set("help helps helped helping let lets make makes made see saw watch watched hear heard")
_TAKES_NOUN = _set(
    "make makes made making take takes took taking set sets setting broke break breaks breaking gave give gives have"
    " has had having get got signed sign won win held hold including include includes via without sexual called"
)


def is_plural(word: str) -> bool:
    """Return whether a word looks like a noun in the plural."""
    return word in _PLURALS or (
        len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s", "ous"))
    )


def is_to_verb(words: Neighbours) -> bool:
    """Return whether the words before, perhaps with an adverb between, are followed by a verb without an ending."""
    previous, second, third = words.before
    if previous in ADVERBS and second not in (*BE, EDGE):
        previous, second = second, third
    if previous == "to":
        return second not in _NOUN_TO
    if previous in MODALS or (previous in _HELPED and second in _HELPERS):
        return True
    return previous in ("i", "you", "we", "they", "he", "she", "it", "people") and second in MODALS


def tag(words: Neighbours) -> Tag | None:
    """Return whether a word without an ending is a noun (or an adjective) or a verb; None if that is not certain."""
    previous, second, _ = words.before
    has_object = words.next in OBJECTS
    if is_to_verb(words) or (previous in SUBJECTS and words.next != "of"):
        return "verb"
    if previous == EDGE and has_object and words.next != "that":
        return "verb"
    if words.next == "of" or previous in ARTICLES or previous in PREPOSITIONS or previous.endswith(("'s", "s'")):
        return "noun"
    if previous in BE or (previous in ADVERBS and second in BE):
        return "noun"
    if has_object and (is_plural(previous) or previous in ("and", "or", "but", "then", *ADVERBS)):
        return "verb"
    if _AGENTS.fullmatch(previous) and words.next not in (*_AFTER_NOUN, EDGE, "and", "or", "in", "at", "for", "on"):
        return "verb"
    if (
        _is_adjective(previous) or previous in _TAKES_NOUN or previous.isdecimal() or previous == "her"
    ) and not has_object:
        return "noun"
    if words.next in _AFTER_NOUN and not is_plural(previous):
        return "noun"
    return None


def _is_adjective(word: str) -> bool:
    """Return whether a word looks like an adjective, or often is one before a noun."""
    return word in _ADJECTIVES or _ADJECTIVE.fullmatch(word) is not None


_PARTICLES = _set("in on up out off over through")
"""Words that may end a verb, as in "to weigh in"."""


def tag_with_s(words: Neighbours) -> Tag | None:
    """Return whether a word with the ending `s` is a noun in the plural or a verb; None if that is not certain."""
    previous, second, _ = words.before
    if previous in ("he", "she", "it", "who", "which"):
        return "verb"
    has_object = words.next in OBJECTS - {"that"}
    if has_object and second in ARTICLES and previous not in PREPOSITIONS and not is_plural(previous):
        return "verb"
    if has_object and previous in PREPOSITIONS:
        return None  # weigh in presents a problem
    if has_object and previous in _PARTICLES and second != EDGE:
        return None  # to weigh in presents a problem
    is_last = words.next in (EDGE, "of", "and", "or", "for", "to", "in", "at", "on")
    is_modified = (
        (_is_adjective(previous) and (previous not in _THINGS or is_last))
        or previous in ARTICLES
        or previous in PREPOSITIONS
    )
    if is_modified or previous.endswith(("'s", "s'")) or previous.isdecimal() or words.next in ("of", "are", "were"):
        return "noun"
    return "verb" if has_object and previous and not is_plural(previous) and second == EDGE else None
