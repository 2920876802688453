"""Blocks that only say again what the article says elsewhere: its table of contents, and pull quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tts.model import Block, Skipped
from tts.text.readers.whitespace import split_words

_MIN_CONTENTS = 3  # links within the page; fewer are two sentences that point somewhere
_MIN_PULLED_WORDS = 8
_MAX_QUOTES = 200  # each is looked for in the whole text
_CONTENTS_HEADING = re.compile(
    r"(?:table of )?contents|on this page|in this (?:article|post)|inhalt(?:sverzeichnis)?|sommaire|table des matières",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(r"\[TOC\]|\[\[_?TOC_?\]\]|\$\{toc\}", re.IGNORECASE)
_ATTRIBUTION = re.compile(r"(?<=[.!?…”\"’'])\s*[–—-]+\s?[^.!?]{3,100}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class DistinctContent:
    """The blocks that say something new, and the words of the others."""

    blocks: tuple[Block, ...]
    skipped: tuple[Skipped, ...]


def drop_repeated_content(blocks: tuple[Block, ...]) -> DistinctContent:
    """`blocks` without a table of contents, which the chapters replace, and quotes that the running text holds."""
    running = _running(blocks)
    quotes = sum(block.kind == "quote" for block in blocks)
    kept: list[Block] = []
    skipped: list[Skipped] = []
    for block in blocks:
        if _is_contents(block):
            if kept and kept[-1].kind == "heading" and _CONTENTS_HEADING.fullmatch(kept[-1].text.rstrip(":")):
                skipped += _said(kept.pop(), "table of contents")
            skipped += _said(block, "table of contents")
        elif quotes <= _MAX_QUOTES and _is_pulled(block, running):
            skipped += _said(block, "pull quote, heard in the text")
        else:
            kept.append(block)
    return DistinctContent(blocks=tuple(kept), skipped=tuple(skipped))


def _said(block: Block, reason: str) -> Iterator[Skipped]:
    text = " ".join(leaf.text for leaf in block.leaves())
    yield Skipped(text=text, reason=reason)


def _is_contents(block: Block) -> bool:
    """Whether a list holds nothing but links to places of its own page, or a line stands for such a list."""
    if block.kind == "paragraph":
        return bool(_PLACEHOLDER.fullmatch(block.text))
    leaves = list(block.leaves()) if block.kind == "list" else []
    return len(leaves) >= _MIN_CONTENTS and all(map(_is_link_within, leaves))


def _is_link_within(leaf: Block) -> bool:
    return any(
        mark.kind == "link" and mark.value.startswith("#") and (mark.begin, mark.end) == (0, len(leaf.text))
        for mark in leaf.marks
    )


def _running(blocks: tuple[Block, ...]) -> str:
    """The words of all paragraphs outside quotes, with a space around each and a line's end between paragraphs."""
    leaves = (leaf for block in blocks if block.kind != "quote" for leaf in block.leaves())
    return "\n".join(_spaced(leaf.text) for leaf in leaves if leaf.kind in ("paragraph", "item"))


def _is_pulled(block: Block, running: str) -> bool:
    """Whether a quote, its attribution aside, stands word for word in one paragraph of the running text."""
    if block.kind != "quote":
        return False
    text = _ATTRIBUTION.sub("", " ".join(leaf.text for leaf in block.leaves()))
    return len(split_words(text)) >= _MIN_PULLED_WORDS and _spaced(text) in running


def _spaced(text: str) -> str:
    return f" {' '.join(split_words(text.casefold()))} "
