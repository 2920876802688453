"""CONTAINER -> BOOK: the package document of an EPUB, with its metadata and its content documents in reading order.

EPUB 3.3: https://www.w3.org/TR/epub-33/, sections 4 and 5; EPUB 2: Open Packaging Format 2.0.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from tts.errors import ReadError
from tts.noun import noun
from tts.regex import regex
from tts.text.readers.documents.container import MAX_XML_BYTES, Container, open_container
from tts.text.readers.documents.epub.navigation import read_landmarks, read_nav, read_ncx
from tts.text.readers.documents.epub.protection import find_protected
from tts.text.readers.documents.epub.xhtml import parse_xhtml, resolve
from tts.text.readers.documents.xml import Element, parse_xml
from tts.text.readers.whitespace import normalize_whitespace

_CONTAINER = "META-INF/container.xml"
_PREFIXES = {
    "urn:oasis:names:tc:opendocument:xmlns:container": "ocf",
    "http://www.idpf.org/2007/opf": "opf",
    "http://openebook.org/namespaces/oeb-package/1.0/": "opf",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/elements/1.0/": "dc",
    "http://www.daisy.org/z3986/2005/ncx/": "ncx",
}
_XHTML = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document")
_MAX_SPINE = 5000
_NAMES_WEB = regex(r"https?://", re.IGNORECASE)
_OLDEST = "1400"  # year; calibre writes 0101-01-01 for a date that it does not know


@noun
class Book:
    """An EPUB: its parts, the paths of the content documents in reading order, and what its metadata say.

    `labels` are those of content documents in the table of contents. `fields` have the names of front matter. `types`
    says of content documents what they are, such as `toc`, where the book does. `aside` are those that a reader only
    sees when a link leads there (`linear="no"`); `cover` is the path of its picture.
    """

    container: Container
    documents: tuple[str, ...]
    aside: frozenset[str]
    protected: frozenset[str]
    labels: Mapping[str, str]
    types: Mapping[str, frozenset[str]]
    fields: Mapping[str, Any]
    cover: str


def read_book(path: Path) -> Book:
    """Read the EPUB at `path`, without its content documents.

    Raises:
        ReadError: it is not an EPUB, is damaged, or all of it is protected against copying.
    """
    container = open_container(path)
    package_path = _find_package(container)
    package = _read_xml(container, package_path)
    items = {item.get("id"): item for item in package.all("opf:item")}
    paths = {id_: resolve(package_path, item.get("href")) for id_, item in items.items()}
    spine = [ref for ref in package.all("opf:itemref") if _is_content(items.get(ref.get("idref")))]
    documents = tuple(dict.fromkeys(paths[ref.get("idref")] for ref in spine[:_MAX_SPINE]))
    if not documents:
        raise ReadError("The book has no content. Export it again from the program that made it.", path=path)
    protected = find_protected(container, documents)
    navs = [paths[id_] for id_, item in items.items() if "nav" in item.get("properties").split()]
    ncx = [paths[id_] for id_, item in items.items() if item.get("media-type") == "application/x-dtbncx+xml"]
    nav = _parse_nav(container, navs)
    labels = read_nav(nav, navs[0]) if nav else {}
    if not labels and ncx and ncx[0] in container:
        labels = _read_ncx(container, ncx[0])
    references = [(ref.get("type"), resolve(package_path, ref.get("href"))) for ref in package.all("opf:reference")]
    types: dict[str, frozenset[str]] = {name: frozenset({"toc"}) for name in navs}
    for kind, name in (*references, *(read_landmarks(nav, navs[0]) if nav else ())):
        types[name] = types.get(name, frozenset()) | {kind.lower()}
    return Book(
        container=container,
        documents=documents,
        aside=frozenset(paths[ref.get("idref")] for ref in spine if ref.get("linear").lower() == "no"),
        protected=protected,
        labels=labels,
        types=types,
        fields=_read_fields(package),
        cover=_find_cover(package, items, paths),
    )


def _find_package(container: Container) -> str:
    """Return the path of the package document."""
    if _CONTAINER in container:
        root = _read_xml(container, _CONTAINER)
        for rootfile in root.all("ocf:rootfile"):
            if (name := unquote(rootfile.get("full-path"))) in container:
                return name
    found = next((name for name in container if name.lower().endswith(".opf")), "")
    if not found:
        problem = (
            "This is not an EPUB: it has no package document. Export the book again from the program that made it."
        )
        raise ReadError(problem, path=container.path)
    return found


def _read_xml(container: Container, name: str) -> Element:
    """Return the root of a part that is XML."""
    return parse_xml(container.read(name, MAX_XML_BYTES), _PREFIXES, path=container.path, part=name)


def _is_content(item: Element | None) -> bool:
    """Return whether an item of the manifest is a content document, and not a picture."""
    return item is not None and item.get("media-type").lower() in _XHTML


def _parse_nav(container: Container, names: list[str]) -> Element | None:
    """Return the navigation document, None if there is none that can be read."""
    try:
        return parse_xhtml(container.read(names[0], MAX_XML_BYTES)) if names and names[0] in container else None
    except ReadError:  # the book can be read without it
        return None


def _read_ncx(container: Container, name: str) -> dict[str, str]:
    """Return the labels in the table of contents of EPUB 2, none if it cannot be read."""
    try:
        return read_ncx(_read_xml(container, name), name)
    except ReadError:  # the book can be read without it
        return {}


def _find_cover(package: Element, items: Mapping[str, Element], paths: Mapping[str, str]) -> str:
    """Return the path of the picture of the cover, "" if none is named."""
    for id_, item in items.items():
        if "cover-image" in item.get("properties").split():
            return paths[id_]
    named = next((meta.get("content") for meta in package.all("opf:meta") if meta.get("name") == "cover"), "")
    is_picture = named in items and items[named].get("media-type").startswith("image/")
    return paths[named] if is_picture else ""


def _read_fields(package: Element) -> dict[str, Any]:
    """Return the metadata of the package document under the names of front matter."""
    refined = _read_refinements(package)
    titles = [(normalize_whitespace(title.text()), title) for title in package.all("dc:title")]
    kinds = {refined.get((title.get("id"), "title-type"), ""): text for text, title in reversed(titles) if text}
    dates = [
        normalize_whitespace(date.text()) for date in package.all("dc:date") if _says(date, "event", "publication", "")
    ]
    sources = [address for address in _texts(package, "dc:source") if _NAMES_WEB.match(address)]
    fields = {
        "title": kinds.get("main") or kinds.get("") or next((text for text, _ in titles if text), ""),
        "subtitle": kinds.get("subtitle", ""),
        "authors": list(_list_authors(package, refined)),
        "language": next(_texts(package, "dc:language"), ""),
        "date": next((date for date in dates if date >= _OLDEST), ""),
        "description": next(_texts(package, "dc:description"), ""),
        "tags": list(_texts(package, "dc:subject")),
        "site": next(_texts(package, "dc:publisher"), ""),
        "canonical_url": next(iter(sources), ""),
    }
    return {name: value for name, value in fields.items() if value}


def _read_refinements(package: Element) -> dict[tuple[str, str], str]:
    """Return what EPUB 3 says of elements of the metadata, by the element's id and the property."""
    return {
        (meta.get("refines").removeprefix("#"), meta.get("property")): normalize_whitespace(meta.text())
        for meta in package.all("opf:meta")
        if meta.get("refines")
    }


def _list_authors(package: Element, refined: Mapping[tuple[str, str], str]) -> Iterator[str]:
    """Yield the names of those who wrote the book; not of those who edited or illustrated it."""
    for creator in package.all("dc:creator"):
        role = refined.get((creator.get("id"), "role"), "aut")
        if role == "aut" and _says(creator, "role", "aut", "") and (name := normalize_whitespace(creator.text())):
            yield name


def _says(element: Element, name: str, *values: str) -> bool:
    """Return whether an attribute of EPUB 2 has one of `values`, with its prefix or without."""
    return (element.get(f"opf:{name}") or element.get(name)).lower() in values


def _texts(package: Element, name: str) -> Iterator[str]:
    """Yield the texts of all elements of a name that have any."""
    return filter(None, (normalize_whitespace(element.text()) for element in package.all(name)))
