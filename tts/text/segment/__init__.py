"""A block's text -> Utterances, each with its id and the break after it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tts.model import Block, Breaks, Mark, Section, Utterance
from tts.text.segment.passages import Span, marks_by_span
from tts.text.segment.sentences import has_words, sentences


def segment(sections: tuple[Section, ...], language: str, breaks: Breaks) -> tuple[Section, ...]:
    """The sections with an utterance for every sentence, heading, item, cell and line of code with a letter or digit.

    What `announce` has marked as skipped has none.

    Ids run from `u0001` through the whole edition. `language` is the article's BCP 47 tag. A block without one has
    that of the block around it; an announcement, which is ours, that of the article.
    """
    blocks = [(number, block) for number, section in enumerate(sections) for block in section.blocks]
    leaves = [(number, leaf) for number, block in blocks for leaf in block.leaves() if _is_spoken(leaf)]
    in_rows = dict(one for section in sections for block in section.blocks for one in _cell_ends(block, breaks))
    own_ms = [in_rows.get(id(leaf), _own_break(leaf, breaks)) for _, leaf in leaves]
    breaks_ms = _breaks(leaves, own_ms, sections, breaks)
    made = _Made(breaks_ms=breaks_ms, sentence_ms=breaks.sentence, language=language)
    return tuple(replace(section, blocks=made.within(section.blocks, language)) for section in sections)


def _is_spoken(block: Block) -> bool:
    return not block.skipped and has_words(block.text)


@dataclass(slots=True, kw_only=True)
class _Made:
    """Counts the utterances through a walk over all blocks; `breaks_ms` has one break for each spoken leaf."""

    breaks_ms: Iterator[int]
    sentence_ms: int
    language: str
    count: int = 0

    def within(self, blocks: tuple[Block, ...], language: str) -> tuple[Block, ...]:
        return tuple(self._block(block, block.language or language) for block in blocks)

    def _block(self, block: Block, language: str) -> Block:
        if not _is_spoken(block):
            return replace(block, blocks=self.within(block.blocks, language))
        if block.origin == "announcement":
            language = block.language or self.language
        utterances = tuple(_utterances(block, language, self.sentence_ms, next(self.breaks_ms), self.count + 1))
        self.count += len(utterances)
        return replace(block, utterances=utterances)


def _cell_ends(block: Block, breaks: Breaks) -> Iterator[tuple[int, int]]:
    """The last spoken leaf of each cell of a table, by its `id()`, and the break after it, longer where a row ends."""
    for row in block.all():
        if row.kind == "row":
            cells = [[leaf for leaf in cell.leaves() if _is_spoken(leaf)] for cell in row.blocks]
            ends = [id(spoken[-1]) for spoken in cells if spoken]
            yield from ((end, breaks.item) for end in ends[:-1])
            yield from ((end, breaks.paragraph) for end in ends[-1:])


def _breaks(
    leaves: list[tuple[int, Block]], own_ms: list[int], sections: tuple[Section, ...], breaks: Breaks
) -> Iterator[int]:
    """The break after each leaf: its own, more where a heading or another part of the edition follows, or lead-out."""
    for at, ((number, _), own) in enumerate(zip(leaves, own_ms, strict=True)):
        if at + 1 == len(leaves):
            yield breaks.lead_out
            continue
        following_number, following = leaves[at + 1]
        if sections[following_number].role != sections[number].role:
            own = max(own, breaks.section)
        elif following.kind == "heading":
            own = max(own, breaks.before_heading)
        yield own


def _own_break(leaf: Block, breaks: Breaks) -> int:
    match leaf.kind:
        case "heading":
            return breaks.after_heading
        case "item" | "cell" | "term":
            return breaks.item
        case "announcement":
            return breaks.sentence
        case _:
            return breaks.paragraph


def _utterances(leaf: Block, language: str, sentence_ms: int, last_ms: int, first: int) -> Iterator[Utterance]:
    is_code = leaf.kind == "code"
    spans = list(_lines(leaf.text, language) if is_code else sentences(leaf.text, leaf.marks, language))
    for number, ((begin, end, own), marks) in enumerate(zip(spans, marks_by_span(leaf.marks, spans), strict=True)):
        last = number + 1 == len(spans)
        yield Utterance(
            id=f"u{first + number:04d}",
            text=leaf.text[begin:end],
            origin=leaf.origin,
            language=own,
            break_ms=last_ms if last else sentence_ms,
            marks=tuple(_cut(mark, begin, end) for mark in marks),
        )


def _lines(text: str, language: str) -> Iterator[Span]:
    """The lines of code that have something to say."""
    return ((*line.span(), language) for line in re.finditer(r"\S.*\S|\S", text) if has_words(line[0]))


def _cut(mark: Mark, begin: int, end: int) -> Mark:
    """The part of the mark that lies between `begin` and `end`, as offsets from `begin`."""
    first, last = (min(max(at, begin), end) - begin for at in (mark.begin, mark.end))
    return replace(mark, begin=first, end=last)
