"""Book -> `nav.xhtml`: the table of contents (EPUB 3.3, section 7)."""

from __future__ import annotations

from collections.abc import Sequence

from tts.model import Section
from tts.writers.epub.book import Book
from tts.writers.epub.content import DOCTYPE, page
from tts.writers.markup import Element, document, element
from tts.writers.metadata import section_title


def nav_document(book: Book) -> str:
    """The navigation document: every section in its place, and where the article itself begins."""
    sections, metadata = book.publication.sections, book.publication.metadata
    start = next((one for one in sections if one.role == "body"), sections[0])
    contents = element("nav", {"epub:type": "toc", "role": "doc-toc", "id": "toc"}, _entries(sections, 1, book))
    link = element(
        "a",
        {"epub:type": "bodymatter", "href": book.address(start.id)},
        section_title(start, metadata),
    )
    places = element("ol", None, element("li", None, link))
    marks = element("nav", {"epub:type": "landmarks", "id": "landmarks", "hidden": "hidden"}, places)
    return document(page(book, metadata.title, "style.css", contents, marks), DOCTYPE)


def _entries(sections: Sequence[Section], level: int, book: Book) -> Element:
    """A list of the sections of `level`, in each of which are those below it."""
    begins = [at for at, one in enumerate(sections) if one.level <= level or at == 0]
    items = []
    for begin, end in zip(begins, [*begins[1:], len(sections)], strict=True):
        section, below = sections[begin], sections[begin + 1 : end]
        link = element("a", {"href": book.address(section.id)}, section_title(section, book.publication.metadata))
        items.append(element("li", None, link, *((_entries(below, level + 1, book),) if below else ())))
    return element("ol", None, *items)
