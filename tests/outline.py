"""An article as its reader understood it, in lines that a person can read and write."""

from __future__ import annotations

from collections.abc import Iterator

from tts.model import Article, Block


def outline(article: Article) -> str:
    """Return blocks (two spaces per level), `~ skipped text (reason)`, and `! warning` without the article's path."""
    lines = [line for block in article.blocks for line in _lines(block, 0)]
    lines += [f"~ {skipped.text} ({skipped.reason})" for skipped in article.skipped]
    lines += [f"! {warning.removeprefix(str(article.path)).lstrip(':, ')}" for warning in article.warnings]
    return "\n".join(lines)


def _lines(block: Block, depth: int) -> Iterator[str]:
    what = [block.kind, *_details(block)]
    marks = "".join(
        f" <{mark.kind} {block.text[mark.begin : mark.end]!r}{f' {mark.value}' if mark.value else ''}>"
        for mark in block.marks
    )
    text = block.text.replace("\n", "\\n")
    yield f"{'  ' * depth}{' '.join(what)}" + (f": {text}{marks}" if text else "")
    for below in block.blocks:
        yield from _lines(below, depth + 1)


def _details(block: Block) -> Iterator[str]:
    if block.level:
        yield str(block.level)
    if block.ordinal is not None:
        yield f"#{block.ordinal}"
    if block.label:
        yield f"[{block.label}]"
    if block.header:
        yield "header"
    if block.speaker:
        yield f"by {block.speaker}"
    if block.language:
        yield f"({block.language})"
