"""Publication -> the article as HTML: the shared markup without the parts that only an EPUB needs."""

from __future__ import annotations

from collections.abc import Mapping

from tts.model import Publication
from tts.writers.markup import Element, MarkupOptions, element, locate_notes, mark_up

_RANK = 2
"""The level of the headings of chapters; the title has level 1."""
_XHTML_ONLY = frozenset({"epub:type", "xml:lang"})


def article(publication: Publication) -> tuple[tuple[Element, ...], tuple[Element, ...]]:
    """Return the opening, and the sections after it."""
    options = MarkupOptions(
        language=publication.metadata.language,
        rank=_RANK,
        images={resource: image.name for resource, image in publication.images.items()},
        notes={label: f"#{id_}" for label, (_, id_) in locate_notes(publication.sections).items()},
    )
    bodies = tuple(html(mark_up(section, options)) for section in publication.sections)
    if publication.sections[0].role == "opening":
        return bodies[:1], bodies[1:]
    # The article begins with its title as a sentence: a heading that is not visible serves those who move by headings.
    return (element("h1", {"class": "unseen"}, publication.metadata.title),), bodies


def html(node: Element) -> Element:
    """Return the element as HTML: languages as `lang` only, nothing of EPUB, images that load when they come close."""
    attributes = html_attributes(node.attributes)
    if node.name == "img":
        attributes |= {"loading": "lazy", "decoding": "async"}
    children = (html(child) if isinstance(child, Element) else child for child in node.children)
    return element(node.name, attributes, *children)


def html_attributes(attributes: Mapping[str, str]) -> dict[str, str]:
    """Return those of `attributes` that exist in HTML."""
    return {name: value for name, value in attributes.items() if name not in _XHTML_ONLY}
