"""What an address has is known by its content, and by what its server says only where the content does not tell."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tts.sources.kinds import FEED, find_extension


def _zip(first: str, content: str = "") -> bytes:
    """Return an archive with one part."""
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr(first, content)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("data", "media_type", "address", "extension"),
    [
        (b"<p>Bees</p>", "text/html", "", ".html"),
        (b"\n<!-- a --><!DOCTYPE html>\n<html>", "", "", ".html"),
        (b"<html>", "application/octet-stream", "", ".html"),
        (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>', "application/xml", "", ".html"),
        (b"<html>", "text/plain", "https://bees.example/a", ".txt"),
        (b"# Bees", "text/plain", "https://bees.example/README.md?raw=1", ".md"),
        (b"# Bees", "text/markdown", "", ".md"),
        (b"Bees", "text/plain", "https://bees.example/a", ".txt"),
        (b"%PDF-1.7", "text/html", "", ".pdf"),
        (b"{\\rtf1", "application/msword", "", ".rtf"),
        (_zip("mimetype", "application/epub+zip"), "application/octet-stream", "", ".epub"),
        (_zip("META-INF/container.xml", "<container/>"), "application/zip", "", ".epub"),
        (_zip("mimetype", "application/vnd.oasis.opendocument.text"), "", "", ".odt"),
        (_zip("word/document.xml"), "application/zip", "", ".docx"),
        (_zip("a.txt"), "application/zip", "", ""),
        (b"<rss version='2.0'>", "text/html", "", FEED),
        (b"\xef\xbb\xbf<feed xmlns='http://www.w3.org/2005/Atom'>", "application/xml", "", FEED),
        (b'{"version": "https://jsonfeed.org/version/1.1"}', "application/json", "", FEED),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=a\r\n\r\n", "", "", ".mhtml"),
        (b"\x89PNG\r\n\x1a\n", "text/html", "", ".png"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "", "", ".webp"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "text/html", "", ".svg"),
        (b'{"a": 1}', "application/json", "", ""),
        (b"\0\1\2", "application/octet-stream", "", ""),
    ],
)
def test_the_content_says_what_it_is(data: bytes, media_type: str, address: str, extension: str) -> None:
    """Documents, feeds and pictures are known by how they begin, whatever the server calls them."""
    assert find_extension(data, media_type, address=address) == extension


@given(st.binary(max_size=200))
def test_any_content_has_an_answer(data: bytes) -> None:
    """Any bytes have an extension of a reader or of a picture, or none."""
    documents = {".html", ".mhtml", ".pdf", ".rtf", ".epub", ".odt", ".docx"}
    assert find_extension(data) in {"", FEED, ".png", ".gif", ".jpg", ".webp", ".svg"} | documents
