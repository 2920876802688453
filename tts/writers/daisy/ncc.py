"""`ncc.html`, the Navigation Control Center: the entries and the metadata of a book (DAISY 2.02, section 2.1)."""

from __future__ import annotations

from collections.abc import Iterator

from tts.writers.daisy.book import Book
from tts.writers.daisy.smil import FORMAT, par_id, text_id
from tts.writers.markup import Element, document, element
from tts.writers.markup.element import plain
from tts.writers.metadata import GENERATOR, day, host_name, identifier, narrators

DOCTYPE = (
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" '
    '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">'
)
XHTML = "http://www.w3.org/1999/xhtml"
UNKNOWN = "Unknown"
"""The author or publisher of an article that names none: the format requires one."""


def ncc(book: Book) -> str:
    """Return the NCC of a book."""
    # XHTML 1.0 has `dir`, but players take the direction of writing from the characters.
    language = {"lang": book.language, "xml:lang": book.language}
    title = element("title", None, book.publication.metadata.title)
    metas = (
        element("meta", {"name": name, "content": content, "scheme": "yyyy-mm-dd" if name == "dc:date" else None})
        for name, content in _metadata(book)
    )
    head = element("head", None, title, content_type(), *metas)
    body = element("body", None, *_lines(book))
    return document(element("html", {"xmlns": XHTML, **language}, head, body), DOCTYPE)


def content_type() -> Element:
    """Return the type and encoding of a document, for players that do not know XML."""
    return element("meta", {"http-equiv": "Content-type", "content": "text/html; charset=utf-8"})


def _metadata(book: Book) -> Iterator[tuple[str, str]]:
    """Yield names and values; each name once, except contributors, subjects and narrators (DAISY 2.02, appendix 2).

    The format has no name for a series: the number of an edition is in its title. The languages of its articles are
    not here but in its texts, as some players know only the last of several.
    """
    metadata, parts = book.publication.metadata, book.publication.parts
    newspaper = book.publication.series.title if book.publication.series else UNKNOWN
    yield "dc:title", metadata.title
    # Some players show only the last of several creators.
    yield "dc:creator", "; ".join(metadata.authors) or newspaper
    authors = dict.fromkeys(author for part in parts for author in part.authors)
    yield from (("dc:contributor", author) for author in authors)
    yield "dc:date", day(metadata) or metadata.edition_date or ""
    yield "dc:format", FORMAT
    yield "dc:identifier", identifier(metadata)
    yield "dc:language", book.language
    yield "dc:publisher", host_name(metadata.source_url) or newspaper
    if metadata.source_url:
        yield "dc:source", metadata.source_url
    if metadata.description:
        yield "dc:description", metadata.description
    yield from (("dc:subject", tag) for tag in metadata.tags)
    yield "ncc:charset", "utf-8"
    yield "ncc:generator", GENERATOR
    yield from (("ncc:narrator", name) for name in narrators(book.publication))
    yield "ncc:multimediaType", "audioFullText" if book.has_text else "audioNcc"
    yield "ncc:tocItems", str(len(book.entries))
    yield "ncc:depth", str(max(entry.level for entry in book.entries))
    yield "ncc:files", str(len(book.files))
    yield from ((f"ncc:page{kind}", "0") for kind in ("Front", "Normal", "Special"))
    if notes := sum(entry.level == 0 for entry in book.entries):
        yield "ncc:footnotes", str(notes)
    yield "ncc:setInfo", "1 of 1"
    minutes, seconds = divmod((book.duration_ms + 500) // 1000, 60)
    yield "ncc:totalTime", f"{minutes // 60:02d}:{minutes % 60:02d}:{seconds:02d}"


def _lines(book: Book) -> Iterator[Element | str]:
    """Yield a line per entry."""
    for entry in book.entries:
        # The second of two entries that begin at one place points to another element, so that a player sees two.
        target = (par_id if entry.shares_target else text_id)(entry.utterance_id)
        link = element("a", {"href": f"{entry.document.smil}#{target}"}, plain(entry.text))
        if entry.level:
            css = "title" if entry.id == "ncc-1" else "section"
            yield element(f"h{entry.level}", {"class": css, "id": entry.id}, link)
        else:
            yield element("span", {"class": "noteref", "id": entry.id}, link)
            yield "\n"  # without white space between them two numbers would become one
