"""BLOCKS -> BLOCKS without a table of contents, pull quotes, and lines of the page around the article."""

from __future__ import annotations

import re

from tts.model import Block, Skipped
from tts.noun import noun
from tts.regex import regex
from tts.text.languages import is_contents_heading
from tts.text.readers.furniture import SHARING, find_furniture
from tts.text.readers.pullquotes import REASON, RunningText, is_quotation
from tts.text.readers.whitespace import join_words, normalize_whitespace

_MIN_CONTENTS = 3  # links within the page; fewer are sentences that refer to a place
_MAX_QUOTES = 200  # each is searched for in the whole text
_PLACEHOLDER = regex(r"\[TOC\]|\[\[_?TOC_?\]\]|\$\{toc\}", re.IGNORECASE)
_MAX_NAME = 100  # characters of the name below a quotation
_AUTHORED = frozenset(("tags", "navigation", "invitation to follow", "list of other articles"))
"""Reasons that do not count in Markdown, where an author writes such lines too."""


@noun
class DistinctContent:
    """The blocks that do not repeat others, and the words of those that do."""

    blocks: tuple[Block, ...]
    skipped: tuple[Skipped, ...]


def drop_repeated_content(blocks: tuple[Block, ...]) -> DistinctContent:
    """Drop what the article does not say, or says twice.

    That is a table of contents, which the chapters replace; quotes whose words the running text has in a row; and lines
    that an export took over from the page, such as "Advertisement".
    """
    leaves = (leaf for block in blocks if not _may_be_pulled(block) for leaf in block.leaves())
    texts = (leaf.text for leaf in leaves if leaf.kind in ("paragraph", "item"))
    running = RunningText(words="\n".join(map(join_words, texts)))
    may_be_pulled = sum(map(_may_be_pulled, blocks)) <= _MAX_QUOTES
    kept: list[Block] = []
    skipped: list[Skipped] = []
    sharing = False  # whether the block before invites to share the article
    for block in blocks:
        text = normalize_whitespace(" ".join(leaf.text for leaf in block.leaves()))
        if _is_contents(block):
            if kept and kept[-1].kind == "heading" and is_contents_heading(kept[-1].text):
                skipped.append(Skipped(text=kept.pop().text, reason="table of contents"))
            skipped.append(Skipped(text=text, reason="table of contents"))
        elif may_be_pulled and _may_be_pulled(block) and _is_pulled(block, running):
            skipped.append(Skipped(text=text, reason=REASON))
        elif reason := _find_furniture(block) or (_shares(block) if sharing else ""):
            skipped.append(Skipped(text=text, reason=reason))
            sharing = block.kind != "list" and reason == SHARING
            continue
        else:
            kept.append(block)
        sharing = False
    if not kept:
        return DistinctContent(blocks=blocks, skipped=())
    return DistinctContent(blocks=tuple(kept), skipped=tuple(skipped))


def _may_be_pulled(block: Block) -> bool:
    """Return whether a block is a quotation, or a paragraph in quotation marks."""
    if block.kind == "paragraph":
        return is_quotation(normalize_whitespace(block.text))
    return block.kind == "quote"


def _is_pulled(block: Block, running: RunningText) -> bool:
    """Return whether the words of a quotation, but for a name in its last line, are in the running text."""
    lines = [line for leaf in block.leaves() for line in leaf.text.split("\n")]
    is_quote = block.kind == "quote"
    if running.repeats(normalize_whitespace(" ".join(lines)), is_quote=is_quote):
        return True
    has_name = len(lines) > 1 and len(lines[-1]) <= _MAX_NAME and not lines[-1].endswith((".", "!", "?"))
    return has_name and running.repeats(normalize_whitespace(" ".join(lines[:-1])), is_quote=is_quote)


def _find_furniture(block: Block) -> str:
    """Return the reason to skip a line that is not the article's, "" for any other block."""
    if block.kind not in ("paragraph", "heading"):
        return ""
    found = find_furniture(normalize_whitespace(block.text))
    if not found or not found.is_sure or found.reason in _AUTHORED:
        return ""
    if found.reason == "link to another article" or block.kind == "heading":
        is_link = any(mark.kind == "link" and mark.end == len(block.text) for mark in block.marks)
        return found.reason if is_link or found.reason == "advertisement" else ""
    return found.reason


def _shares(block: Block) -> str:
    """Return the reason to skip a list of networks below "Share this", "" for any other block."""
    found = [find_furniture(normalize_whitespace(leaf.text)) for leaf in block.leaves()] if block.kind == "list" else []
    return SHARING if found and all(one is not None and one.is_network for one in found) else ""


def _is_contents(block: Block) -> bool:
    """Return whether a list holds only links to places of its own page, or a line is a placeholder for such a list."""
    if block.kind == "paragraph":
        return bool(_PLACEHOLDER.fullmatch(block.text))
    leaves = list(block.leaves()) if block.kind == "list" else []
    return len(leaves) >= _MIN_CONTENTS and all(
        any(mark.value.startswith("#") for mark in leaf.whole_marks("link")) for leaf in leaves
    )
