"""Sections -> a nested list of links to them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from tts.model import Section
from tts.writers.markup.element import Element, element


def outline(
    sections: Sequence[Section],
    link: Callable[[Section, Section | None], Element],
    level: int = 1,
    following: Section | None = None,
) -> Element:
    """Return a list of links to the sections of `level`, each with a list of those below it.

    `link` makes a link from a section and the first section after all those below it, or None at the end.
    `following` is the section after the last of `sections`.
    """
    starts = [index for index, section in enumerate(sections) if section.level <= level or index == 0]
    items = []
    for start, end in pairwise([*starts, len(sections)]):
        after = sections[end] if end < len(sections) else following
        below = sections[start + 1 : end]
        nested = (outline(below, link, level + 1, after),) if below else ()
        items.append(element("li", None, link(sections[start], after), *nested))
    return element("ol", None, *items)
