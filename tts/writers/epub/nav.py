"""Book -> `nav.xhtml`: the table of contents (EPUB 3.3, section 7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from tts.model import ContentsEntry, Publication, Section
from tts.writers.epub.book import Book
from tts.writers.epub.content import DOCTYPE, page
from tts.writers.markup import Element, document, element, language_attributes, outline
from tts.writers.metadata import section_title


def nav_document(book: Book) -> str:
    """Return the navigation document: the table of contents, and the places where a reader may want to begin."""
    metadata, addresses = book.publication.metadata, book.addresses
    listed = _list_edition(book, addresses) if book.publication.parts else _list_article(book, addresses)
    contents = element("nav", {"epub:type": "toc", "role": "doc-toc", "id": "toc"}, listed)
    places = (
        element("li", None, element("a", {"epub:type": kind, "href": addresses[section.id]}, title))
        for kind, section, title in _landmarks(book.publication)
    )
    landmarks = element(
        "nav", {"epub:type": "landmarks", "id": "landmarks", "hidden": "hidden"}, element("ol", None, *places)
    )
    return document(page(metadata.language, metadata.title, "style.css", contents, landmarks), DOCTYPE)


def _list_article(book: Book, addresses: Mapping[str, str]) -> Element:
    """Return every section, nested by level."""
    sections, metadata = book.publication.sections, book.publication.metadata

    def link(section: Section, _: Section | None) -> Element:
        """Return a link to the section, with its title."""
        return element("a", {"href": addresses[section.id]}, section_title(section, metadata))

    return outline(sections, link)


def _list_edition(book: Book, addresses: Mapping[str, str]) -> Element:
    """Return announcements and sections of an edition, in these its articles, in these their headings."""
    languages = {section.id: section.language for section in book.publication.sections}
    own = book.publication.metadata.language

    def entries(below: Iterable[ContentsEntry], is_top: bool) -> Element:
        """Return the list of entries, each with a link in its language; titles of sections are in the edition's."""
        items = []
        for entry in below:
            language = own if is_top else languages[entry.section_id]
            attributes = {"href": addresses[entry.section_id], **language_attributes(language, own)}
            nested = (entries(entry.entries, False),) if entry.entries else ()
            items.append(element("li", None, element("a", attributes, entry.title), *nested))
        return element("ol", None, *items)

    return entries(book.publication.contents, True)


def _landmarks(publication: Publication) -> Iterator[tuple[str, Section, str]]:
    """Yield the kind, the section and the title of each landmark: where the article, or the first one, begins.

    In an edition, also where the announcements before and after its articles begin.
    """
    sections, metadata = publication.sections, publication.metadata
    if not publication.parts:
        start = next((section for section in sections if section.role == "body"), sections[0])
        yield "bodymatter", start, section_title(start, metadata)
        return
    by_id = {section.id: section for section in sections}
    seen: set[str] = set()
    for part in publication.parts:
        kind = "bodymatter" if part.kind == "article" else "backmatter" if part.kind == "end" else "frontmatter"
        if kind not in seen:
            seen.add(kind)
            yield kind, by_id[part.section_ids[0]], part.folder_title if part.kind == "article" else part.title
