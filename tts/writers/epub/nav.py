"""Book -> `nav.xhtml`: the table of contents (EPUB 3.3, section 7)."""

from __future__ import annotations

from tts.model import Section
from tts.writers.epub.book import Book
from tts.writers.epub.content import DOCTYPE, page
from tts.writers.markup import Element, document, element, outline
from tts.writers.metadata import section_title


def nav_document(book: Book) -> str:
    """Return the navigation document: every section, nested by level, and where the article itself begins."""
    sections, metadata = book.publication.sections, book.publication.metadata

    def link(section: Section, _: Section | None) -> Element:
        """Return a link to the section, with its title."""
        return element("a", {"href": book.address(section.id)}, section_title(section, metadata))

    start = next((section for section in sections if section.role == "body"), sections[0])
    contents = element("nav", {"epub:type": "toc", "role": "doc-toc", "id": "toc"}, outline(sections, link))
    attributes = {"epub:type": "bodymatter", "href": book.address(start.id)}
    body_link = element("a", attributes, section_title(start, metadata))
    landmarks = element("ol", None, element("li", None, body_link))
    marks = element("nav", {"epub:type": "landmarks", "id": "landmarks", "hidden": "hidden"}, landmarks)
    return document(page(book, metadata.title, "style.css", contents, marks), DOCTYPE)
