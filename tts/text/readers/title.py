"""Which words are the title of an article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tts.model import Block, Skipped, TitleSource
from tts.text.headings import is_key_points_heading
from tts.text.readers.whitespace import split_words

_MAX_CHARACTERS = 80
_SENTENCE_END = re.compile(r"(?<=[.!?…])[”\"’')\]]*\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """The title and where it was found, and the article's blocks; those that only repeat the title are skipped."""

    text: str
    source: TitleSource
    blocks: tuple[Block, ...]
    skipped: tuple[Skipped, ...] = ()
    warnings: tuple[str, ...] = ()


def find_title(named: str, blocks: tuple[Block, ...], path: Path) -> Title:
    """The head's title `named`, else a heading above the text, else the first sentence, shortened at a word."""
    heading = next((block for block in blocks if block.kind == "heading"), None)
    if named:
        if heading is None or heading.level != 1 or not _is_same(heading.text, named):
            return Title(text=named, source="head", blocks=blocks)
        kept = tuple(block for block in blocks if block is not heading)
        skipped = Skipped(text=heading.text, reason="repeats the title")
        return Title(text=named, source="head", blocks=kept, skipped=(skipped,))
    if heading is not None and _is_title(heading, blocks):
        return Title(text=heading.text, source="heading", blocks=blocks)
    text = _shorten(next(_texts(blocks), path.stem))
    warning = f"{path}: The article has no title; its first sentence is used. Give one in the head: 'title: {text}'."
    return Title(text=text, source="body", blocks=blocks, warnings=(warning,))


def _is_same(text: str, other: str) -> bool:
    return split_words(text.casefold()) == split_words(other.casefold())


def _is_title(heading: Block, blocks: tuple[Block, ...]) -> bool:
    if is_key_points_heading(heading.text):
        return False
    texts = (block for block in blocks if block.kind != "figure" and any(block.leaves()))
    return heading.level == 1 or next(texts) is heading


def _texts(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Running text first; what else there is when there is none."""
    for kinds in (("paragraph",), ("item", "definition"), ()):
        for block in blocks:
            for leaf in block.leaves():
                if (leaf.kind in kinds or not kinds) and not is_key_points_heading(leaf.text):
                    yield leaf.text


def _shorten(text: str) -> str:
    sentence = _SENTENCE_END.split(text, maxsplit=1)[0]
    text = sentence if len(split_words(sentence)) > 1 else text
    if len(text) <= _MAX_CHARACTERS:
        return text.rstrip(".").rstrip() or text
    cut = text[: _MAX_CHARACTERS + 1].rsplit(" ", 1)[0] if " " in text[:_MAX_CHARACTERS] else text[:_MAX_CHARACTERS]
    return cut.rstrip(" ,;:–—-(“\"'") + "…"
