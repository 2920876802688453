"""PAGE -> ARTICLE: a web page, or a part of one, as a browser saves it."""

from __future__ import annotations

from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from tts.model import Article
from tts.text.languages.tags import GivenLanguage
from tts.text.readers.document import Document, build_article
from tts.text.readers.page.charset import HtmlSource, read_html
from tts.text.readers.page.content import extract_content
from tts.text.readers.page.metadata import find_fields


def read_page(path: Path, given: GivenLanguage) -> Article:
    """Read the article in the HTML file at `path`, a whole page or a part of one.

    Raises:
        ReadError: the file cannot be read, or has no article.
    """
    return build_article(make_document(read_html(path), path), given)


def make_document(source: HtmlSource, path: Path, address: str = "") -> Document:
    """Return the article in the page `source`, which was read from `path`, or from `address` on the web."""
    page = LexborHTMLParser(source.html)
    fields = find_fields(page, address)
    content = extract_content(page, fields)
    return Document(
        path=path,
        sha256=source.sha256,
        html=content.html,
        fields=fields,
        pictures=source.pictures,
        left_out=content.left_out,
        warnings=source.warnings,
    )
