"""PAGE -> ARTICLE: a web page, or a part of one, as a browser saves it."""

from __future__ import annotations

from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from tts.errors import ReadError
from tts.model import Article
from tts.regex import regex
from tts.text.languages.tags import GivenLanguage
from tts.text.readers.document import Document, build_article
from tts.text.readers.html.prose import html_to_text
from tts.text.readers.page.charset import HtmlSource, read_html
from tts.text.readers.page.content import extract_content
from tts.text.readers.page.depth import MAX_DEPTH, is_too_deep
from tts.text.readers.page.metadata import find_fields
from tts.text.readers.page.obstacle import count_words, find_obstacle
from tts.text.readers.page.saved import name_hidden_pictures
from tts.text.readers.page.shadow import show_shadow_trees

_INSIDE = regex(r"inside:[\w.-]+")
_NEARLY_NONE = 25  # words that are not worth a package where something stands before the article


def read_page(path: Path, given: GivenLanguage) -> Article:
    """Read the article in the HTML file at `path`, a whole page or a part of one.

    Raises:
        ReadError: the file cannot be read, or has no article.
    """
    return build_article(make_document(read_html(path), path), given)


def make_document(source: HtmlSource, path: Path, address: str = "") -> Document:
    """Return the article in the page `source`, which was read from `path`, or from `address` on the web.

    Raises:
        ReadError: the page has no article, but for example asks for a password.
    """
    if is_too_deep(source.html):
        problem = f"More than {MAX_DEPTH} elements of the page are open at once. Save the article alone."
        raise ReadError(problem, path=path)
    page = LexborHTMLParser(show_shadow_trees(source.html))
    name_hidden_pictures(page, source.pictures)
    fields = find_fields(page, address)
    content = extract_content(page, fields)
    text = html_to_text(content.html)
    heard_words = count_words(text)
    obstacle = find_obstacle(page, fields, heard_words)
    if obstacle and (obstacle.hides_article or heard_words < _NEARLY_NONE):
        raise ReadError(obstacle.message, path=path)
    if not heard_words:
        raise ReadError("The page has no text. Save it in a browser once its text is shown.", path=path)
    return Document(
        path=path,
        sha256=source.sha256,
        html=content.html,
        text=text,
        fields=fields,
        pictures={name: source.pictures[name] for name in _INSIDE.findall(content.html) if name in source.pictures},
        left_out=content.left_out,
        obstacle=obstacle.message if obstacle else "",
        warnings=(*source.warnings, *([f"{path}: {obstacle.message}"] if obstacle else [])),
    )
