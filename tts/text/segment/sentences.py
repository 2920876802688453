"""Where the sentences of a text are. The only importer of sentencex."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise

from sentencex import segment as split

from tts.model import Mark
from tts.text.segment.context import Boundaries, SentenceContext
from tts.text.segment.merge_rules import abbreviations, numbers_alone, ordinals, small_letters, times
from tts.text.segment.passages import Span, find_language, marks_by_span, passages
from tts.text.segment.split_rules import brackets, ellipses, lists, long_sentences, quotations, stops

REPAIRS: tuple[Callable[[SentenceContext, Boundaries], Boundaries], ...] = (
    quotations,
    brackets,
    stops,
    ellipses,
    lists,
    abbreviations,
    numbers_alone,
    times,
    small_letters,
    ordinals,
    long_sentences,
)
"""What sentencex gets wrong, put right, in this order; what one of them boundaries a later one may join again."""

_DECADE = re.compile(r"‘(?=\d\d)")  # ‘70s: taken for the beginning of a quotation
_MOST_CHARACTERS = 10_000  # that sentencex is given at once: it takes long to look for the ends of many quotations
_SPACE = re.compile(r"\s*")


def sentences(text: str, marks: tuple[Mark, ...], language: str) -> Iterator[Span]:
    """The sentences of `text` with their languages (BCP 47), without the white space between them.

    What has no letter or digit goes with its neighbour. `language` is that of the text where no mark says otherwise.
    """
    spans = []
    for begin, end, own in passages(text, marks, language):
        edges = (begin, *(begin + at for at in sorted(_cuts(text[begin:end], own))), end)
        spans += [(one, other, own) for one, other in pairwise(edges)]
    spans = [_stripped(text, span) for span in _with_words(text, spans)]
    for (begin, end, own), reaching in zip(spans, marks_by_span(marks, spans), strict=True):
        yield begin, end, find_language(text, reaching, begin, end, own)


def _stripped(text: str, span: Span) -> Span:
    begin, end, language = span
    piece = text[begin:end]
    return begin + len(piece) - len(piece.lstrip()), begin + len(piece.rstrip()), language


def has_words(text: str) -> bool:
    """Whether there is a letter or digit in it."""
    return any(map(str.isalnum, text))


def _with_words(text: str, spans: list[Span]) -> Iterator[Span]:
    """The same, but that a span without a letter or digit is a part of the one before it, or of the one after it."""
    waiting: list[Span] = []
    for begin, end, language in spans:
        if waiting and not has_words(text[begin:end]):
            waiting = [(waiting[0][0], end, waiting[0][2])]
        elif waiting and not has_words(text[waiting[0][0] : waiting[0][1]]):
            waiting = [(waiting[0][0], end, language)]
        else:
            yield from waiting
            waiting = [(begin, end, language)]
    yield from waiting


def _cuts(text: str, language: str) -> Boundaries:
    primary = language.split("-")[0].lower()
    context = SentenceContext(text=text, language=primary, split=partial(_split, language=primary))
    boundaries = context.split(text)
    for repair in REPAIRS:
        boundaries = repair(context, boundaries)
    return boundaries - {0, len(text)}


def _split(text: str, language: str) -> Boundaries:
    """Where sentencex boundaries, behind the white space that follows a sentence, but never inside a word."""
    ends: list[int] = []
    begin = 0
    while begin < len(text):
        stretch = _DECADE.sub("’", text[begin : begin + _MOST_CHARACTERS])
        is_last = begin + len(stretch) == len(text)
        pieces = list(split(language, stretch))
        for piece in pieces[:-1] or pieces:  # the last one may go on in the next stretch
            begin += len(piece)
            ends.append(begin)
        if is_last:
            break
    places = {_after_space(text, end) for end in ends}
    return frozenset(at for at in places if 0 < at < len(text) and not _is_inside_a_word(text, at))


def _after_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _is_inside_a_word(text: str, at: int) -> bool:
    """Whether no space and no full stop of a script without spaces parts the characters before and after `at`."""
    before = text[at - 1]
    return before.isascii() and not before.isspace() and not text[at].isspace()
