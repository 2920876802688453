"""UNTAGGED PDF -> HTML of its lines, joined into paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from tts.model import Skipped
from tts.noun import noun
from tts.text.readers.documents.html import write_html
from tts.text.readers.documents.pdf.content import PageContent
from tts.text.readers.documents.pdf.layout import write_text
from tts.text.readers.documents.pdf.lines import find_text_size, make_lines
from tts.text.readers.documents.pdf.margins import take_margins
from tts.text.readers.documents.pdf.notes import link_notes, read_mark, take_footnotes
from tts.text.readers.documents.pdf.raised import RAISED_BEGIN, RAISED_END
from tts.text.readers.documents.xml import Element
from tts.text.readers.plaintext.breaks import begin_paragraphs, keep_lines
from tts.text.readers.plaintext.lines import Piece, group_lines, split_lines
from tts.text.readers.plaintext.ornaments import remove_ornaments
from tts.text.readers.plaintext.pagination import remove_page_edges
from tts.text.readers.torn_words import join_torn_words

_DEFAULT_LEVEL = 2
_NOTE = "\0"
"""Separates notes while torn words are joined."""


@noun
class UntaggedText:
    """The HTML of an untagged PDF, and what is left out of it."""

    html: str
    left_out: tuple[Skipped, ...]


def read_untagged(contents: Sequence[PageContent], language: str) -> UntaggedText:
    """Return the text of a PDF whose pages have `contents`, as one for plain text reads it."""
    pages, margins = take_margins([make_lines(content.runs) for content in contents])
    pages, notes = take_footnotes(pages, find_text_size(pages))
    text, edges = remove_page_edges(write_text(pages))
    text = _NOTE.join([remove_ornaments(text), *(note for _, note in notes)])
    text, *note_texts = join_torn_words(text, language).split(_NOTE)
    lines = begin_paragraphs(split_lines(text, language))
    body = Element("div", {}, list(_make_elements(group_lines(keep_lines(lines, is_titled=True)))))
    items = [(label, Element("li", {}, _mark_raised(text))) for (label, _), text in zip(notes, note_texts, strict=True)]
    body.children += link_notes([(read_mark(mark.text()), mark) for mark in body.all("sup")], items)
    return UntaggedText(html=write_html(body), left_out=(*margins, *edges))


def _make_elements(pieces: Sequence[Piece]) -> Iterator[Element | str]:
    """Yield the HTML of pieces; items in a row make a list."""
    for (is_item, is_numbered), group in groupby(
        pieces, key=lambda piece: (piece.kind == "item", piece.ordinal is not None)
    ):
        if is_item:
            items: list[Element | str] = []
            for piece in group:
                number = {"value": str(piece.ordinal)} if piece.ordinal is not None else {}
                items.append(Element("li", number, _mark_raised(piece.text)))
            yield Element("ol" if is_numbered else "ul", {}, items)
            continue
        for piece in group:
            if piece.table:
                rows: list[Element | str] = [
                    Element("tr", {}, [Element("td", {}, _mark_raised(cell)) for cell in row])
                    for row in piece.table.rows
                ]
                yield Element("table", {}, rows)
            elif piece.kind == "heading":
                yield Element(f"h{piece.level or _DEFAULT_LEVEL}", {}, _mark_raised(piece.text))
            else:
                yield Element("p", {}, _mark_raised(piece.text))


def _mark_raised(text: str) -> list[Element | str]:
    """Return a text with its raised parts as elements."""
    first, *others = text.split(RAISED_BEGIN)
    nodes: list[Element | str] = [first]
    for other in others:
        raised, _, rest = other.partition(RAISED_END)
        nodes += [Element("sup", {}, [raised]), rest]
    return nodes
