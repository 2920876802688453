"""PATH -> REMEDY: how the author of an article adds the missing parts, which depends on the kind of its file."""

from __future__ import annotations

from pathlib import Path

from tts.noun import noun
from tts.text.readers.html.figures import Image, is_file_name
from tts.text.readers.parts import split_part
from tts.text.readers.whitespace import normalize_whitespace

NO_ALTERNATIVE_TEXT = "has no alternative text"
FILE_NAME_AS_TEXT = "has the name of a file as its alternative text"
EMPTY_ALTERNATIVE_TEXT = "has an alternative text that says nothing"
NO_LANGUAGE = "no language is given"
NO_TITLE = "The article has no title;"
_MAX_SHOWN = 100  # characters of an address or text in a message


@noun
class Remedy:
    """What the author of a file can do, as sentences; `{address}`, `{tag}` and `{title}` are filled in.

    `describe` is for a picture without an alternative text, `describe_better` for one whose text is poor. `header` is
    for a table without headers.
    """

    describe: str
    describe_better: str
    language: str
    title: str
    header: str


_MARKDOWN = Remedy(
    describe="Add it in the brackets: ![here]({address}).",
    describe_better="Say in the brackets what the picture shows: ![here]({address}).",
    language="Write `lang: {tag}` in the front matter, or give --language.",
    title="Add one to the front matter: 'title: {title}'.",
    header="Write the name of each column in its first row, or use <th> if it is HTML.",
)
_PAGE = Remedy(
    describe='Add it to the page: alt="…" ({address}).',
    describe_better='Say in the page what the picture shows: alt="…" ({address}).',
    language='Write <html lang="{tag}"> in the page, or give --language.',
    title="Add one to the page: <title>{title}</title>.",
    header="Use <th> for the name of each column or row.",
)
_BOOK = Remedy(
    describe='Add it to the book: alt="…" ({address}).',
    describe_better='Say in the book what the picture shows: alt="…" ({address}).',
    language="Set the language of the book to '{tag}' where it is made, or give --language.",
    title="Add one to the book: <title>{title}</title>.",
    header="Use <th> for the name of each column or row.",
)
_WORD = Remedy(
    describe="Add it in the word processor, in the properties of the picture ({address}).",
    describe_better="Describe it in the properties of the picture ({address}).",
    language="Set the language of the text to '{tag}' in the word processor, or give --language.",
    title="Add one in the properties of the document: {title}.",
    header="In the properties of the table, let its first row repeat as a header.",
)
_PDF = Remedy(
    describe="Add it in the document that the PDF is made from ({address}).",
    describe_better="Say what the picture shows in the document that the PDF is made from ({address}).",
    language="Set the language to '{tag}' in the document that the PDF is made from, or give --language.",
    title="Add one in the properties of the PDF: {title}.",
    header="Mark the header row in the document that the PDF is made from.",
)
_REMEDIES = {
    **dict.fromkeys((".html", ".htm", ".xhtml", ".xht", ".mhtml", ".mht"), _PAGE),
    **dict.fromkeys((".docx", ".docm", ".dotx", ".odt", ".ott", ".fodt", ".rtf"), _WORD),
    ".epub": _BOOK,
    ".pdf": _PDF,
}


def find_remedy(path: Path) -> Remedy:
    """Return the remedy for the kind of the file at `path`."""
    file, _ = split_part(path)
    return _REMEDIES.get(file.suffix.lower(), _MARKDOWN)


def is_page_or_document(path: Path) -> bool:
    """Return whether the file at `path` is a page or a document, which can say its language in more than words."""
    return find_remedy(path) is not _MARKDOWN


def warn_of_image(image: Image, path: Path) -> str:
    """Return what is wrong with an image that nothing describes in the file at `path`, and what to do."""
    remedy, address = find_remedy(path), show_address(image.src)
    noun = "figure" if remedy is _MARKDOWN else "image"
    if alt := normalize_whitespace(image.alt or ""):
        problem = FILE_NAME_AS_TEXT if is_file_name(alt) else EMPTY_ALTERNATIVE_TEXT
        return f'{noun} {problem}: "{_shorten(alt)}". {remedy.describe_better.format(address=address)}'
    return f"{noun} {NO_ALTERNATIVE_TEXT}. {remedy.describe.format(address=address)}"


def show_address(address: str) -> str:
    """Return the address of an image for a message: cut if it is long, and a name if it is inside a document."""
    return _shorten(address.removeprefix("inside:"))


def _shorten(text: str) -> str:
    """Return `text` in one line, cut if it is long."""
    text = normalize_whitespace(text)
    return text if len(text) <= _MAX_SHOWN else f"{text[: _MAX_SHOWN - 1]}…"
