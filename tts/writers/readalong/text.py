"""Publication -> the text as HTML: the shared markup without the parts that only an EPUB needs."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from tts.model import Part, Publication, Section
from tts.text.languages import Phrases
from tts.writers.markup import Element, MarkupOptions, element, language_attributes, locate_notes, mark_up

_RANK = 2
"""The level of the headings of chapters; the title has level 1."""
_HTML_NAMES = {"aside": "div", "figcaption": "div"}
_XHTML_ONLY = frozenset({"epub:type", "xml:lang"})


def article(publication: Publication, phrases: Phrases) -> tuple[tuple[Element, ...], tuple[Element, ...]]:
    """Return the opening, and the sections after it; in an edition, each article has an element with its sections."""
    options = MarkupOptions(
        language=publication.metadata.language,
        rank=_RANK,
        images={resource: image.name for resource, image in publication.images.items()},
        notes={key: f"#{id_}" for key, (_, id_) in locate_notes(publication.sections).items()},
    )
    articles = {part.id: part for part in publication.parts if part.kind == "article"}
    bodies: list[Element] = []
    for part_id, group in groupby(publication.sections, key=lambda section: section.part):
        sections = tuple(group)
        marked_up = tuple(html(mark_up(section, options)) for section in sections)
        if part := articles.get(part_id):
            bodies.append(_edition_article(part, sections[0], marked_up, publication.metadata.language, phrases))
        else:
            bodies += marked_up
    if publication.sections[0].role == "opening":
        return tuple(bodies[:1]), tuple(bodies[1:])
    # The title is that of the first sentence, and is not heard twice.
    return (element("h1", None, publication.metadata.title),), tuple(bodies)


def _edition_article(part: Part, first: Section, bodies: tuple[Element, ...], around: str, phrases: Phrases) -> Element:
    """Return an article of an edition in `around`, with a link to the page of its own package.

    If `first` is not its opening, its title is its first sentence, and stands above it as that of a page does.
    """
    children = list(bodies)
    if first.role != "opening":
        language = html_attributes(language_attributes(part.language, around))
        title = element(f"h{_RANK + first.level - 1}", language, part.title)
        children.insert(0, title)
    if part.slug:
        language = html_attributes(language_attributes(phrases.language_in(around) or around, around))
        link = element("a", {"href": f"../{part.slug}/index.html"}, phrases.page.own_page)
        children.append(element("p", language, link))
    return element("article", None, *children)


def html(node: Element) -> Element:
    """Return the element as HTML: languages as `lang` only, nothing of EPUB, images that load when they come close.

    A caption that is a `figcaption` would be read twice, in its place and as the name of the figure, and a note that is
    an `aside` would be left out by the reader view of a browser.
    """
    name, attributes = node.name, html_attributes(node.attributes)
    if name == "img":
        attributes |= {"loading": "lazy", "decoding": "async"}
    if name == "figcaption":
        attributes |= {"class": "figcaption"}
    children = (html(child) if isinstance(child, Element) else child for child in node.children)
    return element(_HTML_NAMES.get(name, name), attributes, *children)


def html_attributes(attributes: Mapping[str, str]) -> dict[str, str]:
    """Return those of `attributes` that exist in HTML."""
    return {name: value for name, value in attributes.items() if name not in _XHTML_ONLY}
