"""Gives ids to what a listener can step over or out of, so that a media overlay can point to it."""

from __future__ import annotations

from collections import Counter

from tts.writers.markup import Element, element

ESCAPABLE = {"aside": "footnote", "dl": "list", "figure": "figure", "ol": "list", "table": "table", "ul": "list"}
"""The `epub:type` of the sequence for each element (EPUB 3.3, section 9.3.5, "Skippability and escapability")."""


def numbered(root: Element, prefix: str) -> Element:
    """The tree with an id on each element that is `ESCAPABLE` and has none: `prefix`, its name, its number."""
    counts: Counter[str] = Counter()

    def walk(node: Element) -> Element:
        given = dict(node.attributes)
        if node.name in ESCAPABLE and "id" not in given:
            counts[node.name] += 1
            given = {"id": f"{prefix}-{node.name}-{counts[node.name]}", **given}
        return element(node.name, given, *(walk(one) if isinstance(one, Element) else one for one in node.children))

    return walk(root)
