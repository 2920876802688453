"""Give ids to elements that a listener can skip or leave, so that a media overlay can point to them."""

from __future__ import annotations

from collections import Counter

from tts.writers.markup import Element, element

ESCAPABLE = {"aside": "footnote", "dl": "list", "figure": "figure", "ol": "list", "table": "table", "ul": "list"}
"""The `epub:type` of the sequence for each element (EPUB 3.3, section 9.3.5, "Skippability and escapability")."""


def number_escapable(root: Element, prefix: str) -> Element:
    """Return the tree with an id on each `ESCAPABLE` element that has none: `prefix`, its name, its number."""
    counts: Counter[str] = Counter()

    def walk(node: Element) -> Element:
        """Return the element with ids for all escapable elements in it that have none."""
        attributes = dict(node.attributes)
        if node.name in ESCAPABLE and "id" not in attributes:
            counts[node.name] += 1
            attributes = {"id": f"{prefix}-{node.name}-{counts[node.name]}", **attributes}
        children = (walk(child) if isinstance(child, Element) else child for child in node.children)
        return element(node.name, attributes, *children)

    return walk(root)
