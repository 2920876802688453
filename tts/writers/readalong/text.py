"""Publication -> the article as HTML: the sections of `markup` without what only XHTML of an EPUB has."""

from __future__ import annotations

from collections.abc import Mapping

from tts.model import Publication
from tts.writers.markup import Element, MarkupOptions, element, locate_notes, mark_up

_RANK = 2
"""Of the headings of chapters; the title is the one of rank 1."""
_OF_XHTML = frozenset({"epub:type", "xml:lang"})


def article(publication: Publication, images: Mapping[str, str]) -> tuple[tuple[Element, ...], tuple[Element, ...]]:
    """The opening, and the sections after it; `images` has the file of each image by its address in the article."""
    style = MarkupOptions(
        language=publication.metadata.language,
        rank=_RANK,
        images=images,
        notes={label: f"#{id_}" for label, (_, id_) in locate_notes(publication.sections).items()},
    )
    bodies = tuple(html(mark_up(section, style)) for section in publication.sections)
    if publication.sections[0].role == "opening":
        return bodies[:1], bodies[1:]
    return (_unsaid_title(publication.metadata.title),), bodies


def html(node: Element) -> Element:
    """The element as HTML has it: languages by `lang` alone, no words of EPUB, images when they come into view."""
    given = html_attributes(node.attributes)
    if node.name == "img":
        given |= {"loading": "lazy", "decoding": "async"}
    children = (html(child) if isinstance(child, Element) else child for child in node.children)
    return element(node.name, given, *children)


def html_attributes(attributes: Mapping[str, str]) -> dict[str, str]:
    """Those of the attributes that HTML has too."""
    return {name: value for name, value in attributes.items() if name not in _OF_XHTML}


def _unsaid_title(title: str) -> Element:
    """The title of an article whose first sentence it is: for those who move by headings, and not shown twice."""
    return element("h1", {"class": "unseen"}, title)
