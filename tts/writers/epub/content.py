"""Document -> XHTML, and the style sheet for all of them (EPUB 3.3, section 6)."""

from __future__ import annotations

from importlib.resources import files

from tts.writers.epub.book import Book, Document
from tts.writers.markup import Element, document, element, language_attributes

_XHTML = {"xmlns": "http://www.w3.org/1999/xhtml", "xmlns:epub": "http://www.idpf.org/2007/ops"}
DOCTYPE = "<!DOCTYPE html>"
"""Of a document in XHTML5."""


def content_document(one: Document, book: Book) -> str:
    """The XHTML of `one`."""
    return document(page(book, one.sections[0].title, "../style.css", *one.bodies), DOCTYPE)


def page(book: Book, title: str, style: str, *body: Element) -> Element:
    """The root of an XHTML document in the language of the article."""
    metadata = book.publication.metadata
    head = element(
        "head",
        None,
        element("title", None, title.strip() or metadata.title),
        element("link", {"rel": "stylesheet", "type": "text/css", "href": style}),
    )
    return element("html", {**_XHTML, **language_attributes(metadata.language)}, head, element("body", None, *body))


def style_sheet() -> str:
    """The style sheet."""
    return files("tts").joinpath("writers", "epub", "style.css").read_text(encoding="utf-8")
