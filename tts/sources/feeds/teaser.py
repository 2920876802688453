"""CONTENT -> TEASER OR NOT: whether a feed has the whole article, or only its beginning.

A wrong "teaser" costs one request, and a wrong "whole article" an article without its end, so doubt means a teaser.
"""

from __future__ import annotations

import re
from html import unescape

_MIN_BYTES = 700
"""Shorter content is not an article. Bytes of UTF-8 suit all scripts: those with fewer letters need more for each."""
_MIN_SUMMARY_BYTES = 2_000
"""What a feed calls a summary or description is the whole article only if it is longer, and has paragraphs."""
_MAX_BYTES_BEFORE_LINK = 4_000
"""A link to the article at the end of a longer content is a permanent link, not "read more"."""
_TAG = re.compile(r"<[^<>]*>")
_CUT = re.compile(r"(?:…|\.\.\.|\[[^\[\]]{0,20}(?:…|\.\.\.)[^\[\]]{0,20}\]|\[\+?\d+ chars\])\W*$")
_PARAGRAPH = re.compile(r"<p\b|<div\b|<br\s*/?>\s*<br", re.IGNORECASE)
_LINK = re.compile(r"<a\b([^<>]*)>((?:(?!<a\b).){0,200})</a>", re.IGNORECASE | re.DOTALL)
_AFTER_LINK = re.compile(r"(?:</?(?:p|div|span|em|strong|br|b|i)\b[^<>]*>|\W)*\Z", re.IGNORECASE)


def drop_appearance(html: str, address: str) -> str:
    """Return `html` without the last paragraph of WordPress's feeds: "The post … appeared first on …".

    It is in the language of the site, so it is known by its two links, of which the first one is to the article.
    """
    start = html.rfind("<p>")
    paragraph = html[start:] if start >= 0 else ""
    links = _LINK.findall(paragraph) if len(paragraph) < 2_000 else []
    is_appearance = len(links) == 2 and address and _is_same_page(links[0][0], address) and paragraph.count("<p") == 1
    return html[:start].rstrip() if is_appearance else html


def is_teaser(html: str, address: str, *, is_summary: bool) -> bool:
    """Return whether the page at `address` is likely to have more than `html`.

    `is_summary` says that the feed calls it a summary or a description, or has the same text as one.
    """
    if not address:
        return False
    text = " ".join(unescape(_TAG.sub(" ", html)).split())
    size = len(text.encode())
    if size < _MIN_BYTES or _CUT.search(text[-60:]):
        return True
    if is_summary and (size < _MIN_SUMMARY_BYTES or len(_PARAGRAPH.findall(html)) < 2):
        return True
    return size < _MAX_BYTES_BEFORE_LINK and _ends_in_link(html, address)


def _ends_in_link(html: str, address: str) -> bool:
    """Return whether the last words of `html` are a link to the article."""
    links = list(_LINK.finditer(html, max(0, len(html) - 2_000)))
    return bool(links) and _is_same_page(links[-1][1], address) and _AFTER_LINK.match(html, links[-1].end()) is not None


def _is_same_page(attributes: str, address: str) -> bool:
    """Return whether a link leads to `address`, whatever its query and fragment."""
    match = re.search(r"""href\s*=\s*["']?([^"'\s>]+)""", attributes, re.IGNORECASE)
    return match is not None and _trim_address(match[1]) == _trim_address(address)


def _trim_address(address: str) -> str:
    """Return an address without its scheme, query, fragment and last slash."""
    return re.split(r"[?#]", address, maxsplit=1)[0].partition("://")[2].rstrip("/")
