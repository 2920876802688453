"""BYTES -> EXTENSION: what kind of file an address has; servers are often wrong about it, so the content counts."""

from __future__ import annotations

import re

from tts.sources.feeds import is_feed
from tts.sources.feeds.repair import find_root

FEED = ".feed"
"""Stands for the extension of a feed, which is not an article file."""
_MAGIC = (
    (b"%PDF-", ".pdf"),
    (b"{\\rtf", ".rtf"),
    (b"\x89PNG\r\n\x1a\n", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"GIF8", ".gif"),
)
_ZIP = b"PK\x03\x04"
_PARTS = (
    (b"mimetypeapplication/epub+zip", ".epub"),
    (b"mimetypeapplication/vnd.oasis.opendocument.text", ".odt"),
    (b"word/document.xml", ".docx"),
    (b"META-INF/container.xml", ".epub"),  # whose type is compressed, though it must not be
)
_MHTML = re.compile(
    rb"(?:[\w-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)*?content-type:\s*multipart/related", re.IGNORECASE
)
_HTML_ROOT = re.compile(r"html|head|body|title|meta|link|script|style|article|main|div|p|h[1-6]", re.IGNORECASE)
_TYPES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/markdown": ".md",
    "text/x-markdown": ".md",
    "text/plain": ".txt",
    "image/webp": ".webp",
    "image/svg+xml": ".svg",
}


def find_extension(data: bytes, media_type: str = "", charset: str = "", address: str = "") -> str:
    """Return the extension of the reader for `data`, `FEED` for a feed, and nothing for what no step can use."""
    for magic, extension in _MAGIC:
        if data.startswith(magic):
            return extension
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return ".webp"
    if data.startswith(_ZIP):
        return next((extension for part, extension in _PARTS if part in data), "")
    if is_feed(data, charset):
        return FEED
    if media_type in {"multipart/related", "message/rfc822", "application/x-mimearchive"} or _MHTML.match(data[:4_000]):
        return ".mhtml"
    if find_root(data, charset).lower() == "svg":
        return ".svg"
    if media_type in {"", "application/octet-stream", "application/xml", "text/xml", "text/plain"}:
        path = address.partition("?")[0].lower()
        if path.endswith((".md", ".markdown")):
            return ".md"
        if _HTML_ROOT.fullmatch(find_root(data, charset)) and media_type != "text/plain":
            return ".html"
    return _TYPES.get(media_type, "")
