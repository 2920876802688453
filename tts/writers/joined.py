"""UTTERANCES -> the text, marks and origin of their block, which a manifest does not repeat."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tts.model import Block, BlockKind, Mark, Origin, Utterance

_Stretch = tuple[int, int]
"""The begin and end of an utterance in the text of its block."""


def find_origin(kind: BlockKind, utterances: Sequence[Utterance]) -> Origin:
    """Return the origin of a block as its kind or the first of its utterances tells it."""
    if utterances:
        return utterances[0].origin
    return "announcement" if kind == "announcement" else "article"


def default_spaces(count: int) -> tuple[str, ...]:
    """Return the white space that usually follows each of `count` utterances in their block: one space, or none."""
    return (*[" "] * (count - 1), "")[:count]


def find_spaces(block: Block) -> tuple[str, ...] | None:
    """Return the white space after each utterance of `block`; None if its text holds more than that.

    It is a line feed where the author broke the line, and empty in a script without spaces.
    """
    stretches = list(locate_utterances(block.text, block.utterances))
    starts = [*(begin for begin, _ in stretches), len(block.text)]
    spaces = tuple(block.text[end:start] for (_, end), start in zip(stretches, starts[1:], strict=True))
    return None if block.text[: starts[0]] or any(space.strip() for space in spaces) else spaces


def join_texts(utterances: Sequence[Utterance], spaces: Sequence[str]) -> str:
    """Return the text of a block with `utterances`, each followed by one of `spaces`."""
    pairs = zip(utterances, spaces, strict=True)
    return "".join(f"{utterance.text}{space}" for utterance, space in pairs)


def join_marks(text: str, utterances: Sequence[Utterance]) -> tuple[Mark, ...]:
    """Return the marks of `utterances` as marks of `text`, that of their block.

    A mark that ends with an utterance and one of the same kind and value with which the next begins are one.

    Raises:
        ValueError: the text does not have the utterances in this order.
    """
    marks: list[Mark] = []
    ending: dict[tuple[str, str], int] = {}
    """The places in `marks` of those that end with the utterance before."""
    stretches = locate_utterances(text, utterances)
    for utterance, (begin, end) in zip(utterances, stretches, strict=True):
        goes_on, ending = ending, {}
        for mark in utterance.marks:
            key = mark.kind, mark.value
            moved = replace(mark, begin=begin + mark.begin, end=begin + mark.end)
            place = goes_on.get(key) if moved.begin == begin < moved.end else None
            if place is None:
                place = len(marks)
                marks.append(moved)
            else:
                marks[place] = replace(marks[place], end=moved.end)
            if moved.begin < moved.end == end:
                ending[key] = place
    return tuple(sorted(marks, key=lambda mark: (mark.begin, -mark.end)))


def locate_utterances(text: str, utterances: Sequence[Utterance]) -> Iterator[_Stretch]:
    """Yield the begin and end of each utterance in `text`.

    Raises:
        ValueError: the text does not have the utterances in this order.
    """
    end = 0
    for utterance in utterances:
        begin = text.find(utterance.text, end)
        if begin < 0:
            raise ValueError(f"the text of its block lacks the utterance '{utterance.id}'")
        end = begin + len(utterance.text)
        yield begin, end
