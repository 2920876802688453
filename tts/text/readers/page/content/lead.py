"""CONTAINERS -> CONTAINERS with what belongs to them from outside: lead image, standfirst, key points, notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tts.text.languages import is_key_points_heading
from tts.text.readers.page.content.clean import find_heading
from tts.text.readers.page.content.elements import Element, Page, collect_text, is_notes
from tts.text.readers.page.content.images import fold_address
from tts.text.readers.page.content.names import list_names
from tts.text.readers.whitespace import join_words

_MAX_FIGURES = 2
_MAX_CAPTION = 600  # characters of the text of a lead figure
_MAX_ELEMENTS = 100  # of a lead figure or standfirst
_MIN_STANDFIRST, _MAX_STANDFIRST = 20, 700
_MAX_LINK_SHARE = 0.4
_STANDFIRST = list_names(
    "standfirst subtitle subhead subheadline subheading dek deck lede strapline teaserline leadin intro excerpt "
    "abstract chapo sapo entradilla bajada vorspann anriss"
)
_LEAD = list_names("hero lead featured main feature leadimage opener cover thumbnail")
_IMAGES = frozenset({"img", "amp-img"})
_IN_SCOPE = frozenset({"article", "main"})


def add_lead(
    page: Page, containers: Sequence[Element], headline: Element | None, fields: Mapping[str, Any]
) -> list[Element]:
    """Return `containers` with what belongs to them: figures, standfirst and key points above, notes below."""
    first, last = containers[0], containers[-1]
    if headline is not None and headline.index >= first.index:
        headline = None
    scope = _find_scope(first, headline)
    begin = headline.index if headline is not None else scope.index
    above = _find_above(page, containers, range(scope.index + 1, first.index), begin, fields)
    below = [element for element in page.elements[last.end : scope.end] if _is_wanted(element) and is_notes(element)]
    return [*above, *containers, *_outermost(below)]


def _find_scope(first: Element, headline: Element | None) -> Element:
    """Return the element around `first` in which something may belong to it: with the headline, or an article."""
    scope = first
    for around in first.ancestors():
        if headline is not None and not scope.holds(headline):
            scope = around
        elif around.tag in _IN_SCOPE or around.attributes.get("role") == "main":
            return around
    return scope


def _find_above(
    page: Page, containers: Sequence[Element], places: range, begin: int, fields: Mapping[str, Any]
) -> list[Element]:
    """Return what belongs to the article of the elements at `places`, if it is text only below `begin`."""
    addresses = {
        address
        for container in containers
        for element in page.below(container)
        if element.tag in _IMAGES and (address := fold_address(element.attributes.get("src")))
    }
    lead_address = fold_address(fields.get("image"))
    description = join_words(str(fields.get("description") or ""))
    above: list[Element] = []
    figures = 0
    index = places.start
    while index < places.stop:
        element = page.elements[index]
        index += 1
        if element.reason or element.is_hidden:
            index = element.end
            continue
        if element.end > places.stop and element.index < places.stop and element.holds(containers[0]):
            continue
        is_figure = figures < _MAX_FIGURES and _is_lead_figure(page, element, lead_address, addresses)
        if is_figure or (
            index > begin and (_is_standfirst(element, description) or _is_key_points(element, page.language))
        ):
            figures += is_figure
            above.append(element)
            index = element.end
    return above


def _is_lead_figure(page: Page, element: Element, lead_address: str, known: set[str]) -> bool:
    """Return whether `element` is a figure with a caption, or the image that the page names as its own."""
    if (
        not element.images
        or element.count > _MAX_ELEMENTS
        or element.size > _MAX_CAPTION
        or element.link_share > _MAX_LINK_SHARE
    ):
        return False
    images = [below for below in page.below(element) if below.tag in _IMAGES and not below.is_hidden]
    addresses = {fold_address(image.attributes.get("src")) for image in images}
    if addresses & known or not images or any(below.tag == "h1" for below in page.below(element)):
        return False
    if element.tag == "figure":
        captions = any(below.tag == "figcaption" and below.size for below in page.below(element))
        return captions or lead_address in addresses or not _LEAD.isdisjoint(_words(element))
    is_captioned = any("caption" in word for below in page.below(element) for name in below.names for word in name)
    if lead_address and lead_address in addresses:
        return element.tag in _IMAGES or is_captioned
    return is_captioned and len(images) == 1 and element.size > 0 and not _LEAD.isdisjoint(_words(element))


def _words(element: Element) -> set[str]:
    """Return the words in the names of `element`."""
    return {word for name in element.names for word in name}


def _is_standfirst(element: Element, description: str) -> bool:
    """Return whether `element` is the summary below a headline: by its name, or as the description of the page."""
    if not _MIN_STANDFIRST <= element.size <= _MAX_STANDFIRST or element.link_share > _MAX_LINK_SHARE:
        return False
    if element.images or element.count > _MAX_ELEMENTS or element.tag in ("a", "ul", "ol", "span", "time", "h1"):
        return False
    names = {"".join(name) for name in element.names} | _words(element)
    if not _STANDFIRST.isdisjoint(names):
        return True
    return bool(description) and join_words(collect_text(element)) == description


def _is_key_points(element: Element, language: str) -> bool:
    """Return whether `element` is a list of key points with its heading in `language`."""
    return element.items > 1 and is_key_points_heading(find_heading(element), language)


def _is_wanted(element: Element) -> bool:
    """Return whether nothing speaks against `element`."""
    return not element.reason and not element.is_hidden and element.size > 0


def _outermost(elements: Sequence[Element]) -> Iterator[Element]:
    """Yield those of `elements` that are not below another of them."""
    end = 0
    for element in elements:
        if element.index >= end:
            yield element
            end = element.end
