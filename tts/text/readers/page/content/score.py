"""ELEMENTS -> SCORES: which elements hold paragraphs of an article, by the amount of text, commas and links."""

from __future__ import annotations

from tts.text.readers.page.content.elements import Element
from tts.text.readers.page.content.lines import Line
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


def _find_points(line: Line) -> float:
    """Return how much `line` speaks for being in an article."""
    if line.size < _MIN_SIZE or line.owner.tag in _SILENT:
        return 0.0
    points = 1 + line.commas + min(line.size / _FULL_SIZE, _MAX_SIZE_POINTS)
    return points * (1 - min(line.link_size / line.size, 1.0)) * _WEAK.get(line.owner.tag, 1.0)


def score_elements(lines: list[Line]) -> dict[Element, float]:
    """Return the score of each element that holds lines: their points, those of nearer ones in full."""
    scores: dict[Element, float] = {}
    for line in lines:
        points = _find_points(line)
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
