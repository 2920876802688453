"""Recognise a list at the top of an article as its key points, where no heading says so."""

from __future__ import annotations

from tts.model import Block

_MAX_POINTS = 8
_MIN_WORDS = 3  # of a point; items with fewer are a list of things
_MAX_CHARACTERS = 300


def may_be_key_points(block: Block) -> bool:
    """Return whether `block` is a list of a few sentences or headlines, not of links, things, steps or lists."""
    return (
        block.kind == "list"
        and 1 < len(block.blocks) <= _MAX_POINTS
        and all(
            not item.blocks
            and item.ordinal is None
            and not item.whole_marks("link")
            and len(item.text) <= _MAX_CHARACTERS
            and len(item.text.split()) >= _MIN_WORDS
            for item in block.blocks
        )
    )
