"""Article and Sections -> proof that every word is heard once, in order, or is named as skipped with its reason."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from unicodedata import normalize

from tts.errors import LostWordsError
from tts.model import Article, Block, Section, Skipped

_REASONS = {"code": "code is announced, not read"}
_NO_LETTERS = "has no letter or digit to say"
_SHOWN_WORDS = 12


def prove(article: Article, sections: tuple[Section, ...]) -> tuple[Skipped, ...]:
    """All that is not heard of `article`: what its reader left out, and what `sections` hold without an utterance.

    Raises:
        LostWordsError: words of the source are in no utterance and not skipped, are heard more often than they stand
            there, or stand in another order within a part (opening, key points, body, notes, captions) than in the
            source.
    """
    skipped = (*article.skipped, *_unheard(sections))
    source = [*_head_words(article), *_words(article.prose)]
    _compare(article, Counter(source), sections, skipped)
    rest = {_part(section): iter(source) for section in sections}
    for section in sections:
        _check_order(article, rest[_part(section)], section)
    return skipped


def _part(section: Section) -> str:
    """What has an order of its own; notes may stand anywhere in the source."""
    return "notes" if section.id == "notes" else section.role


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", normalize("NFC", text))


def _unheard(sections: Iterable[Section]) -> Iterator[Skipped]:
    for section in sections:
        for block in section.blocks:
            for leaf in block.leaves():
                if not leaf.utterances and leaf.origin == "article":
                    yield Skipped(text=leaf.text, reason=_REASONS.get(leaf.kind, _NO_LETTERS), line=leaf.line)


def _heard(block: Block) -> Iterator[str]:
    for utterance in block.utterances:
        if utterance.origin == "article":
            yield from _words(utterance.text)
    for below in block.blocks:
        yield from _heard(below)


def _head_words(article: Article) -> Iterator[str]:
    """What is heard of the article's head, which is not part of its prose."""
    if article.metadata.title_source == "head":
        yield from _words(article.metadata.title)
    yield from _words(" ".join(article.key_points))


def _compare(article: Article, source: Counter[str], sections: Iterable[Section], skipped: Iterable[Skipped]) -> None:
    accounted = Counter(word for section in sections for block in section.blocks for word in _heard(block))
    for one in skipped:
        accounted.update(_words(one.text))
    if lost := source - accounted:
        raise _complaint(article, "would not be heard", lost)
    if added := accounted - source:
        raise _complaint(article, "would be heard though the source has no more of them", added)


def _check_order(article: Article, rest: Iterator[str], section: Section) -> None:
    blocks = section.blocks
    if section.role == "key-points" and article.key_points:
        blocks = (*blocks[1:2], *blocks[:1], *blocks[2:])  # those of the head are heard under the text's heading
    for block in blocks:
        for word in _heard(block):
            if word not in rest:  # consumes `rest` up to the word
                raise _complaint(article, f"would be heard out of order in '{section.title}'", Counter([word]))


def _complaint(article: Article, what: str, words: Counter[str]) -> LostWordsError:
    listed = ", ".join(f"'{word}'" for word in list(words)[:_SHOWN_WORDS])
    more = f" and {len(words) - _SHOWN_WORDS} more" if len(words) > _SHOWN_WORDS else ""
    return LostWordsError(
        f"{listed}{more} {what}, so no package was written. "
        "This is a fault of Articast: please report it with the article.",
        path=article.path,
    )
