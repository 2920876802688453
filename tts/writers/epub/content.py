"""Document -> XHTML, and the style sheet of all documents (EPUB 3.3, section 6)."""

from __future__ import annotations

from pathlib import Path

from tts.writers.epub.book import Book, Document
from tts.writers.markup import Element, document, element, language_attributes

_XHTML = {"xmlns": "http://www.w3.org/1999/xhtml", "xmlns:epub": "http://www.idpf.org/2007/ops"}
DOCTYPE = "<!DOCTYPE html>"
"""The document type declaration of XHTML5."""


def content_document(content: Document, book: Book) -> str:
    """Return the XHTML of a document of `book`."""
    title = content.sections[0].title.strip() or book.publication.metadata.title
    return document(page(content.language, title, "../style.css", *content.bodies), DOCTYPE)


def page(language: str, title: str, style: str, *body: Element) -> Element:
    """Return the root of an XHTML document in `language`."""
    head = element(
        "head",
        None,
        element("title", None, title),
        element("link", {"rel": "stylesheet", "type": "text/css", "href": style}),
    )
    return element("html", {**_XHTML, **language_attributes(language)}, head, element("body", None, *body))


def style_sheet() -> str:
    """Return the style sheet."""
    return Path(__file__).with_name("style.css").read_text(encoding="utf-8")
