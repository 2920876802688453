"""BLOCKS -> the body of a Markdown file from which the reader of Markdown reads just these blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate, chain, groupby
from pathlib import Path

from tts.errors import LostWordsError
from tts.model import Block
from tts.sources.markdown.blocks import would_join, write_block, write_picture
from tts.sources.markdown.escape import Form
from tts.sources.markdown.html import write_html
from tts.sources.markdown.inline import strip_label
from tts.text.readers.markdown.recover import read_body

_PLAIN_TEXT = re.compile(r"(?!\d+[.)])[^\W_][\w\s.,;'’‘“”„«»()?–—…€£%°-]*")
_NAME = Path("article.md")
_MAX_MARKS = 1000  # in a paragraph of Markdown, which the reader searches for each of them
_MAX_LENGTH = 50_000
_BATCH = 40
"""Units that are read together at first."""
_MAX_READINGS = 6


class BodyWriter:
    """Writes the blocks of an article, each in the first form from which it is read as it is.

    Blocks that are read otherwise among the others get their next form by `raise_forms`.
    """

    def __init__(self, blocks: Sequence[Block], language: str) -> None:
        self._language = language
        self._units = list(_join_notes([simplify(block, language) for block in blocks]))
        count = len(self._units)
        batches = (range(begin, min(begin + _BATCH, count)) for begin in range(0, count, _BATCH))
        self._written = list(chain.from_iterable(map(self._choose_together, batches)))

    def write(self, pictures: Sequence[tuple[int, str]] = ()) -> str:
        """Return the body, with the addresses of `pictures` without a description, each below so many blocks."""
        pieces: list[str] = []
        waiting = list(pictures)
        number = 0
        for unit, (_, text) in zip(self._units, self._written, strict=True):
            while waiting and waiting[0][0] <= number:
                pieces.append(write_picture(waiting.pop(0)[1]))
            pieces.append(text)
            number += len(unit)
        return "\n\n".join([*pieces, *(write_picture(address) for _, address in waiting)]) + "\n"

    def raise_forms(self, first: int, last: int) -> bool:
        """Write the blocks from number `first` up to `last` in their next form; return False if all have their last."""
        position = 0
        is_raised = False
        for index, unit in enumerate(self._units):
            form, _ = self._written[index]
            if first < position + len(unit) and position < last and form < max(Form):
                self._written[index] = self._choose(unit, Form(form + 1))
                is_raised = True
            position += len(unit)
        return is_raised

    def _find_least(self, index: int) -> Form:
        """Return the first form that a unit can have below the one before it."""
        is_joined = index > 0 and would_join(self._units[index - 1][-1], self._units[index][0])
        return Form.HTML if is_joined else Form.PLAIN

    def _choose_together(self, numbers: Sequence[int]) -> list[tuple[Form, str]]:
        """Return the forms of the units with these `numbers`, and their texts.

        They are read together, which takes a small part of the time; those that are read otherwise get their next form.
        If this leads nowhere, each is read alone.
        """
        units = [self._units[number] for number in numbers]
        least = [self._find_least(number) for number in numbers]
        forms = list(map(_limit, units, least))
        for _ in range(_MAX_READINGS):
            texts = [self._write(unit, form) for unit, form in zip(units, forms, strict=True)]
            read = _read("\n\n".join(texts), self._language)
            if read is None or len(read) != sum(map(len, units)):
                break
            ends = list(accumulate(map(len, units)))
            differing = [
                index
                for index, (unit, end) in enumerate(zip(units, ends, strict=True))
                if read[end - len(unit) : end] != unit
            ]
            if not differing:
                return list(zip(forms, texts, strict=True))
            if any(forms[index] == max(Form) for index in differing):
                break
            for index in differing:
                forms[index] = Form(forms[index] + 1)
        return list(map(self._choose, units, least))

    def _choose(self, unit: tuple[Block, ...], least: Form) -> tuple[Form, str]:
        """Return the first form from `least` on in which the blocks of `unit` are read as they are, and the text.

        If there is no such form, return the last one.
        """
        least = _limit(unit, least)
        if least == Form.PLAIN and self._is_plain(unit[0]):
            return Form.PLAIN, unit[0].text
        for form in Form:
            if form >= least:
                text = self._write(unit, form)
                if _read(text, self._language) == unit:
                    break
        return form, text

    def _write(self, unit: tuple[Block, ...], form: Form) -> str:
        """Return blocks in `form`, in which each text of a list, table or quotation has the form that it needs."""
        if form >= Form.HTML:
            return "\n".join(write_html(unit, form, self._language))

        def choose(block: Block) -> Form:
            """Return the form of the text of one block."""
            if form == Form.ENTITIES or block is unit[0]:
                return form
            alone = Block(kind="paragraph", text=block.text, marks=block.marks, language=self._language)
            return min(self._choose((alone,), form)[0], Form.ENTITIES)

        return "\n".join(line for block in unit for line in write_block(block, choose, self._language))

    def _is_plain(self, block: Block) -> bool:
        """Return whether a block is a paragraph without marks or signs, as most are, which needs no look."""
        has_more = block.marks or block.language != self._language or block.speaker or "\n" in block.text
        return block.kind == "paragraph" and not has_more and _PLAIN_TEXT.fullmatch(block.text) is not None


def _limit(unit: tuple[Block, ...], least: Form) -> Form:
    """Return the first form from `least` on that the reader of Markdown reads in good time."""
    leaves = (leaf for block in unit for leaf in block.leaves())
    is_long = any(len(leaf.marks) > _MAX_MARKS or len(leaf.text) > _MAX_LENGTH for leaf in leaves)
    return max(least, Form.HTML) if is_long else least


def simplify(block: Block, language: str) -> Block:
    """Return `block`, of an article in `language`, as blocks are compared.

    Its marks are in one order, each once, its language is named, and it has no line. Labels of notes, which are not
    heard, have no brackets.
    """
    marks = {replace(mark, value=strip_label(mark.value)) if mark.kind == "note" else mark for mark in block.marks}
    ordered = tuple(sorted(marks, key=lambda mark: (mark.begin, -mark.end, mark.kind, mark.value)))
    inner = tuple(simplify(below, language) for below in block.blocks)
    return replace(block, marks=ordered, language=block.language or language, line=None, utterances=(), blocks=inner)


def _join_notes(blocks: Sequence[Block]) -> Iterator[tuple[Block, ...]]:
    """Yield each block alone, and the notes in a row together, as they are numbered."""
    for is_note, group in groupby(blocks, key=lambda block: block.kind == "note"):
        if is_note:
            yield tuple(group)
        else:
            yield from ((block,) for block in group)


@lru_cache(maxsize=2000)
def _read(markdown: str, language: str) -> tuple[Block, ...] | None:
    """Return the blocks that the reader finds in `markdown`, None if it would read a part as it is written."""
    try:
        body = read_body(markdown, 1, _NAME)
    except LostWordsError:
        return None
    return None if body.warnings else tuple(simplify(block, language) for block in body.blocks)
