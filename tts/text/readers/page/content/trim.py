"""CONTAINERS -> CONTAINERS without what only a reader of the page needs: pagination, labels of graphics, copies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from tts.regex import regex
from tts.text.languages import is_contents_heading
from tts.text.readers.credits import is_bare_label
from tts.text.readers.page.content.elements import Element, Page, Text, collect_text, is_notes
from tts.text.readers.page.content.images import fold_address
from tts.text.readers.page.content.names import list_names
from tts.text.readers.whitespace import join_words

_EDGE_LINES = 4  # at each end of an article that may be pagination
_MAX_PAGINATION = 100  # size
_MAX_ELEMENTS = 40  # of pagination, a label or a heading
_NO_PAGINATION = list_names("blockquote caption dd dt figcaption h1 h2 h3 h4 h5 h6 legend li pre td th")
_TO_OTHER_PAGES = regex(r"(?:[«‹<←][^«»‹›←→]{0,60}|[^«»‹›←→]{0,60}[»›>→])|\d{1,4}")
_BETWEEN_LINKS = regex(r"[|·•/«»‹›←→–—-]")
_LABELS = list_names("b div p span strong")
_MAX_LABEL = 20  # size
_FOR_SCREEN_READERS = list_names("assistivetext assistive srtext sronly screenreader screenreadertext visuallyhidden")
_MAX_SIBLINGS = 500  # among which a label is looked for
_MAX_FIGURE = 600  # size of the text of a figure
_MAX_FIGURE_ELEMENTS = 100
_HEADINGS = list_names("b div h2 h3 h4 h5 h6 p span strong")
_MAX_HEADING = 60  # size
_MAX_COPIES = 3  # of figures below the first that may be copies of it


def trim_containers(page: Page, containers: Sequence[Element]) -> None:
    """Mark pagination, labels of graphics, headings of contents that are left out, and copies of the lead figure."""
    below = [element for container in containers for element in page.below(container)]
    kept = list(_skip_left_out(below))
    _mark_pagination(kept)
    for element in kept:
        if _is_label_of_graphic(element):
            element.reason = "label of a graphic"
        elif _has_lost_list(page, element):
            element.reason = "heading of contents that are left out"
    _mark_copies(page, kept)


def _skip_left_out(elements: Sequence[Element]) -> Iterator[Element]:
    """Yield those of `elements` that are not left out or hidden, and not below such."""
    end = 0
    for element in elements:
        if element.index < end:
            continue
        if element.reason or element.is_hidden:
            end = element.end
        else:
            yield element


def _mark_pagination(kept: Sequence[Element]) -> None:
    """Mark short lines of links to other pages among the first and the last lines of an article."""
    lines = [element for element in kept if element.is_block and not element.has_block and element.size]
    for line in lines[:_EDGE_LINES]:
        if any(map(_TO_OTHER_PAGES.fullmatch, _list_links(line))):
            line.reason = "pagination"
    for line in lines[: -_EDGE_LINES - 1 : -1]:
        if _list_links(line):
            line.reason = "pagination"


def _list_links(line: Element) -> list[str]:
    """Return the texts of the links in `line`, if it is several and signs that separate them, else none.

    A sign such as « next to a link is a part of its text.
    """
    if line.size > _MAX_PAGINATION or line.count > _MAX_ELEMENTS or not line.link_size or line.images:
        return []
    if any(element.tag in _NO_PAGINATION or is_notes(element) for element in (line, *line.ancestors())):
        return []
    links, signs = [], ""
    stack: list[Element | Text] = list(reversed(line.children))
    while stack:
        node = stack.pop()
        if isinstance(node, Text):
            signs += node.text
        elif node.tag != "a":
            stack += reversed(node.children)
        elif (node.attributes.get("href") or "#").startswith("#"):
            return []
        elif text := collect_text(node):
            before = signs.strip()[-1:] if signs.strip()[-1:] in ("«", "‹", "←") else ""
            links.append(f"{before} {text}".strip())
            signs += " "
    if len(links) < 2 or re.search(r"\w", signs) or not _BETWEEN_LINKS.search(signs + "".join(links)):
        return []
    if signs.strip()[-1:] in ("»", "›", "→"):
        links[-1] += signs.strip()[-1:]
    return links


def _is_label_of_graphic(element: Element) -> bool:
    """Return whether `element` is a word that only says that the picture next to it is one: "Photo"."""
    if element.tag not in _LABELS or not 0 < element.size <= _MAX_LABEL or element.images:
        return False
    if element.count > 3 or element.link_size or element.has_block:
        return False
    around = element.parent
    if around is None or any(outer.tag == "figcaption" for outer in (around, *around.ancestors())):
        return False
    is_hidden = any("".join(name) in _FOR_SCREEN_READERS for name in element.names)
    follower = _find_follower(element)
    if follower is None and is_hidden and around.size == element.size:
        follower = _find_follower(around)  # the label has a wrapper of its own
    if follower is None or not _is_graphic(follower):
        return False
    is_in_figure = follower.tag == "figure" or any(outer.tag == "figure" for outer in follower.ancestors())
    return is_hidden or (is_in_figure and is_bare_label(collect_text(element)))


def _find_follower(element: Element) -> Element | None:
    """Return the element with text or images right after `element`, None if there is none or loose text."""
    siblings = element.parent.children if element.parent is not None else []
    if len(siblings) > _MAX_SIBLINGS:
        return None
    for sibling in islice(siblings, siblings.index(element) + 1, None):
        if isinstance(sibling, Text):
            if sibling.size:
                return None
        elif not sibling.reason and not sibling.is_hidden and (sibling.size or sibling.images):
            return sibling
    return None


def _is_graphic(element: Element) -> bool:
    """Return whether `element` is a picture, perhaps with a caption."""
    return element.images > 0 and element.size <= _MAX_FIGURE and element.count <= _MAX_FIGURE_ELEMENTS


def _has_lost_list(page: Page, element: Element) -> bool:
    """Return whether `element` is the heading of contents that are left out below it."""
    if element.tag not in _HEADINGS or not 0 < element.size <= _MAX_HEADING or element.count > _MAX_ELEMENTS:
        return False
    if element.parent is None or element.images or not is_contents_heading(collect_text(element)):
        return False
    index = element.end
    while index < element.parent.end:
        sibling = page.elements[index]
        if sibling.reason or sibling.size or sibling.images:
            return bool(sibling.reason) and sibling.reason != "label of a graphic"
        index = sibling.end
    return False


def _mark_copies(page: Page, kept: Sequence[Element]) -> None:
    """Mark the copies of the first figure that follow it, as pages have one for telephones."""
    end = 0
    figures: list[Element] = []
    for element in kept:
        if element.index < end:
            continue
        if element.tag in ("figure", "img"):
            figures.append(element)
            end = element.end
            if len(figures) > _MAX_COPIES:
                break
        elif element.prose and not element.has_block and figures:
            break
    for index, copy in enumerate(figures[1:], start=1):
        for figure in figures[:index]:
            if not figure.reason and _is_copy(page, copy, figure):
                worse = figure if copy.captions > figure.captions else copy
                worse.reason = "copy of a figure"
                break


def _is_copy(page: Page, copy: Element, figure: Element) -> bool:
    """Return whether two figures show the same: by address or alternative text, and the captions do not differ."""
    own, other = _find_image(page, copy), _find_image(page, figure)
    caption, other_caption = (join_words(collect_text(element)).strip() for element in (copy, figure))
    if own is None or other is None or (caption and other_caption and caption != other_caption):
        return False
    alternative, other_alternative = (join_words(image.attributes.get("alt") or "").strip() for image in (own, other))
    if alternative and other_alternative and alternative != other_alternative:
        return False
    address, other_address = (image.attributes.get("src") for image in (own, other))
    if address and address == other_address:
        return True
    is_same_text = caption == other_caption and alternative == other_alternative and bool(alternative)
    if is_same_text and caption:  # without captions, it may be the title, which some sites give all pictures
        return True
    is_same_file = fold_address(address) != "" and fold_address(address) == fold_address(other_address)
    return is_same_file and ((caption != "" and caption == other_caption) or is_same_text)


def _find_image(page: Page, figure: Element) -> Element | None:
    """Return the first image in `figure`."""
    return next((below for below in page.below(figure) if below.tag == "img"), None)
