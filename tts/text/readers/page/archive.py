"""WEB ARCHIVE -> ARTICLE: a page with its pictures in one file, as browsers save it (MHTML, RFC 2557)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from email import message_from_bytes
from email.message import Message
from hashlib import sha256
from itertools import islice
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tts.errors import ReadError
from tts.model import Article
from tts.noun import noun
from tts.text.languages.tags import GivenLanguage
from tts.text.readers.decode import read_bytes
from tts.text.readers.document import build_article
from tts.text.readers.page import make_document
from tts.text.readers.page.charset import decode_html
from tts.text.readers.page.inside import EXTENSIONS
from tts.text.readers.page.metadata.values import join_address

_MAX_SIZE_BYTES = 100_000_000
_MAX_PARTS = 5000
_MAX_NAME = 2000  # characters of the name of a part
_MAX_NESTING = 20
_NESTING = re.compile(rb"^content-type\s*:\s*multipart/", re.IGNORECASE | re.MULTILINE)
_HTML = ("text/html", "application/xhtml+xml")
_SOURCES = ("src", "data-src", "data-original", "data-lazy-src")


@noun
class _Archive:
    """The page in an archive, the address that it was saved from, and the parts with pictures by their names."""

    page: Message
    address: str
    pictures: Mapping[str, Message] = field(default_factory=dict)


def read_archive(path: Path, given: GivenLanguage) -> Article:
    """Read the article in the web archive at `path`.

    Raises:
        ReadError: the file cannot be read, is not an archive, or its page has no article.
    """
    data = read_bytes(path, _MAX_SIZE_BYTES)
    too_deep = ReadError("The parts of the web archive are nested too deeply. Save the page again.", path=path)
    # Each line of a part is compared with the boundaries of all parts around it
    if len(_NESTING.findall(data)) > _MAX_NESTING:
        raise too_deep
    try:
        archive = _open(data, path)
        html = _read_payload(archive.page)
    except RecursionError:
        raise too_deep from None
    source = decode_html(html, path, archive.page.get_content_charset("") or "")
    page = LexborHTMLParser(source.html)
    pictures = _place_pictures(page, archive)
    source = replace(
        source,
        html=page.html or "",
        sha256=sha256(data).hexdigest(),
        pictures={**source.pictures, **pictures},
    )
    return build_article(make_document(source, path, archive.address), given)


def _open(data: bytes, path: Path) -> _Archive:
    """Return the page and the pictures of an archive."""
    message = message_from_bytes(data)
    parts = list(islice((part for part in message.walk() if not part.is_multipart()), _MAX_PARTS))
    start = _read_header(message.get_param("start"))
    pages = [part for part in parts if part.get_content_type() in _HTML]
    named = [part for part in pages if start and _read_header(part.get("Content-ID")) == start]
    root = next(iter([*named, *pages]), None)
    if root is None or not message.keys():
        problem = "There is no page in this file, which should be a web archive. Save the page in the browser again."
        raise ReadError(problem, path=path)
    addresses = (part.get(name) for part, name in ((message, "Snapshot-Content-Location"), (root, "Content-Location")))
    address = next(filter(None, (join_address("", _read_header(name)) for name in addresses)), "")
    pictures: dict[str, Message] = {}
    for part in parts:
        if part.get_content_type() in EXTENSIONS:
            for name in _list_names(part, address):
                pictures.setdefault(name, part)
    return _Archive(page=root, address=address, pictures=pictures)


def _list_names(part: Message, base: str) -> Iterator[str]:
    """Yield the addresses under which a page names a part (RFC 2557, section 8.2)."""
    if identifier := _read_header(part.get("Content-ID")):
        yield f"cid:{identifier}"
    if location := _read_header(part.get("Content-Location")):
        yield location
        yield join_address(base, location) or location


def _read_header(value: object) -> str:
    """Return a header without brackets and line ends; one that is not ASCII, or too long, counts as empty."""
    text = "".join(value.split()) if isinstance(value, str) and len(value) <= _MAX_NAME else ""
    return text.removeprefix("<").removesuffix(">")


def _read_payload(part: Message) -> bytes:
    """Return the bytes of a part, decoded from base64 or quoted-printable."""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _place_pictures(page: LexborHTMLParser, archive: _Archive) -> dict[str, bytes]:
    """Return the pictures of the images of `page`, which get their short addresses there."""
    base_node = page.css_first("base[href]")
    base_href = (base_node.attributes.get("href") or "") if base_node is not None else ""
    base = join_address(archive.address, base_href) or archive.address
    addresses: dict[int, str] = {}
    pictures: dict[str, bytes] = {}
    for image in page.css("img"):
        part = next(filter(None, (archive.pictures.get(name) for name in _list_sources(image, base))), None)
        if part is None:
            continue
        if id(part) not in addresses:
            addresses[id(part)] = f"inside:part-{len(addresses) + 1}.{EXTENSIONS[part.get_content_type()]}"
            pictures[addresses[id(part)]] = _read_payload(part)
        for name in (*_SOURCES, "srcset", "data-srcset"):
            if name in image.attributes:
                del image.attrs[name]
        image.attrs["src"] = addresses[id(part)]
        if image.parent is not None and image.parent.tag == "picture":
            for source in image.parent.css("source"):
                source.decompose()
    return pictures


def _list_sources(image: LexborNode, base: str) -> Iterator[str]:
    """Yield the addresses of the pictures that an image may show, the one that it has before all others."""
    attributes = image.attributes
    nodes = [image]
    if image.parent is not None and image.parent.tag == "picture":
        nodes += image.parent.css("source")
    written = [attributes.get(name) or "" for name in _SOURCES]
    written += [
        candidate.split()[0]
        for node in nodes
        for candidate in (node.attributes.get("srcset") or "").split(",")
        if candidate.strip()
    ]
    for address in filter(None, written):
        yield address
        yield join_address(base, address)
