"""ELEMENTS -> LINES: the runs of text between borders, as a reader of the page sees them."""

from __future__ import annotations

from collections.abc import Iterator

from tts.noun import noun
from tts.text.readers.page.content.elements import Element, Page, Text

_MIN_PROSE = 80  # size of a line of prose
_MAX_PROSE_LINK_SHARE = 0.5


@noun
class Line:
    """A run of text and inline elements in `owner`, a paragraph if it `is_alone` there."""

    owner: Element
    size: int
    link_size: float
    commas: int
    is_alone: bool

    @property
    def link_share(self) -> float:
        """How much of the line is links, from 0 to 1."""
        return self.link_size / self.size

    @property
    def is_prose(self) -> bool:
        """Whether the line is as long as a sentence, and not mostly links."""
        return self.size >= _MIN_PROSE and self.link_share <= _MAX_PROSE_LINK_SHARE


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
        if element.is_block and element.has_lines and element.size:
            lines += split_lines(element)
    return lines


def split_lines(element: Element) -> Iterator[Line]:
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
