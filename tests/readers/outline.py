"""What a reader made of an article, in lines that a person can read and extend, and the cases written in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tts.model import Article, Block

CASES = Path(__file__).parent / "cases"


def outline(article: Article) -> str:
    """Blocks (two spaces a level), then `~ what is skipped (reason)`, then `! warnings` without the article's path."""
    lines = [line for block in article.blocks for line in _lines(block, 0)]
    lines += [f"~ {skipped.text} ({skipped.reason})" for skipped in article.skipped]
    lines += [f"! {warning.removeprefix(str(article.path)).lstrip(':, ')}" for warning in article.warnings]
    return "\n".join(lines)


def _lines(block: Block, depth: int) -> Iterator[str]:
    what = [block.kind, *_details(block)]
    marks = "".join(
        f" <{mark.kind} {block.text[mark.begin : mark.end]!r}{f' {mark.value}' if mark.value else ''}>" for mark in block.marks
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
    if block.language:
        yield f"({block.language})"


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a file: the article as written and the outline expected."""

    title: str
    source: str
    expected: str


def cases(name: str) -> list[Case]:
    """The cases of a file: title, a line with a full stop, the article, a full stop, the outline, a full stop."""
    parts = (CASES / name).read_text(encoding="utf-8").split("\n.\n")
    assert not parts[-1].strip(), f"{name} ends in the middle of a case"
    assert len(parts) % 3 == 1, f"{name} has a case without three parts"
    return [Case(parts[at].strip(), parts[at + 1], parts[at + 2]) for at in range(0, len(parts) - 1, 3)]
