"""HTML -> TEXT by the standard library's parser, to be compared with the blocks of `tree`."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser

from tts.text.readers.html.elements import (
    BORDERS,
    NO_TEXT,
    READINGS,
    SKIPPED,
    VOID,
    find_asides,
    is_back_link,
    is_graphic,
    is_hidden,
    is_note_mark,
)
from tts.text.readers.html.raised import show_raised
from tts.text.readers.html.struck import separate_struck
from tts.text.readers.whitespace import clean_text


def html_to_text(html: str) -> str:
    """Return all text of `html`, with a space where elements separate it, and at the end the texts of its attributes.

    The alternative text or label of an image or another graphic is in its place.
    """
    parser = _Prose()
    parser.feed(separate_struck(show_raised(html)))
    parser.close()
    return clean_text("".join(parser.pieces) + "\n" + "\n".join(parser.asides))


class _Prose(HTMLParser):
    """Collects text in `pieces`, and the texts of attributes in `asides`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.asides: list[str] = []
        self._open: list[tuple[str, bool]] = []  # tag, and whether its end separates text
        self._count: Counter[str] = Counter()
        self._silent = self._readings = 0  # open elements of these kinds

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element: separate the words around it if a page does, and collect the texts of its attributes."""
        attributes = dict(attrs)
        separates = (
            tag in BORDERS
            or tag in SKIPPED
            or tag in READINGS
            or tag in {"br", "desc", "img", "title"}
            or is_graphic(tag, attributes)
            or is_hidden(attributes)
            or is_note_mark(tag, attributes)
            or is_back_link(attributes)
        )
        if separates:
            self.pieces.append(" ")
        if tag not in VOID:
            self._open.append((tag, separates))
            self._count_open(tag, 1)
        for aside in find_asides(tag, attributes):
            # A graphic is heard in its place; other texts of attributes are not, and must not split a word around them
            is_in_place = tag == "img" or is_graphic(tag, attributes)
            (self.pieces if is_in_place else self.asides).append(f" {aside} ")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take `<a/>` for `<a>`, as a browser does."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost element of this name and all in it; an end without a beginning closes nothing."""
        while self._count[tag]:
            closed, separates = self._open.pop()
            self._count_open(closed, -1)
            if separates:
                self.pieces.append(" ")
            if closed == tag:
                return

    def handle_data(self, data: str) -> None:
        """Collect text, except in an element such as a script, whose text is not for readers."""
        if self._readings:
            self.asides.append(data)
        elif not self._silent:
            self.pieces.append(data)

    def _count_open(self, tag: str, step: int) -> None:
        """Count an element that begins (1) or ends (-1)."""
        self._count[tag] += step
        self._silent += step * (tag in NO_TEXT)
        self._readings += step * (tag in READINGS)
