"""`ncc.html`, the Navigation Control Center: what can be gone to, and what the book is (DAISY 2.02, section 2.1)."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from tts.writers.daisy.book import Book, Entry
from tts.writers.daisy.smil import FORMAT, par_id, text_id
from tts.writers.markup import Element, document, element
from tts.writers.markup.element import plain
from tts.writers.metadata import GENERATOR, day, identifier, narrators

DOCTYPE = (
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" '
    '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">'
)
XHTML = "http://www.w3.org/1999/xhtml"
UNKNOWN = "Unknown"
"""What stands for an author or a publisher that the article does not name: the format wants one."""


def ncc(book: Book) -> str:
    """The NCC of a book."""
    # The direction of writing has no attribute here; each player knows it from the characters.
    language = {"lang": book.language, "xml:lang": book.language}
    title = element("title", None, book.publication.metadata.title)
    head = element("head", None, title, *_metas(book))
    body = element("body", None, *(node for entry in book.entries for node in _entry(entry)))
    return document(element("html", {"xmlns": XHTML, **language}, head, body), DOCTYPE)


def content_type() -> Element:
    """The type and encoding of a document, for players that know no XML."""
    return element("meta", {"http-equiv": "Content-type", "content": "text/html; charset=utf-8"})


def _metas(book: Book) -> Iterator[Element]:
    yield content_type()
    for name, content in _facts(book):
        scheme = {"scheme": "yyyy-mm-dd"} if name == "dc:date" else {}
        yield element("meta", {"name": name, "content": content, **scheme})


def _facts(book: Book) -> Iterator[tuple[str, str]]:
    """Every name once but for subjects and narrators (DAISY 2.02, appendix 2)."""
    publication = book.publication
    metadata = publication.metadata
    yield "dc:title", metadata.title
    # One for all: of several some players show the last one alone.
    yield "dc:creator", "; ".join(metadata.authors) or UNKNOWN
    yield "dc:date", day(metadata) or ""
    yield "dc:format", FORMAT
    yield "dc:identifier", identifier(metadata)
    yield "dc:language", book.language
    yield "dc:publisher", _host(metadata.source_url) or UNKNOWN
    if metadata.source_url:
        yield "dc:source", metadata.source_url
    if metadata.description:
        yield "dc:description", metadata.description
    yield from (("dc:subject", tag) for tag in metadata.tags)
    yield "ncc:charset", "utf-8"
    yield "ncc:generator", GENERATOR
    yield from (("ncc:narrator", name) for name in narrators(publication))
    yield from _counts(book)


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:  # such as brackets that hold no address of IPv6
        return ""


def _counts(book: Book) -> Iterator[tuple[str, str]]:
    yield "ncc:multimediaType", "audioFullText" if book.has_text else "audioNcc"
    yield "ncc:tocItems", str(len(book.entries))
    yield "ncc:depth", str(max(entry.level for entry in book.entries))
    yield "ncc:files", str(len(book.files))
    for kind in ("Front", "Normal", "Special"):
        yield f"ncc:page{kind}", "0"
    if notes := sum(entry.level == 0 for entry in book.entries):
        yield "ncc:footnotes", str(notes)
    yield "ncc:setInfo", "1 of 1"
    minutes, seconds = divmod((book.duration_ms + 500) // 1000, 60)
    yield "ncc:totalTime", f"{minutes // 60:02d}:{minutes % 60:02d}:{seconds:02d}"


def _entry(entry: Entry) -> Iterator[Element | str]:
    """A line; of two that begin at the same place the second one names it otherwise, so that a player sees two."""
    place = (par_id if entry.shares_target else text_id)(entry.utterance_id)
    link = element("a", {"href": f"{entry.leaf.smil}#{place}"}, plain(entry.text))
    if entry.level:
        given = {"class": "title" if entry.id == "ncc-1" else "section", "id": entry.id}
        yield element(f"h{entry.level}", given, link)
    else:
        yield element("span", {"class": "noteref", "id": entry.id}, link)
        yield "\n"  # two numbers without a space between them are one
