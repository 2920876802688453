"""BLOCKS -> UTTERANCES: divide the text of each block into pieces that are spoken in one go, with ids and breaks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from tts.model import Block, Breaks, Role, Section, Utterance
from tts.noun import record
from tts.regex import regex
from tts.text.languages.signs import is_heard_alone
from tts.text.segment.passages import marks_by_span
from tts.text.segment.sentences import has_words, split_sentences

_CODE_LINE = regex(r"\S.*\S|\S")


def segment(sections: tuple[Section, ...], language: str, breaks: Breaks) -> tuple[Section, ...]:
    """Make an utterance of every sentence, line, heading, item, cell and line of code that has a letter or digit.

    A block that `announce` marked as skipped gets no utterances. Ids run from `u0001` through all sections. `language`
    is the article's BCP 47 tag. A block without a language has that of the block around it; an announcement has that of
    the article.
    """
    blocks = [(section.role, block) for section in sections for block in section.all_blocks()]
    cells = [leaf for _, block in blocks if block.kind == "cell" for leaf in block.leaves()]
    signs = frozenset(id(leaf) for leaf in cells if is_heard_alone(leaf.text, is_cell=True))
    cell_breaks = dict(
        pair for _, block in blocks if block.kind == "row" for pair in _cell_breaks(block, signs, breaks)
    )
    breaks_ms = _breaks_after(
        [(role, block) for role, block in blocks if _is_spoken(block, signs)], cell_breaks, breaks
    )
    numbering = _Numbering(breaks_ms=breaks_ms, sentence_ms=breaks.sentence, signs=signs, language=language)
    return tuple(replace(section, blocks=numbering.number_blocks(section.blocks, language)) for section in sections)


def _is_spoken(block: Block, signs: frozenset[int]) -> bool:
    """Return whether a block has words or signs to be heard; `signs` has the `id()` of cells with only a sign."""
    return not block.skipped and (has_words(block.text) or id(block) in signs or is_heard_alone(block.text))


def _cell_breaks(row: Block, signs: frozenset[int], breaks: Breaks) -> Iterator[tuple[int, int]]:
    """Yield the `id()` of the last spoken leaf of each cell with its break in ms, longer at the end of the row."""
    cells = [[leaf for leaf in cell.leaves() if _is_spoken(leaf, signs)] for cell in row.blocks]
    last_ids = [id(leaves[-1]) for leaves in cells if leaves]
    return zip(last_ids, [*[breaks.item] * (len(last_ids) - 1), breaks.paragraph], strict=False)


def _breaks_after(leaves: Sequence[tuple[Role, Block]], cell_breaks: dict[int, int], breaks: Breaks) -> Iterator[int]:
    """Yield the break after each leaf in ms: by its kind, and longer before a heading or a part with another role."""
    by_kind = {
        "heading": breaks.after_heading,
        "item": breaks.item,
        "cell": breaks.item,
        "term": breaks.item,
        "announcement": breaks.sentence,
    }
    for (role, leaf), following in zip_longest(leaves, leaves[1:]):
        break_ms = cell_breaks.get(id(leaf), by_kind.get(leaf.kind, breaks.paragraph))
        if following is None:
            yield breaks.lead_out
        elif following[0] != role:
            yield max(break_ms, breaks.section)
        else:
            yield max(break_ms, breaks.before_heading) if following[1].kind == "heading" else break_ms


@record
class _Numbering:
    """Count the utterances during a walk over all blocks; `breaks_ms` yields the break after each spoken leaf."""

    breaks_ms: Iterator[int]
    sentence_ms: int
    signs: frozenset[int]
    language: str
    count: int = 0

    def number_blocks(self, blocks: tuple[Block, ...], language: str) -> tuple[Block, ...]:
        """Return the blocks with their utterances; `language` is for blocks without one."""
        return tuple(self._number_block(block, block.language or language) for block in blocks)

    def _number_block(self, block: Block, language: str) -> Block:
        """Return the block with an utterance for each sentence or line of code, in it or in the blocks below it."""
        if not _is_spoken(block, self.signs):
            return replace(block, blocks=self.number_blocks(block.blocks, language))
        text = block.text
        if block.origin == "announcement":
            language = block.language or self.language
        if block.kind == "code":
            spans = [(*line.span(), language) for line in _CODE_LINE.finditer(text) if has_words(line[0])]
        else:
            spans = list(split_sentences(text, block.marks, language))
        breaks_ms = [*[self.sentence_ms] * (len(spans) - 1), next(self.breaks_ms)]
        utterances = []
        for span, marks, break_ms in zip(spans, marks_by_span(block.marks, spans), breaks_ms, strict=True):
            begin, end, span_language = span
            self.count += 1
            clipped = (  # a note's mark can be in the white space after its sentence
                replace(
                    mark, begin=min(max(mark.begin, begin), end) - begin, end=min(max(mark.end, begin), end) - begin
                )
                for mark in marks
            )
            utterance = Utterance(
                id=f"u{self.count:04d}",
                text=text[begin:end],
                origin=block.origin,
                language=span_language,
                break_ms=break_ms,
                marks=tuple(clipped),
            )
            utterances.append(utterance)
        return replace(block, utterances=tuple(utterances))
