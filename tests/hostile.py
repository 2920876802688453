"""Articles put together at random from mark-up of many kinds, in which some words must be heard or listed."""

from __future__ import annotations

from pathlib import Path
from random import Random

_CASES = Path(__file__).parent / "cases" / "hostile.txt"
FRAGMENTS = [
    line.replace(r"\n", "\n").replace(r"\t", "\t").replace("\\\\", "\\")
    for line in _CASES.read_text(encoding="utf-8").split("\n")
    if line
]
"""Pieces of mark-up, whole and broken: one in each line of the file, with line ends and tabs as escapes."""


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
