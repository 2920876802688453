"""PDF -> ARTICLE: by its tags, or without tags from its lines."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tts.errors import ReadError
from tts.model import Article
from tts.regex import regex
from tts.text.languages.tags import GivenLanguage
from tts.text.readers.document import Document, build_article
from tts.text.readers.documents.pdf.content import PageContent, read_content, resolve
from tts.text.readers.documents.pdf.figures import PictureFinder
from tts.text.readers.documents.pdf.metadata import read_fields
from tts.text.readers.documents.pdf.opening import list_defects, open_pdf, read_pdf_bytes
from tts.text.readers.documents.pdf.tagged import TaggedText, read_tagged
from tts.text.readers.documents.pdf.untagged import read_untagged
from tts.text.readers.html.prose import html_to_text
from tts.text.readers.language import guess_phrase
from tts.text.readers.whitespace import normalize_whitespace

if TYPE_CHECKING:
    from pypdf import PdfReader

_MAX_CHARACTERS = 20_000_000
_MAX_OPERATIONS = 2_000_000  # that show or mark text; a page has a few hundred
_MAX_PAGE_OPERATIONS = 100_000
_HEADING = regex(r"<h1\b[^>]*>(.{1,1000}?)</h1>", re.DOTALL)
_MAX_HEADINGS = 10  # that are looked at
_SITE = regex(r"\s*[|–—·»]\s*\S.{0,59}|\s+-\s+\S.{0,59}")
_SAMPLE = 20_000  # characters by which the language is guessed


def read_pdf(path: Path, given: GivenLanguage) -> Article:
    """Read the article in the PDF at `path`.

    Raises:
        ReadError: it cannot be read, or has no text.
    """
    data, digest = read_pdf_bytes(path)
    with open_pdf(data, path) as reader:
        document = _read_document(reader, path, digest, given)
    return build_article(document, given)


def _read_document(reader: PdfReader, path: Path, digest: str, given: GivenLanguage) -> Document:
    """Return the document in an open PDF."""
    fields, properties = read_fields(reader)
    contents = _read_pages(reader, path)
    sample = " ".join(run.text for content in contents for run in content.runs)[:_SAMPLE]
    if not any(map(str.isalnum, sample)):
        problem = "The PDF has no text, only pictures of pages, as a scanner makes them."
        raise ReadError(f"{problem} Let a program for text recognition (OCR) add text to it.", path=path)
    language = given.tag or fields.get("language") or guess_phrase(sample)
    root = resolve(reader.root_object.get("/StructTreeRoot"))
    why = "has no tags"
    if isinstance(root, dict):
        pictures = PictureFinder(reader, contents)
        tagged = _try_tags(reader, root, contents, language, pictures)
        if tagged is not None and tagged.is_usable:
            return Document(
                path=path,
                sha256=digest,
                html=tagged.html,
                fields=_correct_title(fields, tagged.html),
                properties=properties,
                pictures=pictures.data,
                left_out=tagged.left_out,
            )
        why = "has tags for a small part of its text only" if tagged else "has damaged tags"
    untagged = read_untagged(contents, language)
    warning = f"the PDF {why}, so its headings, lists and paragraphs are guesses, and pictures and tables are lost"
    step = "Export it as a tagged PDF, or give the document from which it was made."
    return Document(
        path=path,
        sha256=digest,
        html=untagged.html,
        fields=_correct_title(fields, untagged.html),
        properties=properties,
        left_out=untagged.left_out,
        warnings=(f"{path}: {warning}. {step}",),
    )


def _try_tags(
    reader: PdfReader, root: Any, contents: Sequence[PageContent], language: str, pictures: PictureFinder
) -> TaggedText | None:
    """Return the text by its tags, None if they are damaged."""
    try:
        return read_tagged(reader, root, contents, language, pictures.find)
    except list_defects():
        return None


def _read_pages(reader: PdfReader, path: Path) -> Sequence[PageContent]:
    """Return the content of all pages."""
    contents = []
    remaining = _MAX_OPERATIONS
    characters = 0
    for number, page in enumerate(reader.pages, 1):
        limit = min(remaining, _MAX_PAGE_OPERATIONS)
        content = read_content(page, limit)
        contents.append(content)
        remaining -= content.operations
        characters += sum(len(run.text) for run in content.runs)
        if content.operations >= limit or characters > _MAX_CHARACTERS:
            raise ReadError(f"Page {number} of the PDF has more text than any article. Divide it.", path=path)
    return contents


def _correct_title(fields: Mapping[str, Any], html: str) -> Mapping[str, Any]:
    """Return the fields without the title, if the text begins with a heading: that one has been proofread.

    Browsers print the name of the site behind the title; a heading shows where the title ends.
    """
    title = str(fields.get("title", ""))
    begins_with_heading = html.removeprefix("<div>").startswith(("<h1", "<h2", "<div><h1"))
    if begins_with_heading:
        return {name: value for name, value in fields.items() if name != "title"}
    for match in islice(_HEADING.finditer(html), _MAX_HEADINGS):
        heading = normalize_whitespace(html_to_text(match[1]))
        if heading and title.startswith(heading) and _SITE.fullmatch(title[len(heading) :]):
            return {**fields, "title": heading}
    return fields
