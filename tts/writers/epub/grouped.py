"""Sections -> groups of them, each with the sections of one content document of an EPUB."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from tts.model import Publication, Section, Word

MAX_DOCUMENT_BYTES = 250_000
"""Above this estimated size, an article is several documents. Older readers show no document above 300 kB
(https://qualebook.edrlab.org/en/rules/087), and others lay out a whole document before they show its first page.
"""
_BLOCK_BYTES, _UTTERANCE_BYTES, _WORD_BYTES = 40, 32, 34  # of mark-up around each


def group_sections(publication: Publication, words: Mapping[str, Sequence[Word]]) -> Iterator[tuple[Section, ...]]:
    """Yield the sections of each document: those of an article or announcement, or of some chapters of a long article.

    `words` has the words with elements of their own, by utterance.
    """
    for _, group in groupby(publication.sections, key=lambda section: section.part):
        yield from _divide(tuple(group), words)


def _divide(
    sections: tuple[Section, ...], words: Mapping[str, Sequence[Word]], level: int = 1
) -> Iterator[tuple[Section, ...]]:
    """Yield as many sections at a time as fit into a document; those below a heading stay together where they can.

    A section that is too large alone is not divided: its text has no place where a listener would expect a new page.
    """
    deepest = max(section.level for section in sections)
    if level > deepest or _estimate_bytes(sections, words) <= MAX_DOCUMENT_BYTES:
        yield sections
        return
    starts = [index for index, section in enumerate(sections) if section.level <= level or index == 0]
    waiting: tuple[Section, ...] = ()
    for start, end in pairwise([*starts, len(sections)]):
        chapter = sections[start:end]
        if _estimate_bytes(waiting + chapter, words) <= MAX_DOCUMENT_BYTES:
            waiting += chapter
            continue
        if waiting:
            yield waiting
        *whole, waiting = _divide(chapter, words, level + 1)
        yield from whole
    if waiting:
        yield waiting


def _estimate_bytes(sections: Sequence[Section], words: Mapping[str, Sequence[Word]]) -> int:
    """Return about how large the document of `sections` is."""
    total = 0
    for section in sections:
        for block in section.all_blocks():
            total += len(block.text.encode(errors="replace")) + _BLOCK_BYTES
            total += sum(_UTTERANCE_BYTES + _WORD_BYTES * len(words.get(said.id, ())) for said in block.utterances)
    return total
