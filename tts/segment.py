"""A block's text -> Utterances, each with its id and the break after it. The only importer of sentencex."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sentencex import segment as split

from tts.model import Block, Breaks, Mark, Section, Utterance

_NOT_SPOKEN = frozenset({"code"})  # announced instead, see `announce`


def segment(sections: tuple[Section, ...], language: str, breaks: Breaks) -> tuple[Section, ...]:
    """The sections with an utterance for every sentence, heading, item and cell that has a letter or a digit.

    Ids run from `u0001` through the whole edition. `language` is the article's BCP 47 tag. A block without one has
    that of the block around it; an announcement, which is ours, that of the article.
    """
    blocks = [(number, block) for number, section in enumerate(sections) for block in section.blocks]
    leaves = [(number, leaf) for number, block in blocks for leaf in block.leaves() if _is_spoken(leaf)]
    row_ends = {id(last) for section in sections for block in section.blocks for last in _row_ends(block)}
    own_ms = [breaks.paragraph if id(leaf) in row_ends else _own_break(leaf, breaks) for _, leaf in leaves]
    breaks_ms = _breaks(leaves, own_ms, sections, breaks)
    made = _Made(breaks_ms=breaks_ms, sentence_ms=breaks.sentence, language=language)
    return tuple(replace(section, blocks=made.within(section.blocks, language)) for section in sections)


def _is_spoken(block: Block) -> bool:
    return block.kind not in _NOT_SPOKEN and _has_words(block.text)


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


def _row_ends(block: Block) -> Iterator[Block]:
    """The last spoken leaf of each row of a table: a listener hears by the longer break where a row ends."""
    for row in block.all():
        if row.kind == "row" and (spoken := [leaf for leaf in row.leaves() if _is_spoken(leaf)]):
            yield spoken[-1]


def _breaks(
    leaves: list[tuple[int, Block]], own_ms: list[int], sections: tuple[Section, ...], breaks: Breaks
) -> Iterator[int]:
    """The break after each leaf: its own, more where a heading or another part of the edition follows, or the tail."""
    for at, ((number, _), own) in enumerate(zip(leaves, own_ms, strict=True)):
        if at + 1 == len(leaves):
            yield breaks.tail
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
    ranges = list(_sentences(leaf.text, language))
    bounds = [-1, *(begin for begin, _ in ranges[1:]), len(leaf.text)]
    for number, (begin, end) in enumerate(ranges):
        last = number + 1 == len(ranges)
        yield Utterance(
            id=f"u{first + number:04d}",
            text=leaf.text[begin:end],
            origin=leaf.origin,
            language=language,
            break_ms=last_ms if last else sentence_ms,
            marks=tuple(_marks(leaf.marks, begin, end, bounds[number : number + 2])),
        )


def _sentences(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Ranges of the sentences of `text`; what has no letter or digit goes with its neighbour."""
    ranges: list[tuple[int, int]] = []
    begin = 0
    for piece in split(language.split("-")[0].lower(), text):
        end = begin + len(piece)
        if ranges and (
            _is_inside_a_word(text, begin) or not _has_words(piece) or not _has_words(text[slice(*ranges[-1])])
        ):
            ranges[-1] = (ranges[-1][0], end)
        else:
            ranges.append((begin, end))
        begin = end
    for begin, end in ranges:
        piece = text[begin:end]
        yield begin + len(piece) - len(piece.lstrip()), begin + len(piece.rstrip())


def _is_inside_a_word(text: str, at: int) -> bool:
    """Whether no space and no full stop of a script without spaces parts the characters before and after `at`."""
    before, after = text[at - 1], text[at : at + 1]
    return before.isascii() and not before.isspace() and not after.isspace() and after != ""


def _has_words(text: str) -> bool:
    return any(map(str.isalnum, text))


def _marks(marks: tuple[Mark, ...], begin: int, end: int, bounds: list[int]) -> Iterator[Mark]:
    """The marks that fall into `begin` to `end`, cut to it; one without length belongs to the text before it.

    `bounds` part the places for those: after the first and up to the second.
    """
    for mark in marks:
        if mark.begin == mark.end:
            if bounds[0] < mark.begin <= bounds[1]:
                at = min(max(mark.begin, begin), end) - begin
                yield replace(mark, begin=at, end=at)
        elif mark.begin < end and mark.end > begin:
            yield replace(mark, begin=max(mark.begin, begin) - begin, end=min(mark.end, end) - begin)
