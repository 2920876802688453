"""EPUB -> ARTICLE: one content document of a book, or the whole book."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from tts.errors import ReadError
from tts.model import Article, Skipped
from tts.text.languages.tags import GivenLanguage
from tts.text.readers.document import Document, build_article
from tts.text.readers.documents.container import Container
from tts.text.readers.documents.epub.content import ContentCleaner, find_title, find_title_headings, mark_heading
from tts.text.readers.documents.epub.notes import NOTE_LISTS, NoteTaker
from tts.text.readers.documents.epub.package import Book, read_book
from tts.text.readers.documents.epub.protection import protected_error
from tts.text.readers.documents.epub.xhtml import list_types, parse_xhtml
from tts.text.readers.documents.html import write_html
from tts.text.readers.documents.pictures import Pictures
from tts.text.readers.documents.xml import Element
from tts.text.readers.html.prose import html_to_text
from tts.text.readers.parts import split_part
from tts.text.readers.whitespace import normalize_whitespace

_MAX_CONTENT_BYTES = 20_000_000
_AROUND = {
    "copyright": "copyright page",
    "copyright-page": "copyright page",
    "cover": "cover",
    "halftitle": "title page",
    "halftitlepage": "title page",
    "landmarks": "table of contents",
    "loi": "list of pictures",
    "lot": "list of tables",
    "page-list": "list of printed pages",
    "title-page": "title page",
    "titlepage": "title page",
    "toc": "table of contents",
}
"""What a content document is that belongs to no article, and the reason in the list of what is left out."""
_OF_WHOLE_BOOK = ("description", "subtitle", "title", "canonical_url")


def list_numbers(path: Path) -> list[str]:
    """Return the number of each article in the EPUB at `path`, none if it cannot be read or is a single article."""
    try:
        total = len(_list_articles(path))
    except (OSError, ReadError):  # its reader says what is wrong
        return []
    width = max(2, len(str(total)))
    return [f"{number:0{width}}" for number in range(1, total + 1)] if total > 1 else []


def read_epub(path: Path, given: GivenLanguage) -> Article:
    """Read the article at `path`: `book.epub#03` is the third content document with text, `book.epub` the whole book.

    Raises:
        ReadError: the book cannot be read, or has no such article.
    """
    file, number = split_part(path)
    book = read_book(file)
    names = _list_articles(file)
    chosen = tuple(name for name in book.documents if name not in book.aside)
    if number:
        if not 1 <= int(number) <= len(names):
            if len(names) == 1:
                raise ReadError(f"The book has 1 article. Give {file.name}.", path=path)
            problem = f"The book has {len(names)} articles, so there is no number {int(number)}."
            raise ReadError(f"{problem} Give a number from 1 to {len(names)}.", path=path)
        chosen = (names[int(number) - 1],)
    if any(name in book.protected for name in chosen):
        raise protected_error(book.container)
    if not names:
        raise ReadError("The book has no text: it may be made of pictures. Add text to it.", path=path)
    return build_article(_make_document(path, book, chosen, is_part=bool(number)), given)


def _list_articles(path: Path) -> tuple[str, ...]:
    """Return the paths of the articles in the EPUB at `path`; all its documents are looked at once for all of them."""
    status = path.stat()
    return _list_articles_once(path, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=8)
def _list_articles_once(path: Path, modified_ns: int, size_bytes: int) -> tuple[str, ...]:
    """Return the paths of the articles in the EPUB at `path`, as it was at that time."""
    del modified_ns, size_bytes
    return _find_articles(read_book(path))


def _find_articles(book: Book) -> tuple[str, ...]:
    """Return the paths of the content documents that are articles; one that cannot be read is reported as one."""
    found = []
    for name in book.documents:
        types = book.types.get(name, frozenset())
        if name in book.aside or _around(types) or NOTE_LISTS & types:
            continue
        try:
            body = None if name in book.protected else _parse(book.container, name)
        except ReadError:
            body = None
        if body is None or _is_article(body):
            found.append(name)
    return tuple(found)


def _is_article(body: Element) -> bool:
    """Return whether there is text to be heard that is not around the articles, and not their notes."""
    types = _list_outer_types(body)
    return _has_words(body) and not _around(types) and not NOTE_LISTS & types


def _around(types: frozenset[str]) -> str:
    """Return what a content document of these types is that belongs to no article, else ""."""
    return next((_AROUND[kind] for kind in sorted(types) if kind in _AROUND), "")


def _parse(container: Container, name: str) -> Element:
    """Return the body of a content document."""
    return parse_xhtml(container.read(name, _MAX_CONTENT_BYTES))


def _has_words(body: Element) -> bool:
    """Return whether there is text to be heard."""
    return any(map(str.isalnum, body.text()))


def _show_text(body: Element) -> str:
    """Return all text of a content document."""
    return normalize_whitespace(html_to_text(write_html(body)))


def _list_outer_types(body: Element) -> frozenset[str]:
    """Return the types of a body, and of elements that hold all that is in it."""
    types = list_types(body)
    element = body
    while True:
        children = list(element.elements())
        has_text = any(isinstance(child, str) and child.strip() for child in element.children)
        if len(children) != 1 or has_text or children[0].name not in ("article", "div", "main", "nav", "section"):
            return types
        element = children[0]
        types |= list_types(element)


def _make_document(path: Path, book: Book, chosen: Sequence[str], *, is_part: bool) -> Document:
    """Return the document made of the content documents `chosen`."""
    bodies: dict[str, Element] = {}
    cleaner = ContentCleaner(cover=book.cover, pictures=Pictures(book.container, path))

    def load(name: str) -> Element | None:
        """Return the body of a content document, the same one each time."""
        if name not in bodies and name in book.container and name not in book.protected:
            bodies[name] = _parse(book.container, name)
        return bodies.get(name)

    texts: list[str] = []
    for name in chosen:
        body = _parse(book.container, name) if name not in bodies else bodies[name]
        bodies[name] = body
        reason = _around(book.types.get(name, frozenset()) | _list_outer_types(body))
        if reason and not is_part:
            cleaner.left_out.append(Skipped(text=_show_text(body), reason=reason))
        elif texts or _has_words(body):  # above all text is the picture of the cover
            texts.append(name)
    for name in book.documents if not is_part else ():
        if name in book.aside and (aside := load(name)) is not None:
            cleaner.left_out.append(Skipped(text=_show_text(aside), reason="page outside the reading order"))
    taker = NoteTaker(load=load)
    for name in texts:
        taker.take(name)
    for name in texts:
        cleaner.left_out += (
            Skipped(text=heading, reason="heading of notes that are heard elsewhere")
            for heading in taker.remove_empty_lists(name)
        )
    for name in texts:
        if not find_title_headings(bodies[name]) and (label := book.labels.get(name)):
            mark_heading(bodies[name], label)
    fields = _choose_fields(book, bodies, texts, is_part=is_part)
    if book.cover:
        fields["image"] = cleaner.pictures.find(book.cover)
    return Document(
        path=path,
        sha256=book.container.sha256,
        html=_write(bodies, texts, taker.notes, cleaner, fields.get("language", "")),
        fields=fields,
        pictures=cleaner.pictures.data,
        warnings=tuple(cleaner.pictures.warnings()),
        left_out=tuple(skipped for skipped in cleaner.left_out if skipped.text),
    )


def _choose_fields(book: Book, bodies: dict[str, Element], names: Sequence[str], *, is_part: bool) -> dict[str, Any]:
    """Return what is known of the article; one of several in a book has the book as its site."""
    fields = dict(book.fields)
    if is_part:
        fields["site"] = fields.get("title", "")
        for name in _OF_WHOLE_BOOK:
            fields.pop(name, None)
        if language := bodies[names[0]].get("lang"):
            fields["language"] = language
        if title := find_title(bodies[names[0]], book.labels.get(names[0], "")):
            fields["title"] = title
        return fields
    levels = [headings[0].name for name in names if (headings := find_title_headings(bodies[name]))]
    for name in names if len(names) > 1 else ():
        label = book.labels.get(name, "")
        if label and _has_words(bodies[name]) and not find_title_headings(bodies[name]):
            bodies[name].children.insert(0, Element(min(levels, default="h1"), {}, [label]))
    return fields


def _write(
    bodies: dict[str, Element],
    names: Sequence[str],
    notes: Sequence[tuple[str, Element]],
    cleaner: ContentCleaner,
    language: str,
) -> str:
    """Return the HTML of content documents and, at the end, of their notes."""
    for name in names:
        cleaner.clean(bodies[name], name)
    for name, note in notes:
        cleaner.clean(note, name)
    for element in (*(bodies[name] for name in names), *(note for _, note in notes)):
        if element.get("lang").casefold() == language.casefold():  # holds for all of the article
            element.attributes.pop("lang", None)
    items = Element("ol", {}, [note for _, note in notes])
    section = [Element("section", {"role": "doc-endnotes"}, [items])] if notes else []
    return "".join(map(write_html, [*(bodies[name] for name in names), *section]))
