"""Plain text, as pasted from a page -> ARTICLE."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from tts.headings import is_key_points_heading
from tts.model import Article, Block, Metadata, Skipped
from tts.readers.captions import take_captions
from tts.readers.decode import decode
from tts.readers.frontmatter import split_head
from tts.readers.lines import Line, Piece, lines_of, pieces_of
from tts.readers.metadata import authors_of, fields_of, iso_date
from tts.readers.title import find_title

_BYLINE = re.compile(r"(?:By|BY|Words by|Written by)\s+(?P<names>(?:[^\W\d_][\w.’'-]*,?\s*|&\s*){1,12})$")
_DATELINE = re.compile(r"^(?:published|posted|updated|last updated)(?:\s+on)?:?\s+", re.IGNORECASE)
_BYLINE_PLACES = 3  # lines after the headline


class PlainTextReader:
    """Reads plain text: key points, headings, lists, paragraphs, and the captions at the end."""

    extensions = (".txt", ".text")

    def read(self, path: Path) -> Article:
        """The article in the text file at `path`; see `tts.readers.Reader`."""
        source = decode(path)
        head = split_head(source.text, path)
        fields = fields_of(head.fields, path)
        captions = take_captions(lines_of(head.body, head.body_line))
        byline = _take_byline(captions.lines, has_title=bool(fields.title))
        pieces = pieces_of(byline.lines)
        title = find_title(fields.title, (*_blocks(pieces), *captions.figures), path)
        return Article(
            path=path,
            metadata=Metadata(
                title=title.text,
                title_source=title.source,
                authors=fields.authors or byline.authors,
                date=fields.date or byline.date,
                language=fields.language or "en",
                description=fields.description,
                tags=fields.tags,
                source_url=fields.source_url,
                cover=fields.cover,
            ),
            blocks=title.blocks,
            key_points=fields.key_points,
            skipped=(*title.skipped, *byline.skipped, *_numbers(pieces), *captions.skipped),
            prose=head.body,
            options=head.options,
            warnings=(*source.warnings, *fields.warnings, *title.warnings),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Byline:
    lines: Sequence[Line]
    authors: tuple[str, ...] = ()
    date: str | None = None
    skipped: tuple[Skipped, ...] = ()


def _take_byline(lines: Sequence[Line], *, has_title: bool) -> _Byline:
    """Who wrote it and when, if the lines after the headline say so."""
    found = _Byline(lines=lines)
    begin = 0 if has_title else 1
    for line in lines[begin : begin + _BYLINE_PLACES]:
        names, day = _BYLINE.match(line.text), iso_date(_DATELINE.sub("", line.text))
        if names and not found.authors:
            found = replace(found, authors=authors_of(names["names"]))
        elif day and not found.date:
            found = replace(found, date=day)
        else:
            break
        skipped = Skipped(text=line.text, reason="heard in the opening", line=line.number)
        found = replace(found, skipped=(*found.skipped, skipped))
    taken = {skipped.line for skipped in found.skipped}
    return replace(found, lines=[line for line in lines if line.number not in taken])


def _blocks(pieces: Iterable[Piece]) -> Iterator[Block]:
    """Blocks in order; items in a row make one list."""
    is_first = True
    for key, group in groupby(pieces, key=lambda piece: (piece.kind == "item", piece.ordinal is None)):
        if key[0]:
            items = tuple(
                Block(kind="item", text=piece.text, ordinal=piece.ordinal, line=piece.line) for piece in group
            )
            yield Block(kind="list", blocks=items, line=items[0].line)
            is_first = False
            continue
        for piece in group:
            is_headline = is_first and not is_key_points_heading(piece.text)
            level = (1 if is_headline else 2) if piece.kind == "heading" else 0
            yield Block(kind=piece.kind, text=piece.text, level=level, line=piece.line)
            is_first = False


def _numbers(pieces: Iterable[Piece]) -> Iterator[Skipped]:
    for piece in pieces:
        if piece.ordinal is not None:
            yield Skipped(text=str(piece.ordinal), reason="number of a list's item", line=piece.line)
