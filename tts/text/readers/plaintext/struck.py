"""BLOCKS -> BLOCKS in which words between two tildes, or with a stroke through each letter, are struck."""

from __future__ import annotations

from dataclasses import replace

from tts.model import Block, Mark
from tts.regex import regex

_STRUCK = regex(
    r"(?<![\w~])~~(?=[^\s~])(?P<words>[^~\n]{1,400})(?<=[^\s~])~~(?!~)|(?P<stroked>(?:[^\u0336\u0335][\u0336\u0335])+)"
)
_STROKES = regex("[\u0335\u0336]")


def remove_strokes(text: str) -> str:
    """Return `text` without strokes through letters, which would split its words."""
    return _STROKES.sub("", text)


def mark_struck(block: Block) -> Block:
    """Return `block` with marks for struck words, as messengers write them: `~~£5~~`, `£̶5̶`."""
    if block.blocks:
        return replace(block, blocks=tuple(map(mark_struck, block.blocks)))
    if block.marks or not _STRUCK.search(block.text):
        return block
    text = ""
    marks: list[Mark] = []
    position = 0
    for found in _STRUCK.finditer(block.text):
        text += block.text[position : found.start()]
        words = found["words"] or remove_strokes(found["stroked"])
        marks.append(Mark(kind="struck", begin=len(text), end=len(text) + len(words.rstrip())))
        text += words
        position = found.end()
    return replace(block, text=text + block.text[position:], marks=tuple(marks))
