"""Plain text, as pasted from a page -> ARTICLE."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from pathlib import Path

from tts.model import Article, Block, Metadata, Skipped
from tts.text.headings import is_key_points_heading
from tts.text.readers.byline import HEARD_IN_OPENING, Byline, byline_of
from tts.text.readers.captions import Captions, take_captions
from tts.text.readers.decode import read_text
from tts.text.readers.frontmatter import split_front_matter
from tts.text.readers.hyphenation import join_hyphenated_words
from tts.text.readers.lines import Piece, group_lines, split_lines
from tts.text.readers.metadata import Fields, parse_fields
from tts.text.readers.title import Title, find_title

_MAX_DEPTH = 8  # lists in lists; what is deeper stands beside
_MIN_DEEPER = 2  # columns; less is an author's slip


class PlainTextReader:
    """Reads plain text: key points, headings, lists, paragraphs, and the captions at the end."""

    extensions = (".txt", ".text")

    def read(self, path: Path) -> Article:
        """The article in the text file at `path`; see `tts.text.readers.Reader`."""
        source = read_text(path)
        head = split_front_matter(source.text, path)
        fields = parse_fields(head.fields, path)
        body = join_hyphenated_words(head.body)
        captions = take_captions(split_lines(body, head.body_line))
        byline, title, pieces = _understand(captions, fields, path)
        return Article(
            path=path,
            source_sha256=source.sha256,
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
            skipped=(*title.skipped, *_numbers(pieces), *captions.skipped),
            prose=body,
            options=head.options,
            warnings=(*source.warnings, *fields.warnings, *title.warnings),
        )


def _understand(captions: Captions, fields: Fields, path: Path) -> tuple[Byline, Title, list[Piece]]:
    """The byline below the headline, the title with the blocks, and the pieces that these were made of."""
    begin = 0 if fields.title else 1
    byline = byline_of((line.text for line in captions.lines[begin:]), fields)
    end = begin + byline.count
    pieces = group_lines([*captions.lines[:begin], *captions.lines[end:]])
    title = find_title(fields.title, (*_blocks(pieces), *captions.figures), path)
    if title.source != "body":
        said = (
            Skipped(text=line.text, reason=HEARD_IN_OPENING, line=line.number) for line in captions.lines[begin:end]
        )
        return byline, replace(title, skipped=(*title.skipped, *said)), pieces
    pieces = group_lines(captions.lines)  # without a headline there is no opening to say the byline
    return Byline(), find_title(fields.title, (*_blocks(pieces), *captions.figures), path), pieces


def _blocks(pieces: Iterable[Piece]) -> Iterator[Block]:
    """Blocks in order; items in a row make one list, quoted paragraphs in a row one quote."""
    is_first = True
    for key, group in groupby(pieces, key=lambda piece: (piece.kind == "item", piece.is_quoted)):
        is_list, is_quote = key
        if is_list:
            yield from _lists(list(group))
        elif is_quote:
            paragraphs = tuple(_block(piece) for piece in group)
            yield Block(kind="quote", blocks=paragraphs, line=paragraphs[0].line)
        else:
            for piece in group:
                is_headline = is_first and not is_key_points_heading(piece.text)
                yield _block(piece, level=1 if is_headline else 2)
                is_first = False
        is_first = False


def _block(piece: Piece, level: int = 2) -> Block:
    return Block(kind=piece.kind, text=piece.text, level=level if piece.kind == "heading" else 0, line=piece.line)


def _lists(items: Sequence[Piece], depth: int = 1) -> Iterator[Block]:
    """Numbered items in a row and other items in a row make a list each, with the items within their items."""
    outer = min(item.indent for item in items)
    heads = [at for at, item in enumerate(items) if item.indent < outer + _MIN_DEEPER or depth == _MAX_DEPTH]
    parts = [items[begin:end] for begin, end in pairwise([0, *heads[1:], len(items)])]
    for _, group in groupby(parts, key=lambda part: part[0].ordinal is None):
        made = tuple(_item(part, depth) for part in group)
        yield Block(kind="list", blocks=made, line=made[0].line)


def _item(part: Sequence[Piece], depth: int) -> Block:
    """An item of its piece, with the pieces below it as lists within."""
    head, below = part[0], part[1:]
    if not below:
        return Block(kind="item", text=head.text, ordinal=head.ordinal, line=head.line)
    text = Block(kind="paragraph", text=head.text, line=head.line)
    return Block(kind="item", blocks=(text, *_lists(below, depth + 1)), ordinal=head.ordinal, line=head.line)


def _numbers(pieces: Iterable[Piece]) -> Iterator[Skipped]:
    for piece in pieces:
        if piece.ordinal is not None:
            yield Skipped(text=str(piece.ordinal), reason="number of a list's item", line=piece.line)
