"""SAVED PAGE -> the address that it was saved from, and its pictures where images belong."""

from __future__ import annotations

import re
from collections.abc import Mapping

from selectolax.lexbor import LexborHTMLParser

from tts.regex import regex

_SAVED_FROM = regex(r"<!--\s*saved from url=\(\d{1,6}\)(\S{1,2000})", re.IGNORECASE)
_SINGLE_FILE = regex(r"<!--\s*Page saved with SingleFile\s+url:\s*(\S{1,2000})")
_VARIABLE = regex(r"(--sf-img-\d{1,6}):\s*url\(\s*[\"']?(inside:[\w.-]{1,60})")
_USE = regex(r"var\(\s*(--sf-img-\d{1,6})\s*\)")
_BEGINNING = 8192  # characters


def find_saved_address(page: LexborHTMLParser) -> str:
    """Return the address that a browser or SingleFile wrote into the page, "" if there is none."""
    beginning = (page.raw_html or b"")[:_BEGINNING].decode("utf-8", "replace")
    match = _SAVED_FROM.search(beginning) or _SINGLE_FILE.search(beginning)
    address = match[1] if match else ""
    return address if address.startswith(("http://", "https://")) else ""


def name_hidden_pictures(page: LexborHTMLParser, pictures: Mapping[str, bytes]) -> None:
    """Give the images of `page` the addresses of those `pictures` that SingleFile shows as their background.

    It does so with pictures that a page has several times, and writes them once, into a style sheet.
    """
    if not pictures:
        return
    addresses = dict(match for style in page.css("style") for match in _VARIABLE.findall(style.text() or ""))
    for image in page.css('img[style*="--sf-img-"]') if addresses else ():
        use = _USE.search(image.attributes.get("style") or "")
        if use and use[1] in addresses:
            image.attrs["src"] = addresses[use[1]]
