"""SAVED PAGE -> the address that it was saved from."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d{1,6}\)(\S{1,2000})", re.IGNORECASE)
_SINGLE_FILE = re.compile(r"<!--\s*Page saved with SingleFile\s+url:\s*(\S{1,2000})")
_BEGINNING = 8192  # characters


def find_saved_address(page: LexborHTMLParser) -> str:
    """Return the address that a browser or SingleFile wrote into the page, "" if there is none."""
    beginning = (page.raw_html or b"")[:_BEGINNING].decode("utf-8", "replace")
    match = _SAVED_FROM.search(beginning) or _SINGLE_FILE.search(beginning)
    address = match[1] if match else ""
    return address if address.startswith(("http://", "https://")) else ""
