"""BYTES -> XML: what feeds have that XML does not allow is repaired before they are parsed.

Sites write HTML's entities, bare ampersands, control characters, empty lines before the declaration, and encodings
that expat does not know. Entities that a feed declares itself are refused.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from contextlib import suppress
from html import unescape
from pathlib import Path
from xml.sax.saxutils import escape

from tts.errors import ReadError
from tts.text.readers.documents.xml import Element, parse_xml

PREFIXES = {
    "http://www.w3.org/2005/Atom": "atom",
    "http://purl.org/atom/ns#": "atom",  # 0.3
    "http://purl.org/rss/1.0/": "rss",
    "http://my.netscape.com/rdf/simple/0.9/": "rss",
    "http://channel.netscape.com/rdf/simple/0.9/": "rss",
    "http://backend.userland.com/rss2": "rss",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://www.w3.org/1999/xhtml": "html",
}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ENCODINGS = re.compile(
    r"utf-?8|utf-?16(?:le|be)?|iso-?8859-(?:[2-9]|1[0-6])|windows-\d{3,4}|koi8-[ru]|gbk|gb2312|gb18030|big5(?:-hkscs)?|"
    r"shift[_-]?jis|euc-(?:jp|kr)|mac-?(?:roman|cyrillic)"
)
"""Those that sites use. ISO 8859-1 means Windows-1252 on the web, which is the last one to be tried."""
_DECLARATION = re.compile(r"<\?xml\b[^<>]{0,200}\?>")
_DECLARED_ENCODING = re.compile(rb"""<\?xml\b[^<>]{0,100}?\bencoding\s*=\s*["']([\w.:-]{1,40})["']""")
_ROOT = re.compile(
    r"(?>(?:\s++|<\?[^<>]{0,500}\?>|<!--(?:[^-]|-(?!->)){0,2000}-->"
    r"|<!DOCTYPE[^<>\[]{0,500}(?:\[[^\]]{0,5000}\]\s*)?>)*)<(?:\w+:)?(\w+)",
    re.IGNORECASE,
)
_INVALID = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BARE_AMPERSAND = re.compile("&(?!(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)")
_REFERENCE = re.compile("&(?!(?:amp|lt|gt|quot|apos);)[#A-Za-z0-9]{2,33};")
_CDATA, _CDATA_END = "<![CDATA[", "]]>"


def find_root(data: bytes, charset: str = "") -> str:
    """Return the name of the first element of XML or HTML, without its prefix, or nothing."""
    match = _ROOT.match(_decode(data[:20_000], charset).lstrip("\ufeff"))
    return match[1] if match else ""


def parse_feed_xml(data: bytes, address: str, charset: str = "") -> Element:
    """Return the root of a feed, with names in the prefixes of `PREFIXES`.

    Raises:
        ReadError: it is not XML, even when repaired, or declares entities.
    """
    text = _decode(data, charset).lstrip("\ufeff").lstrip()
    declaration = _DECLARATION.match(text)
    text = _INVALID.sub("", text[declaration.end() :].lstrip() if declaration else text)
    text = "".join(_repair(text))
    try:
        return parse_xml(text.encode(), PREFIXES, path=Path("feed"), part="feed")
    except ReadError as error:
        cause = error.message.partition("(")[2].partition(")")[0] or "it declares entities, or is nested too deeply"
        message = f"The XML is damaged ({cause}). Try again later, or use the addresses of the articles."
        raise ReadError(message, path=address) from None


def _decode(data: bytes, charset: str) -> str:
    """Return the text of a feed: by its byte order mark, its declaration, or its server, and as UTF-8 first."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, "replace")
    declared = _DECLARED_ENCODING.search(data[:500])
    for encoding in ("utf-8", declared[1].decode("ascii").lower() if declared else "", charset.lower()):
        if _ENCODINGS.fullmatch(encoding):
            with suppress(LookupError, UnicodeError):
                return data.decode(encoding)
    is_told = declared is not None or bool(charset)
    return data.decode("cp1252" if is_told else "utf-8", "replace")


def _repair(text: str) -> Iterator[str]:
    """Yield the pieces of `text` with the entities of HTML as characters and other ampersands escaped.

    CDATA sections are HTML in which both are right already.
    """
    place = 0
    while (start := text.find(_CDATA, place)) >= 0 and (end := text.find(_CDATA_END, start)) >= 0:
        yield _repair_ampersands(text[place:start])
        yield text[start : end + len(_CDATA_END)]
        place = end + len(_CDATA_END)
    yield _repair_ampersands(text[place:])


def _repair_ampersands(text: str) -> str:
    """Return `text` with its references as XML has them; unknown ones are text."""
    return _REFERENCE.sub(
        lambda match: escape(_INVALID.sub("", unescape(match[0]))), _BARE_AMPERSAND.sub("&amp;", text)
    )
