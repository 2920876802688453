"""SECTIONS -> SECTIONS with the speakers of lines such as `**Ana:** We plant trees.`, in interviews and dialogues."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from tts.model import Block, Mark, Section, fold_speaker
from tts.regex import regex

_NAME = regex(r"^(?P<name>[^:：\n]{1,100}?)\s*[:：]", re.MULTILINE)
_TURNS = ("paragraph", "item", "definition")


def mark_speakers(sections: tuple[Section, ...], names: Iterable[str]) -> tuple[Section, ...]:
    """Give each paragraph or item that begins with one of `names` and a colon to this speaker.

    A paragraph in which a later line begins with a name is divided there. Upper and lower case do not matter. The
    name is heard, as it is in the text. A speaker that the author set, for the block or for one around it, is kept.
    """
    known = {fold_speaker(name): name for name in names}
    if not known:
        return sections
    return tuple(replace(section, blocks=tuple(_mark_blocks(section.blocks, known))) for section in sections)


def _mark_blocks(blocks: Iterable[Block], known: Mapping[str, str]) -> Iterator[Block]:
    """Yield the blocks with the speakers of them and of those inside them."""
    for block in blocks:
        if block.speaker or block.origin != "article":
            yield block
        elif block.blocks:
            yield replace(block, blocks=tuple(_mark_blocks(block.blocks, known)))
        elif block.kind in _TURNS:
            yield from _mark_lines(block, known)
        else:
            yield block


def _mark_lines(block: Block, known: Mapping[str, str]) -> Iterator[Block]:
    """Yield the block with its speaker, or a block for each speaker of its lines."""
    turns = {line.start(): known.get(fold_speaker(line["name"]), "") for line in _NAME.finditer(block.text)}
    turns = {begin: speaker for begin, speaker in turns.items() if speaker}
    if block.kind != "paragraph":  # an item stays one
        turns = {0: turns[0]} if 0 in turns else {}
    for begin, end in pairwise(sorted({0, *turns, len(block.text)})):
        text = block.text[begin:end].rstrip("\n")
        marks = tuple(_clip_marks(block.marks, begin, begin + len(text)))
        yield replace(block, text=text, marks=marks, speaker=turns.get(begin, ""))


def _clip_marks(marks: Iterable[Mark], begin: int, end: int) -> Iterator[Mark]:
    """Yield the parts of `marks` from `begin` to `end`, counted from `begin`; a note's mark belongs to what it ends."""
    for mark in marks:
        if (mark.begin < end and mark.end > begin) or (mark.begin == mark.end and begin < mark.begin <= end):
            yield replace(mark, begin=max(mark.begin, begin) - begin, end=min(mark.end, end) - begin)
