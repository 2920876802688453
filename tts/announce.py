"""Sections -> Sections with what a listener must be told because only the eye sees it: "Image:", "Code, 12 lines"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from tts.model import Block, Section
from tts.phrases import Phrases, phrases

# "Photo: Ann Lens" says itself what it is
_LABELLED = re.compile(
    r"\(?(?:photo|foto|image|picture|illustration|graphic|credit|source|bild|cr[ée]dit)(?:[\w ]{0,16}:| by )",
    re.IGNORECASE,
)


def announce(sections: tuple[Section, ...], language: str) -> tuple[Section, ...]:
    """Puts announcements before images, captions, credits, code, tables and notes, in `language` (a BCP 47 tag)."""
    said = phrases(language)
    return tuple(replace(section, blocks=_announce_all(section.blocks, said)) for section in sections)


def _announce_all(blocks: tuple[Block, ...], said: Phrases) -> tuple[Block, ...]:
    return tuple(announced for block in blocks for announced in _announce(block, said))


def _announce(block: Block, said: Phrases) -> Iterator[Block]:
    below = _figure(block, said) if block.kind == "figure" else _announce_all(block.blocks, said)
    announcement = _words(block, said)
    if announcement and block.kind == "note":
        yield replace(block, text="", marks=(), blocks=(announcement, *(below or (_paragraph(block),))))
        return
    if announcement:
        yield announcement
    yield replace(block, blocks=below)


def _words(block: Block, said: Phrases) -> Block | None:
    match block.kind:
        case "code":
            return _say(said.code(len(block.text.strip("\n").split("\n"))))
        case "table":
            rows = [row for row in block.blocks if row.kind == "row"]
            columns = max((len(row.blocks) for row in rows), default=0)
            phrase = said.table_small if 1 in (columns, len(rows)) else said.table
            return _say(phrase.format(columns=columns, rows=len(rows)))
        case "note":
            return _say(said.note.format(label=block.label))
        case _:
            return None


def _figure(figure: Block, said: Phrases) -> tuple[Block, ...]:
    """`Image:` stands before the first thing that is said of a picture, `Caption:` before a caption after it."""
    blocks: list[Block] = []
    for block in figure.blocks:
        announcement = "" if _LABELLED.match(block.text) else _before(block, said, is_first=not blocks)
        if announcement:
            blocks.append(_say(announcement))
        blocks += _announce(block, said)
    return tuple(blocks)


def _before(block: Block, said: Phrases, *, is_first: bool) -> str:
    """What is said before a part of a figure, "" when nothing is; a caption alone says what is in the image."""
    if block.kind == "credit":
        return said.credit
    if block.kind not in ("image", "caption") or not block.text:
        return ""
    return said.caption if block.kind == "caption" and not is_first else said.image


def _paragraph(block: Block) -> Block:
    return Block(kind="paragraph", text=block.text, marks=block.marks, language=block.language, line=block.line)


def _say(text: str) -> Block:
    return Block(kind="announcement", text=text, origin="announcement")
