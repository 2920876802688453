"""Articles put together at random from mark-up of many kinds, in which some words must be heard or listed."""

from __future__ import annotations

from pathlib import Path
from random import Random

_CASES = Path(__file__).parent / "cases"


def _read_pieces(name: str) -> list[str]:
    """Return the lines of a file of pieces, in which line ends and tabs are escapes."""
    lines = _CASES.joinpath(name).read_text(encoding="utf-8").split("\n")
    return [line.replace(r"\n", "\n").replace(r"\t", "\t").replace("\\\\", "\\") for line in lines if line]


FRAGMENTS = _read_pieces("hostile.txt")
"""Pieces of mark-up, whole and broken."""

LINES = _read_pieces("hostile-lines.txt")
"""Lines as they come with a text that is copied from a page: bylines, captions, tables, menus."""


def make_article(seed: int) -> tuple[str, list[str]]:
    """Return a Markdown article, always the same for `seed`, and the words in it that no mark-up explains away.

    Each of them is in a paragraph of its own, between paragraphs of mark-up and words at random.
    """
    chance = Random(seed)
    words = [f"zq{seed}x{number}k" for number in range(chance.randrange(3, 8))]
    pieces = ["A title here\n============\n\nThe first paragraph.\n\n"]
    for word in words:
        pieces += [
            chance.choice(FRAGMENTS) if chance.random() < 0.75 else f"w{chance.randrange(30)} "
            for _ in range(chance.randrange(1, 12))
        ]
        pieces.append(f"\n\nThe word {word} is here.\n\n")
    return "".join(pieces), words


def make_pasted_text(seed: int) -> tuple[str, list[str]]:
    """Return a plain text, always the same for `seed`, and the words in it that are text of the article."""
    chance = Random(seed)
    words = [f"zq{seed}x{number}k" for number in range(chance.randrange(3, 8))]
    lines = ["A headline of the day", ""]
    for word in words:
        lines += [chance.choice(["", chance.choice(LINES), chance.choice(LINES)]) for _ in range(chance.randrange(9))]
        lines += ["", f"The word {word} is here{chance.choice(['.', ', and the line goes on and on', ''])}", ""]
    return "\n".join(lines), words
