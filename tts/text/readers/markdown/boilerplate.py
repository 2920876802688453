"""BLOCKS -> BLOCKS without repeated content: a table of contents, and pull quotes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tts.model import Block, Skipped
from tts.text.languages import is_contents_heading
from tts.text.readers.whitespace import join_words

_MIN_CONTENTS = 3  # links within the page; fewer are sentences that refer to a place
_MIN_PULLED_WORDS = 8
_MAX_QUOTES = 200  # each is searched for in the whole text
_PLACEHOLDER = re.compile(r"\[TOC\]|\[\[_?TOC_?\]\]|\$\{toc\}", re.IGNORECASE)
_ATTRIBUTION = re.compile(r"(?<=[.!?…”\"’'])\s*[–—-]+\s?[^.!?]{3,100}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class DistinctContent:
    """The blocks that do not repeat others, and the words of those that do."""

    blocks: tuple[Block, ...]
    skipped: tuple[Skipped, ...]


def drop_repeated_content(blocks: tuple[Block, ...]) -> DistinctContent:
    """Drop a table of contents, which the chapters replace, and quotes whose words the running text has in a row."""
    leaves = (leaf for block in blocks if block.kind != "quote" for leaf in block.leaves())
    running = "\n".join(join_words(leaf.text) for leaf in leaves if leaf.kind in ("paragraph", "item"))
    may_be_pulled = sum(block.kind == "quote" for block in blocks) <= _MAX_QUOTES
    kept: list[Block] = []
    skipped: list[Skipped] = []
    for block in blocks:
        text = " ".join(leaf.text for leaf in block.leaves())
        quoted = join_words(_ATTRIBUTION.sub("", text)) if block.kind == "quote" and may_be_pulled else ""
        if _is_contents(block):
            if kept and kept[-1].kind == "heading" and is_contents_heading(kept[-1].text):
                skipped.append(Skipped(text=kept.pop().text, reason="table of contents"))
            skipped.append(Skipped(text=text, reason="table of contents"))
        elif len(quoted.split()) >= _MIN_PULLED_WORDS and quoted in running:
            skipped.append(Skipped(text=text, reason="pull quote, heard in the text"))
        else:
            kept.append(block)
    return DistinctContent(blocks=tuple(kept), skipped=tuple(skipped))


def _is_contents(block: Block) -> bool:
    """Return whether a list holds only links to places of its own page, or a line is a placeholder for such a list."""
    if block.kind == "paragraph":
        return bool(_PLACEHOLDER.fullmatch(block.text))
    leaves = list(block.leaves()) if block.kind == "list" else []
    return len(leaves) >= _MIN_CONTENTS and all(
        any(mark.value.startswith("#") for mark in leaf.whole_marks("link")) for leaf in leaves
    )
