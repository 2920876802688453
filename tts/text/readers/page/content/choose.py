"""SCORES -> CONTAINERS: which elements hold the article."""

from __future__ import annotations

from tts.text.readers.page.content.elements import Element, Page, collect_text
from tts.text.readers.page.content.evidence import weigh_by_headline
from tts.text.readers.page.content.lines import find_lines
from tts.text.readers.page.content.names import list_names
from tts.text.readers.page.content.score import score_elements

_RIVALS = 5  # elements with the highest scores that are compared
_RIVAL_SHARE = 0.75  # of the highest score
_MIN_RIVALS = 3  # that are needed to take the element around them
_SIBLING_SHARE = 0.2
_MIN_SIBLING_SCORE = 10.0
_BETWEEN = list_names("blockquote dl figure h1 h2 h3 h4 h5 h6 img ol p picture pre table ul")
_MAX_ELEMENTS = 100  # of a short paragraph
_PARAGRAPHS = list_names("blockquote div p section")
_MAX_LONG_LINK_SHARE = 0.25
_SENTENCE_ENDS = (".", "!", "?", "…", "。", "！", "？", "।", "؟", "։", "”", '"', "»", "」", ":")


def choose_containers(page: Page, headline: Element | None) -> list[Element]:
    """Return the elements of `page` that together hold its article, in their order; none if it has no text."""
    lines = find_lines(page)
    scores = score_elements(lines)
    if not scores:
        return []
    weighed = weigh_by_headline(scores, lines, headline)
    ranked = sorted(scores, key=lambda element: (-weighed[element], element.index))[:_RIVALS]
    best = _choose_around(ranked, weighed)
    best = _climb(best, scores)
    return _join_siblings(best, scores)


def _choose_around(ranked: list[Element], scores: dict[Element, float]) -> Element:
    """Return the best of `ranked`, or the innermost element around it and several that are nearly as good."""
    first = ranked[0]
    rivals = [rival for rival in ranked[1:] if scores[rival] >= _RIVAL_SHARE * scores[first]]
    if len(rivals) >= _MIN_RIVALS:
        for around in first.ancestors():
            if around.tag == "body" or _holds_others(around):
                break
            if sum(around.holds(rival) for rival in rivals) >= _MIN_RIVALS:
                return around
    return first


def _holds_others(element: Element) -> bool:
    """Return whether several articles are right below `element`."""
    return sum(inner.tag == "article" and inner.prose > 0 for inner in element.inner_elements()) > 1


def _climb(best: Element, scores: dict[Element, float]) -> Element:
    """Return `best` or an element around it, whose score shows that it holds more of the article."""
    score = last = scores.get(best, 0.0)
    for around in best.ancestors():
        if around.tag == "body":
            break
        if around not in scores:
            continue
        if scores[around] < score / 3:
            break
        if scores[around] > last:
            best = around
            break
        last = scores[around]
    while best.parent is not None and best.parent.tag != "body" and len(best.parent.inner_elements()) == 1:
        best = best.parent
    return best


def _join_siblings(best: Element, scores: dict[Element, float]) -> list[Element]:
    """Return `best` with the elements next to it that also hold text of the article, and what is between them."""
    parent = best.parent
    if parent is None or not scores.get(best):
        return [best]
    threshold = max(_MIN_SIBLING_SCORE, scores[best] * _SIBLING_SHARE)
    siblings = [sibling for sibling in parent.inner_elements() if not sibling.reason and not sibling.is_hidden]
    joined = [
        sibling is best
        or scores.get(sibling, 0.0) + _class_bonus(sibling, best, scores) >= threshold
        or _is_paragraph(sibling)
        for sibling in siblings
    ]
    first, last = joined.index(True), len(joined) - joined[::-1].index(True)
    return [
        sibling
        for index, sibling in enumerate(siblings)
        if joined[index] or (first < index < last and _is_between(sibling))
    ]


def _is_between(element: Element) -> bool:
    """Return whether an element between two of the article belongs to it: a heading, a list, a figure or the like."""
    return element.tag in _BETWEEN and (element.size == 0 or element.link_share < _MAX_LONG_LINK_SHARE)


def _class_bonus(sibling: Element, best: Element, scores: dict[Element, float]) -> float:
    """Return what having the same class as `best` speaks for `sibling`."""
    own = best.attributes.get("class")
    return scores[best] * _SIBLING_SHARE if own and own == sibling.attributes.get("class") else 0.0


def _is_paragraph(element: Element) -> bool:
    """Return whether an element next to the container is a paragraph of text, or holds nothing but such."""
    if element.tag not in _PARAGRAPHS or element.fields:
        return False
    if element.prose:
        return not element.menu and element.link_share < _MAX_LONG_LINK_SHARE
    if element.has_block or not element.size or element.link_size or element.count > _MAX_ELEMENTS:
        return False
    return collect_text(element).endswith(_SENTENCE_ENDS)
