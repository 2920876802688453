"""The text of a book, and the note for readers who unpack it."""

from __future__ import annotations

from tts.formats import MP3
from tts.writers.daisy.book import Book, SmilDocument
from tts.writers.daisy.ncc import DOCTYPE, XHTML, content_type
from tts.writers.markup import MarkupOptions, document, element, language_attributes, mark_up

STYLE_SHEET = """\
body { line-height: 1.5; margin: 1em; max-width: 40em; }
table { border-collapse: collapse; }
caption { text-align: left; }
td, th { border: 1px solid; padding: 0.25em 0.5em; text-align: left; vertical-align: top; }
pre { white-space: pre-wrap; }
blockquote, .figure, .note { margin: 1em 2em; }
.noteref { font-size: 0.8em; vertical-align: super; }
"""
README = f"""\
This is a talking book in the format DAISY 2.02. It needs a DAISY player.

On a computer or a telephone: open the file that ends in -daisy.zip with the player, or the file ncc.html in this
folder.

On a player with a memory card: copy all of these files into one folder of the card. Where the player has a folder for
DAISY books, such as $VRDTB, put that folder into it.

Without a DAISY player, the files that end in {MP3.extension} can be played one after the other.
"""


def text(book: Book, content: SmilDocument) -> str:
    """Return the XHTML of one of the book's documents."""
    is_edition = bool(book.publication.parts)
    title = content.title if is_edition else book.publication.metadata.title
    options = MarkupOptions(language=content.language, dialect="xhtml1", images=book.addresses, notes=book.notes)
    head = element(
        "head",
        None,
        content_type(),
        element("title", None, title),
        element("link", {"rel": "stylesheet", "type": "text/css", "href": "style.css"}),
    )
    body = element("body", None, *(mark_up(section, options) for section in content.sections))
    return document(element("html", {"xmlns": XHTML, **language_attributes(content.language)}, head, body), DOCTYPE)
