"""TEXT -> SENTENCES. The only importer of sentencex."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise

from sentencex import segment as split

from tts.model import Mark
from tts.regex import regex
from tts.text.languages.tags import primary_subtag
from tts.text.segment.context import Boundaries, SentenceContext
from tts.text.segment.lines import split_lines
from tts.text.segment.merge_rules import (
    merge_abbreviations,
    merge_before_small_words,
    merge_numbers,
    merge_ordinals,
    merge_small_letters,
    merge_times,
)
from tts.text.segment.passages import Span, find_language, marks_by_span, split_passages
from tts.text.segment.split_rules import (
    split_after_brackets,
    split_ellipses,
    split_false_abbreviations,
    split_lists,
    split_long_sentences,
    split_quotations,
)

RULES: tuple[Callable[[SentenceContext, Boundaries], Boundaries], ...] = (
    split_quotations,
    split_after_brackets,
    split_false_abbreviations,
    split_ellipses,
    split_lists,
    merge_abbreviations,
    merge_before_small_words,
    merge_numbers,
    merge_times,
    merge_small_letters,
    merge_ordinals,
    split_long_sentences,
)
"""Corrections of sentencex, in this order: a later rule can merge what an earlier rule split."""

_DECADE = regex(r"‘(?=\d\d)")  # ‘70s: sentencex reads it as the beginning of a quotation
_MAX_CHARACTERS = 10_000  # passed to sentencex at once, which is slow to find the ends of many quotations
_SPACE = regex(r"\s*")


def split_sentences(text: str, marks: tuple[Mark, ...], language: str) -> Iterator[Span]:
    """Yield the sentences and lines of `text` with their languages, without the white space between them.

    A piece without a letter or digit is merged with its neighbour. `language` (BCP 47) is for text without a language
    mark.
    """
    spans = []
    for begin, end, passage_language in split_passages(text, marks, language):
        for first, last in split_lines(text, begin, end):
            line = text[first:last].replace("\n", " ")
            boundaries = _find_boundaries(line, primary_subtag(passage_language))
            edges = (first, *(first + offset for offset in sorted(boundaries)), last)
            spans += [(*edge, passage_language) for edge in pairwise(edges)]
    sentences = []
    for begin, end, span_language in _merge_wordless(text, spans):
        piece = text[begin:end]
        sentences.append((begin + len(piece) - len(piece.lstrip()), begin + len(piece.rstrip()), span_language))
    for (begin, end, span_language), span_marks in zip(sentences, marks_by_span(marks, sentences), strict=True):
        yield begin, end, find_language(text, span_marks, begin, end, span_language)


def has_words(text: str) -> bool:
    """Return whether `text` has a letter or digit."""
    return any(map(str.isalnum, text))


def _merge_wordless(text: str, spans: list[Span]) -> Iterator[Span]:
    """Yield the spans; merge those without a letter or digit into the one before, or else into the one after."""
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


def _find_boundaries(text: str, language: str) -> Boundaries:
    """Return the offsets where sentences begin in `text`, as found by sentencex and corrected by `RULES`."""
    context = SentenceContext(text=text, language=language, split=partial(_split_by_sentencex, language=language))
    boundaries = context.split(text)
    for rule in RULES:
        boundaries = rule(context, boundaries)
    return boundaries - {0, len(text)}


def _split_by_sentencex(text: str, language: str) -> Boundaries:
    """Return the offsets where sentencex begins sentences, after white space and never inside a word."""
    boundaries = set()
    begin = 0
    while begin < len(text):
        stretch = _DECADE.sub("’", text[begin : begin + _MAX_CHARACTERS])
        is_last = begin + len(stretch) == len(text)
        pieces = list(split(language, stretch))
        for piece in pieces[:-1] or pieces:  # the last piece may continue in the next stretch
            begin += len(piece)
            space = _SPACE.match(text, begin)
            offset = space.end() if space else begin
            before, after = text[offset - 1 : offset], text[offset : offset + 1]
            # No space, and no full stop of a script without spaces: sentencex has split a word
            is_in_word = before.isascii() and not before.isspace() and not after.isspace()
            if 0 < offset < len(text) and not is_in_word:
                boundaries.add(offset)
        if is_last:
            break
    return frozenset(boundaries)
