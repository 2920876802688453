"""A block's text -> Utterances, each with its id and the break after it. The only importer of sentencex."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sentencex import segment as split

from tts.model import Block, Breaks, Mark, Section, Utterance

_NOT_SPOKEN = frozenset({"code"})  # announced instead, see `announce`


def segment(sections: tuple[Section, ...], language: str, breaks: Breaks) -> tuple[Section, ...]:
    """The sections with an utterance for every sentence, heading, item and cell that has a letter or a digit.

    Ids run from `u0001` through the whole edition. `language` is the article's BCP 47 tag, for blocks that name none.
    """
    blocks = [(number, block) for number, section in enumerate(sections) for block in section.blocks]
    spoken = [(number, leaf) for number, block in blocks for leaf in block.leaves() if _is_spoken(leaf)]
    after = _breaks(spoken, sections, breaks)
    made: dict[int, tuple[Utterance, ...]] = {}
    count = 0
    for (_, leaf), break_ms in zip(spoken, after, strict=True):
        made[id(leaf)] = tuple(_utterances(leaf, language, breaks.sentence, break_ms, count + 1))
        count += len(made[id(leaf)])
    return tuple(replace(section, blocks=_with(section.blocks, made)) for section in sections)


def _is_spoken(leaf: Block) -> bool:
    return leaf.kind not in _NOT_SPOKEN and _has_words(leaf.text)


def _with(blocks: tuple[Block, ...], made: dict[int, tuple[Utterance, ...]]) -> tuple[Block, ...]:
    return tuple(
        replace(block, blocks=_with(block.blocks, made), utterances=made.get(id(block), ())) for block in blocks
    )


def _breaks(leaves: list[tuple[int, Block]], sections: tuple[Section, ...], breaks: Breaks) -> Iterator[int]:
    """The break after each leaf: its own, or more where a heading or another part of the edition follows."""
    for at, (number, leaf) in enumerate(leaves):
        own = _own_break(leaf, breaks)
        if at + 1 == len(leaves):
            yield breaks.section
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
    ranges = list(_sentences(leaf.text, leaf.language or language))
    for number, (begin, end) in enumerate(ranges):
        last = number + 1 == len(ranges)
        yield Utterance(
            id=f"u{first + number:04d}",
            text=leaf.text[begin:end],
            origin=leaf.origin,
            language=leaf.language or language,
            break_ms=last_ms if last else sentence_ms,
            marks=tuple(_marks(leaf.marks, begin, end, len(leaf.text) if last else end)),
        )


def _sentences(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Ranges of the sentences of `text`; what has no letter or digit goes with its neighbour."""
    ranges: list[tuple[int, int]] = []
    begin = 0
    for piece in split(language.split("-")[0].lower(), text):
        end = begin + len(piece)
        if ranges and not (_has_words(piece) and _has_words(text[slice(*ranges[-1])])):
            ranges[-1] = (ranges[-1][0], end)
        else:
            ranges.append((begin, end))
        begin = end
    for begin, end in ranges:
        piece = text[begin:end]
        yield begin + len(piece) - len(piece.lstrip()), begin + len(piece.rstrip())


def _has_words(text: str) -> bool:
    return any(map(str.isalnum, text))


def _marks(marks: tuple[Mark, ...], begin: int, end: int, reach: int) -> Iterator[Mark]:
    """The marks that fall into `begin` to `end`, cut to it; one without length belongs to the text before it."""
    for mark in marks:
        if mark.begin == mark.end:
            if begin < mark.begin <= reach or mark.begin == begin == 0:
                yield replace(mark, begin=min(mark.begin, end) - begin, end=min(mark.begin, end) - begin)
        elif mark.begin < end and mark.end > begin:
            yield replace(mark, begin=max(mark.begin, begin) - begin, end=min(mark.end, end) - begin)
