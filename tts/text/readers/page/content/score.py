"""ELEMENTS -> SCORES: which elements hold paragraphs of an article, by the amount of text, commas and links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tts.text.readers.page.content.elements import Element, Page, Text
from tts.text.readers.page.content.names import find_name_reason, is_article_name, is_body_name, list_names

_MIN_SIZE = 25  # of a line that counts
_FULL_SIZE = 100  # of text for one point
_MAX_SIZE_POINTS = 3.0
_LEVELS = 5  # of containers that a line counts for
_SILENT = list_names(
    "button caption figcaption form h1 h2 h3 h4 h5 h6 label legend option select summary textarea th time"
)
"""Elements whose own lines are not the text of an article."""
_WEAK = {"li": 0.4, "dd": 0.4, "dt": 0.2}
_MERITS = {
    "article": 10.0,
    "main": 5.0,
    "div": 5.0,
    "section": 3.0,
    "blockquote": 3.0,
    "pre": 3.0,
    "td": 3.0,
    "address": -3.0,
    "dd": -3.0,
    "dl": -3.0,
    "dt": -3.0,
    "form": -3.0,
    "li": -3.0,
    "ol": -3.0,
    "ul": -3.0,
    "aside": -10.0,
    "th": -5.0,
}
_NAME_MERIT = 25.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A run of text and inline elements in `owner`, a paragraph if it `is_alone` there."""

    owner: Element
    size: int
    link_size: float
    commas: int
    is_alone: bool

    @property
    def points(self) -> float:
        """How much the line speaks for being in an article."""
        if self.size < _MIN_SIZE or self.owner.tag in _SILENT:
            return 0.0
        points = 1 + self.commas + min(self.size / _FULL_SIZE, _MAX_SIZE_POINTS)
        return points * (1 - min(self.link_size / self.size, 1.0)) * _WEAK.get(self.owner.tag, 1.0)


def find_lines(page: Page) -> list[Line]:
    """Return the lines of `page` in their order, without those that are left out or hidden."""
    lines: list[Line] = []
    index = 0
    while index < len(page.elements):
        element = page.elements[index]
        if element.reason or element.is_hidden:
            index = element.end
            continue
        index += 1
        if element.is_block:
            lines += _split_lines(element)
    return lines


def _split_lines(element: Element) -> Iterator[Line]:
    """Yield the lines right in the block `element`: two line breaks end one, as a block in it does."""
    size, link_size, commas, breaks = 0, 0.0, 0, 0
    is_alone = not element.has_block
    for child in element.children:
        if isinstance(child, Text):
            if child.size:
                size, commas, breaks = size + child.size, commas + child.commas, 0
            continue
        if child.tag == "br":
            breaks += 1
            if breaks > 1:
                is_alone = False
        if child.is_block or breaks > 1:
            if size:
                yield Line(owner=element, size=size, link_size=link_size, commas=commas, is_alone=False)
            size, link_size, commas = 0, 0.0, 0
            breaks = breaks if child.tag == "br" else 0
        elif child.tag != "br":
            size, link_size, commas = size + child.size, link_size + child.link_size, commas + child.commas
            breaks = 0
    if size:
        yield Line(owner=element, size=size, link_size=link_size, commas=commas, is_alone=is_alone)


def score_elements(lines: list[Line]) -> dict[Element, float]:
    """Return the score of each element that holds lines: their points, those of nearer ones in full."""
    scores: dict[Element, float] = {}
    for line in lines:
        points = line.points
        if not points:
            continue
        holder = line.owner.parent if line.is_alone else line.owner
        for level in range(_LEVELS):
            if holder is None:
                break
            if holder not in scores:
                scores[holder] = find_merit(holder)
            scores[holder] += points / (1 if level == 0 else 2 if level == 1 else level * 3)
            holder = holder.parent
    return {element: score * (1 - min(element.link_share, 1.0)) for element, score in scores.items()}


def find_merit(element: Element) -> float:
    """Return what the tag and names of `element` say for it, or against it."""
    merit = _MERITS.get(element.tag, 0.0)
    if any(map(is_body_name, element.names)):
        merit += 2 * _NAME_MERIT
    elif any(map(is_article_name, element.names)):
        merit += _NAME_MERIT
    if any(map(find_name_reason, element.names)):
        merit -= _NAME_MERIT
    return merit
