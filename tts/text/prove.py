"""Article and Sections -> proof that every word is heard once, in order, or is named as skipped with its reason."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from unicodedata import normalize

from tts.errors import LostWordsError
from tts.model import Article, Block, Section, Skipped

_NO_LETTERS = "has no letter or digit to say"
_SHOWN_WORDS = 12


def prove(article: Article, sections: tuple[Section, ...]) -> tuple[Skipped, ...]:
    """All that is not heard of `article`: what its reader left out, and what `sections` hold without an utterance.

    Raises:
        LostWordsError: words of the source are in no utterance and not skipped, are heard more often than they stand
            there, or stand in another order within a part (opening, key points, body, captions) or a note than in the
            source.
    """
    skipped = (*article.skipped, *_unheard(sections))
    source = [*_head_words(article), *_words(article.prose)]
    _compare(article, Counter(source), sections, skipped)
    places = _places(source)
    heard_up_to = dict.fromkeys((section.role for section in sections), 0)
    for section in sections:
        heard_up_to[section.role] = _check_order(article, places, section, heard_up_to[section.role])
    return skipped


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", normalize("NFC", text))


def _unheard(sections: Iterable[Section]) -> Iterator[Skipped]:
    """What is skipped on purpose, and what nobody can say; anything else without an utterance is lost.

    What stands together in a block and has one reason is one entry: all cells of a table.
    """
    for block in (block for section in sections for block in section.blocks):
        silent = ((leaf, *_silence(leaf)) for leaf in block.leaves() if leaf.origin == "article")
        for reason, group in groupby(silent, key=itemgetter(2)):
            first, text, _ = next(group)
            if reason:
                yield Skipped(text=" ".join([text, *(more for _, more, _ in group)]), reason=reason, line=first.line)


def _silence(leaf: Block) -> tuple[str, str]:
    """What is not heard of a leaf, and why; of code that is read the lines without a letter or digit."""
    if leaf.skipped and not leaf.utterances:
        return leaf.text, leaf.skipped
    pieces = leaf.text.splitlines() if leaf.kind == "code" and leaf.utterances else [leaf.text]
    text = " ".join(piece.strip() for piece in pieces if piece.strip() and not any(map(str.isalnum, piece)))
    return text, _NO_LETTERS if text else ""


def _heard(blocks: Iterable[Block]) -> list[str]:
    """The words of the article in the utterances of `blocks` themselves, not of those below."""
    return [
        word
        for block in blocks
        for utterance in block.utterances
        if utterance.origin == "article"
        for word in _words(utterance.text)
    ]


def _head_words(article: Article) -> Iterator[str]:
    """What is heard of the article's head, which is not part of its prose."""
    if article.metadata.title_source == "head":
        yield from _words(article.metadata.title)
    yield from _words(" ".join(article.key_points))


def _compare(article: Article, source: Counter[str], sections: Iterable[Section], skipped: Iterable[Skipped]) -> None:
    accounted = Counter(_heard(one for section in sections for block in section.blocks for one in block.all()))
    for one in skipped:
        accounted.update(_words(one.text))
    if lost := source - accounted:
        raise _complaint(article, "would not be heard", lost)
    if added := accounted - source:
        raise _complaint(article, "would be heard though the source has no more of them", added)


def _places(source: Iterable[str]) -> Mapping[str, list[int]]:
    """Where each word stands, in order."""
    places: dict[str, list[int]] = defaultdict(list)
    for at, word in enumerate(source):
        places[word].append(at)
    return places


def _check_order(article: Article, places: Mapping[str, list[int]], section: Section, at: int) -> int:
    """How far the source is heard with `section`, if it was heard up to the word `at` before.

    Notes may stand anywhere in the source.
    """
    blocks = [block for block in section.blocks if block.kind != "announcement"]
    if section.role == "key-points" and article.key_points:
        blocks[:2] = reversed(blocks[:2])  # those of the head are heard under the text's heading
    own, *notes = _streams(blocks)
    for begin, words in ((at, own), *((0, words) for words in notes)):
        reached = begin
        for word in words:
            following = bisect_left(places[word], reached)
            if following == len(places[word]):
                raise _complaint(article, f"would be heard out of order in '{section.title}'", Counter([word]))
            reached = places[word][following] + 1
        at = reached if words is own else at
    return at


def _streams(blocks: Iterable[Block]) -> Iterator[list[str]]:
    """What is heard of `blocks` outside of notes, then of each note."""
    notes: list[Block] = []
    yield _heard(one for block in blocks for one in _outside(block, notes))
    for note in notes:  # grows by the notes in notes
        yield _heard((note, *(one for block in note.blocks for one in _outside(block, notes))))


def _outside(block: Block, notes: list[Block]) -> Iterator[Block]:
    """The block and all below it but for notes, which come into `notes`."""
    if block.kind == "note":
        notes.append(block)
        return
    yield block
    for below in block.blocks:
        yield from _outside(below, notes)


def _complaint(article: Article, what: str, words: Counter[str]) -> LostWordsError:
    listed = ", ".join(f"'{word}'" for word in list(words)[:_SHOWN_WORDS])
    more = f" and {len(words) - _SHOWN_WORDS} more" if len(words) > _SHOWN_WORDS else ""
    return LostWordsError(
        f"{listed}{more} {what}, so no package was written. "
        "This is a fault of Articast: please report it with the article.",
        path=article.path,
    )
