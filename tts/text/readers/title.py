"""BLOCKS -> TITLE: which words are the title of an article."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from tts.model import Block, Skipped, TitleSource
from tts.text.languages import is_key_points_heading
from tts.text.readers.whitespace import split_words

_MAX_CHARACTERS = 80
_PREFERENCES = {"paragraph": 0, "item": 1, "definition": 1}
"""Where the first sentence is looked for: in paragraphs, then in items, then in whatever has text."""
_SENTENCE_END = re.compile(r"(?<=[.!?…])[”\"’')\]]*\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """The title and its source, and the article's blocks without one that only repeats the title."""

    text: str
    source: TitleSource
    blocks: tuple[Block, ...]
    skipped: tuple[Skipped, ...] = ()
    warnings: tuple[str, ...] = ()


def find_title(named: str, blocks: tuple[Block, ...], path: Path, language: str) -> Title:
    """Return `named` (the front matter's title), else a heading above the text, else the first sentence, shortened."""
    heading = next((block for block in blocks if block.kind == "heading"), None)
    if named:
        heading_words = split_words(heading.text.casefold()) if heading and heading.level == 1 else None
        if heading is None or heading_words != split_words(named.casefold()):
            return Title(text=named, source="head", blocks=blocks)
        kept = tuple(block for block in blocks if block is not heading)
        skipped = Skipped(text=heading.text, reason="repeats the title")
        return Title(text=named, source="head", blocks=kept, skipped=(skipped,))
    if heading and not is_key_points_heading(heading.text, language):
        with_text = (block for block in blocks if block.kind != "figure" and any(block.leaves()))
        if heading.level == 1 or next(with_text) is heading:
            return Title(text=heading.text, source="heading", blocks=blocks)
    leaves = (leaf for block in blocks for leaf in block.leaves() if not is_key_points_heading(leaf.text, language))
    first = min(leaves, key=lambda leaf: _PREFERENCES.get(leaf.kind, 2), default=None)
    text = _shorten(first.text.replace("\n", " ") if first else path.stem)
    warning = f"{path}: The article has no title; its first sentence is used. Add one to the front matter: "
    return Title(text=text, source="body", blocks=blocks, warnings=(f"{warning}'title: {text}'.",))


def _shorten(text: str) -> str:
    """Return the first sentence of `text`, cut after a word with `…` if it is longer than 80 characters."""
    sentence = _SENTENCE_END.split(text, maxsplit=1)[0]
    text = sentence if len(split_words(sentence)) > 1 else text
    if len(text) <= _MAX_CHARACTERS:
        return text.rstrip(".").rstrip() or text
    cut = text[: _MAX_CHARACTERS + 1].rsplit(" ", 1)[0] if " " in text[:_MAX_CHARACTERS] else text[:_MAX_CHARACTERS]
    return cut.rstrip(" ,;:–—-(“\"'") + "…"
