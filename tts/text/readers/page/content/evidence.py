"""PAGE, FIELDS -> EVIDENCE: where the headline is, and how far each element is from the text below it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tts.text.readers.page.content.elements import Element, Page, collect_text
from tts.text.readers.page.content.lines import Line
from tts.text.readers.page.content.names import list_names
from tts.text.readers.whitespace import join_words

_HEADINGS = list_names("h1 h2 h3")
_MAX_HEADLINE = 300  # size
_MAX_ELEMENTS = 50  # of a headline
_MAX_HEADINGS = 300  # that are looked at
_MIN_WORDS = 2  # of a heading that is found in the title of the page
_FAR = 400  # size of the prose between the headline and what is far from it
_FAR_WEIGHT = 0.5
_ABOVE_WEIGHT = 0.6


def find_headline(page: Page, fields: Mapping[str, Any]) -> Element | None:
    """Return the heading that is in the title of `page`, the longest of the highest level, else its only `h1`."""
    title = f" {join_words(str(fields.get('title') or ''))} "
    headings = [
        element
        for element in page.elements
        if element.tag in _HEADINGS and 0 < element.size <= _MAX_HEADLINE and element.count <= _MAX_ELEMENTS
    ]
    named = []
    for heading in headings[:_MAX_HEADINGS]:
        words = join_words(collect_text(heading))
        if words.count(" ") + 1 >= _MIN_WORDS and f" {words} " in title:
            named.append((-len(words), heading.tag, heading.index, heading))
    if named:
        return min(named)[3]
    firsts = [heading for heading in headings if heading.tag == "h1"]
    return firsts[0] if len(firsts) == 1 else None


def weigh_by_headline(
    scores: Mapping[Element, float], lines: list[Line], headline: Element | None
) -> dict[Element, float]:
    """Return `scores`, those of elements above the `headline` or far below it reduced."""
    if headline is None:
        return dict(scores)
    prose = [line for line in lines if line.is_prose]
    end = headline.end
    size = 0.0
    far = None
    for line in prose:
        if line.owner.index < end:
            continue
        size += line.size
        if size > _FAR:
            far = line.owner.index
            break
    weighed = {}
    for element, score in scores.items():
        if element.end <= headline.index:
            score *= _ABOVE_WEIGHT
        elif far is not None and element.index > far:
            score *= _FAR_WEIGHT
        weighed[element] = score
    return weighed
